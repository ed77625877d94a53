//! HTML tables.

use std::ops::Range;

use super::Out;
use super::dom::{Dom, Element, Node, Visitor};
use super::flow::{close_mark, ink_text, is_block, open_mark};
use super::ink::Ink;
use super::permalink::is_permalink;
use crate::page::{BlockKind, Cell, Line, MarkKind, Row, Table};
use crate::rules;

/// Columns of a table that are read.
pub(super) const MAX_COLUMNS: usize = 1000;

/// Appends a table, after its caption where it has one.
pub(super) fn read<'d>(dom: &'d Dom<'d>, table: Node<'d>, out: &mut Out<'_>) {
    let range = table.place();
    let mut rows = Vec::new();
    for child in table.children() {
        match child.name() {
            Some("caption") => {
                for line in lines(dom, child, out) {
                    out.block(line.text.whole().range(), BlockKind::Paragraph(line.text));
                }
            }
            Some("tr") => rows.push((child, false)),
            Some(section @ ("thead" | "tbody" | "tfoot")) => {
                let trs = child.children().filter(|tr| tr.name() == Some("tr"));
                rows.extend(trs.map(|tr| (tr, section == "thead")));
            }
            _ => {}
        }
    }
    let headers = header_rows(&rows);
    let mut grid = Grid::new(range.clone(), rows.len());
    let mut read = Table::default();
    for (i, &(tr, _)) in rows.iter().enumerate() {
        let Some(cells) = grid.row(dom, tr, rows.len() - i, out) else {
            continue;
        };
        if i < headers {
            add_header(&mut read.header, cells);
        } else {
            read.rows.push(Row { span: out.span(tr.place()), cells });
        }
    }
    grid.report(out);
    out.block(range, BlockKind::Table(read));
}

/// How many of the first rows are the header: those of `<thead>`, else a first row of `<th>` alone.
/// Where `<thead>` holds the whole table, only rows of `<th>` count.
fn header_rows(rows: &[(Node<'_>, bool)]) -> usize {
    let all_th = |tr: Node<'_>| {
        let mut cells = tr.children().filter_map(Node::name).peekable();
        cells.peek().is_some() && cells.all(|name| name == "th")
    };
    let Some(&(first, in_head)) = rows.first() else {
        return 0;
    };
    if !in_head {
        return usize::from(all_th(first));
    }
    1 + rows[1..].iter().take_while(|&&(tr, in_head)| in_head && all_th(tr)).count()
}

/// A header of several rows is one: each column has the words of all its rows.
fn add_header(header: &mut Vec<Cell>, cells: Vec<Cell>) {
    for (i, cell) in cells.into_iter().enumerate() {
        match header.get_mut(i) {
            None => header.push(cell),
            Some(above) if !cell.spanned => {
                above.lines.extend(cell.lines);
                above.spanned = false;
            }
            Some(_) => {}
        }
    }
}

/// Lays out cells that span rows and columns.
struct Grid {
    /// For each column, the cell from above that goes on, and over how many rows.
    carried: Vec<Option<(usize, Cell)>>,
    /// How many bytes copies may take. Without a limit, a few cells that span many rows and columns
    /// would fill the memory.
    budget: usize,
    table: Range<usize>,
    over_budget: bool,
    too_wide: Option<Range<usize>>,
}

impl Grid {
    fn new(table: Range<usize>, rows: usize) -> Self {
        let budget = table.len() * 8 + rows * 64 + (64 << 10);
        Self { carried: Vec::new(), budget, table, over_budget: false, too_wide: None }
    }

    /// The cells of a row with the copies of those that span it; none for a row without cells.
    fn row<'d>(
        &mut self,
        dom: &'d Dom<'d>,
        tr: Node<'d>,
        rows_left: usize,
        out: &Out<'_>,
    ) -> Option<Vec<Cell>> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut own = false;
        for td in tr.children() {
            let Some(element) = td.element() else {
                continue;
            };
            if !matches!(element.name(), "td" | "th") {
                continue;
            }
            own = true;
            self.carry(&mut cells);
            if cells.len() >= MAX_COLUMNS {
                self.too_wide.get_or_insert(td.place());
                continue;
            }
            let span = out.span(td.place());
            let cell = Cell { span, lines: lines(dom, td, out), spanned: false };
            let columns = spans(element, "colspan").max(1);
            let rows = match spans(element, "rowspan") {
                0 => rows_left,
                n => n.min(rows_left),
            };
            if cells.len() + columns > MAX_COLUMNS {
                self.too_wide.get_or_insert(td.place());
            }
            let from = cells.len();
            let copied = columns.min(MAX_COLUMNS - from);
            for column in from..from + copied {
                if rows > 1
                    && let Some(copy) = self.copy(&cell)
                {
                    self.carried.resize_with(self.carried.len().max(column + 1), || None);
                    self.carried[column] = Some((rows - 1, copy));
                }
                if column > from {
                    cells.extend(self.copy(&cell));
                }
            }
            cells.insert(from.min(cells.len()), cell);
        }
        self.carry(&mut cells);
        own.then_some(cells)
    }

    /// Puts the copies of cells from above that come next.
    fn carry(&mut self, cells: &mut Vec<Cell>) {
        while let Some(Some((rows, cell))) = self.carried.get_mut(cells.len()) {
            *rows -= 1;
            let last = *rows == 0;
            let column = cells.len();
            if !last {
                let cost = cost(cell);
                if cost > self.budget {
                    self.over_budget = true;
                    self.carried.clear();
                    return;
                }
                self.budget -= cost;
                cells.push(cell.clone());
            } else if let Some((_, cell)) = self.carried[column].take() {
                cells.push(cell);
            }
        }
    }

    fn copy(&mut self, cell: &Cell) -> Option<Cell> {
        let cost = cost(cell);
        if cost > self.budget {
            self.over_budget = true;
            return None;
        }
        self.budget -= cost;
        Some(Cell { spanned: true, ..cell.clone() })
    }

    fn report(&self, out: &mut Out<'_>) {
        if let Some(range) = &self.too_wide {
            let message = format!("table has more than {MAX_COLUMNS} columns: the rest of them is left out");
            out.finding(&rules::TABLE_TOO_WIDE, message, range.clone());
        }
        if self.over_budget {
            let start = self.table.start;
            out.finding(
                &rules::TABLE_SPAN_TOO_LARGE,
                "cells span so many rows and columns that they are not all repeated",
                start..start,
            );
        }
    }
}

/// What a copy of a cell takes, about.
fn cost(cell: &Cell) -> usize {
    size_of::<Cell>() + cell.lines.iter().map(|line| line.text.len() + 128).sum::<usize>()
}

fn spans(element: Element<'_>, attribute: &str) -> usize {
    let Some(value) = element.attribute(attribute) else {
        return 1;
    };
    let digits = value.trim().split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    match digits {
        "" => 1,
        // A number too large for the type is a large number.
        digits => digits.parse::<usize>().unwrap_or(usize::MAX).min(1 << 20),
    }
}

/// The lines of a cell: its paragraphs, list items, and what `<br>` separates.
pub(super) fn lines<'d>(dom: &'d Dom<'d>, cell: Node<'d>, out: &Out<'_>) -> Vec<Line> {
    let mut visitor =
        CellLines { ink: Ink::new(out.id, out.src()), lines: Vec::new(), item: false, lists: 0, pre: 0 };
    dom.walk(cell, &mut visitor);
    visitor.flush();
    visitor.lines
}

struct CellLines<'a> {
    ink: Ink<'a>,
    lines: Vec<Line>,
    /// Whether the next line is the first of a list item.
    item: bool,
    /// Lists that are open.
    lists: usize,
    /// Preformatted elements that are open.
    pre: usize,
}

impl CellLines<'_> {
    fn flush(&mut self) {
        if self.ink.is_empty() {
            return;
        }
        let text = self.ink.take();
        if !text.is_empty() {
            self.lines.push(Line { item: self.item, text });
            self.item = false;
        }
    }

    /// Each line of preformatted text is one.
    fn preformatted(&mut self, text: &str, place: Range<usize>) {
        if text.len() != place.len() {
            self.ink.decoded(text, place);
            return;
        }
        let mut start = place.start;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if !words.is_empty() {
                self.ink.verbatim(words, start);
            }
            if words.len() < line.len() {
                self.flush();
            }
            start += line.len();
        }
    }
}

impl<'d> Visitor<'d> for CellLines<'_> {
    fn enter(&mut self, node: Node<'d>) -> bool {
        if let Some(parts) = node.text() {
            if self.pre == 0 {
                // Text in a list outside of its items is an item whose tag is missing.
                self.item |= self.lists > 0 && self.ink.is_empty() && name_is_list(node.parent());
                ink_text(&mut self.ink, parts);
            } else {
                for (part, place) in parts {
                    self.preformatted(part, place);
                }
            }
            return false;
        }
        let Some(element) = node.element() else {
            return true;
        };
        match element.name() {
            "script" | "style" | "select" | "iframe" | "noscript" | "img" => return false,
            "a" if is_permalink(node) => return false,
            "br" => self.flush(),
            "td" | "th" => self.ink.white_space(node.place()),
            "li" => {
                self.flush();
                self.item = true;
            }
            "pre" | "listing" | "xmp" => {
                self.flush();
                self.pre += 1;
                self.ink.open(MarkKind::Code);
            }
            name if is_block(name) => {
                self.flush();
                self.lists += usize::from(matches!(name, "ul" | "ol" | "dir" | "menu"));
            }
            _ => open_mark(&mut self.ink, element),
        }
        true
    }

    fn leave(&mut self, node: Node<'d>) {
        let Some(element) = node.element() else {
            return;
        };
        match element.name() {
            "pre" | "listing" | "xmp" => {
                self.ink.close(|kind| *kind == MarkKind::Code);
                self.flush();
                self.pre -= 1;
            }
            name if is_block(name) => {
                self.flush();
                if matches!(name, "ul" | "ol" | "dir" | "menu") {
                    self.lists -= 1;
                    self.item = false;
                } else if name == "li" {
                    self.item = false;
                }
            }
            _ => close_mark(&mut self.ink, element),
        }
    }
}

fn name_is_list(node: Option<Node<'_>>) -> bool {
    matches!(node.and_then(Node::name), Some("ul" | "ol" | "dir" | "menu"))
}
