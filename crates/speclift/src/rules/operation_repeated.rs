//! One operation on two pages of one edition, with different bodies.
//!
//! ## Why it hurts
//!
//! A client made from either page lacks the fields of the other.
//!
//! ## Example
//!
//! ```text
//! PUT /v1/items/{item_id}      body: title      (page "Renaming an item")
//! PUT /v1/items/{item_id}      body: size       (page "Resizing an item")
//! ```
//!
//! ## How to settle it
//!
//! Describe each operation on one page. Until then the fields of all pages are taken together.

use crate::finding::{Fault, Rule, Severity};

/// One operation on two pages of one edition, with different bodies.
pub static RULE: Rule = Rule {
    code: "operation-repeated",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "describe each operation on one page",
};
