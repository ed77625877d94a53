//! Bounds of one field that differ between label, prose and editions.
//!
//! ## Why it hurts
//!
//! With the narrower bounds a client refuses what the service takes; with the wider it sends what the service
//! refuses.
//!
//! ## Example
//!
//! ```text
//! | size | Integer | Between 1 and 64. Minimum: 0. Maximum: 100. |
//! ```
//!
//! ## How to settle it
//!
//! Say the same in all places. Until then the wider bounds count.

use crate::finding::{Fault, Rule, Severity};

/// Bounds of one field that differ between label, prose and editions.
pub static RULE: Rule = Rule {
    code: "bounds-differ",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "say the same in all places",
};
