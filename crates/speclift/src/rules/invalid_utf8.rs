//! A file with bytes that are no UTF-8.
//!
//! ## Why it hurts
//!
//! The bytes are replaced; a field name with one in it is wrong in the client.
//!
//! ## Example
//!
//! ```text
//! size in GB, written as Latin-1: gr\xF6\xDFe
//! ```
//!
//! ## How to settle it
//!
//! Save the file as UTF-8.

use crate::finding::{Fault, Rule, Severity};

/// A file with bytes that are no UTF-8.
pub static RULE: Rule = Rule {
    code: "invalid-utf8",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "save the file as UTF-8",
};
