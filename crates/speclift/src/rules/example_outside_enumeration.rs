//! An example with a value outside the documented enumeration.
//!
//! ## Why it hurts
//!
//! A client with an enumeration of the documented values cannot read such a response.
//!
//! ## Example
//!
//! ```text
//! | status | String | Enumeration values: available, error |
//!
//! { "status": "waiting" }
//! ```
//!
//! ## How to settle it
//!
//! Add the value to the enumeration, or correct the example.

use crate::finding::{Fault, Rule, Severity};

/// An example with a value outside the documented enumeration.
pub static RULE: Rule = Rule {
    code: "example-outside-enumeration",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add the value to the enumeration, or correct the example",
};
