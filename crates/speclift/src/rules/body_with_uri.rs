//! The fields of a body are tabled with the parameters of the address.
//!
//! ## Why it hurts
//!
//! Read as the table stands, a client sends them in the query, and the service finds no body.
//!
//! ## Example
//!
//! ```text
//! URI
//!
//! POST /v1/boxes/{box_id}/lid
//!
//! | box_id | String | The box    |
//! | colour | String | The colour |
//!
//! Example request
//!
//! {"colour": "red"}
//! ```
//!
//! ## How to settle it
//!
//! Put the fields of the body into a table of their own, in the section of the request.

use crate::finding::{Fault, Rule, Severity};

/// The fields of a body are tabled with the parameters of the address.
pub static RULE: Rule = Rule {
    code: "body-with-uri",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "put the fields of the body into a table of their own",
};
