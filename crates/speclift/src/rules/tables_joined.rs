//! Several tables of one page that describe one thing, each with other fields.
//!
//! ## Why it hurts
//!
//! They may be pieces of one table, and then are read rightly; or two things that have one name, and then each
//! has the fields of the other, and a request demands what both demand.
//!
//! ## Example
//!
//! ```text
//! Table 3 Box      name, colour
//! Table 4 Box      size, weight
//! ```
//!
//! ## How to settle it
//!
//! Make one table of them, or give each a caption of its own.

use crate::finding::{Fault, Rule, Severity};

/// Several tables of one page that describe one thing, each with other fields.
pub static RULE: Rule = Rule {
    code: "tables-joined",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "make one table of them, or give each a caption of its own",
};
