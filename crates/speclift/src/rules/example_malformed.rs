//! An example that is no JSON, with the place at which it breaks.
//!
//! ## Why it hurts
//!
//! Whoever copies it gets an error from the service; and the compiler loses a witness against the tables.
//!
//! ## Example
//!
//! ```text
//! { "title": , "size": 40 }
//!            ^ a member without a value
//! ```
//!
//! ## How to settle it
//!
//! Mend the example in the page: run it once through a JSON parser before it is published.

use crate::finding::{Fault, Rule, Severity};

/// An example that is no JSON, with the place at which it breaks.
pub static RULE: Rule = Rule {
    code: "example-malformed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "mend the example in the page",
};
