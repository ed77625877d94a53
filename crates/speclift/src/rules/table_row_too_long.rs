//! A table row with more cells than its header.
//!
//! ## Why it hurts
//!
//! The description ends early or the cells are shifted: a field gets the type of its neighbour.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type   | Description     |
//! |-----------|--------|-----------------|
//! | mode      | String | One of a | b.   |
//! ```
//!
//! ## How to settle it
//!
//! Escape the `|` inside the cell as `\|`.

use crate::finding::{Fault, Rule, Severity};

/// A table row with more cells than its header.
pub static RULE: Rule = Rule {
    code: "table-row-too-long",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "escape the | inside the cell as \\|",
};
