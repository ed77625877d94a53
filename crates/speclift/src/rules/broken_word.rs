//! A name that was broken where a line or a cell ended.
//!
//! ## Why it hurts
//!
//! Taken as it stands, it is a field that the service does not know: requests with it are refused, responses
//! never have it.
//!
//! ## Example
//!
//! ```text
//! | Parameter    | Type   |
//! |--------------|--------|
//! | created_bef  | String |
//! | ore          |        |
//! ```
//!
//! ## How to settle it
//!
//! Join the word in the page. The reading with the break removed is used where another page has that name.

use crate::finding::{Fault, Rule, Severity};

/// A name that was broken where a line or a cell ended.
pub static RULE: Rule = Rule {
    code: "broken-word",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "join the word in the page",
};
