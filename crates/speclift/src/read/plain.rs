//! A page's bare text: lines, pipe tables, JSON without fences, and no marks for headings.

use std::ops::Range;

use super::inline::{read_lines, read_text};
use super::json_run::json_run;
use super::lines::{Lines, marker};
use super::table::MAX_COLUMNS;
use super::{Out, pipe};
use crate::page::{BlockKind, Cell, Code, Item, Row, Table, Text};
use crate::rules;

/// Reads a page's bare text.
pub(super) fn read(out: &mut Out<'_>) {
    let src = out.src();
    let lines: Vec<Range<usize>> = Lines::new(src, 0..src.len()).collect();
    let fences = Fences::of(src, &lines);
    let mut at = 0;
    while at < lines.len() {
        at += if let Some(taken) = fences.read(out, &lines[at..]) {
            taken
        } else if let Some(taken) = table(out, &lines[at..]) {
            taken
        } else if let Some(taken) = json(out, &lines[at..]) {
            taken
        } else {
            line(out, lines[at].clone());
            1
        };
    }
}

/// A line of text: an item of a list, or a paragraph.
pub(super) fn line(out: &mut Out<'_>, range: Range<usize>) {
    let src = out.src();
    let marker = marker(&src[range.clone()]);
    let text_start = range.start + marker.map_or(0, |marker| marker.len);
    let range = pipe::trim(src, range);
    if let Some(marker) = marker {
        let text = read_text(out.id, src, text_start..range.end);
        let item = Item { level: marker.level, text };
        return out.block(range, BlockKind::Item(item));
    }
    let text = read_text(out.id, src, range.clone());
    if !text.is_empty() {
        out.block(range, BlockKind::Paragraph(text));
    }
}

/// A pipe table: a row, a delimiter row, rows. It ends where another header starts.
fn table(out: &mut Out<'_>, lines: &[Range<usize>]) -> Option<usize> {
    let src = out.src();
    let line = |i: usize| lines.get(i).map(|range| &src[range.clone()]);
    let starts = |i: usize| {
        line(i).is_some_and(|row| row.contains('|') && !pipe::is_delimiter(row))
            && line(i + 1).is_some_and(pipe::is_delimiter)
    };
    if !starts(0) {
        return None;
    }
    let mut table = Table { header: row(out, lines[0].clone()).cells, ..Table::default() };
    let mut end = 2;
    while line(end).is_some_and(pipe::is_row) && !starts(end) {
        let row = row(out, lines[end].clone());
        if row.cells.len() > table.header.len() && table.header.len() < MAX_COLUMNS {
            let message = format!("row has {} cells, its header has {}", row.cells.len(), table.header.len());
            out.finding(&rules::TABLE_ROW_TOO_LONG, message, row.cells[table.header.len()].span.range());
        }
        table.rows.push(row);
        end += 1;
    }
    out.block(lines[0].start..lines[end - 1].end, BlockKind::Table(table));
    Some(end)
}

fn row(out: &mut Out<'_>, range: Range<usize>) -> Row {
    let src = out.src();
    let span = out.span(pipe::trim(src, range.clone()));
    Row { span, cells: cells(out, pipe::cells(src, range)) }
}

/// The cells of a row from where they stand.
pub(super) fn cells(out: &mut Out<'_>, ranges: Vec<Range<usize>>) -> Vec<Cell> {
    if let Some(range) = ranges.get(MAX_COLUMNS) {
        let message = format!("row has more than {MAX_COLUMNS} columns: the rest of them is left out");
        out.finding(&rules::TABLE_TOO_WIDE, message, range.clone());
    }
    let src = out.src();
    let cell = |range: Range<usize>| {
        let lines = read_lines(out.id, src, range.clone());
        Cell { span: out.span(range), lines, spanned: false }
    };
    ranges.into_iter().take(MAX_COLUMNS).map(cell).collect()
}

/// JSON without a fence. What follows its last bracket on the same line is a paragraph of its own.
pub(super) fn json(out: &mut Out<'_>, lines: &[Range<usize>]) -> Option<usize> {
    let src = out.src();
    let run = json_run(src, lines)?;
    let range = pipe::trim(src, lines[0].start..run.end);
    let text = Text::verbatim(out.id, &src[range.clone()], range.start);
    if !run.balanced {
        out.finding(&rules::JSON_UNBALANCED, "brackets of the example do not balance", range.clone());
    }
    out.block(range, BlockKind::Code(Code { info: String::new(), text }));
    let last = &lines[run.lines - 1];
    line(out, run.end.min(last.end)..last.end);
    Some(run.lines)
}

/// The code blocks of a page that stand between fences.
pub(super) struct Fences {
    /// Where the last line stands that can close one.
    last_close: usize,
}

impl Fences {
    pub(super) fn of(src: &str, lines: &[Range<usize>]) -> Self {
        let last = lines.iter().rfind(|range| closes(src, range));
        Self { last_close: last.map_or(0, |range| range.start) }
    }

    /// Reads the code block that starts with the first line, if one does.
    pub(super) fn read(&self, out: &mut Out<'_>, lines: &[Range<usize>]) -> Option<usize> {
        let src = out.src();
        let open = lines.first()?.clone();
        let info = src[open.clone()].trim().strip_prefix("```")?;
        if info.contains('`') {
            return None;
        }
        let close = match open.start < self.last_close {
            true => lines[1..].iter().position(|range| closes(src, range)),
            false => None,
        };
        // What no fence closes ends at a blank line: it must not swallow the rest of the page.
        let len = close.unwrap_or_else(|| {
            let blank = lines[1..].iter().position(|range| src[range.clone()].trim().is_empty());
            blank.unwrap_or(lines.len() - 1)
        });
        if close.is_none() {
            let message = "code block is never closed: it is read up to a blank line";
            out.finding(&rules::CODE_BLOCK_UNCLOSED, message, open.clone());
        }
        let text = code_text(out, &lines[1..=len]);
        let end = lines[len + usize::from(close.is_some())].end;
        let range = pipe::trim(src, open.start..end);
        out.block(range, BlockKind::Code(Code { info: info.trim().to_owned(), text }));
        Some(len + 1 + usize::from(close.is_some()))
    }
}

fn closes(src: &str, range: &Range<usize>) -> bool {
    let words = src[range.clone()].trim();
    words.len() > 2 && words.bytes().all(|b| b == b'`')
}

/// The text of lines, without blank lines and line breaks at their ends.
fn code_text(out: &Out<'_>, lines: &[Range<usize>]) -> Text {
    let src = out.src();
    let blank = |range: &Range<usize>| src[range.clone()].trim().is_empty();
    let first = lines.iter().position(|line| !blank(line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !blank(line)).map_or(first, |i| i + 1);
    let Some(start) = lines.get(first).map(|line| line.start) else {
        return Text::new(out.id);
    };
    let end = lines[last - 1].end;
    Text::verbatim(out.id, src[start..end].trim_end(), start)
}
