//! An example with null, where no table says that the field may be null.
//!
//! ## Why it hurts
//!
//! A client with a plain type for the field fails to read the whole response at the first null.
//!
//! ## Example
//!
//! ```text
//! | Parameter  | Type   |
//! |------------|--------|
//! | created_at | String |
//!
//! { "created_at": null }
//! ```
//!
//! ## How to settle it
//!
//! Say in the description that the field may be null, or show a value in the example.

use crate::finding::{Fault, Rule, Severity};

/// An example with null, where no table says that the field may be null.
pub static RULE: Rule = Rule {
    code: "example-null",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "say in the table that the field may be null",
};
