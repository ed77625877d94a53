//! A field whose type differs between tables or editions.
//!
//! ## Why it hurts
//!
//! A client with the wrong one of the two fails to read the response, all of it.
//!
//! ## Example
//!
//! ```text
//! | size | Integer | ... |      (show an item)
//! | size | String  | ... |      (update an item)
//! ```
//!
//! ## How to settle it
//!
//! Look at a real response, and say the same in all pages. Until then both types are accepted.

use crate::finding::{Fault, Rule, Severity};

/// A field whose type differs between tables or editions.
pub static RULE: Rule = Rule {
    code: "type-differs",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "say the same in all pages",
};
