//! A structure of requests and responses that responses show without what requests must send.
//!
//! ## Why it hurts
//!
//! As one structure, either requests may leave out what the service demands, or a client refuses the answers that
//! the documentation itself shows.
//!
//! ## Example
//!
//! ```text
//! | Parameter | Type            | Mandatory |
//! |-----------|-----------------|-----------|
//! | key       | String          | Yes       |
//! | values    | Array of String | Yes       |    (a `Label`, which a request sends and a response lists)
//!
//! 200 OK
//! { "labels": [ { "key": "colour" } ] }
//! ```
//!
//! ## How to settle it
//!
//! Give the structure of responses a name and a table of its own, or add the field to the example. Until then the
//! structure of responses is named after that of requests, with `Output` at its end, and nothing of it is required.

use crate::finding::{Fault, Rule, Severity};

/// A structure of requests and responses that responses show without what requests must send.
pub static RULE: Rule = Rule {
    code: "schema-both-ways",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "give the structure of responses a name and a table of its own, or add the field to the example",
};
