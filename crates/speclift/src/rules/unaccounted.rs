//! A table row or a code block that no stage used or reported.
//!
//! ## Why it hurts
//!
//! Something that the page says is not in the document, and no other finding tells of it.
//!
//! ## Example
//!
//! ```text
//! | title | String | Display name. |   <- neither used nor reported
//! ```
//!
//! ## How to settle it
//!
//! Report it with the page: it is a defect of the compiler, and no page should be changed for it.

use crate::finding::{Fault, Rule, Severity};

/// A table row or a code block that no stage used or reported.
pub static RULE: Rule = Rule {
    code: "unaccounted",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "this is a defect of the compiler: report it with the page",
};
