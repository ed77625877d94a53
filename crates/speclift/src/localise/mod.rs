//! Localising: the document in another language, by a catalogue of translations.
//!
//! What people read is replaced: titles, summaries, descriptions, the names of tags, the catalogue of errors. What
//! machines read is left as it is. A text stays as the pages have it where no translation can be used, and is told.

mod catalogue;
mod fit;
mod merge;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub use catalogue::{Catalogue, LocaleError, is_language};
pub use merge::{Merged, merge};
pub use texts::{Text, texts};

use crate::words;

/// A document in another language.
#[derive(Debug)]
pub struct Localised {
    /// The document, which records its language and where that comes from.
    pub document: Value,
    /// Entries that were not used, and texts without one: by text in the order of the document, then entries that
    /// fit no text in the order of the catalogue.
    pub remarks: Vec<Remark>,
}

/// What there is to say about a text or an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What is wrong.
    pub kind: RemarkKind,
    /// The text as it was compiled, or as the entry has it.
    pub text: String,
    /// What it is about; the first subject where it stands more than once, none where it does not stand in the
    /// document.
    pub subject: Option<String>,
    /// Where it stands in the document.
    pub places: Vec<String>,
    /// The entry's line in the catalogue.
    pub line: Option<usize>,
}

/// What is wrong with a text or an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// The text has no translation, and needs one.
    Missing,
    /// A person has to look at the translation.
    Fuzzy,
    /// The entry is of no text of the document.
    Stale,
    /// The translation lacks or adds something that no translation may: what, in words.
    Unfit(String),
}

/// Translates a document. What needs no translation in that language, such as ASCII in an English document, stays as
/// it is unless the catalogue has one.
pub fn localise(document: &Value, catalogue: &Catalogue) -> Localised {
    let mut document = document.clone();
    let tags = tags(&document, catalogue);
    let mut notes: BTreeMap<usize, Remark> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut order = BTreeMap::new();
    texts::visit(&mut document, &mut |text: &Text| {
        let found = catalogue.find(&text.subject, &text.text);
        let at = order.len();
        let at = *order.entry((found.map(|entry| entry.line), text.text.clone())).or_insert(at);
        let mut note = |kind: RemarkKind, line| {
            let subject = Some(text.subject.clone());
            let remark = Remark { kind, text: text.text.clone(), subject, places: Vec::new(), line };
            notes.entry(at).or_insert(remark).places.push(text.place.clone());
        };
        let Some(entry) = found else {
            if catalogue.needs(&text.text) {
                note(RemarkKind::Missing, None);
            }
            return None;
        };
        used.insert(entry.line);
        let translation = words::some(&entry.translation);
        match translation {
            _ if entry.is_fuzzy() => note(RemarkKind::Fuzzy, Some(entry.line)),
            None if catalogue.needs(&text.text) => note(RemarkKind::Missing, Some(entry.line)),
            None => {}
            Some(translation) => match fit::misfit(&text.text, &translation, &text.values) {
                Some(reason) => note(RemarkKind::Unfit(reason), Some(entry.line)),
                None if text.tag && tags.contains(&text.text) => {
                    note(RemarkKind::Unfit("another tag is called so".to_owned()), Some(entry.line));
                }
                None => return Some(translation),
            },
        }
        None
    });
    let mut remarks: Vec<Remark> = notes.into_values().collect();
    remarks.extend(catalogue.entries().filter(|entry| !used.contains(&entry.line)).map(|entry| Remark {
        kind: RemarkKind::Stale,
        text: entry.text.clone(),
        subject: None,
        places: Vec::new(),
        line: Some(entry.line),
    }));
    record(&mut document, &catalogue.language, Some(catalogue));
    Localised { document, remarks }
}

/// Writes into a document which language it is in, and by which catalogue.
pub fn record(document: &mut Value, language: &str, catalogue: Option<&Catalogue>) {
    let Some(document) = document.as_object_mut() else { return };
    if let Value::Object(made_from) = document.entry("x-speclift").or_insert_with(|| json!({})) {
        made_from.insert("language".to_owned(), language.into());
        if let Some(catalogue) = catalogue {
            made_from.insert(
                "locale".to_owned(),
                json!([{ "name": catalogue.file(), "sha256": catalogue.sha256 }]),
            );
        }
    }
}

/// Tags whose translation is the name of another one: operations would be in the wrong chapter.
fn tags(document: &Value, catalogue: &Catalogue) -> BTreeSet<String> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for text in texts(document).iter().filter(|text| text.tag) {
        let entry = catalogue.find(&text.subject, &text.text).filter(|entry| !entry.is_fuzzy());
        let name = entry.and_then(|entry| words::some(&entry.translation));
        names.entry(name.unwrap_or_else(|| text.text.clone())).or_default().insert(text.text.clone());
    }
    names.into_values().filter(|tags| tags.len() > 1).flatten().collect()
}
