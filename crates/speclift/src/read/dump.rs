//! A page as text, for snapshots and for people.

use std::fmt::Write as _;

use crate::page::{BlockKind, Cell, MarkKind, Page, Text};
use crate::source::{Sources, Span};

/// Renders a page: a line for each block, row and cell, each with `line:column` of its start and end.
pub fn dump(page: &Page, sources: &Sources) -> String {
    let mut dump = Dump { sources, text: String::new() };
    for block in &page.blocks {
        dump.block(block.span, &block.kind);
    }
    dump.text
}

struct Dump<'a> {
    sources: &'a Sources,
    text: String,
}

impl Dump<'_> {
    fn line(&mut self, depth: usize, span: Span, what: &str, text: &str) {
        let source = self.sources.get(span.source);
        let (line, column) = source.line_column(span.start as usize);
        let (end_line, end_column) = source.line_column(span.end as usize);
        let place = format!("{line}:{column}-{end_line}:{end_column}");
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{:indent$}{place:<16} {what}{text}", "", indent = depth * 2);
    }

    fn block(&mut self, span: Span, kind: &BlockKind) {
        match kind {
            BlockKind::Heading(heading) => {
                let number = heading.number.as_ref().map(|n| format!(" [{n}]")).unwrap_or_default();
                let anchors: String = heading.anchors.iter().map(|a| format!(" #{a}")).collect();
                self.line(0, span, &format!("h{}{number}{anchors} ", heading.level), &shown(&heading.text));
            }
            BlockKind::Paragraph(text) => self.line(0, span, "paragraph ", &shown(text)),
            BlockKind::Item(item) => self.line(0, span, &format!("item {} ", item.level), &shown(&item.text)),
            BlockKind::Anchor(name) => self.line(0, span, "anchor #", name),
            BlockKind::Contents(text) => self.line(0, span, "contents ", &shown(text)),
            BlockKind::Code(code) => {
                self.line(0, span, "code ", &code.info);
                let mut at = 0;
                for line in code.text.as_str().split('\n') {
                    self.line(1, code.text.span(at..at + line.len()), "| ", line.trim_end_matches('\r'));
                    at += line.len() + 1;
                }
            }
            BlockKind::Table(table) => {
                self.line(0, span, "table", "");
                if !table.header.is_empty() {
                    let span = table.header[0].span.to(table.header[table.header.len() - 1].span);
                    self.cells(span, "header", &table.header);
                }
                for row in &table.rows {
                    self.cells(row.span, "row", &row.cells);
                }
                for &span in &table.repeated_headers {
                    self.line(1, span, "repeated header", "");
                }
            }
        }
    }

    fn cells(&mut self, span: Span, what: &str, cells: &[Cell]) {
        self.line(1, span, what, "");
        for cell in cells {
            self.line(2, cell.span, if cell.spanned { "spanned" } else { "cell" }, "");
            for line in &cell.lines {
                self.line(3, line.text.whole(), if line.item { "- " } else { "" }, &shown(&line.text));
            }
        }
    }
}

/// A text with its marks: `*strong*`, `` `code` ``, `[link](address)`. Line breaks are `⏎`.
fn shown(text: &Text) -> String {
    let mut marks: Vec<(usize, bool, String)> = Vec::new();
    for mark in text.marks() {
        let (open, close) = match &mark.kind {
            MarkKind::Strong => ("*".to_owned(), "*".to_owned()),
            MarkKind::Code => ("`".to_owned(), "`".to_owned()),
            MarkKind::Link(to) => ("[".to_owned(), format!("]({to})")),
        };
        marks.push((mark.range.start, true, open));
        marks.push((mark.range.end, false, close));
    }
    // At one place, what ends comes before what starts.
    marks.sort_by_key(|&(at, opens, _)| (at, opens));
    let string = text.as_str();
    let mut shown = String::new();
    let mut done = 0;
    for (at, _, mark) in marks {
        shown.push_str(&string[done..at]);
        shown.push_str(&mark);
        done = at;
    }
    shown.push_str(&string[done..]);
    shown.replace('\n', "⏎")
}
