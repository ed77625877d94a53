//! A default outside the documented bounds of its field.
//!
//! ## Why it hurts
//!
//! A client that sends the default itself is refused, and one that checks bounds refuses the default.
//!
//! ## Example
//!
//! ```text
//! | max_items | Integer | Minimum: 1. Default: -1. |
//! ```
//!
//! ## How to settle it
//!
//! Correct the bounds or the default. Until then the bounds are widened to hold it.

use crate::finding::{Fault, Rule, Severity};

/// A default outside the documented bounds of its field.
pub static RULE: Rule = Rule {
    code: "default-outside-bounds",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the bounds or the default",
};
