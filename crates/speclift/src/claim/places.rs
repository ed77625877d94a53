//! Tables whose rows each say where in the message they go.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::page::Table;
use crate::rules;
use crate::source::Span;
use crate::vocabulary::columns::{Column, place};
use crate::vocabulary::sections::CaptionRole;

use super::Claimed;
use super::model::{Direction, Role};
use super::tables::{self, is_nothing};

/// The parts of a table whose rows go elsewhere than into a body, each with its role, and at the end the rest of it,
/// which goes where its caption says. `None` where no column says where rows go.
pub(crate) fn split(
    table: &Table,
    columns: &[Option<Column>],
    direction: Direction,
    subject: &str,
    out: &mut Claimed,
) -> Option<(Vec<(Role, Table)>, Table)> {
    columns.contains(&Some(Column::Place)).then_some(())?;
    let empty = || Table { header: table.header.clone(), rows: Vec::new(), repeated_headers: Vec::new() };
    let mut rest = empty();
    let mut parts: Vec<(Role, Table)> = Vec::new();
    let mut unknown: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for row in &table.rows {
        let stated = tables::cell(row, columns, Column::Place).filter(|cell| !is_nothing(&cell.plain()));
        let known = stated.and_then(|cell| place(&cell.plain()));
        if let Some(cell) = stated.filter(|_| known.is_none()) {
            unknown.entry(cell.plain()).or_default().push(cell.span);
        }
        let Some(role) = known.and_then(|place| role(place, direction)) else {
            rest.rows.push(row.clone());
            continue;
        };
        let at = parts.iter().position(|(known, _)| *known == role).unwrap_or_else(|| {
            parts.push((role, empty()));
            parts.len() - 1
        });
        parts[at].1.rows.push(row.clone());
    }
    for (word, spans) in unknown {
        let message = format!("`{word}` is no known place of a parameter");
        let finding = Finding::new(&rules::PLACE_UNREADABLE, subject, message, spans[0]);
        let finding = finding.with(spans[1..].iter().copied());
        out.findings.push(finding.decided("the parameter goes where the caption of its table says"));
    }
    Some((parts, rest))
}

/// The table of what goes to a place that is none of a body.
fn role(place: CaptionRole, direction: Direction) -> Option<Role> {
    match (direction, place) {
        (Direction::Request, CaptionRole::Path) => Some(Role::Path),
        (Direction::Request, CaptionRole::Query) => Some(Role::Query),
        (Direction::Request, CaptionRole::Header) => Some(Role::Header),
        (Direction::Response, CaptionRole::Header) => Some(Role::ResponseHeader),
        _ => None,
    }
}
