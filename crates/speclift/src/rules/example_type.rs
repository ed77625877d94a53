//! An example with a value of another type than the table says.
//!
//! ## Why it hurts
//!
//! If the example is right, a client made from the table fails on every response of this kind.
//!
//! ## Example
//!
//! ```text
//! | size | String | Size in GB. |
//!
//! { "size": 40 }
//! ```
//!
//! ## How to settle it
//!
//! Look at a real response, and correct the table or the example. Until then both types are accepted.

use crate::finding::{Fault, Rule, Severity};

/// An example with a value of another type than the table says.
pub static RULE: Rule = Rule {
    code: "example-type",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the table or the example",
};
