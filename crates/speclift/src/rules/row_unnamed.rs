//! A row of a table of fields, statuses or error codes that has no name in it.
//!
//! ## Why it hurts
//!
//! The row describes something that no client can send or read, since it cannot be addressed.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Description   |
//! |-----------|--------|---------------|
//! |           | String | Display name. |
//! ```
//!
//! ## How to settle it
//!
//! Write the name into the cell. If the row continues the one above it, join the two.

use crate::finding::{Fault, Rule, Severity};

/// A row of a table of fields, statuses or error codes that has no name in it.
pub static RULE: Rule = Rule {
    code: "row-unnamed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write the parameter's name into the page",
};
