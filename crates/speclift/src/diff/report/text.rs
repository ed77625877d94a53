//! Changes for people, by operation.

use std::fmt::Write as _;

use anstyle::Style;

use super::{Grouped, Report, elsewhere, grouped, values};
use crate::diff::{Class, Operation};
use crate::report::{Palette, printable};

/// Changes as text: grouped by operation, the worst first. A change that several operations have in common is told once
/// and says where else.
#[must_use]
pub fn text(report: &Report<'_>, palette: &Palette) -> String {
    let mut out = String::new();
    let mut last: Option<Option<&Operation>> = None;
    for group in grouped(report.changes) {
        let operation = group.operations.first().copied();
        if last != Some(operation) {
            if last.is_some() {
                out.push('\n');
            }
            heading(&mut out, operation, palette);
            last = Some(operation);
        }
        change(&mut out, &group, palette);
    }
    if !report.changes.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", report.summary());
    let _ = writeln!(out, "advice: {}", report.advice);
    out
}

fn heading(out: &mut String, operation: Option<&Operation>, palette: &Palette) {
    let strong = palette.strong();
    let title = operation.map_or_else(|| "the whole document".to_owned(), ToString::to_string);
    let id = operation.and_then(|operation| operation.id.as_deref()).unwrap_or_default();
    let id = if id.is_empty() { String::new() } else { format!(" ({})", printable(id)) };
    let _ = writeln!(out, "{strong}{}{strong:#}{id}", printable(&title));
}

fn change(out: &mut String, group: &Grouped<'_>, palette: &Palette) {
    let change = group.change;
    let style: Style = match change.class {
        Class::Breaking => palette.error(),
        Class::Compatible => palette.note(),
        Class::Documentation => Style::new(),
    };
    let place =
        if change.place.is_empty() { String::new() } else { format!("{}: ", printable(&change.place)) };
    let _ = writeln!(
        out,
        "  {style}{}{style:#}[{}] {place}{}",
        change.class,
        change.id,
        printable(&change.message)
    );
    let sides = [("-", &change.old), ("+", &change.new)];
    for ((mark, _), value) in sides.iter().zip(values(change)) {
        if let Some(value) = value {
            let _ = writeln!(out, "    {mark} {}", printable(&value));
        }
    }
    for ((_, side), name) in sides.iter().zip(["old", "new"]) {
        // Nothing has no place.
        let Some(side) = side.as_ref().filter(|side| !side.lines.is_empty() || !side.value.is_null()) else {
            continue;
        };
        let lines = side.lines.join(", ");
        let at = if lines.is_empty() { printable(&side.pointer) } else { printable(&lines) };
        let at = if at.is_empty() { "/".to_owned() } else { at };
        let _ = writeln!(out, "    --> {name} {at}");
    }
    if let Some(others) = elsewhere(&group.operations) {
        let _ = writeln!(out, "    also in {}", printable(&others));
    }
}
