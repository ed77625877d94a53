//! A name that several operations have.
//!
//! ## Why it hurts
//!
//! A client cannot have two methods of one name. A link or an anchor that was copied from page to page says
//! nothing of any of them, and a reader who follows it comes to another operation.
//!
//! ## Example
//!
//! ```text
//! ListItems  GET /v1/items
//! ListItems  GET /v1/archive/items
//! ```
//!
//! ## How to settle it
//!
//! Give each page a title or an anchor of its own.

use crate::finding::{Fault, Rule, Severity};

/// A name that several operations have.
pub static RULE: Rule = Rule {
    code: "operation-id-taken",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "give each page an anchor of its own",
};
