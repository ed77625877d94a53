//! Tables of permissions: which actions a caller must be allowed for which request.

use crate::finding::Finding;
use crate::page::{Cell, Row, Table, Text};
use crate::rules;
use crate::vocabulary::columns::Column;

use super::model::{PermissionClaim, RequestLine};
use super::tables::{cell, is_nothing, joined, plain};
use super::{Claimed, request_line};

/// The rows of a table of permissions. Rows whose request or action cannot be read are reported; those that say that
/// there is none say nothing of the API.
pub(crate) fn permissions(table: &Table, columns: &[Option<Column>], subject: &str, out: &mut Claimed) {
    for row in &table.rows {
        let requests = cell(row, columns, Column::Api).map(requests).unwrap_or_default();
        let mut actions = actions(row, columns, Column::Action);
        let none = |column| cell(row, columns, column).is_some_and(|cell| is_nothing(&cell.plain()));
        if none(Column::Api) || none(Column::Action) {
            out.ledger.use_row(row.span);
            continue;
        }
        if requests.is_empty() || actions.is_empty() {
            let message = "row of a table of permissions without a readable request or action";
            let finding = Finding::new(&rules::ROW_UNNAMED, subject, message, row.span);
            out.findings.push(finding.decided("not used"));
            out.ledger.report_row(row.span);
            continue;
        }
        for action in self::actions(row, columns, Column::Dependencies) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        let title = plain(row, columns, Column::Permission);
        out.claims.permissions.push(PermissionClaim { row: row.span, title, requests, actions });
    }
}

/// The requests of a cell: one a line, or one that is wrapped over all lines.
fn requests(cell: &Cell) -> Vec<RequestLine> {
    let read = |text: &Text| {
        let found = request_line::find(text.as_str())?;
        let span = text.span(found.method_range.start..found.target.end);
        Some(RequestLine { method: found.method.to_owned(), path: found.path, query: found.query, span })
    };
    let lines: Vec<RequestLine> = cell.lines.iter().filter_map(|line| read(&line.text)).collect();
    if lines.is_empty() { joined(cell).as_ref().and_then(read).into_iter().collect() } else { lines }
}

/// The actions of a cell, as policies write them: `service:resource:operation`.
fn actions(row: &Row, columns: &[Option<Column>], column: Column) -> Vec<String> {
    let text = cell(row, columns, column).map(Cell::plain).unwrap_or_default();
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '*');
    text.split(|c| !name(c))
        .filter(|word| word.split(':').count() == 3 && word.split(':').all(|part| !part.is_empty()))
        .map(str::to_owned)
        .collect()
}
