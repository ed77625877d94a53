//! A table among an operation's parameters whose columns are not understood.
//!
//! ## Why it hurts
//!
//! All fields of the table are missing from the client: requests cannot carry them, and responses lose them
//! without a word.
//!
//! ## Example
//!
//! ```text
//! Table 2 Request body
//!
//! | Key   | Kind   | Wanted |
//! |-------|--------|--------|
//! | title | String | aye    |
//! ```
//!
//! ## How to settle it
//!
//! Add the column names to the vocabulary, or use names that it has, such as Parameter, Type, Mandatory and
//! Description.

use crate::finding::{Fault, Rule, Severity};

/// A table among an operation's parameters whose columns are not understood.
pub static RULE: Rule = Rule {
    code: "table-columns-unknown",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "add the column names to the vocabulary",
};
