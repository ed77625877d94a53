//! A translation of a text that stands nowhere in the document.
//!
//! ## Why it hurts
//!
//! The text that replaced it may be without a translation, and a catalogue that holds what nobody reads hides what
//! is missing.
//!
//! ## Example
//!
//! ```text
//! msgid "盒子的大小"
//! msgstr "Size of the box"
//! ```
//!
//! ## How to settle it
//!
//! Run `speclift locale extract`: it offers the translation to a text that is alike, or marks it obsolete. An entry
//! with a `msgctxt` is of the text of that subject alone; correct the context where the subject was renamed.

use crate::finding::{Fault, Rule, Severity};

/// A translation of a text that stands nowhere in the document.
pub static RULE: Rule = Rule {
    code: "translation-stale",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "run `speclift locale extract`",
};
