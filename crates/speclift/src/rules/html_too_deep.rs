//! Tags that are nested deeper than any page needs.
//!
//! ## Why it hurts
//!
//! What stands inside is read as plain text, so a table in there is not read.
//!
//! ## Example
//!
//! ```html
//! <div><div><div><div> and hundreds more, none of them closed
//! ```
//!
//! ## How to settle it
//!
//! Close the tags that are left open.

use crate::finding::{Fault, Rule, Severity};

/// Tags that are nested deeper than any page needs.
pub static RULE: Rule = Rule {
    code: "html-too-deep",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the tags that are left open",
};
