//! An example with a value outside the documented bounds.
//!
//! ## Why it hurts
//!
//! A client that checks bounds refuses values that the service sends and takes.
//!
//! ## Example
//!
//! ```text
//! | size | Integer | Minimum: 1. Maximum: 100. |
//!
//! { "size": 0 }
//! ```
//!
//! ## How to settle it
//!
//! Correct the bounds or the example. Until then the bounds are widened to hold it.

use crate::finding::{Fault, Rule, Severity};

/// An example with a value outside the documented bounds.
pub static RULE: Rule = Rule {
    code: "example-outside-bounds",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the bounds or the example",
};
