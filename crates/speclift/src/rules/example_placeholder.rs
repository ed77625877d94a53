//! An example made of type words in place of values.
//!
//! ## Why it hurts
//!
//! It shows nothing of the values, and copied it is refused: a string stands where an object belongs, or one of a few
//! values.
//!
//! ## Example
//!
//! ```text
//! { "title": "string", "parts": "array" }
//! ```
//!
//! ## How to settle it
//!
//! Replace the placeholders by real values, best from a real response.

use crate::finding::{Fault, Rule, Severity};

/// An example made of type words in place of values.
pub static RULE: Rule = Rule {
    code: "example-placeholder",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "replace the placeholders by real values",
};
