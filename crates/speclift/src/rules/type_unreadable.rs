//! A type that is not understood.
//!
//! ## Why it hurts
//!
//! The field takes any value in the client, and no mistake in it is caught.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type            |
//! |-----------|-----------------|
//! | title     | see the picture |
//! ```
//!
//! ## How to settle it
//!
//! Write one of the known types, such as String or Array of Item objects, or add the wording to the
//! vocabulary.

use crate::finding::{Fault, Rule, Severity};

/// A type that is not understood.
pub static RULE: Rule = Rule {
    code: "type-unreadable",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "write one of the known types, or add the wording to the vocabulary",
};
