//! The servers, volumes and file systems that there are to back up.
//!
//! A resource that no one listed exists as well, and is an ordinary one, so that callers can bring their own IDs. What
//! is listed can be unusual: in a state or of a type that the rules do not allow.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::model::values::ResourceType;

/// The size of a resource that is not listed, in gigabytes.
const SIZE: i64 = 40;

/// What there is to back up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// Whether nothing exists but what is listed.
    #[serde(default)]
    pub strict: bool,
    /// Servers.
    #[serde(default)]
    pub servers: Vec<Server>,
    /// Volumes, of servers or by themselves.
    #[serde(default)]
    pub volumes: Vec<Volume>,
    /// File systems.
    #[serde(default)]
    pub turbos: Vec<Turbo>,
}

/// A server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Its ID.
    pub id: String,
    /// Its name; the ID's first part where it has none.
    pub name: String,
    /// `ACTIVE`, `SHUTOFF`, `TERMINATED`, `ERROR` or another state.
    pub status: String,
    /// `linux` or `windows`.
    pub os: String,
    /// `x86_64` or `aarch64`.
    pub architecture: String,
    /// The availability zone.
    pub az: String,
    /// Whether it is a bare metal server.
    pub bare_metal: bool,
    /// Whether it is on the side of disaster recovery.
    pub disaster_recovery: bool,
    /// The IDs of its volumes, its system disk first.
    pub volumes: Vec<String>,
    /// A code that its backups and restores fail with.
    pub fails: Option<String>,
}

/// A volume.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Volume {
    /// Its ID.
    pub id: String,
    /// Its name; the ID's first part where it has none.
    pub name: String,
    /// In gigabytes.
    pub size: i64,
    /// `available`, `in-use`, `error` or another state.
    pub status: String,
    /// `VBD`, `SCSI` or `DESS`.
    pub kind: String,
    /// Whether it is a system disk.
    pub bootable: bool,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether several servers share it.
    pub shared: bool,
    /// Whether it is on the side of disaster recovery.
    pub disaster_recovery: bool,
    /// A code that its backups and restores fail with.
    pub fails: Option<String>,
}

/// A file system.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Turbo {
    /// Its ID.
    pub id: String,
    /// Its name; the ID's first part where it has none.
    pub name: String,
    /// In gigabytes.
    pub size: i64,
    /// `available` or another state.
    pub status: String,
    /// Empty, or a state within the state.
    pub sub_status: String,
    /// A code that its backups and restores fail with.
    pub fails: Option<String>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            status: "ACTIVE".to_owned(),
            os: "linux".to_owned(),
            architecture: "x86_64".to_owned(),
            az: "az-01".to_owned(),
            bare_metal: false,
            disaster_recovery: false,
            volumes: Vec::new(),
            fails: None,
        }
    }
}

impl Default for Volume {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            size: SIZE,
            status: "in-use".to_owned(),
            kind: "VBD".to_owned(),
            bootable: false,
            encrypted: false,
            shared: false,
            disaster_recovery: false,
            fails: None,
        }
    }
}

impl Default for Turbo {
    fn default() -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            size: 500,
            status: "available".to_owned(),
            sub_status: String::new(),
            fails: None,
        }
    }
}

/// A resource, whatever its kind.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    Server(Server, Vec<Volume>),
    Volume(Volume),
    Turbo(Turbo),
}

impl Found {
    /// Its name; the ID's first part where it has none.
    pub(crate) fn name(&self) -> String {
        let (name, id, prefix) = match self {
            Self::Server(server, _) => (&server.name, &server.id, "ecs"),
            Self::Volume(volume) => (&volume.name, &volume.id, "volume"),
            Self::Turbo(turbo) => (&turbo.name, &turbo.id, "turbo"),
        };
        if name.is_empty() {
            format!("{prefix}-{}", id.chars().take(4).collect::<String>())
        } else {
            name.clone()
        }
    }

    /// Its size in gigabytes.
    pub(crate) fn size(&self) -> i64 {
        match self {
            Self::Server(_, volumes) => volumes.iter().map(|volume| volume.size).sum(),
            Self::Volume(volume) => volume.size,
            Self::Turbo(turbo) => turbo.size,
        }
    }

    /// A code that its tasks fail with.
    pub(crate) fn fails(&self) -> Option<&str> {
        match self {
            Self::Server(server, _) => server.fails.as_deref(),
            Self::Volume(volume) => volume.fails.as_deref(),
            Self::Turbo(turbo) => turbo.fails.as_deref(),
        }
    }
}

impl Inventory {
    /// The resource of a kind with this ID; nothing where it is not listed, and only what is listed exists.
    pub(crate) fn find(&self, kind: ResourceType, id: &str) -> Option<Found> {
        match kind {
            ResourceType::Server | ResourceType::BareMetal => {
                let mut server = self.server(id)?;
                server.bare_metal |= kind == ResourceType::BareMetal;
                let volumes = self.volumes_of(&server);
                Some(Found::Server(server, volumes))
            }
            ResourceType::Volume => self.volume(id).map(Found::Volume),
            ResourceType::Turbo => {
                let listed = self.turbos.iter().find(|turbo| turbo.id == id).cloned();
                let any = || Turbo { id: id.to_owned(), ..Turbo::default() };
                listed.or_else(|| (!self.strict).then(any)).map(Found::Turbo)
            }
        }
    }

    /// The server with this ID.
    pub(crate) fn server(&self, id: &str) -> Option<Server> {
        let listed = self.servers.iter().find(|server| server.id == id).cloned();
        let any = || Server { id: id.to_owned(), volumes: vec![system_disk(id)], ..Server::default() };
        listed.or_else(|| (!self.strict).then(any))
    }

    /// The server with this ID, if it is listed.
    pub(crate) fn listed_server(&self, id: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.id == id)
    }

    /// The volume with this ID.
    pub(crate) fn volume(&self, id: &str) -> Option<Volume> {
        let any = || Volume { id: id.to_owned(), ..Volume::default() };
        self.listed_volume(id).cloned().or_else(|| (!self.strict).then(any))
    }

    /// The volume with this ID, if it is listed.
    pub(crate) fn listed_volume(&self, id: &str) -> Option<&Volume> {
        self.volumes.iter().find(|volume| volume.id == id)
    }

    /// The volumes of a server, of which the first is its system disk.
    fn volumes_of(&self, server: &Server) -> Vec<Volume> {
        let volume = |(index, id): (usize, &String)| {
            let any = Volume { id: id.clone(), bootable: index == 0, ..Volume::default() };
            self.listed_volume(id).cloned().unwrap_or(any)
        };
        server.volumes.iter().enumerate().map(volume).collect()
    }
}

/// The ID of the system disk of a server that is not listed: the same one each time.
fn system_disk(server: &str) -> String {
    let hash = Sha256::digest(format!("system disk of {server}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}
