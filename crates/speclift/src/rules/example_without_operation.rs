//! An example that belongs to no documented operation.
//!
//! ## Why it hurts
//!
//! It is a witness of nothing; or an operation is missing from the documents, and from the client with it.
//!
//! ## Example
//!
//! ```text
//! POST /v3/auth/tokens
//! { "auth": {} }
//! ```
//!
//! ## How to settle it
//!
//! Nothing is to do for an example of another service. For one of this API, add the page of its operation, or
//! correct its path.

use crate::finding::{Fault, Rule, Severity};

/// An example that belongs to no documented operation.
pub static RULE: Rule = Rule {
    code: "example-without-operation",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "nothing to do, unless the operation is one of this API",
};
