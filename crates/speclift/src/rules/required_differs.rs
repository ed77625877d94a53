//! A field that is required in one place and optional in another.
//!
//! ## Why it hurts
//!
//! A client that must have a field refuses responses without it; one that need not send it gets its requests
//! refused.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Mandatory |
//! |-----------|--------|-----------|
//! | title     | String | Yes       |      (newer edition: No)
//! ```
//!
//! ## How to settle it
//!
//! Say the same in all pages. Until then a client sends what any edition demands. Operations with one method and
//! path are no editions of each other: what one of them does without is optional.

use crate::finding::{Fault, Rule, Severity};

/// A field that is required in one place and optional in another.
pub static RULE: Rule = Rule {
    code: "required-differs",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "say the same in all pages",
};
