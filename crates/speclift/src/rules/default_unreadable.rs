//! A default that does not fit the type of its field.
//!
//! ## Why it hurts
//!
//! A client with this default would not compile, or would send what the service refuses.
//!
//! ## Example
//!
//! ```text
//! | size | Integer | Default: none so far |
//! ```
//!
//! ## How to settle it
//!
//! Write a value of the field's type, or leave the default out and explain it in words.

use crate::finding::{Fault, Rule, Severity};

/// A default that does not fit the type of its field.
pub static RULE: Rule = Rule {
    code: "default-unreadable",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write a value of the field's type",
};
