//! A file with nothing in it.
//!
//! ## Why it hurts
//!
//! If it was a page, its operation is missing from the client.
//!
//! ## Example
//!
//! ```text
//! update-item.md      0 bytes
//! ```
//!
//! ## How to settle it
//!
//! Remove the file, or restore its text.

use crate::finding::{Fault, Rule, Severity};

/// A file with nothing in it.
pub static RULE: Rule = Rule {
    code: "empty-file",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove the file, or restore its text",
};
