//! Tables of several operations that have one name and describe different structures.
//!
//! ## Why it hurts
//!
//! Taken as one structure, each operation would have the fields of all, and would demand what another one
//! demands.
//!
//! ## Example
//!
//! ```text
//! Table 3 policy      name, trigger                    (in the request of one operation)
//! Table 5 policy      id, enabled, created_at, name    (in the response of another)
//! ```
//!
//! ## How to settle it
//!
//! Give each structure a name of its own. The structure of most operations keeps the name until then, and the
//! others are named after their operation.

use crate::finding::{Fault, Rule, Severity};

/// Tables of several operations that have one name and describe different structures.
pub static RULE: Rule = Rule {
    code: "schema-name-shared",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "give each structure a name of its own",
};
