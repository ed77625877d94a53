//! A page that has the parts of an operation, and whose method or path is not understood.
//!
//! ## Why it hurts
//!
//! The whole operation is missing from the client.
//!
//! ## Example
//!
//! ```text
//! URI
//!
//! Send it to the address of the item, with POST.
//!
//! | Parameter | Type | Mandatory | Description |
//! ```
//!
//! ## How to settle it
//!
//! State method and path in a line of their own under the URI heading: `POST /v1/items/{item_id}`.

use crate::finding::{Fault, Rule, Severity};

/// A page that has the parts of an operation, and whose method or path is not understood.
pub static RULE: Rule = Rule {
    code: "operation-unreadable",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "state method and path in a line of its own under the URI heading",
};
