//! Rows of a body's table that examples show inside the object of another row.
//!
//! ## Why it hurts
//!
//! A client of the table looks for the fields where they never are.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   |
//! |-----------|--------|
//! | item      | Object |
//! | title     | String |      {"item": {"title": "Report"}}
//! ```
//!
//! ## How to settle it
//!
//! Give the fields of the object a table of their own. Until then they are where the examples show them; what no
//! example shows is where the row before it is.

use crate::finding::{Fault, Rule, Severity};

/// Rows of a body's table that examples show inside the object of another row.
pub static RULE: Rule = Rule {
    code: "field-beside-parent",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "give the fields of the object a table of their own",
};
