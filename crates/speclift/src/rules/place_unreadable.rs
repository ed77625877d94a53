//! A word in the column of places, such as `In`, that names no known place of a parameter.
//!
//! ## Why it hurts
//!
//! The client sends the parameter where the caption of the table says, most often in the body, and the service
//! looks for it elsewhere.
//!
//! ## Example
//!
//! ```text
//! | Parameter | In     | Type   |
//! |-----------|--------|--------|
//! | name      | body   | String |
//! | session   | cookie | String |
//! ```
//!
//! ## How to settle it
//!
//! Write `path`, `query`, `header` or `body` into the cell. If the word is a good one, add it to the vocabulary.

use crate::finding::{Fault, Rule, Severity};

/// A word in the column of places, such as `In`, that names no known place of a parameter.
pub static RULE: Rule = Rule {
    code: "place-unreadable",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "write path, query, header or body into the cell, or add the wording to the vocabulary",
};
