//! A table row with more cells than are read.
//!
//! ## Why it hurts
//!
//! The cells behind the limit are left out, and fields in them are missing from the client.
//!
//! ## Example
//!
//! ```html
//! <tr><td colspan="100000">title</td></tr>
//! ```
//!
//! ## How to settle it
//!
//! Split the table, or correct its `colspan`.

use crate::finding::{Fault, Rule, Severity};

/// A table row with more cells than are read.
pub static RULE: Rule = Rule {
    code: "table-too-wide",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "split the table, or correct its colspan",
};
