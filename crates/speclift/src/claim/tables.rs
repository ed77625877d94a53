//! Tables: what their columns hold, and their rows as claims.

use crate::finding::Finding;
use crate::grammar::{
    Constraint, Found, Origin, TypeExpr, parse_constraints, parse_field_name, parse_required, parse_type,
};
use crate::page::{Cell, Row, Table, Text};
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::columns::{Column, column};
use crate::vocabulary::constraints::NOTHING;
use crate::vocabulary::types::NAME_ALTERNATIVES;

use super::model::{Cells, ErrorCodeClaim, FieldClaim, Glossary, Stated, StatusClaim};
use super::{Claimed, columns};

/// What a table is, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// Parameters or properties.
    Fields,
    /// What HTTP statuses mean.
    Statuses,
    /// Error codes.
    ErrorCodes,
    /// Which actions a caller must be allowed for which request.
    Permissions,
    /// Something else.
    Unknown,
}

/// The columns of a table, and what it is by them.
pub(crate) fn columns(table: &Table) -> (TableKind, Vec<Option<Column>>) {
    let columns: Vec<_> = table.header.iter().map(|cell| column(&cell.plain())).collect();
    let has = |wanted| columns.contains(&Some(wanted));
    let kind = if has(Column::ErrorCode) {
        TableKind::ErrorCodes
    } else if has(Column::Api) && has(Column::Action) {
        TableKind::Permissions
    } else if has(Column::Name) && (has(Column::Type) || has(Column::Required)) {
        TableKind::Fields
    } else if has(Column::Status) && !has(Column::Name) {
        TableKind::Statuses
    } else if has(Column::Name) && has(Column::Description) {
        TableKind::Fields
    } else {
        TableKind::Unknown
    };
    (kind, columns)
}

/// The first cell of a column.
pub(super) fn cell<'a>(row: &'a Row, columns: &[Option<Column>], wanted: Column) -> Option<&'a Cell> {
    let at = columns.iter().position(|column| *column == Some(wanted))?;
    row.cells.get(at)
}

/// The text of a column's cell; empty where there is none.
pub(super) fn plain(row: &Row, columns: &[Option<Column>], wanted: Column) -> String {
    cell(row, columns, wanted).map(Cell::plain).unwrap_or_default()
}

/// The lines of a cell as one text.
pub(super) fn joined(cell: &Cell) -> Option<Text> {
    let mut lines = cell.lines.iter();
    let mut text = lines.next()?.text.clone();
    for line in lines {
        let end = line.text.whole().start as usize;
        text.push_decoded(" ", end..end);
        text.append(&line.text);
    }
    Some(text)
}

/// The rows of a table of parameters or properties. Rows that cannot be read are reported.
pub(crate) fn fields(
    table: &Table,
    columns: &[Option<Column>],
    subject: &str,
    out: &mut Claimed,
) -> Vec<FieldClaim> {
    let mut fields = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let name = cell(row, columns, Column::Name).and_then(joined);
        let Some(name) = name else {
            out.findings.push(
                Finding::new(&rules::ROW_UNNAMED, subject, "row without a name", row.span)
                    .decided("not used"),
            );
            out.ledger.report_row(row.span);
            continue;
        };
        if row.cells.len() < table.header.len() {
            let message =
                format!("row of `{}` has {} of {} cells", name.as_str(), row.cells.len(), table.header.len());
            out.findings.push(
                Finding::new(&rules::ROW_SHORT, subject, message, row.span)
                    .decided("the missing cells are taken as empty"),
            );
        }
        let field = field(row, columns, &name, subject, out);
        match one_of(&field) {
            Some(alternatives) => fields.extend(alternatives),
            None => fields.push(field),
        }
    }
    fields
}

/// The fields that a row describes where its name is of one or another: several, each of them optional.
fn one_of(field: &FieldClaim) -> Option<Vec<FieldClaim>> {
    let whole = field.name.value.as_str();
    if !NAME_ALTERNATIVES.iter().any(|word| whole.contains(word)) {
        return None;
    }
    let is_name = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'))
    };
    let parts = NAME_ALTERNATIVES.iter().find_map(|word| {
        let parts: Vec<&str> = whole.split(word).map(str::trim).collect();
        (parts.len() > 1 && parts.iter().all(is_name)).then_some(parts)
    })?;
    let alone = |part: &&str| {
        let mut alone = field.clone();
        alone.name.value = (*part).to_owned();
        if let Some(required) = &mut alone.required {
            required.value = false;
        }
        alone.constraints.begin(whole);
        alone
    };
    Some(parts.iter().map(alone).collect())
}

fn field(row: &Row, columns: &[Option<Column>], name: &Text, subject: &str, out: &mut Claimed) -> FieldClaim {
    let stated = cell(row, columns, Column::Required).filter(|cell| !is_nothing(&cell.plain()));
    let required = stated.and_then(|cell| {
        let stated = parse_required(&cell.lines);
        if stated.is_none() {
            let message = format!("`{}` is neither yes nor no", cell.plain());
            out.findings.push(
                Finding::new(
                    &rules::REQUIRED_UNREADABLE,
                    format!("{subject}: {}", name.as_str()),
                    message,
                    cell.span,
                )
                .decided("taken as not required"),
            );
        }
        Some((Stated::new(stated.as_ref()?.required, cell.span), stated?.note))
    });
    let (required, condition) = required.unzip();
    let ty = cell(row, columns, Column::Type).and_then(joined);
    let description = columns::described(row, columns);
    let description_text = joined(&description);
    let links = [Some(name), ty.as_ref(), description_text.as_ref()].into_iter().flatten();
    let (links, pages) = links.flat_map(Text::links).fold((Vec::new(), Vec::new()), |mut all, (to, _)| {
        match to.strip_prefix('#') {
            Some(anchor) => all.0.push(anchor.to_owned()),
            None if !to.contains("://") => all.1.push(to.to_owned()),
            None => {}
        }
        all
    });
    let (ty, length) = ty
        .map(|text| (parse_type(&text), text.whole()))
        .map(|(ty, span)| (Stated::new(ty.expr, span), ty.length))
        .unzip();
    let expr = ty.as_ref().map_or(&TypeExpr::Unknown, |ty| &ty.value);
    let mut constraints = parse_constraints(&description.lines, expr);
    columns::values(row, columns, expr, &mut constraints);
    let parsed = parse_field_name(name);
    let name = Stated::new(parsed.name, name.span(parsed.range));
    let required = required.or_else(|| Some(Stated::new(parsed.required?, name.span)));
    if parsed.deprecated {
        let found = Found { constraint: Constraint::Deprecated, origin: Origin::Label, span: name.span };
        constraints.found.push(found);
    }
    if let Some((length, span)) = length.flatten() {
        let found = Found { constraint: Constraint::MaxLength(length), origin: Origin::Label, span };
        constraints.found.push(found);
    }
    if let Some(note) = parsed.note {
        constraints.begin(&note);
    }
    if let Some(condition) = condition.flatten() {
        constraints.end(&condition);
    }
    let value = cell(row, columns, Column::Value).and_then(joined);
    FieldClaim {
        row: row.span,
        name,
        indent: u32::try_from(parsed.indent).unwrap_or(u32::MAX),
        required,
        ty,
        constraints,
        cells: Some(Box::new(Cells { description: description_text, links, pages, value })),
    }
}

/// The rows of a status table; a row that lists several statuses is one for each. Rows without a status are
/// reported.
pub(crate) fn statuses(
    table: &Table,
    columns: &[Option<Column>],
    subject: &str,
    out: &mut Claimed,
) -> Vec<StatusClaim> {
    let mut statuses = Vec::new();
    for row in &table.rows {
        let stated = cell(row, columns, Column::Status).and_then(joined);
        let found = stated.as_ref().map(|text| Status::list(text.as_str())).unwrap_or_default();
        let Some(text) = stated.as_ref().filter(|_| !found.is_empty()) else {
            let finding = match &stated {
                Some(text) => status_unreadable(text, subject),
                None => {
                    let message = "row of a status table without a status";
                    Finding::new(&rules::ROW_UNNAMED, subject, message, row.span)
                }
            };
            out.findings.push(finding.decided("not used"));
            out.ledger.report_row(row.span);
            continue;
        };
        out.ledger.use_row(row.span);
        for status in found {
            let meaning = plain(row, columns, Column::Description);
            statuses.push(StatusClaim { status: Stated::new(status, text.whole()), meaning });
        }
    }
    statuses
}

/// The rows of an error-code table. Rows without a code are reported.
pub(crate) fn error_codes(
    table: &Table,
    columns: &[Option<Column>],
    subject: &str,
    out: &mut Claimed,
) -> Vec<ErrorCodeClaim> {
    let mut codes = Vec::new();
    for row in &table.rows {
        let Some(code) = cell(row, columns, Column::ErrorCode).and_then(joined) else {
            let finding = Finding::new(
                &rules::ROW_UNNAMED,
                subject,
                "row of an error-code table without a code",
                row.span,
            );
            out.findings.push(finding.decided("not used"));
            out.ledger.report_row(row.span);
            continue;
        };
        let stated = cell(row, columns, Column::Status).and_then(joined);
        let status = stated.as_ref().and_then(|text| {
            let status = Status::read(text.as_str()).map(|status| Stated::new(status, text.whole()));
            if status.is_none() && !is_nothing(text.as_str()) {
                let finding = status_unreadable(text, code.as_str());
                out.findings.push(finding.decided("the code is listed without a status"));
            }
            status
        });
        codes.push(ErrorCodeClaim {
            row: row.span,
            status,
            code: Stated::new(code.as_str().split_whitespace().collect(), code.whole()),
            message: plain(row, columns, Column::ErrorMessage),
            meaning: plain(row, columns, Column::Description),
            remedy: plain(row, columns, Column::Remedy),
        });
    }
    codes
}

fn status_unreadable(text: &Text, subject: &str) -> Finding {
    let message = format!("`{}` is no HTTP status", text.as_str());
    Finding::new(&rules::STATUS_UNREADABLE, subject, message, text.whole())
}

/// Whether a cell says that it says nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    text.is_empty() || text == "/" || NOTHING.contains(&text.as_str())
}

/// Whether a table is of terms and what they mean.
pub(crate) fn is_glossary(columns: &[Option<Column>]) -> bool {
    columns.len() == 2 && columns[1] == Some(Column::Description)
}

/// A table of terms.
pub(crate) fn glossary(table: &Table, span: Span, subject: &str) -> Glossary {
    let text = |row: &Row, at: usize| row.cells.get(at).map(Cell::plain).unwrap_or_default();
    Glossary {
        span,
        subject: subject.to_owned(),
        header: table.header.iter().map(Cell::plain).collect::<Vec<_>>().join(" | "),
        entries: table.rows.iter().map(|row| (row.span, text(row, 0), text(row, 1))).collect(),
    }
}

/// Reports a whole table that was not used.
pub(crate) fn report(
    table: &Table,
    span: Span,
    rule: &'static crate::finding::Rule,
    subject: &str,
    out: &mut Claimed,
) {
    let header: Vec<_> = table.header.iter().map(Cell::plain).collect();
    let message = format!("table with the columns {} is not used", header.join(" | "));
    out.findings.push(Finding::new(rule, subject, message, span).decided("not used"));
    for row in &table.rows {
        out.ledger.report_row(row.span);
    }
}
