//! A table without a caption, in a place that does not tell what it describes.
//!
//! ## Why it hurts
//!
//! Its fields are taken for those of the body above it, or are left out: a client sends or reads the wrong
//! structure.
//!
//! ## Example
//!
//! ```text
//! Response: see Table 1.
//!
//! | Parameter | Type   |
//! |-----------|--------|
//! | title     | String |
//! ```
//!
//! ## How to settle it
//!
//! Give the table a caption that names its structure: `Table 2 Fields of Item`.

use crate::finding::{Fault, Rule, Severity};

/// A table without a caption, in a place that does not tell what it describes.
pub static RULE: Rule = Rule {
    code: "table-unplaced",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "give the table a caption that names its structure",
};
