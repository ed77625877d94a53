//! A status that the status table lists without a response, or a response whose status the table lacks.
//!
//! ## Why it hurts
//!
//! A client has no type for an answer that comes, or cannot tell whether an answer is one of success.
//!
//! ## Example
//!
//! ```text
//! Status code: 202      Table 4 Response body: ...
//!
//! | Status code | Description |
//! |-------------|-------------|
//! | 200         | OK          |
//! ```
//!
//! ## How to settle it
//!
//! List every status in the status table, and document each one's response.

use crate::finding::{Fault, Rule, Severity};

/// A status that the status table lists without a response, or a response whose status the table lacks.
pub static RULE: Rule = Rule {
    code: "status-differs",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "list every status in the status table, and document each one's response",
};
