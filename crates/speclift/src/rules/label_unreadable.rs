//! A label of a bound, a default or a pattern whose value cannot be read.
//!
//! ## Why it hurts
//!
//! The client lacks the limit: it sends what the service refuses.
//!
//! ## Example
//!
//! ```text
//! | name | String | Name. Maximum length: some |
//! ```
//!
//! ## How to settle it
//!
//! Write a value that fits the label: a number, or a regular expression that is one.

use crate::finding::{Fault, Rule, Severity};

/// A label of a bound, a default or a pattern whose value cannot be read.
pub static RULE: Rule = Rule {
    code: "label-unreadable",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write a value that fits the label",
};
