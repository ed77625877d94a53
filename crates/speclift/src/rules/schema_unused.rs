//! A structure that a table describes and no type names.
//!
//! ## Why it hurts
//!
//! Its fields are in the document and nothing leads to them: a field's type is probably wrong, and callers
//! get no access.
//!
//! ## Example
//!
//! ```text
//! Table 9 RestoreDetail
//!
//! | Parameter | Type   |
//! |-----------|--------|
//! | item_id   | String |
//! ```
//!
//! ## How to settle it
//!
//! Name the structure in the type of the field that holds it, or remove the table.

use crate::finding::{Fault, Rule, Severity};

/// A structure that a table describes and no type names.
pub static RULE: Rule = Rule {
    code: "schema-unused",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "name the structure in the type of a field, or remove its table",
};
