//! The manifest: what pages cannot say of themselves, and where results go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer};

use crate::localise::is_language;
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
    /// Languages.
    pub locale: Locale,
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

/// Languages. Where this says nothing the document has the texts of the pages, and no language is recorded.
///
/// ```toml
/// [locale]
/// source = "zh"                       # the pages' own
/// published = "en"                    # that of `output.yaml`, `output.json` and `output.client`
/// catalogue = { en = "locale/en.po" } # translations: a gettext PO a language
///
/// [output.locale.zh]                  # the document in another language, beside it
/// yaml = "service.zh.openapi.yaml"
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Locale {
    /// The language of the pages, such as `zh`.
    pub source: Option<String>,
    /// The language of the document; the pages' own where there is none.
    pub published: Option<String>,
    /// The PO file of each language, relative to the manifest. [`Manifest::read`] puts the manifest's folder before
    /// them.
    pub catalogue: BTreeMap<String, PathBuf>,
}

impl Locale {
    /// Whether there are documents in a language: the pages' own, or one with a catalogue.
    fn speaks(&self, language: &str) -> bool {
        self.source.as_deref() == Some(language) || self.catalogue.contains_key(language)
    }
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
    /// The document in further languages.
    pub locale: BTreeMap<String, LocaleOutput>,
}

/// Where the document in a further language goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LocaleOutput {
    /// The document as YAML.
    pub yaml: Option<String>,
    /// The document as JSON.
    pub json: Option<String>,
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
                manifest.locale.catalogue.values_mut().for_each(|path| *path = folder.join(&*path));
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
        manifest.check_languages()?;
        Ok(manifest)
    }

    /// Asks for the document in another language than the manifest says.
    ///
    /// # Errors
    ///
    /// Where it is neither the pages' own nor one with a catalogue.
    pub fn publish(&mut self, language: &str) -> Result<(), ManifestError> {
        self.locale.published = Some(language.to_owned());
        self.check_languages()
    }

    /// Every language that is named has a name, and texts.
    fn check_languages(&self) -> Result<(), ManifestError> {
        let Locale { source, published, catalogue } = &self.locale;
        let wanted = || published.iter().chain(self.output.locale.keys());
        if source.is_none() && (!catalogue.is_empty() || wanted().next().is_some()) {
            return Err(ManifestError::NoSource);
        }
        if let Some(language) =
            source.iter().chain(wanted()).chain(catalogue.keys()).find(|language| !is_language(language))
        {
            return Err(ManifestError::NoLanguage(language.clone()));
        }
        match wanted().find(|language| !self.locale.speaks(language)) {
            Some(language) => Err(ManifestError::NoCatalogue(language.clone())),
            None => Ok(()),
        }
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
    /// Translations of pages whose language is not known.
    #[error("`locale.source` is missing: name the language of the pages, such as `source = \"zh\"`")]
    NoSource,
    /// A language that is none.
    #[error("`{0}` names no language: write a tag such as `en` or `zh-Hant`")]
    NoLanguage(String),
    /// A language without translations.
    #[error(
        "there is no catalogue for `{0}`: add `{0} = \"locale/{0}.po\"` to `locale.catalogue`, and make it with \
         `speclift locale extract`"
    )]
    NoCatalogue(String),
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
    fn languages_have_texts() {
        let of = |text: &str| Manifest::parse(text).map_err(|error| error.to_string());
        let good = "[locale]\nsource = \"zh\"\npublished = \"en\"\ncatalogue = { en = \"en.po\" }\n[output.locale.zh]\nyaml = \"a\"";
        assert_eq!(of(good).unwrap().locale.catalogue["en"], PathBuf::from("en.po"));
        for (text, expected) in [
            ("[locale]\npublished = \"en\"", "`locale.source` is missing"),
            ("[locale]\nsource = \"Chinese\"", "`Chinese` names no language"),
            ("[locale]\nsource = \"zh\"\npublished = \"en\"", "there is no catalogue for `en`"),
            ("[locale]\nsource = \"zh\"\n[output.locale.fr]", "there is no catalogue for `fr`"),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(Manifest::parse("page = 1").unwrap_err().to_string().contains("page"));
        assert!(
            Manifest::parse("[source.a]\nedition = \"May\"").unwrap_err().to_string().contains("YYYY-MM-DD")
        );
    }
}
