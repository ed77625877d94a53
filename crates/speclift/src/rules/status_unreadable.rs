//! A cell for an HTTP status that holds none.
//!
//! ## Why it hurts
//!
//! A client cannot tell the response that the row describes from others.
//!
//! ## Example
//!
//! ```text
//! | Status Code | Description        |
//! |-------------|--------------------|
//! | 20O         | The item was made. |
//! ```
//!
//! ## How to settle it
//!
//! Write the number: `200`. A class is `4xx`, and all statuses that are not listed are `other`.

use crate::finding::{Fault, Rule, Severity};

/// A cell for an HTTP status that holds none.
pub static RULE: Rule = Rule {
    code: "status-unreadable",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write the number of the status",
};
