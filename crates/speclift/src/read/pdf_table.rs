//! Tables of text converted from a PDF: rows are lines, cells are separated by tabs.

use std::ops::Range;

use super::inline::read_lines;
use super::parsing::Parsing;
use super::table::{MAX_COLUMNS, lines as html_lines};
use super::{Out, pipe};
use crate::page::{BlockKind, Cell, Line, Row, Table, Text};
use crate::rules;

/// Reads the table that starts with the first line, if one does. Returns how many lines it takes.
///
/// A page break cuts a table in two and repeats its header. Where nothing but white space stands
/// before a line that says the same as the header, the table goes on.
pub(super) fn read(out: &mut Out<'_>, lines: &[Range<usize>]) -> Option<usize> {
    let src = out.src();
    let first = lines.first()?.clone();
    if !starts_table(&src[first.clone()]) {
        return None;
    }
    let mut table = Table { header: row(out, first.clone(), 4).cells, ..Table::default() };
    let mut end = 1;
    let mut after_break = false;
    loop {
        while lines.get(end).is_some_and(|range| is_row(&src[range.clone()])) {
            let range = lines[end].clone();
            end += 1;
            if same_cells(&src[range.clone()], &src[first.clone()]) {
                let span = out.span(pipe::trim(src, range));
                table.repeated_headers.push(span);
                after_break = true;
            } else {
                let row = row(out, range, table.header.len());
                match table.rows.last_mut().filter(|_| after_break && goes_on(&row)) {
                    Some(last) => join(last, row),
                    None => table.rows.push(row),
                }
                after_break = false;
            }
        }
        let after = lines[end..].iter().position(|range| !src[range.clone()].trim().is_empty());
        match after {
            Some(blank) if blank > 0 && same_cells(&src[lines[end + blank].clone()], &src[first.clone()]) => {
                end += blank;
            }
            _ => break,
        }
    }
    let range = pipe::trim(src, first.start..lines[end - 1].end);
    out.block(range, BlockKind::Table(table));
    Some(end)
}

/// Whether a line can be the first of a table: tabs between words, not only before or after them.
pub(super) fn starts_table(line: &str) -> bool {
    line.trim().contains('\t')
}

fn is_row(line: &str) -> bool {
    line.contains('\t') && !line.trim().is_empty()
}

/// Whether a row goes on with the one before a page break: it has words, and none in its first cell.
fn goes_on(row: &Row) -> bool {
    row.cells.first().is_some_and(Cell::is_empty) && row.cells.iter().any(|cell| !cell.is_empty())
}

/// Adds what a page break cut off a row.
fn join(row: &mut Row, rest: Row) {
    row.span = row.span.to(rest.span);
    for (at, cell) in rest.cells.into_iter().enumerate() {
        match row.cells.get_mut(at) {
            Some(first) if !cell.is_empty() => {
                first.span = first.span.to(cell.span);
                first.lines.extend(cell.lines);
            }
            Some(_) => {}
            None => row.cells.push(cell),
        }
    }
}

fn same_cells(a: &str, b: &str) -> bool {
    a.split('\t').map(str::trim).eq(b.split('\t').map(str::trim))
}

fn row(out: &mut Out<'_>, range: Range<usize>, expected: usize) -> Row {
    let src = out.src();
    let span = out.span(pipe::trim(src, range.clone()));
    let mut cells = Vec::with_capacity(expected);
    let mut start = range.start;
    for cell in src[range].split('\t') {
        let whole = start..start + cell.len();
        start = whole.end + 1;
        if cells.len() >= MAX_COLUMNS {
            let message = format!("row has more than {MAX_COLUMNS} columns: the rest of them is left out");
            out.finding(&rules::TABLE_TOO_WIDE, message, whole);
            break;
        }
        let place = pipe::trim(src, whole);
        let lines = cell_lines(out, place.clone());
        cells.push(Cell { span: out.span(place), lines, spanned: false });
    }
    Row { span, cells }
}

/// The lines of a cell. Lists in it are HTML whose items the conversion replaced with bullets.
fn cell_lines(out: &Out<'_>, range: Range<usize>) -> Vec<Line> {
    let src = out.src();
    let text = &src[range.clone()];
    let plain = |b: &u8| !matches!(b, b'<' | b'[' | b'`' | b'\\' | b'&' | b'*' | 0xe2);
    if text.as_bytes().iter().all(plain) {
        let text = Text::verbatim(out.id, text, range.start);
        return if text.is_empty() { Vec::new() } else { vec![Line { item: false, text }] };
    }
    let lines = if has_list_tag(text) {
        let mut parsing = Parsing::fragment(src);
        parsing.feed(range);
        let dom = parsing.finish();
        html_lines(&dom, dom.root(), out)
    } else {
        read_lines(out.id, src, range)
    };
    if lines.iter().all(|line| !line.item && !line.text.as_str().contains(BULLETS)) {
        return lines;
    }
    let mut split = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        split_bullets(line, &mut split);
        if lines.get(i + 1).is_some_and(|next| next.item) {
            split_lead_in(&mut split);
        }
    }
    split
}

const BULLETS: [char; 2] = ['•', '●'];

/// More bullets than this in one cell stay in the last item.
const MAX_ITEMS: usize = 1000;

/// Whether to read a cell as HTML: whether a tag of a list or a line is in it. Other tags are read as
/// inline Markdown does.
fn has_list_tag(text: &str) -> bool {
    let starts =
        |name: &str, rest: &str| rest.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
    text.split('<').skip(1).any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        ["ul", "ol", "li", "p>", "div", "table"].iter().any(|name| starts(name, rest))
    })
}

/// Each bullet starts an item.
fn split_bullets(line: &Line, split: &mut Vec<Line>) {
    let text = &line.text;
    let string = text.as_str();
    let mut item = line.item;
    let mut start = 0;
    let bullets = string.match_indices(BULLETS).take(MAX_ITEMS).map(|(at, bullet)| (at, at + bullet.len()));
    for (end, next) in bullets.chain([(string.len(), string.len())]) {
        let part = text.slice(start..end).trim();
        if !part.is_empty() {
            split.push(Line { item, text: part });
        }
        item = true;
        start = next;
    }
}

/// The conversion leaves out where a list ends, so the words that lead into the next list stand at the
/// end of an item: `remove: 移除 取值: `. They are one word that ends with a colon, in a script without
/// spaces; otherwise there is no telling where they start.
fn split_lead_in(lines: &mut Vec<Line>) {
    let Some(last) = lines.last().filter(|line| line.item) else {
        return;
    };
    let string = last.text.as_str();
    let Some(space) = string.rfind(' ') else {
        return;
    };
    let word = &string[space + 1..];
    if !word.ends_with([':', '：']) || word.chars().next().is_none_or(|c| c.is_ascii()) {
        return;
    }
    let (item, lead_in) = (last.text.slice(0..space).trim(), last.text.slice(space + 1..string.len()));
    lines.pop();
    if !item.is_empty() {
        lines.push(Line { item: true, text: item });
    }
    lines.push(Line { item: false, text: lead_in });
}
