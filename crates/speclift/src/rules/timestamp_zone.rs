//! A field whose date-times have a zone in some places and none in others.
//!
//! ## Why it hurts
//!
//! A strict client refuses the ones without a zone, since RFC 3339 demands one; a lenient one may be hours
//! off.
//!
//! ## Example
//!
//! ```json
//! { "created_at": "2021-03-04T05:06:07.000+00:00" }
//! { "created_at": "2021-03-04T05:06:07.000000" }
//! ```
//!
//! ## How to settle it
//!
//! Show in every example what the service sends, with its zone. Until then the field is a plain string for a
//! client.

use crate::finding::{Fault, Rule, Severity};

/// A field whose date-times have a zone in some places and none in others.
pub static RULE: Rule = Rule {
    code: "timestamp-zone",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "show every date-time with its zone",
};
