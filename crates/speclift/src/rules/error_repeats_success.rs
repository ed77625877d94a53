//! A table or an example for an error status that repeats the body of success.
//!
//! ## Why it hurts
//!
//! A client would read an error as a success: error code and message are lost to the caller.
//!
//! ## Example
//!
//! ```text
//! Status code: 404      Table 5 Response body: items, total
//! Status code: 200      Table 4 Response body: items, total
//! ```
//!
//! ## How to settle it
//!
//! Document the body that errors have. Until then the common error body is used, and the example left out.

use crate::finding::{Fault, Rule, Severity};

/// A table or an example for an error status that repeats the body of success.
pub static RULE: Rule = Rule {
    code: "error-repeats-success",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "document the error body in the page",
};
