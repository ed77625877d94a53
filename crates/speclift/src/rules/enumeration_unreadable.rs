//! A value in an enumeration that cannot be read.
//!
//! ## Why it hurts
//!
//! The client lacks the value that was meant: requests cannot use it, and responses with it are refused.
//!
//! ## Example
//!
//! ```text
//! | kind | String | Enumeration values: full, ", partial |
//! ```
//!
//! ## How to settle it
//!
//! Write the value out in the page, or decide in the overlay.

use crate::finding::{Fault, Rule, Severity};

/// A value in an enumeration that cannot be read.
pub static RULE: Rule = Rule {
    code: "enumeration-unreadable",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write the value out in the page, or decide in the overlay",
};
