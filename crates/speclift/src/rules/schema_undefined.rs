//! A structure that a type names and no table describes.
//!
//! ## Why it hurts
//!
//! The client has an opaque value where it should have named fields, so mistakes in them show at run time
//! only.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type                  |
//! |-----------|-----------------------|
//! | labels    | Array of Label objects|
//!
//! (no table has the name Label)
//! ```
//!
//! ## How to settle it
//!
//! Add a table for the structure. Until then it is inferred from examples, or is a free-form object.

use crate::finding::{Fault, Rule, Severity};

/// A structure that a type names and no table describes.
pub static RULE: Rule = Rule {
    code: "schema-undefined",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a table for the structure",
};
