//! The manifest: what pages cannot say of themselves, and where results go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

use crate::source::Format;

/// A manifest, `speclift.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// The API's own words.
    pub api: ApiWords,
    /// Servers, in order of preference.
    pub server: Vec<Server>,
    /// The folder of pages, relative to the manifest.
    pub pages: Option<String>,
    /// Overlays, in the order in which they are applied: one name or a list of them, relative to the manifest.
    /// [`Manifest::read`] puts the manifest's folder before them.
    #[serde(deserialize_with = "one_or_more")]
    pub overlay: Vec<PathBuf>,
    /// What is known of single sources, by name relative to the folder of pages.
    pub source: BTreeMap<String, SourceFacts>,
    /// Where results go, relative to the manifest.
    pub output: Output,
}

/// The API's own words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ApiWords {
    /// Its name; the newest page's title where there is none.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its version, in ASCII; the date of the newest edition where there is none.
    pub version: Option<String>,
    /// The licence of the description: its name.
    pub license: Option<String>,
}

/// A server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Its address, with variables in braces.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// Its variables.
    #[serde(default)]
    pub variables: BTreeMap<String, ServerVariable>,
}

/// A variable of a server's address.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerVariable {
    /// The value where none is chosen.
    pub default: String,
    /// What it is.
    pub description: Option<String>,
    /// The values that it may have; any where empty.
    #[serde(default)]
    pub values: Vec<String>,
}

/// What is known of a source.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceFacts {
    /// The form that it is written in; found by content where there is none.
    pub format: Option<Format>,
    /// The date of its edition, `YYYY-MM-DD`; the page's own where there is none.
    pub edition: Option<String>,
}

/// Where results go.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Output {
    /// The document as YAML.
    pub yaml: Option<String>,
    /// The document as JSON.
    pub json: Option<String>,
    /// The findings as text.
    pub findings: Option<String>,
    /// The client crate's generated file.
    pub client: Option<String>,
}

impl Manifest {
    /// Reads a manifest from its file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, and where [`Manifest::parse`] fails.
    pub fn read(path: &Path) -> Result<Self, ManifestError> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let mut manifest = Self::parse(&text)
                    .map_err(|reason| ManifestError::In { path: name, reason: Box::new(reason) })?;
                let folder = path.parent().unwrap_or(Path::new(""));
                manifest.overlay.iter_mut().for_each(|overlay| *overlay = folder.join(&*overlay));
                Ok(manifest)
            }
            Err(reason) => Err(ManifestError::Unreadable { path: name, reason }),
        }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// Where the text is no TOML, has unknown keys, or states an edition that is no date; the message
    /// names the line.
    pub fn parse(text: &str) -> Result<Self, ManifestError> {
        let manifest: Self = toml::from_str(text).map_err(Box::new)?;
        for (name, facts) in &manifest.source {
            if let Some(edition) = &facts.edition
                && !crate::claim::is_date(edition)
            {
                return Err(ManifestError::Edition { source_name: name.clone(), edition: edition.clone() });
            }
        }
        Ok(manifest)
    }
}

/// One name, or a list of names.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "`overlay` is neither a file nor a list of files")]
    enum Names {
        One(PathBuf),
        More(Vec<PathBuf>),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::More(names) => names,
    })
}

/// Why a manifest is not usable.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The file cannot be read.
    #[error("{path}: the manifest cannot be read: {reason}; check the path")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system says.
        reason: std::io::Error,
    },
    /// Something is wrong in a file.
    #[error("{path}: {reason}")]
    In {
        /// The file.
        path: String,
        /// What is wrong.
        reason: Box<ManifestError>,
    },
    /// No TOML, or unknown keys.
    #[error("the manifest cannot be read: {0}")]
    Toml(#[from] Box<toml::de::Error>),
    /// An edition that is no date.
    #[error("the edition of `{source_name}` is `{edition}`: write a date, YYYY-MM-DD")]
    Edition {
        /// The source.
        source_name: String,
        /// What the manifest says.
        edition: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_readme_shows() {
        let manifest = Manifest::parse("pages = \"pages\"\n[api]\ntitle = \"T\"\n[source.\"a.md\"]\nedition = \"2023-05-31\"\nformat = \"pdf\"\n").unwrap();
        assert_eq!(manifest.source["a.md"].format, Some(Format::Pdf));
    }

    #[test]
    fn overlays_are_relative_to_the_manifest() {
        assert_eq!(Manifest::parse("overlay = \"a.yaml\"").unwrap().overlay, [PathBuf::from("a.yaml")]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.toml");
        std::fs::write(&path, "overlay = [\"a.yaml\", \"b.yaml\"]").unwrap();
        let wanted = [folder.path().join("a.yaml"), folder.path().join("b.yaml")];
        assert_eq!(Manifest::read(&path).unwrap().overlay, wanted);
        assert!(Manifest::parse("overlay = 1").unwrap_err().to_string().contains("list of files"));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(Manifest::parse("page = 1").unwrap_err().to_string().contains("page"));
        assert!(
            Manifest::parse("[source.a]\nedition = \"May\"").unwrap_err().to_string().contains("YYYY-MM-DD")
        );
    }
}
