//! An example request that lacks a required field.
//!
//! ## Why it hurts
//!
//! Either the service refuses what the documentation tells people to send, or the client demands a field that
//! nobody needs.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Mandatory |
//! |-----------|--------|-----------|
//! | title     | String | Yes       |
//!
//! POST /v1/items
//! { "size": 40 }
//! ```
//!
//! ## How to settle it
//!
//! Add the field to the example, or make it optional in the table.

use crate::finding::{Fault, Rule, Severity};

/// An example request that lacks a required field.
pub static RULE: Rule = Rule {
    code: "example-incomplete",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add the field to the example, or make it optional",
};
