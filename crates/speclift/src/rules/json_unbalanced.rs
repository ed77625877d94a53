//! Lines of JSON outside a code block whose brackets do not balance.
//!
//! ## Why it hurts
//!
//! Where the example ends is a guess, and the text behind it may be read as part of it.
//!
//! ## Example
//!
//! ```text
//! Example:
//!
//! { "item": { "title": "first" }
//!
//! Then list the items.
//! ```
//!
//! ## How to settle it
//!
//! Close the brackets of the example, or put it into a code block.

use crate::finding::{Fault, Rule, Severity};

/// Lines of JSON outside a code block whose brackets do not balance.
pub static RULE: Rule = Rule {
    code: "json-unbalanced",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "close the brackets of the example, or put it into a code block",
};
