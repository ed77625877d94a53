//! A code block that is opened and never closed.
//!
//! ## Why it hurts
//!
//! Everything behind it is taken for code, the tables and operations on the rest of the page among it.
//!
//! ## Example
//!
//! ```text
//! ~~~
//! { "title": "first" }
//!
//! The page goes on here, and nobody reads it.
//! ```
//!
//! ## How to settle it
//!
//! Close the code block with its fence.

use crate::finding::{Fault, Rule, Severity};

/// A code block that is opened and never closed.
pub static RULE: Rule = Rule {
    code: "code-block-unclosed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the code block with its fence",
};
