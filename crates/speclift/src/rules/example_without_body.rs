//! An example with a body that no table of the operation describes.
//!
//! ## Why it hurts
//!
//! The client gives the body away unread, or cannot send it.
//!
//! ## Example
//!
//! ```text
//! GET /v1/items/{item_id}      (no table for the response)
//!
//! { "item": { "title": "first" } }
//! ```
//!
//! ## How to settle it
//!
//! Add a table for the body.

use crate::finding::{Fault, Rule, Severity};

/// An example with a body that no table of the operation describes.
pub static RULE: Rule = Rule {
    code: "example-without-body",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a table for the body",
};
