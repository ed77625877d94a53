//! A text of the pages that the catalogue of the language has no translation of.
//!
//! ## Why it hurts
//!
//! Readers of the translated document find a sentence that they cannot read, and the client carries it in its
//! documentation.
//!
//! ## Example
//!
//! ```text
//! #: boxes.md:12
//! msgid "箱子的大小"
//! msgstr ""
//! ```
//!
//! ## How to settle it
//!
//! Run `speclift locale extract`, and write the translation into the empty `msgstr`. Text that is in English
//! already needs no entry in an English catalogue.

use crate::finding::{Fault, Rule, Severity};

/// A text of the pages that the catalogue of the language has no translation of.
pub static RULE: Rule = Rule {
    code: "translation-missing",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "run `speclift locale extract` and fill in the `msgstr`",
};
