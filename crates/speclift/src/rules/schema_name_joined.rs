//! Two spellings of the name of one structure.
//!
//! ## Why it hurts
//!
//! A client would have two types for one thing, one of them without fields, and values would not go from one
//! to the other.
//!
//! ## Example
//!
//! ```text
//! backup: ItemExtraInfo object      (in the table of the response)
//! Table 7 ItemExtrInfo              (over the fields)
//! ```
//!
//! ## How to settle it
//!
//! Use one spelling in all pages. The one that most places have is taken until then.

use crate::finding::{Fault, Rule, Severity};

/// Two spellings of the name of one structure.
pub static RULE: Rule = Rule {
    code: "schema-name-joined",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "use one spelling in all pages",
};
