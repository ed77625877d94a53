//! A field that some tables of a structure have and others lack.
//!
//! ## Why it hurts
//!
//! A client of the shorter table never sees the field; one of the longer may wait for it in vain.
//!
//! ## Example
//!
//! ```text
//! Table 4 Item (list)         Table 4 Item (show)
//!
//! | Parameter | Type   |      | Parameter | Type   |
//! |-----------|--------|      |-----------|--------|
//! | title     | String |      | title     | String |
//!                             | size      | Long   |
//! ```
//!
//! ## How to settle it
//!
//! Add the row to the tables that lack it. If it is true that only some responses have it, say so in the
//! description.

use crate::finding::{Fault, Rule, Severity};

/// A field that some tables of a structure have and others lack.
pub static RULE: Rule = Rule {
    code: "field-missing",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "add the row to the tables that lack it, or remove it from the others",
};
