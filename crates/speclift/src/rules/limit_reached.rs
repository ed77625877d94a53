//! More of one thing than the compiler compares with each other.
//!
//! ## Why it hurts
//!
//! What was not compared may be one thing that the document has twice.
//!
//! ## Example
//!
//! ```text
//! Box      described by 300 tables that have no field in common
//! ```
//!
//! ## How to settle it
//!
//! Nothing to do, unless the pages are real ones: then report them, so that the limit is raised.

use crate::finding::{Fault, Rule, Severity};

/// More of one thing than the compiler compares with each other.
pub static RULE: Rule = Rule {
    code: "limit-reached",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "nothing to do, unless the pages are real ones: then report the limit",
};
