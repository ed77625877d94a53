//! Translations as gettext has them: PO files, which the tools of translators read.
//!
//! The crates for PO files lose obsolete entries and previous texts (`polib`), read only (`poreader`), or panic on
//! broken files (`rspolib`); so they are read and written
//! here, and of an entry that is read and written nothing is lost.

mod parse;
mod plurals;
#[cfg(test)]
mod tests;
mod write;

/// A PO file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Po {
    /// The entry of the empty text: what the file says of itself.
    pub header: Entry,
    /// All other entries, in order.
    pub entries: Vec<Entry>,
}

/// A text and its translation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What tells this text from the same one elsewhere.
    pub context: Option<String>,
    /// The text.
    pub text: String,
    /// Its translation; empty where there is none.
    pub translation: String,
    /// What translators wrote about it, a line each.
    pub comments: Vec<String>,
    /// What the program that took it from the pages says about it, a line each.
    pub notes: Vec<String>,
    /// Where the text stands, `file:line`.
    pub references: Vec<String>,
    /// Flags, such as `fuzzy`.
    pub flags: Vec<String>,
    /// The context and the text that the translation was made for, where that is another.
    pub previous: Option<(Option<String>, String)>,
    /// Whether the text is used no more.
    pub obsolete: bool,
    /// The line of its text, from 1; 0 where it comes from no file.
    pub line: usize,
}

impl Entry {
    /// Whether a person has to look at the translation before it is used.
    pub fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == FUZZY)
    }

    /// Context and text, by which a file knows the entry.
    pub fn key(&self) -> (Option<&str>, &str) {
        (self.context.as_deref(), &self.text)
    }
}

/// The flag of a translation that a person has to look at.
pub(crate) const FUZZY: &str = "fuzzy";

impl Po {
    /// An empty file for a language.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let plurals = plurals::line(language).map(|line| format!("Plural-Forms: {line}\n"));
        let translation = format!(
            "Project-Id-Version: speclift\nPO-Revision-Date: \nLast-Translator: \nLanguage-Team: \n\
             Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
             Content-Transfer-Encoding: 8bit\n{}",
            plurals.unwrap_or_default()
        );
        Self { header: Entry { translation, ..Entry::default() }, entries: Vec::new() }
    }

    /// What a line of the header says, such as that of `Language`.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.header.translation.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Reads a PO file.
    ///
    /// # Errors
    ///
    /// Where it is none; the message names `name` and the line.
    pub fn parse(text: &str, name: &str) -> Result<Self, PoError> {
        parse::parse(text, name)
    }

    /// Reads the bytes of a PO file, which has to be in UTF-8.
    ///
    /// # Errors
    ///
    /// As [`Po::parse`].
    pub fn decode(bytes: &[u8], name: &str) -> Result<Self, PoError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::parse(text, name),
            Err(reason) => {
                let before = &bytes[..reason.valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(PoError::new(name, line, "this is no UTF-8; save the file in UTF-8"))
            }
        }
    }
}

/// What is wrong in a PO file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}: {message}")]
pub struct PoError {
    /// The file.
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what to do.
    pub message: String,
}

impl PoError {
    fn new(name: &str, line: usize, message: impl Into<String>) -> Self {
        Self { name: name.to_owned(), line, message: message.into() }
    }
}
