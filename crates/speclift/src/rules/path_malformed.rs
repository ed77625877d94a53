//! A path whose braces or variables are wrong in a way that can only mean one thing.
//!
//! A brace that is not closed ends with its segment. Of two variables of one name the second is another: the one
//! that the table of path parameters describes beside those of the path, or that another page of the operation
//! names there, else it has a number.
//!
//! ## Why it hurts
//!
//! Whoever builds addresses of the path as it is written sends a brace, or one value in two places.
//!
//! ## Example
//!
//! ```text
//! GET /v1/{project_id/items
//! GET /v1/{project_id}/quotas/{project_id}
//! ```
//!
//! ## How to settle it
//!
//! Correct the path in the page.

use crate::finding::{Fault, Rule, Severity};

/// A path whose braces or variables are wrong in a way that can only mean one thing.
pub static RULE: Rule = Rule {
    code: "path-malformed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the path in the page",
};
