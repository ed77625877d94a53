//! A build in whose sources no operation was found.
//!
//! ## Why it hurts
//!
//! There is nothing to make a client of, so no document is written.
//!
//! ## Example
//!
//! ```text
//! speclift build notes/
//! ```
//!
//! ## How to settle it
//!
//! Name a folder with pages that describe operations: each has a method and a path, such as `GET /v1/items`,
//! under its URI heading.

use crate::finding::{Fault, Rule, Severity};

/// A build in whose sources no operation was found.
pub static RULE: Rule = Rule {
    code: "no-operation",
    severity: Severity::Error,
    fault: Fault::Document,
    remedy: "name a folder with pages that describe operations",
};
