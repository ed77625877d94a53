//! A table describes a body for a status that has none, such as 204.
//!
//! ## Why it hurts
//!
//! HTTP lets no answer with that status carry a body: either the status or the table is wrong, and a client
//! waits for fields that never come.
//!
//! ## Example
//!
//! ```text
//! Status code: 204
//!
//! | Parameter | Type   |
//! |-----------|--------|
//! | id        | String |
//! ```
//!
//! ## How to settle it
//!
//! Find out which of the two the service sends; write 200 or remove the table.

use crate::finding::{Fault, Rule, Severity};

/// A table describes a body for a status that has none, such as 204.
pub static RULE: Rule = Rule {
    code: "body-of-no-content",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the status, or remove the table of the body",
};
