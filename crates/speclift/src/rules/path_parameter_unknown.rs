//! A row for a path parameter that the path does not have.
//!
//! ## Why it hurts
//!
//! Taken as it is, the document would be invalid; the value that callers give would go nowhere.
//!
//! ## Example
//!
//! ```text
//! GET /v1/items
//!
//! | Parameter | Type   | Mandatory |      (path parameters)
//! |-----------|--------|-----------|
//! | item_id   | String | Yes       |
//! ```
//!
//! ## How to settle it
//!
//! Remove the row, or correct the path.

use crate::finding::{Fault, Rule, Severity};

/// A row for a path parameter that the path does not have.
pub static RULE: Rule = Rule {
    code: "path-parameter-unknown",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove the row, or correct the path",
};
