//! A header is tabled among the fields of a body.
//!
//! ## Why it hurts
//!
//! Read as the table stands, a client sends it in the body, where the service does not look for it.
//!
//! ## Example
//!
//! ```text
//! Request body
//!
//! | Parameter             | Type   | Mandatory |
//! |-----------------------|--------|-----------|
//! | name                  | String | Yes       |
//! | X-Box-Request-Version | String | No        |
//! ```
//!
//! ## How to settle it
//!
//! Put the header into a table of headers.

use crate::finding::{Fault, Rule, Severity};

/// A header is tabled among the fields of a body.
pub static RULE: Rule = Rule {
    code: "header-with-body",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "put the header into a table of headers",
};
