//! A field that only examples show.
//!
//! ## Why it hurts
//!
//! A client made from the tables drops it when it reads, and cannot set it when it writes.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   |
//! |-----------|--------|
//! | title     | String |
//!
//! { "title": "first", "provider_id": "0daac4c5" }
//! ```
//!
//! ## How to settle it
//!
//! Add a row for the field. Until then it is optional, with the type that the examples show.

use crate::finding::{Fault, Rule, Severity};

/// A field that only examples show.
pub static RULE: Rule = Rule {
    code: "field-undocumented",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a row for the field",
};
