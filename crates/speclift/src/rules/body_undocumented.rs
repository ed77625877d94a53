//! A page says what kind of body a request carries, and no table describes one.
//!
//! ## Why it hurts
//!
//! A client cannot know what to send: a form without fields, bytes of an unknown format.
//!
//! ## Example
//!
//! ```text
//! | Header       | Mandatory | Value               |
//! |--------------|-----------|---------------------|
//! | Content-Type | Yes       | multipart/form-data |
//! ```
//!
//! ## How to settle it
//!
//! Add a table of the body: the parts of the form, or one row without a name for the bytes.

use crate::finding::{Fault, Rule, Severity};

/// A page says what kind of body a request carries, and no table describes one.
pub static RULE: Rule = Rule {
    code: "body-undocumented",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "add a table of the body",
};
