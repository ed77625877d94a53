//! A table captioned as a body lists the members of the only field that examples show.
//!
//! ## Why it hurts
//!
//! A client made from the table sends the members without the field around them, and the service refuses them.
//!
//! ## Example
//!
//! ```text
//! Request body              { "item": { "title": "a" } }
//!
//! | Parameter | Type   |
//! |-----------|--------|
//! | title     | String |
//! ```
//!
//! ## How to settle it
//!
//! Add a table of the body with the one field, and give this table the field's name as caption.

use crate::finding::{Fault, Rule, Severity};

/// A table captioned as a body lists the members of the only field that examples show.
pub static RULE: Rule = Rule {
    code: "table-of-members",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a table of the body with that field",
};
