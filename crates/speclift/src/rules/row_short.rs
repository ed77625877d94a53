//! A row with fewer cells than the header of its table.
//!
//! ## Why it hurts
//!
//! The missing cells are often the type or whether the field is required; the client then takes any value, or
//! lets a required field be absent.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Mandatory | Description   |
//! |-----------|--------|-----------|---------------|
//! | title     | String |           |
//! ```
//!
//! ## How to settle it
//!
//! Fill the missing cells of the row, or escape what was taken for the end of it.

use crate::finding::{Fault, Rule, Severity};

/// A row with fewer cells than the header of its table.
pub static RULE: Rule = Rule {
    code: "row-short",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "fill the missing cells of the row",
};
