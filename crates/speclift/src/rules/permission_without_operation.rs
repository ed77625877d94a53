//! A permission for a request that no page describes.
//!
//! ## Why it hurts
//!
//! An operation is missing from the documents, and from the client with it; or its path is written in another way
//! than on its page, and the operation is shown without the permission that it needs.
//!
//! ## Example
//!
//! ```text
//! | Permission  | API            | Action          |
//! |-------------|----------------|-----------------|
//! | Paint a box | POST /v1/paint | boxes:box:paint |
//! ```
//!
//! ## How to settle it
//!
//! Add the page of the operation, correct the path, or remove the row. Where the row has the title of an operation that
//! no other row is about, it is taken as that operation's.

use crate::finding::{Fault, Rule, Severity};

/// A permission for a request that no page describes.
pub static RULE: Rule = Rule {
    code: "permission-without-operation",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "add the operation's page, or correct the row",
};
