//! What columns of a table of fields say beside name, type and whether a field is required.

use std::borrow::Cow;

use crate::finding::Finding;
use crate::grammar::{Constraint, Constraints, Found, Literal, Origin, TypeExpr, parse_literal};
use crate::page::{Cell, Row, Table};
use crate::rules;
use crate::vocabulary::columns::Column;

use super::Claimed;
use super::tables::{cell, is_nothing};

/// What all columns say that describe a row, as one cell.
pub(super) fn described<'a>(row: &'a Row, columns: &[Option<Column>]) -> Cow<'a, Cell> {
    let cells = row.cells.iter().zip(columns).filter(|(_, column)| **column == Some(Column::Description));
    let mut cells = cells.map(|(cell, _)| cell).filter(|cell| !cell.lines.is_empty());
    let Some(first) = cells.next() else {
        return Cow::Owned(Cell { span: row.span, lines: Vec::new(), spanned: false });
    };
    let mut all = Cow::Borrowed(first);
    for more in cells.filter(|cell| cell.span != first.span && !is_nothing(&cell.plain())) {
        all.to_mut().lines.extend(more.lines.iter().cloned());
    }
    all
}

/// Adds the default and the example that have columns of their own.
pub(super) fn values(row: &Row, columns: &[Option<Column>], ty: &TypeExpr, constraints: &mut Constraints) {
    for wanted in [Column::Default, Column::Example] {
        let Some(cell) = cell(row, columns, wanted).filter(|cell| !is_nothing(&cell.plain())) else {
            continue;
        };
        let written = cell.plain();
        let constraint = match (wanted, parse_literal(ty, &written)) {
            (Column::Default, Some(literal)) => Constraint::Default(literal.into()),
            // No value of the type: to be told once all witnesses of the type are known.
            (Column::Default, None) => {
                let value = written.clone().into();
                Constraint::Default(Literal { written, value }.into())
            }
            (_, Some(literal)) => Constraint::Example(literal.into()),
            // What is no value of the type may still tell people something.
            (_, None) => {
                constraints.end(&written);
                continue;
            }
        };
        constraints.found.push(Found { constraint, origin: Origin::Label, span: cell.span });
    }
}

/// Tells of columns that hold something and have headers of no known meaning.
pub(super) fn unknown(table: &Table, columns: &[Option<Column>], subject: &str, out: &mut Claimed) {
    for (at, header) in table.header.iter().enumerate() {
        let says = |row: &Row| row.cells.get(at).is_some_and(|cell| !is_nothing(&cell.plain()));
        if columns[at].is_some() || header.lines.is_empty() || !table.rows.iter().any(says) {
            continue;
        }
        let message = format!("the column `{}` is not understood", header.plain());
        out.findings.push(
            Finding::new(&rules::COLUMN_UNKNOWN, subject, message, header.span)
                .decided("its cells are not read"),
        );
    }
}
