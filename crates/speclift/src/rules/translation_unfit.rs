//! A translation that lacks a number, a name or an address of the text, or brings in what the text has not.
//!
//! ## Why it hurts
//!
//! A limit that the translation drops, or a value that it misspells, is sent wrongly by everybody who reads that
//! language. A link or markup that only the translation has was not checked with the pages.
//!
//! ## Example
//!
//! ```text
//! msgid "长度为1-64个字符"
//! msgstr "Length in characters"
//! ```
//!
//! ## How to settle it
//!
//! Write into the translation the numbers, the words in back quotes, names such as `box_id`, values and addresses
//! that the text has, and no other numbers, addresses, links or tags. Small numbers may be spelt. Two tags cannot
//! have one name.

use crate::finding::{Fault, Rule, Severity};

/// A translation that lacks a number, a name or an address of the text, or brings in what the text has not.
pub static RULE: Rule = Rule {
    code: "translation-unfit",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "keep numbers, names, values and addresses as the text has them",
};
