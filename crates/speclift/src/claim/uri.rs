//! Where a page states method and path: in a line, in two of either order, in a line that is wrapped, in a table.

use crate::page::{Block, BlockKind, Cell, Table, Text};
use crate::source::Span;
use crate::vocabulary::columns::Column;
use crate::vocabulary::sections::Section;

use super::model::{FieldClaim, OperationClaim, QueryClaim, QueryValue, Role, Stated, TableClaim};
use super::outline;
use super::request_line::{self, MethodPath};
use super::tables::{self, TableKind};
use super::target;
use super::template::{self, Slip};

/// A method and a path as a page states them.
#[derive(Debug, Clone)]
pub(crate) struct Uri {
    /// The block that states the path.
    pub(crate) block: usize,
    pub(crate) method: Stated<String>,
    pub(crate) path: Stated<String>,
    pub(crate) query: Vec<QueryClaim>,
    /// What was mended in the path.
    pub(crate) slips: Vec<Slip>,
}

/// A request line with the place of its target.
pub(crate) struct Found {
    pub(crate) line: MethodPath,
    pub(crate) method: Span,
    pub(crate) target: Span,
    /// Whether nothing but a label stands before it.
    pub(crate) leads: bool,
    /// How many blocks it takes.
    pub(crate) taken: usize,
}

/// All methods with paths between a heading and the next.
pub(crate) fn stated(blocks: &[Block], markers: &[Option<Section>], from: usize) -> Vec<Uri> {
    let mut found = Vec::new();
    let mut method: Option<Stated<String>> = None;
    // A path that stands before its method.
    let mut path: Option<(usize, target::Target, Span)> = None;
    let mut at = from;
    while at < blocks.len() {
        let block = &blocks[at];
        if markers[at].is_some() || matches!(block.kind, BlockKind::Heading(_)) {
            break;
        }
        let mut taken = 1;
        if let BlockKind::Table(table) = &block.kind {
            found.extend(of_table(table, at));
        } else if let Some(line) = request(blocks, blocks.len(), at) {
            taken = line.taken;
            // A sentence may speak of another operation once this one is stated.
            if found.is_empty() || line.leads {
                found.extend(uri(at, line));
            }
        } else if let Some(text) = outline::line(block) {
            for text in lines(text) {
                let words = value(&text);
                if let Some(word) = request_line::method(words.as_str()) {
                    let stated = Stated::new(word.to_owned(), words.whole());
                    match path.take() {
                        Some((block, of, span)) => found.extend(put(block, stated, of, span)),
                        None => method = Some(stated),
                    }
                } else if let Some(of) = request_line::whole_target(words.as_str()) {
                    match &method {
                        Some(method) => found.extend(put(at, method.clone(), of, words.whole())),
                        None => path = Some((at, of, words.whole())),
                    }
                }
            }
        }
        at += taken;
    }
    found
}

/// The operations that a page describes on further paths, by the same tables as the first. What only shows the
/// first with its variables filled in is none.
pub(crate) fn distinct(first: &mut OperationClaim, others: &[Uri]) -> Vec<OperationClaim> {
    let mut all = vec![(first.method.value.clone(), first.path.value.clone())];
    let mut kept: Vec<&Uri> = Vec::new();
    for uri in others {
        let known = |(method, path): &(String, String)| {
            *method == uri.method.value && target::shows(path, &uri.path.value)
        };
        if uri.path.value == first.path.value && uri.method.value == first.method.value {
            let new = uri.query.iter().filter(|key| first.query.iter().all(|known| known.name != key.name));
            let new: Vec<QueryClaim> = new.cloned().collect();
            first.query.extend(new);
        }
        if !all.iter().any(known) {
            all.push((uri.method.value.clone(), uri.path.value.clone()));
            kept.push(uri);
        }
    }
    let claims = kept.iter().map(|uri| another(first, uri, &all)).collect();
    if !kept.is_empty() {
        first.tables = tables_of(&first.tables, &first.path.value, &all);
    }
    claims
}

/// The operation on a further path.
fn another(first: &OperationClaim, uri: &Uri, all: &[(String, String)]) -> OperationClaim {
    OperationClaim {
        source: first.source,
        title: first.title.clone(),
        method: uri.method.clone(),
        path: uri.path.clone(),
        mended: !uri.slips.is_empty(),
        query: uri.query.clone(),
        ids: Vec::new(),
        description: first.description.clone(),
        deprecated: first.deprecated,
        chapter: first.chapter.clone(),
        tables: tables_of(&first.tables, &uri.path.value, all),
        media: first.media.clone(),
        statuses: first.statuses.clone(),
        examples: Vec::new(),
        nothing: first.nothing.clone(),
        abroad: first.abroad.clone(),
    }
}

/// The tables without the rows of variables that only other paths have.
fn tables_of(tables: &[TableClaim], path: &str, all: &[(String, String)]) -> Vec<TableClaim> {
    let variable = |path: &str, name: &str| path.contains(&format!("{{{name}}}"));
    let elsewhere = |field: &FieldClaim| {
        let name = &field.name.value;
        !variable(path, name) && all.iter().any(|(_, other)| variable(other, name))
    };
    let mut tables = tables.to_vec();
    for table in tables.iter_mut().filter(|table| matches!(table.role, Role::Path | Role::Query)) {
        table.fields.retain(|field| !elsewhere(field));
    }
    tables
}

/// The request line that a block states, with the next block where the line ends in the middle of its address.
pub(crate) fn request(blocks: &[Block], end: usize, at: usize) -> Option<Found> {
    let text = outline::line(&blocks[at])?;
    let line = request_line::find(text.as_str())?;
    let words = text.as_str().trim_end();
    let method = text.span(line.method_range.clone());
    let target = text.span(line.target.clone());
    let before = text.as_str()[..line.method_range.start].trim_end();
    let leads = before.is_empty() || before.ends_with([':', '：']);
    if words.ends_with('/')
        && line.path != "/"
        && line.target.end >= words.len()
        && let Some(next) = blocks[..end].get(at + 1).and_then(continuation)
        && let Some(line) = request_line::find(&format!("{words}{}", next.as_str().trim()))
    {
        return Some(Found { line, method, target: target.to(next.whole()), leads, taken: 2 });
    }
    Some(Found { line, method, target, leads, taken: 1 })
}

/// A line that can be the rest of an address: no white space, no words.
fn continuation(block: &Block) -> Option<&Text> {
    let BlockKind::Paragraph(text) = &block.kind else { return None };
    let rest = text.as_str().trim();
    let address = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic());
    address.then_some(text)
}

fn uri(block: usize, found: Found) -> Option<Uri> {
    let method = Stated::new(found.line.method.to_owned(), found.method);
    let of = target::Target { path: found.line.path, query: found.line.query };
    put(block, method, of, found.target)
}

fn put(block: usize, method: Stated<String>, of: target::Target, span: Span) -> Option<Uri> {
    let template = template::read(&of.path)?;
    let query = of.query.into_iter().filter_map(|(name, value)| key(&name, &value, span)).collect();
    Some(Uri { block, method, path: Stated::new(template.path, span), query, slips: template.slips })
}

/// A key of the query; `None` for an ellipsis and the like.
fn key(name: &str, value: &str, span: Span) -> Option<QueryClaim> {
    // `{name}` by itself, or `{name}={value}`: the key is what the variable is called.
    let name = name.trim_start_matches('{').trim_end_matches('}');
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '[' | ']' | '$');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || !name.chars().all(fits) {
        return None;
    }
    let variable = value.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
    let value = match (variable, value) {
        (Some(variable), _) => QueryValue::Variable(variable.trim().to_owned()),
        (None, "") => QueryValue::Nothing,
        (None, value) => QueryValue::Shown(value.to_owned()),
    };
    Some(QueryClaim { name: name.to_owned(), value, span })
}

/// The lines of a text.
fn lines(text: &Text) -> Vec<Text> {
    let mut start = 0;
    let line = |line: &str| {
        let own = text.slice(start..start + line.len());
        start += line.len();
        own
    };
    text.as_str().split_inclusive('\n').map(line).collect()
}

/// What stands behind a label such as `Method:`, or the whole line.
fn value(line: &Text) -> Text {
    let words = line.as_str();
    let colon = words.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
    match colon {
        // The colon of `https://` is none of a label.
        Some((at, c)) if !words[at..].starts_with("://") => line.slice(at + c.len_utf8()..words.len()).trim(),
        _ => line.trim(),
    }
}

/// The methods and paths that a table states: in columns, in rows with a label each, or in a cell.
fn of_table(table: &Table, block: usize) -> Vec<Uri> {
    let (kind, columns) = tables::columns(table);
    if kind == TableKind::Fields {
        return Vec::new();
    }
    let column = |wanted| columns.iter().position(|column| *column == Some(wanted));
    if let (Some(method), Some(path)) = (column(Column::Method), column(Column::Uri)) {
        let row = |cells: &[Cell]| of_cells(cells.get(method)?, cells.get(path)?, block);
        return table.rows.iter().filter_map(|row_of| row(&row_of.cells)).collect();
    }
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let mut method = None;
    let mut found = Vec::new();
    for cells in rows {
        for line in cells.iter().flat_map(|cell| &cell.lines) {
            let words = line.text.trim();
            if let Some(word) = request_line::method(words.as_str()) {
                method = Some(Stated::new(word.to_owned(), words.whole()));
            } else if let Some(line) = request_line::find(words.as_str()) {
                let (method, span) = (words.span(line.method_range.clone()), words.span(line.target.clone()));
                let method = Stated::new(line.method.to_owned(), method);
                found.extend(put(block, method, target::Target { path: line.path, query: line.query }, span));
            } else if let Some(method) = &method
                && let Some(of) = request_line::whole_target(words.as_str())
            {
                found.extend(put(block, method.clone(), of, words.whole()));
            }
        }
    }
    found
}

fn of_cells(method: &Cell, path: &Cell, block: usize) -> Option<Uri> {
    let word = request_line::method(&method.plain())?;
    let of = request_line::whole_target(&path.plain())?;
    put(block, Stated::new(word.to_owned(), method.span), of, path.span)
}
