//! A field without a type.
//!
//! ## Why it hurts
//!
//! The field takes any value in the client, and no mistake in it is caught.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type | Description   |
//! |-----------|------|---------------|
//! | title     |      | Display name. |
//! ```
//!
//! ## How to settle it
//!
//! Write the type into the cell.

use crate::finding::{Fault, Rule, Severity};

/// A field without a type.
pub static RULE: Rule = Rule {
    code: "type-missing",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "write the type into the page",
};
