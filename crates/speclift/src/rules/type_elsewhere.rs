//! A field of a response that other structures have with a further type.
//!
//! ## Why it hurts
//!
//! What the service sends here may have that further type too: sister structures are mostly written by one
//! hand.
//!
//! ## Example
//!
//! ```text
//! | ItemA.extra | Object | ... |
//! | ItemB.extra | String | ... |      (the same field of the sister structure)
//! ```
//!
//! ## How to settle it
//!
//! Document the field in each structure, with one type.

use crate::finding::{Fault, Rule, Severity};

/// A field of a response that other structures have with a further type.
pub static RULE: Rule = Rule {
    code: "type-elsewhere",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "document the field in each structure, with one type",
};
