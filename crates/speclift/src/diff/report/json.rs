//! Changes for programs.

use serde::Serialize;

use super::Report;
use crate::diff::{Advice, Change, Class, Flow, Operation, Side};

/// The number of the form; it is raised where a member is removed or means something else, not where one is added.
const FORM: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    form: u32,
    old: &'a str,
    new: &'a str,
    summary: Summary,
    advice: &'a Advice,
    changes: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Summary {
    changes: usize,
    breaking: usize,
    compatible: usize,
    documentation: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Flow>,
    operations: &'a [Operation],
    place: &'a str,
    message: &'a str,
    old: Option<&'a Side>,
    new: Option<&'a Side>,
}

impl<'a> Entry<'a> {
    fn of(change: &'a Change) -> Self {
        Self {
            id: &change.id,
            class: change.class,
            direction: change.flow,
            operations: &change.operations,
            place: &change.place,
            message: &change.message,
            old: change.old.as_ref(),
            new: change.new.as_ref(),
        }
    }
}

/// Changes as JSON; `docs/changes.md` describes its members, which stay.
///
/// # Errors
///
/// Where the serialiser refuses, which nothing is known to make it do.
pub fn json(report: &Report<'_>) -> Result<String, serde_json::Error> {
    let document = Document {
        form: FORM,
        old: report.old,
        new: report.new,
        summary: Summary {
            changes: report.changes.len(),
            breaking: report.count(Class::Breaking),
            compatible: report.count(Class::Compatible),
            documentation: report.count(Class::Documentation),
        },
        advice: report.advice,
        changes: report.changes.iter().map(Entry::of).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
