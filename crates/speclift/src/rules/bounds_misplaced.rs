//! Bounds of a kind that the type of the field does not have.
//!
//! ## Why it hurts
//!
//! Taken at their word they would mean nothing, or something else: the length of a list is no length of a
//! string.
//!
//! ## Example
//!
//! ```text
//! | parts | Array of strings | Maximum length: 50 |
//! ```
//!
//! ## How to settle it
//!
//! Use the label that fits the type: length for strings, number of items for lists, minimum and maximum for
//! numbers.

use crate::finding::{Fault, Rule, Severity};

/// Bounds of a kind that the type of the field does not have.
pub static RULE: Rule = Rule {
    code: "bounds-misplaced",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "use the label that fits the type",
};
