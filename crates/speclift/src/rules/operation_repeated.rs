//! One operation on two pages of one edition, with bodies that share fields and differ.
//!
//! ## Why it hurts
//!
//! A client made from either page lacks the fields of the other. (Bodies without a field in common are those of
//! different actions: each is one that the operation takes, and no finding.)
//!
//! ## Example
//!
//! ```text
//! PUT /v1/items/{item_id}      body: title, size       (page "Changing an item")
//! PUT /v1/items/{item_id}      body: title, colour     (page "Editing an item")
//! ```
//!
//! ## How to settle it
//!
//! Describe each operation on one page. Until then the fields of all pages are taken together.

use crate::finding::{Fault, Rule, Severity};

/// One operation on two pages of one edition, with bodies that share fields and differ.
pub static RULE: Rule = Rule {
    code: "operation-repeated",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "describe each operation on one page",
};
