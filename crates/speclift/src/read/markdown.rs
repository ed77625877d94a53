//! Markdown with embedded HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::flow::{flow, heading};
use super::inline::{Inline, read_lines};
use super::list_fence::outdent_fences;
use super::open_html::OpenHtml;
use super::table::MAX_COLUMNS;
use super::{Out, pipe};
use crate::page::{BlockKind, Cell, Code, Item, Row, Table, Text};
use crate::rules;

/// Reads a Markdown page.
pub(super) fn read(out: &mut Out<'_>) {
    let src = out.src();
    let inline = Inline::text(out.id, src);
    let mut reader = Reader {
        out,
        src,
        inline,
        paragraph: None,
        lists: 0,
        items: Vec::new(),
        code: None,
        html: None,
        table: None,
        unclosed_tables: 0,
    };
    let text = outdent_fences(src);
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range);
    }
    reader.end();
}

/// How often the rest of a page is searched for the end of a table that a blank line interrupts.
const MAX_SEARCHES: usize = 16;

struct Reader<'o, 'a> {
    out: &'o mut Out<'a>,
    src: &'a str,
    inline: Inline<'a>,
    /// Where the paragraph, heading or text of an item that is open starts.
    paragraph: Option<usize>,
    lists: u8,
    /// For each item that is open: where it starts, while its first paragraph is not put.
    items: Vec<Option<usize>>,
    code: Option<OpenCode>,
    html: Option<OpenHtml<'a>>,
    table: Option<PipeTable<'a>>,
    unclosed_tables: usize,
}

/// A code block that is open.
struct OpenCode {
    code: Code,
    /// Whether it stands between fences, and not behind an indentation.
    fenced: bool,
    /// Line breaks since the last line with code: how many, and where.
    breaks: Vec<(usize, Range<usize>)>,
}

/// A pipe table that is open.
struct PipeTable<'a> {
    table: Table,
    inline: Inline<'a>,
    cells: Vec<Cell>,
    too_wide: bool,
}

impl<'a> Reader<'_, 'a> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(until) = self.html.as_ref().and_then(|html| html.until) {
            if range.start < until {
                return self.skip(&event, range, until);
            }
            self.end_html(until);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.finish(tag, range),
            Event::Html(_) => match &mut self.html {
                Some(html) => html.add(range),
                None => self.inline.event(Event::InlineHtml("".into()), range),
            },
            Event::Text(text) if self.code.is_some() => self.code_text(&text, range),
            Event::Rule => self.flush(),
            event => match &mut self.table {
                Some(table) => table.inline.event(event, range),
                None => {
                    self.paragraph.get_or_insert(range.start);
                    self.inline.event(event, range);
                }
            },
        }
    }

    /// Passes over an event inside a table that is read as HTML.
    fn skip(&mut self, event: &Event<'_>, range: Range<usize>, until: usize) {
        match event {
            Event::Start(Tag::List(_)) => self.lists = self.lists.saturating_add(1),
            Event::End(TagEnd::List(_)) => self.lists = self.lists.saturating_sub(1),
            Event::Start(Tag::Item) => self.items.push(None),
            Event::End(TagEnd::Item) => {
                self.items.pop();
            }
            // What ends the table may be in the middle of what Markdown takes for a paragraph.
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Heading { .. })
                if range.end > until =>
            {
                if let Some(html) = &mut self.html {
                    html.until = Some(range.end);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => {
                self.flush();
                self.paragraph = Some(range.start);
            }
            Tag::List(_) => {
                self.before_block();
                self.lists = self.lists.saturating_add(1);
            }
            Tag::Item => {
                self.flush();
                self.items.push(Some(range.start));
            }
            Tag::CodeBlock(kind) => {
                self.before_block();
                let (info, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (info.into_string(), true),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                let code = Code { info, text: Text::new(self.out.id) };
                self.code = Some(OpenCode { code, fenced, breaks: Vec::new() });
            }
            Tag::HtmlBlock => {
                self.before_block();
                self.html = Some(OpenHtml::new(self.src, range.start));
            }
            Tag::Table(_) => {
                self.before_block();
                self.table = Some(PipeTable {
                    table: Table::default(),
                    inline: Inline::cell(self.out.id, self.src),
                    cells: Vec::new(),
                    too_wide: false,
                });
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::BlockQuote(_) => self.flush(),
            tag => match &mut self.table {
                Some(table) => table.inline.event(Event::Start(tag), range),
                None => {
                    self.paragraph.get_or_insert(range.start);
                    self.inline.event(Event::Start(tag), range);
                }
            },
        }
    }

    fn finish(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => {
                let text = self.inline.ink.take();
                let anchors = std::mem::take(&mut self.inline.anchors);
                self.paragraph = None;
                self.before_block();
                let anchors = anchors.into_iter().map(|(name, _)| name).collect();
                let end = range.start + self.src[range.clone()].trim_end().len();
                self.out.block(range.start..end, heading(level as u8, text, anchors));
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::Item => {
                self.before_block();
                self.items.pop();
            }
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    if table.too_wide {
                        let message =
                            format!("table has more than {MAX_COLUMNS} columns: the rest is left out");
                        self.out.finding(&rules::TABLE_TOO_WIDE, message, range.start..range.start + 1);
                    }
                    let end = range.start + self.src[range.clone()].trim_end().len();
                    self.out.block(range.start..end, BlockKind::Table(table.table));
                }
            }
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    let lines = table.inline.take_lines();
                    if table.cells.len() >= MAX_COLUMNS {
                        table.too_wide |= !range.is_empty();
                    } else {
                        let range = pipe::trim(self.src, range);
                        table.cells.push(Cell { span: self.out.span(range), lines, spanned: false });
                    }
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.table.header = std::mem::take(&mut table.cells);
                }
            }
            TagEnd::TableRow => self.end_row(range),
            TagEnd::BlockQuote(_) => self.flush(),
            tag => match &mut self.table {
                Some(table) => table.inline.event(Event::End(tag), range),
                None => self.inline.event(Event::End(tag), range),
            },
        }
    }

    /// Markdown fills short rows up and cuts long ones off; this undoes both.
    fn end_row(&mut self, range: Range<usize>) {
        let Some(table) = &mut self.table else { return };
        let mut cells = std::mem::take(&mut table.cells);
        let raw = self.src.get(range.clone()).unwrap_or_default();
        let written = pipe::cells(self.src, range.start..range.start + raw.trim_end().len());
        cells.truncate(written.len());
        if written.len() > cells.len() && cells.len() < MAX_COLUMNS {
            let extra = written[cells.len()].start..written[written.len() - 1].end;
            let message = format!("row has {} cells, its header has {}", written.len(), cells.len());
            self.out.finding(&rules::TABLE_ROW_TOO_LONG, message, extra);
            for range in written.into_iter().skip(cells.len()).take(MAX_COLUMNS - cells.len()) {
                let lines = read_lines(self.out.id, self.src, range.clone());
                cells.push(Cell { span: self.out.span(range), lines, spanned: false });
            }
        }
        let span = self.out.span(pipe::trim(self.src, range));
        table.table.rows.push(Row { span, cells });
    }

    fn code_text(&mut self, text: &str, range: Range<usize>) {
        let Some(OpenCode { code, breaks, .. }) = &mut self.code else {
            return;
        };
        // The line break at the end is not part of the code, those between its lines are.
        let body = text.trim_end_matches('\n');
        if !body.is_empty() {
            for (count, place) in breaks.drain(..) {
                code.text.push_decoded(&"\n".repeat(count), place);
            }
            if self.src.get(range.start..range.start + body.len()) == Some(body) {
                code.text.push_verbatim(body, range.start);
            } else {
                code.text.push_decoded(body, range.clone());
            }
        }
        if !code.text.is_empty() && body.len() < text.len() {
            breaks.push((text.len() - body.len(), (range.start + body.len()).min(range.end)..range.end));
        }
    }

    fn end_code(&mut self, range: Range<usize>) {
        let Some(OpenCode { code, fenced, .. }) = self.code.take() else {
            return;
        };
        let raw = self.src.get(range.clone()).unwrap_or_default();
        let fence = raw.trim_start().chars().next().filter(|&c| fenced && (c == '`' || c == '~'));
        if let Some(fence) = fence {
            let last =
                raw.trim_end().lines().next_back().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
            let closed = raw.trim().contains('\n') && last.len() > 2 && last.chars().all(|c| c == fence);
            if !closed {
                let message = "code block is never closed: it goes on to the end of the page or list";
                self.out.finding(&rules::CODE_BLOCK_UNCLOSED, message, range.start..range.start + 3);
            }
        }
        let end = range.start + raw.trim_end().len();
        self.out.block(range.start..end, BlockKind::Code(code));
    }

    /// Ends a paragraph or the text of an item.
    fn flush(&mut self) {
        let start = self.paragraph.take();
        for (name, range) in std::mem::take(&mut self.inline.anchors) {
            self.out.block(range, BlockKind::Anchor(name));
        }
        if self.inline.ink.is_empty() {
            return;
        }
        let text = self.inline.ink.take();
        if text.is_empty() {
            return;
        }
        let mut range = text.whole().range();
        range.start = range.start.min(start.unwrap_or(range.start));
        let level = self.lists.max(1);
        match self.items.last_mut().and_then(Option::take) {
            Some(item) => self.out.block(item..range.end, BlockKind::Item(Item { level, text })),
            None => self.out.block(range, BlockKind::Paragraph(text)),
        }
    }

    /// Puts what must stand before a block that starts: the open paragraph, an item without text.
    fn before_block(&mut self) {
        self.flush();
        if let Some(start) = self.items.last_mut().and_then(Option::take) {
            let text = Text::new(self.out.id);
            let level = self.lists.max(1);
            self.out.block(start..start, BlockKind::Item(Item { level, text }));
        }
    }

    /// Markdown ends HTML at a blank line. A table that is open there goes on to its end.
    fn end_html_block(&mut self) {
        let Some(html) = &mut self.html else { return };
        html.parse();
        if html.parsing.in_table() && self.unclosed_tables < MAX_SEARCHES {
            html.until = super::parsing::end_of_table(self.src, html.ready.end);
            self.unclosed_tables += usize::from(html.until.is_none());
            if html.until.is_some() {
                return;
            }
        }
        let end = html.ready.end;
        self.end_html(end);
    }

    fn end_html(&mut self, until: usize) {
        let Some(mut html) = self.html.take() else {
            return;
        };
        html.parse();
        if html.ready.end < until {
            html.parsing.feed(html.ready.end..until);
        }
        flow(&html.parsing.finish(), self.out);
    }

    fn end(&mut self) {
        self.end_html(self.html.as_ref().and_then(|html| html.until).unwrap_or_default());
        self.flush();
    }
}
