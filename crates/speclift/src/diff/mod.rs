//! What changed between two documents, and whom it hurts.
//!
//! [`diff`] is the entry: two documents in, changes out. It knows nothing of pages; [`side`](crate::side) finds the lines
//! of documentation behind a change.
//!
//! The documents are walked together, and each place is compared by the rules of what stands there. Each change has a
//! kind ([`kinds`]), a [`Class`] by the direction in which the value goes, and the operations that it touches. A shared
//! schema is compared once for each direction, so that recursion ends and a change in it is told once. A difference in
//! a place that no kind covers is told as `unclassified`, and breaking: a false alarm is better than a silent break.
//!
//! Why not `drift`, which compares OpenAPI documents as well? It was weighed first, version 0.2.0. It follows references
//! and knows directions. But of sixteen edits of a small document it told five: a maximum length, an enumeration and a
//! pattern each as one unhandled "string schema changed", a default and `readOnly` as trivial metadata. A property that
//! may be null, a response header that is gone or has another type, security, servers, an operationId, deprecation,
//! tags, the style of a parameter, the name of a variable of the path and an extension were no changes to it, and a
//! media type that is added ends the process by an assertion. Its changes name neither operations nor values.

mod access;
mod advice;
mod at;
mod bodies;
mod document;
mod graph;
pub mod kinds;
mod manual;
mod operation;
mod parameters;
mod paths;
mod place;
mod report;
mod schema;
mod usage;
mod walk;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

pub use advice::{Advice, Release, VersionError};
pub use kinds::{Class, Kind};
pub use manual::{MANUAL_PATH, manual};
pub use report::{Report, json, markdown, text};

use walk::Walk;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Who sends a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Flow {
    /// The client.
    Request,
    /// The service.
    Response,
}

/// How to compare.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether clients take values that no enumeration lists, so that a new one breaks none of them.
    pub open_enums: bool,
}

/// An operation that a change touches.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Operation {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path template; the new one, where it has changed.
    pub path: String,
    /// The operationId; the new one, where it has changed.
    #[serde(rename = "operationId", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// What stood or stands in a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Where: a JSON pointer.
    pub pointer: String,
    /// The value; null where there is none.
    pub value: Value,
    /// The lines of documentation that say so, as `file:line:column`; none where the document was not compiled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
}

/// A change.
#[derive(Debug, Clone)]
pub struct Change {
    /// The kind, with what carries the value filled in: `response-property-became-nullable`.
    pub id: String,
    /// The kind.
    pub kind: &'static Kind,
    /// Whom it hurts.
    pub class: Class,
    /// Who sends the value; `None` where that does not matter, or both do.
    pub flow: Option<Flow>,
    /// The operations that it touches, in the order of the new document; none where it touches no single one.
    pub operations: Arc<[Operation]>,
    /// The place in words: `Vault.name`, `query parameter limit`. Empty where it is the operation itself.
    pub place: String,
    /// What it says.
    pub message: String,
    /// What was there.
    pub old: Option<Side>,
    /// What is there.
    pub new: Option<Side>,
}

/// Why two documents cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiffError {
    /// A reference cannot be followed, so that what it stands for cannot be compared.
    #[error("{side}: {pointer}: the reference `{reference}` {message}")]
    Reference {
        /// Which document: the name of its file, where it has one.
        side: String,
        /// Where it is.
        pointer: String,
        /// The reference.
        reference: String,
        /// What is wrong with it.
        message: &'static str,
    },
}

impl DiffError {
    /// The same error with what the documents are called.
    pub(crate) fn named(self, old: &str, new: &str) -> Self {
        let Self::Reference { side, pointer, reference, message } = self;
        let side = if side == OLD { old.to_owned() } else { new.to_owned() };
        Self::Reference { side, pointer, reference, message }
    }
}

/// What the documents are called where nothing else is known of them.
const OLD: &str = "old document";
const NEW: &str = "new document";

/// All changes from an old document to a new one: by operation, in the order of the new document, the worst first.
/// The same documents give the same list. Documents that say the same, whatever the order of their keys and whether a
/// schema stands in its place or is referred to, give none.
///
/// # Errors
///
/// Where a reference of a document leads nowhere, to another document, or in a circle of references.
pub fn diff(old: &Value, new: &Value, options: Options) -> Result<Vec<Change>, DiffError> {
    usage::check(old, OLD)?;
    usage::check(new, NEW)?;
    let mut walk = Walk::new(options);
    walk.document(old, new);
    let Walk { found, graph, .. } = walk;
    let mut holders = graph.closed();
    let mut changes: Vec<_> = found
        .into_iter()
        .map(|found| {
            let (order, operations) = holders.of(&found.holders);
            let side = |side: Option<(String, Value)>| {
                side.map(|(pointer, value)| Side { pointer, value, lines: Vec::new() })
            };
            let (old, new) = (side(found.old), side(found.new));
            let message = report::message(found.kind.message, &found.name, old.as_ref(), new.as_ref());
            let (id, kind, class, flow, place) = (found.id, found.kind, found.class, found.flow, found.path);
            (order, Change { id, kind, class, flow, operations, place, message, old, new })
        })
        .collect();
    // Those of no operation come first.
    changes.sort_by(|one, other| key(one).cmp(&key(other)));
    Ok(changes.into_iter().map(|(_, change)| change).collect())
}

/// What changes are sorted by: the first operation, the worst first, then their words.
fn key((order, change): &(Option<usize>, Change)) -> (Option<usize>, Class, [&str; 3]) {
    (*order, change.class, [&change.place, &change.id, &change.message])
}
