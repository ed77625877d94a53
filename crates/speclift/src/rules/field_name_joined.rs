//! Two spellings of the name of one field.
//!
//! ## Why it hurts
//!
//! The misspelt field is sent and ignored, or read and never found; where it is required, every request
//! fails.
//!
//! ## Example
//!
//! ```text
//! | Parameter    | Type    |
//! |--------------|---------|
//! | support_full | Boolean |
//!
//! { "suport_full": true }
//! ```
//!
//! ## How to settle it
//!
//! Use one spelling: the service decides which. Ask it, correct the others, or state it in the overlay.

use crate::finding::{Fault, Rule, Severity};

/// Two spellings of the name of one field.
pub static RULE: Rule = Rule {
    code: "field-name-joined",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "use one spelling in all pages",
};
