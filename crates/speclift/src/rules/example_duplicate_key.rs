//! An example with an object that has one key twice.
//!
//! ## Why it hurts
//!
//! Programs that read it disagree: most take the last value, some the first, some refuse it. A key was
//! probably misnamed.
//!
//! ## Example
//!
//! ```text
//! { "size": 40, "title": "first", "size": 80 }
//! ```
//!
//! ## How to settle it
//!
//! Remove one of the two, or give it the name that was meant.

use crate::finding::{Fault, Rule, Severity};

/// An example with an object that has one key twice.
pub static RULE: Rule = Rule {
    code: "example-duplicate-key",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove one of the two members, or give it the name that was meant",
};
