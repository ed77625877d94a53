//! Which version the client of the new document should have.

use std::fmt;

use semver::{BuildMetadata, Prerelease, Version};
use serde::Serialize;

use super::{Change, Class};

/// What the next release of a generated client has to be, by Semantic Versioning as Cargo reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Release {
    /// Nothing has changed: none.
    None,
    /// Only what people read has changed.
    Patch,
    /// Something is new, and programs go on to work.
    Minor,
    /// Programs may fail, or no longer compile.
    Breaking,
}

/// An advice, and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What the release has to be.
    pub release: Release,
    /// The version of now, where it was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// The version to release, where the one of now was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Why.
    pub reason: String,
}

/// Why a version cannot be advised on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{version}` is no version: {reason}; write one like 0.3.1")]
pub struct VersionError {
    version: String,
    reason: String,
}

impl Advice {
    /// What changes ask for, and the version that comes after `current`.
    ///
    /// Before 1.0.0, as Cargo reads versions, the first number that is not zero is the one that breaks: 0.3.1 becomes
    /// 0.4.0 where programs may fail, and 0.3.2 otherwise.
    ///
    /// # Errors
    ///
    /// Where `current` is no version.
    pub fn of(changes: &[Change], current: Option<&str>) -> Result<Self, VersionError> {
        let count = |test: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| test(change)).count();
        let breaking = count(&|change| change.class == Class::Breaking);
        let retyped = count(&|change| change.class != Class::Breaking && change.kind.retypes);
        let compatible = count(&|change| change.class == Class::Compatible);
        let (release, reason) = match (breaking, retyped, compatible, changes.len()) {
            (0, 0, 0, 0) => (Release::None, "nothing has changed".to_owned()),
            (0, 0, 0, all) => (Release::Patch, format!("{} of the documentation only", counted(all))),
            (0, 0, some, _) => (Release::Minor, format!("{} compatible", are(some))),
            (0, some, ..) => {
                let reason =
                    format!("no call fails, but {} types or names of generated clients", change(some));
                (Release::Breaking, reason)
            }
            (some, ..) => (Release::Breaking, format!("{} breaking", are(some))),
        };
        let version = current.map(parse).transpose()?;
        let next = version.as_ref().map(|version| next(version, release).to_string());
        Ok(Self { release, current: version.map(|version| version.to_string()), next, reason })
    }
}

fn counted(n: usize) -> String {
    format!("{n} change{}", if n == 1 { "" } else { "s" })
}

fn are(n: usize) -> String {
    format!("{} {}", counted(n), if n == 1 { "is" } else { "are" })
}

fn change(n: usize) -> String {
    if n == 1 { "1 change alters".to_owned() } else { format!("{n} changes alter") }
}

fn parse(text: &str) -> Result<Version, VersionError> {
    let text = text.strip_prefix('v').unwrap_or(text);
    Version::parse(text)
        .map_err(|reason| VersionError { version: text.to_owned(), reason: reason.to_string() })
}

/// The version after another one. What is only a pre-release may change in any way, and becomes the release.
fn next(version: &Version, release: Release) -> Version {
    let mut next = version.clone();
    next.build = BuildMetadata::EMPTY;
    if release == Release::None {
        return next;
    }
    if !next.pre.is_empty() {
        next.pre = Prerelease::EMPTY;
        return next;
    }
    // Cargo takes no two versions 0.0.x for compatible.
    match (release, version.major, version.minor) {
        (Release::Breaking, 0, 0) => next.patch += 1,
        (Release::Breaking, 0, _) => (next.minor, next.patch) = (next.minor + 1, 0),
        (Release::Breaking, ..) => (next.major, next.minor, next.patch) = (next.major + 1, 0, 0),
        (Release::Minor, 1.., _) => (next.minor, next.patch) = (next.minor + 1, 0),
        _ => next.patch += 1,
    }
    next
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let release = match self.release {
            Release::None => "no release",
            Release::Patch => "a patch release",
            Release::Minor => "a compatible release",
            Release::Breaking => "a breaking release",
        };
        write!(f, "{release}")?;
        if let (Some(current), Some(next)) = (&self.current, &self.next)
            && current != next
        {
            write!(f, ", {current} → {next}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(version: &str, release: Release) -> String {
        next(&parse(version).unwrap(), release).to_string()
    }

    #[test]
    fn versions_follow_cargo() {
        use Release::{Breaking, Minor, None, Patch};
        assert_eq!(
            [Breaking, Minor, Patch, None].map(|r| after("1.4.2", r)),
            ["2.0.0", "1.5.0", "1.4.3", "1.4.2"]
        );
        assert_eq!(
            [Breaking, Minor, Patch, None].map(|r| after("0.4.2", r)),
            ["0.5.0", "0.4.3", "0.4.3", "0.4.2"]
        );
        assert_eq!([Breaking, Minor, Patch].map(|r| after("0.0.2", r)), ["0.0.3", "0.0.3", "0.0.3"]);
        assert_eq!([Breaking, Minor].map(|r| after("2.0.0-rc.1", r)), ["2.0.0", "2.0.0"]);
        assert_eq!(after("v1.0.0+x", Breaking), "2.0.0");
    }

    #[test]
    fn what_is_no_version_is_told() {
        let error = Advice::of(&[], Some("1.x")).unwrap_err().to_string();
        assert!(error.starts_with("`1.x` is no version: "), "{error}");
    }
}
