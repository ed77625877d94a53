//! What a simulator is told to be.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::faults::Faults;
use crate::inventory::Inventory;

/// Which credentials a call needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// None: whoever names a project in the path is of that project.
    #[default]
    None,
    /// A token that the simulator's IAM issued.
    Token,
    /// A signature with an access key.
    Aksk,
    /// Either of the two.
    Both,
}

impl Auth {
    pub(crate) fn tokens(self) -> bool {
        matches!(self, Self::Token | Self::Both)
    }

    pub(crate) fn signatures(self) -> bool {
        matches!(self, Self::Aksk | Self::Both)
    }
}

/// An access key, and the project that it is for.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    pub(crate) access: String,
    pub(crate) secret: String,
    pub(crate) project: String,
}

impl Credential {
    /// An access key with its secret, for a project.
    #[must_use]
    pub fn new(access: impl Into<String>, secret: impl Into<String>, project: impl Into<String>) -> Self {
        Self { access: access.into(), secret: secret.into(), project: project.into() }
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credential({}, for {})", self.access, self.project)
    }
}

/// A user who can ask for tokens.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) password: String,
    /// Nothing where any domain will do.
    pub(crate) domain: Option<String>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "User({})", self.name)
    }
}

/// A project that has a name, or a region of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Nothing where it is in all regions.
    pub(crate) region: Option<String>,
}

/// What a simulator is told to be.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) auth: Auth,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) users: Vec<User>,
    pub(crate) projects: Vec<Project>,
    /// The simulator's own region first.
    pub(crate) regions: Vec<String>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) time_scale: f64,
    pub(crate) task_time: Duration,
    pub(crate) latency: (Duration, Duration),
    pub(crate) faults: Faults,
    pub(crate) seed: Option<u64>,
    pub(crate) inventory: Inventory,
    pub(crate) limits: Limits,
    pub(crate) max_body: usize,
    pub(crate) max_connections: usize,
    pub(crate) header_timeout: Duration,
    pub(crate) body_timeout: Duration,
}

/// How much of each a project may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) vaults: usize,
    /// Of a kind.
    pub(crate) policies: usize,
    pub(crate) resources: usize,
    pub(crate) members: usize,
    pub(crate) replicas: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            auth: Auth::None,
            credentials: Vec::new(),
            users: Vec::new(),
            projects: Vec::new(),
            regions: vec!["eu-west-0".to_owned(), "eu-west-1".to_owned()],
            data: None,
            time_scale: 1.0,
            task_time: Duration::from_secs(5),
            latency: (Duration::ZERO, Duration::ZERO),
            faults: Faults::default(),
            seed: None,
            inventory: Inventory::default(),
            limits: Limits {
                vaults: usize::MAX,
                policies: usize::MAX,
                resources: 256,
                members: 100,
                replicas: usize::MAX,
            },
            max_body: 2 << 20,
            max_connections: 20_000,
            header_timeout: Duration::from_secs(60),
            body_timeout: Duration::from_secs(30),
        }
    }
}

impl Config {
    /// The region that a project is in, for one who calls here.
    pub(crate) fn region_of(&self, project: &str) -> &str {
        let named = self.projects.iter().find(|known| known.id == project);
        let region = named.and_then(|project| project.region.as_deref());
        region.or(self.regions.first().map(String::as_str)).unwrap_or_default()
    }

    /// Whether a project is in a region: one that was not told where it is, is in all of them.
    pub(crate) fn is_in(&self, project: &str, region: &str) -> bool {
        let named = self.projects.iter().find(|known| known.id == project);
        named.and_then(|project| project.region.as_deref()).is_none_or(|its| its == region)
    }

    /// Whether there is such a region.
    pub(crate) fn has_region(&self, region: &str) -> bool {
        let projects = self.projects.iter().filter_map(|project| project.region.as_ref());
        let known: BTreeSet<&String> = self.regions.iter().chain(projects).collect();
        known.iter().any(|known| *known == region)
    }
}
