//! A path in an example or a scenario that no operation has, but for a misspelling.
//!
//! ## Why it hurts
//!
//! Whoever copies the example gets 404; taken as an operation of its own, the client would offer a call that
//! never succeeds.
//!
//! ## Example
//!
//! ```text
//! POST /v1/items/{item_id}/addparts      (URI of the operation)
//! POST /v1/items/18a2/adparts            (in its example)
//! ```
//!
//! ## How to settle it
//!
//! Correct the path in the page that has it wrong.

use crate::finding::{Fault, Rule, Severity};

/// A path in an example or a scenario that no operation has, but for a misspelling.
pub static RULE: Rule = Rule {
    code: "path-misspelt",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the path in the page",
};
