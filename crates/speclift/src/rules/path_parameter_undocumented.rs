//! A variable in the path for which there is no row.
//!
//! ## Why it hurts
//!
//! Its meaning and type are unknown; it is taken as a string, and callers must guess what belongs there.
//!
//! ## Example
//!
//! ```text
//! GET /v1/{project_id}/items/{item_id}
//!
//! | Parameter  | Type   | Mandatory |
//! |------------|--------|-----------|
//! | project_id | String | Yes       |
//! ```
//!
//! ## How to settle it
//!
//! Add a row for the parameter to the table of path parameters.

use crate::finding::{Fault, Rule, Severity};

/// A variable in the path for which there is no row.
pub static RULE: Rule = Rule {
    code: "path-parameter-undocumented",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a row for the path parameter",
};
