//! A cell in the column of required fields that says neither yes nor no.
//!
//! ## Why it hurts
//!
//! A field that is required becomes optional in the client, and the first request without it fails at the
//! service.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Mandatory |
//! |-----------|--------|-----------|
//! | title     | String | depends   |
//! ```
//!
//! ## How to settle it
//!
//! Write yes or no, and the condition into the description. If the word is a good one, add it to the
//! vocabulary.

use crate::finding::{Fault, Rule, Severity};

/// A cell in the column of required fields that says neither yes nor no.
pub static RULE: Rule = Rule {
    code: "required-unreadable",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "write yes or no into the cell, or add the wording to the vocabulary",
};
