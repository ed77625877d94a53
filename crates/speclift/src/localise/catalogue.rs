//! Catalogues: the translations of one language.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::po::{Entry, Po, PoError};

/// The translations of one language.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The name of its file.
    pub name: String,
    /// The language that it translates into.
    pub language: String,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    po: Po,
    /// Positions of entries, by text.
    places: HashMap<String, Vec<usize>>,
}

/// Why a catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LocaleError {
    /// The file cannot be read.
    #[error("{name}: cannot be read: {reason}; check the path, or make it with `speclift locale extract`")]
    Unreadable {
        /// The file.
        name: String,
        /// What the system says.
        reason: io::Error,
    },
    /// It is no PO file.
    #[error(transparent)]
    Po(#[from] PoError),
    /// It translates into another language.
    #[error("{name}:{line}: the header says that this is `{found}`; `{wanted}` was asked for")]
    Language {
        /// The file.
        name: String,
        /// Where the header is.
        line: usize,
        /// Its language.
        found: String,
        /// The language that was asked for.
        wanted: String,
    },
}

impl Catalogue {
    /// Reads the catalogue of a language from its file.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, is no PO file, or says that it is of another language.
    pub fn read(path: &Path, language: &str) -> Result<Self, LocaleError> {
        let name = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Self::parse(&bytes, &name, language),
            Err(reason) => Err(LocaleError::Unreadable { name, reason }),
        }
    }

    /// The same from the bytes of a file.
    ///
    /// # Errors
    ///
    /// Where they are no PO file, or say that it is of another language.
    pub fn parse(bytes: &[u8], name: &str, language: &str) -> Result<Self, LocaleError> {
        let po = Po::decode(bytes, name)?;
        if let Some(found) = po.field("Language").filter(|found| !found.is_empty())
            && !found.replace('_', "-").eq_ignore_ascii_case(&language.replace('_', "-"))
        {
            let (name, line) = (name.to_owned(), po.header.line);
            return Err(LocaleError::Language {
                name,
                line,
                found: found.to_owned(),
                wanted: language.to_owned(),
            });
        }
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in po.entries.iter().enumerate().filter(|(_, entry)| !entry.obsolete) {
            places.entry(entry.text.clone()).or_default().push(at);
        }
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { name: name.to_owned(), language: language.to_owned(), sha256, po, places })
    }

    /// The entry of a text: the one of its context, else the one without a context.
    pub fn find(&self, context: &str, text: &str) -> Option<&Entry> {
        let entries = || self.places.get(text).into_iter().flatten().map(|at| &self.po.entries[*at]);
        let own = entries().find(|entry| entry.context.as_deref() == Some(context));
        own.or_else(|| entries().find(|entry| entry.context.is_none()))
    }

    /// All entries that are in use.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.po.entries.iter().filter(|entry| !entry.obsolete)
    }

    /// Whether a text cannot stay as it is in this language.
    pub fn needs(&self, text: &str) -> bool {
        needs(text, &self.language)
    }

    /// The name of its file, without folders.
    pub fn file(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }
}

/// Whether a text needs a translation into a language: English has no letters beyond ASCII. What is in ASCII may be
/// any other language's, so there every text that has a letter needs one.
pub(super) fn needs(text: &str, language: &str) -> bool {
    let english = language.split(['-', '_']).next().is_some_and(|main| main.eq_ignore_ascii_case("en"));
    text.chars().any(|c| c.is_alphabetic() && !(english && c.is_ascii()))
}

/// Whether a text names a language, such as `en`, `zh` or `zh-Hant`.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let main = parts.next().unwrap_or_default();
    (2..=3).contains(&main.len())
        && main.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}
