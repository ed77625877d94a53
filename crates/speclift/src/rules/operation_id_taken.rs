//! An operation whose name another operation has already.
//!
//! ## Why it hurts
//!
//! A client cannot have two methods of one name; this one gets a number, which may change when pages are
//! added.
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

/// An operation whose name another operation has already.
pub static RULE: Rule = Rule {
    code: "operation-id-taken",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "give each page an anchor of its own",
};
