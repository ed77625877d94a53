//! A key of the query behind the path for which there is no row.
//!
//! ## Why it hurts
//!
//! Its meaning and type are unknown; it is taken as an optional string, and callers must guess what belongs there.
//!
//! ## Example
//!
//! ```text
//! GET /v1/items?limit={limit}&marker={marker}
//!
//! | Parameter | Type    | Mandatory |
//! |-----------|---------|-----------|
//! | limit     | Integer | No        |
//! ```
//!
//! ## How to settle it
//!
//! Add a row for the parameter to the table of query parameters.

use crate::finding::{Fault, Rule, Severity};

/// A key of the query behind the path for which there is no row.
pub static RULE: Rule = Rule {
    code: "query-parameter-undocumented",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a row for the query parameter",
};
