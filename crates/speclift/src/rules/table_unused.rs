//! A table that describes no operation, no error code and no status.
//!
//! ## Why it hurts
//!
//! A table of the API whose columns are worded in an unknown way is left out of the document, and nobody
//! would miss it.
//!
//! ## Example
//!
//! ```text
//! | Region | Price  |
//! |--------|--------|
//! | north  | 3 cent |
//! ```
//!
//! ## How to settle it
//!
//! Nothing is to do for a table of prices or regions. A table of the API needs a header that the vocabulary
//! knows: reword the header, or add its words to the vocabulary.

use crate::finding::{Fault, Rule, Severity};

/// A table that describes no operation, no error code and no status.
pub static RULE: Rule = Rule {
    code: "table-unused",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "nothing to do, unless the table describes the API: then add its column names to the vocabulary",
};
