//! A column of an operation's table whose header is not understood, beside others that are.
//!
//! ## Why it hurts
//!
//! What stands in its cells is missing from the description: whether a field is required, a default, what its values
//! may be.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Description | Wanted |
//! |-----------|--------|-------------|--------|
//! | title     | String | The title   | aye    |
//! ```
//!
//! ## How to settle it
//!
//! Add the header to the vocabulary, or use one that it has, such as Mandatory, Default Value or Constraints.

use crate::finding::{Fault, Rule, Severity};

/// A column of an operation's table whose header is not understood, beside others that are.
pub static RULE: Rule = Rule {
    code: "column-unknown",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "add the header to the vocabulary",
};
