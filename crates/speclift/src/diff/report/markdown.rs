//! Changes as a section of a changelog.

use std::fmt::Write as _;

use super::{Grouped, Report, elsewhere, grouped, quoted, values};
use crate::diff::Class;
use crate::report::printable;

const SECTIONS: [(Class, &str); 3] = [
    (Class::Breaking, "Breaking"),
    (Class::Compatible, "Compatible"),
    (Class::Documentation, "Documentation only"),
];

/// Changes as a section of a changelog, in Markdown. Whatever a document says stands in code spans, so that none of it
/// is markup.
#[must_use]
pub fn markdown(report: &Report<'_>) -> String {
    let mut out = format!("## API changes from {} to {}\n\n", quoted(report.old), quoted(report.new));
    let _ = writeln!(out, "{}.", report.summary());
    let groups = grouped(report.changes);
    for (class, title) in SECTIONS {
        let mut of_class = groups.iter().filter(|group| group.change.class == class).peekable();
        if of_class.peek().is_some() {
            let _ = writeln!(out, "\n### {title}\n");
        }
        for group in of_class {
            line(&mut out, group);
        }
    }
    let _ = writeln!(out, "\nRelease of a generated client: {}.", report.advice);
    out
}

fn line(out: &mut String, group: &Grouped<'_>) {
    let change = group.change;
    let mut parts = Vec::new();
    if let Some(operation) = group.operations.first() {
        let id = operation.id.as_ref().map(|id| format!(" ({})", quoted(id))).unwrap_or_default();
        parts.push(quoted(&operation.to_string()) + &id);
    }
    if !change.place.is_empty() {
        parts.push(quoted(&change.place));
    }
    parts.push(change.message.clone());
    let mut line = parts.join(": ");
    match values(change) {
        [Some(was), Some(is)] => line += &format!(", from {was} to {is}"),
        [Some(was), None] => line += &format!(" (it was {was})"),
        [None, Some(is)] => line += &format!(" ({is})"),
        [None, None] => {}
    }
    if let Some(others) = elsewhere(&group.operations) {
        line += &format!("; also in {}", quoted(&others));
    }
    let lines =
        change.new.as_ref().or(change.old.as_ref()).map(|side| side.lines.join(", ")).unwrap_or_default();
    if !lines.is_empty() {
        line += &format!(" [{}]", quoted(&lines));
    }
    let _ = writeln!(out, "- {}", printable(&line));
}
