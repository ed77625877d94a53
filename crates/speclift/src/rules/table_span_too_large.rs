//! Cells that span so much that copying them would need far more memory than the table has.
//!
//! ## Why it hurts
//!
//! The cells are read as if they spanned less, so rows may lack what a spanning cell says of them.
//!
//! ## Example
//!
//! ```html
//! <tr><td rowspan="65000" colspan="900">String</td></tr>
//! ```
//!
//! ## How to settle it
//!
//! Correct `rowspan` and `colspan` of the table.

use crate::finding::{Fault, Rule, Severity};

/// Cells that span so much that copying them would need far more memory than the table has.
pub static RULE: Rule = Rule {
    code: "table-span-too-large",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the rowspan and colspan of the table",
};
