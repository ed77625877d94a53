//! Enumerations of one field that differ between labels, prose and editions.
//!
//! ## Why it hurts
//!
//! A client with the shorter list cannot read, or cannot send, the values that only the longer has.
//!
//! ## Example
//!
//! ```text
//! | status | String | Enumeration values: available, error |      (list items)
//! | status | String | Enumeration values: available        |      (show an item)
//! ```
//!
//! ## How to settle it
//!
//! List the same values in all places.

use crate::finding::{Fault, Rule, Severity};

/// Enumerations of one field that differ between labels, prose and editions.
pub static RULE: Rule = Rule {
    code: "enumeration-differs",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "list the same values in all places",
};
