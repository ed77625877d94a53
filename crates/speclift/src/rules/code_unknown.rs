//! A code block that is no request, no response and no JSON.
//!
//! ## Why it hurts
//!
//! An example under an unclear heading is no witness, so its contradictions with the tables stay unseen.
//!
//! ## Example
//!
//! ```text
//! Run this once a day:
//!
//!     backup --all > /var/log/backup
//! ```
//!
//! ## How to settle it
//!
//! Nothing is to do for a shell command or a log. Put an example under a heading that says whether it is a
//! request or a response.

use crate::finding::{Fault, Rule, Severity};

/// A code block that is no request, no response and no JSON.
pub static RULE: Rule = Rule {
    code: "code-unknown",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "nothing to do, unless the block is an example: then put it under the heading of one",
};
