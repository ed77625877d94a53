//! An error code that is listed twice.
//!
//! ## Why it hurts
//!
//! A caller that looks the code up finds two meanings, or two statuses, and handles one of them.
//!
//! ## Example
//!
//! ```text
//! | Status code | Error code | Message        |
//! |-------------|------------|----------------|
//! | 400         | SVC.0007   | Bad title.     |
//! | 404         | SVC.0007   | No such item.  |
//! ```
//!
//! ## How to settle it
//!
//! List each code once; give the second meaning a code of its own if the service has one.

use crate::finding::{Fault, Rule, Severity};

/// An error code that is listed twice.
pub static RULE: Rule = Rule {
    code: "error-code-repeated",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "list each code once",
};
