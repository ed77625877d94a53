//! A file that is no text.
//!
//! ## Why it hurts
//!
//! Nothing of it is read. If it is a page in a binary form, its operations are missing.
//!
//! ## Example
//!
//! ```text
//! reference.md:      %PDF-1.7 ...
//! ```
//!
//! ## How to settle it
//!
//! Remove the file from the folder of documentation, or save its text as UTF-8.

use crate::finding::{Fault, Rule, Severity};

/// A file that is no text.
pub static RULE: Rule = Rule {
    code: "binary-file",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove the file from the documentation folder, or save it as UTF-8 text",
};
