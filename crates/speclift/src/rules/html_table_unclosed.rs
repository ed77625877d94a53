//! A `<table>` that no `</table>` closes.
//!
//! ## Why it hurts
//!
//! Where the table ends is a guess: the text behind it may be read as cells, or rows be lost.
//!
//! ## Example
//!
//! ```html
//! <table><tr><td>title</td><td>String</td></tr>
//!
//! And the text goes on, with no closing tag in it.
//! ```
//!
//! ## How to settle it
//!
//! Close the table with `</table>`.

use crate::finding::{Fault, Rule, Severity};

/// A `<table>` that no `</table>` closes.
pub static RULE: Rule = Rule {
    code: "html-table-unclosed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the table with </table>",
};
