//! An example that departs from JSON in a way whose meaning is plain.
//!
//! ## Why it hurts
//!
//! It counts as a witness, as it was meant. Readers who copy it still get a parser's error.
//!
//! ## Example
//!
//! ```text
//! { "sizes": [40, 80,], }
//! ```
//!
//! ## How to settle it
//!
//! Mend the example in the page: drop the comma, close the bracket, join the line, take out the comment.

use crate::finding::{Fault, Rule, Severity};

/// An example that departs from JSON in a way whose meaning is plain.
pub static RULE: Rule = Rule {
    code: "example-mended",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "mend the example in the page",
};
