//! Tables whose rows each say where in the message they go.

use crate::page::{Row, Table};
use crate::vocabulary::columns::{Column, place};
use crate::vocabulary::sections::CaptionRole;

use super::model::{Direction, Role};
use super::tables;

/// The parts of a table whose rows go elsewhere than into a body, each with its role, and at the end the rest of it,
/// which goes where its caption says. `None` where no column says where rows go.
pub(crate) fn split(
    table: &Table,
    columns: &[Option<Column>],
    direction: Direction,
) -> Option<(Vec<(Role, Table)>, Table)> {
    columns.contains(&Some(Column::Place)).then_some(())?;
    let empty = || Table { header: table.header.clone(), rows: Vec::new(), repeated_headers: Vec::new() };
    let mut rest = empty();
    let mut parts: Vec<(Role, Table)> = Vec::new();
    for row in &table.rows {
        let Some(role) = role(row, columns, direction) else {
            rest.rows.push(row.clone());
            continue;
        };
        let at = parts.iter().position(|(known, _)| *known == role).unwrap_or_else(|| {
            parts.push((role, empty()));
            parts.len() - 1
        });
        parts[at].1.rows.push(row.clone());
    }
    Some((parts, rest))
}

/// Where a row goes that is none of a body.
fn role(row: &Row, columns: &[Option<Column>], direction: Direction) -> Option<Role> {
    let stated = place(&tables::cell(row, columns, Column::Place)?.plain())?;
    match (direction, stated) {
        (Direction::Request, CaptionRole::Path) => Some(Role::Path),
        (Direction::Request, CaptionRole::Query) => Some(Role::Query),
        (Direction::Request, CaptionRole::Header) => Some(Role::Header),
        (Direction::Response, CaptionRole::Header) => Some(Role::ResponseHeader),
        _ => None,
    }
}
