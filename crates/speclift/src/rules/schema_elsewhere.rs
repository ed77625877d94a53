//! An object without a table, which examples show to be a structure that other tables describe.
//!
//! ## Why it hurts
//!
//! A client of the tables alone gets an object of which it knows nothing.
//!
//! ## Example
//!
//! ```text
//! | Item.links | Array of objects | ... |      (and no table of them)
//!
//! Table 4 links      href, rel               (of another operation)
//!
//! {"links": [{"href": "...", "rel": "self"}]}
//! ```
//!
//! ## How to settle it
//!
//! Lead from the field to the table.

use crate::finding::{Fault, Rule, Severity};

/// An object without a table, which examples show to be a structure that other tables describe.
pub static RULE: Rule = Rule {
    code: "schema-elsewhere",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "lead from the field to the table of its members",
};
