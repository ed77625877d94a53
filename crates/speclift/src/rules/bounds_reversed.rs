//! A lower bound above the upper one.
//!
//! ## Why it hurts
//!
//! No value is allowed: a client that checks what it sends refuses everything, and validators refuse the
//! document.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type    | Description                 |
//! |-----------|---------|-----------------------------|
//! | size      | Integer | Size. Minimum: 10 Maximum: 1 |
//! ```
//!
//! ## How to settle it
//!
//! Correct the bounds in the page; until then they are not used.

use crate::finding::{Fault, Rule, Severity};

/// A lower bound above the upper one.
pub static RULE: Rule = Rule {
    code: "bounds-reversed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the bounds in the page",
};
