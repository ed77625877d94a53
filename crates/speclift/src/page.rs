//! The page model: what a reader makes of a source. It knows nothing about APIs.
//!
//! A [`Page`] is a flat list of [`Block`]s in source order. Text is kept as [`Text`], which knows for
//! each of its bytes where in the source it came from, however it was decoded.

use std::ops::Range;

use crate::source::{SourceId, Span};

/// One source after reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The source it was read from.
    pub source: SourceId,
    /// Its blocks, in source order.
    pub blocks: Vec<Block>,
}

/// A block of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading: marked in Markdown or HTML, or numbered (`4.1.1 …`) in text from a PDF.
    Heading(Heading),
    /// A paragraph, or a line of its own where the format has no paragraphs.
    Paragraph(Text),
    /// An item of a list; its further blocks follow as blocks of their own.
    Item(Item),
    /// A table.
    Table(Table),
    /// A code block.
    Code(Code),
    /// An anchor (`<a name="…">`) that stands before the next block.
    Anchor(String),
    /// A line of a table of contents.
    Contents(Text),
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Depth, from 1.
    pub level: u8,
    /// Its number as written (`4.1.1`), where it has one.
    pub number: Option<String>,
    /// Its text without mark and number.
    pub text: Text,
    /// Names of anchors inside it.
    pub anchors: Vec<String>,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Depth, from 1.
    pub level: u8,
    /// Its first paragraph; may be empty.
    pub text: Text,
}

/// A code block.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The info string after the opening fence, or empty.
    pub info: String,
    /// The code.
    pub text: Text,
}

/// A table. A table that a page break cut is one table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The header's cells. Empty where the table has no header.
    pub header: Vec<Cell>,
    /// The rows under it, without repeated headers.
    pub rows: Vec<Row>,
    /// The headers repeated after page breaks.
    pub repeated_headers: Vec<Span>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// Its cells, as many as the row has: a row may be short.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub span: Span,
    /// Its lines: paragraphs and list items, none of them empty. An empty cell has none.
    pub lines: Vec<Line>,
    /// Whether it is a copy of the cell above or to the left that spans rows or columns.
    pub spanned: bool,
}

/// A paragraph or list item of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Whether it is a list item.
    pub item: bool,
    /// Its text.
    pub text: Text,
}

impl Cell {
    /// The whole text, lines joined with a space.
    pub fn plain(&self) -> String {
        match self.lines.as_slice() {
            [one] => one.text.as_str().to_owned(),
            lines => {
                let mut joined = String::new();
                for line in lines {
                    if !joined.is_empty() {
                        joined.push(' ');
                    }
                    joined.push_str(line.text.as_str());
                }
                joined
            }
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// A mark on a range of a [`Text`].
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The bytes of the text that it covers.
    pub range: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a [`Mark`] is.
#[derive(Debug, Clone, PartialEq)]
pub enum MarkKind {
    /// Bold or otherwise strong.
    Strong,
    /// Inline code.
    Code,
    /// A link to this address.
    Link(String),
}

/// A stretch of text that was taken from one stretch of the source.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    /// First byte in the text.
    at: u32,
    /// First byte in the source.
    source: u32,
    /// Length in the source. Equal to the length in the text where it was taken as it is.
    len: u32,
}

/// Decoded text that knows where in the source each byte of it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    string: String,
    source: SourceId,
    /// Most texts are one run, so the first needs no memory of its own.
    first: Run,
    more: Vec<Run>,
    marks: Vec<Mark>,
}

impl Text {
    /// An empty text of a source.
    pub fn new(source: SourceId) -> Self {
        Self::verbatim(source, String::new(), 0)
    }

    /// Text taken as it is from `start` in the source.
    pub fn verbatim(source: SourceId, string: impl Into<String>, start: usize) -> Self {
        let string = string.into();
        let first = Run { at: 0, source: start as u32, len: string.len() as u32 };
        Self { string, source, first, more: Vec::new(), marks: Vec::new() }
    }

    /// Appends text that stands in the source as it is, from `start` on.
    pub fn push_verbatim(&mut self, string: &str, start: usize) {
        self.push_decoded(string, start..start + string.len());
    }

    /// Appends text that stands in the source in another form (an entity, an escape).
    pub fn push_decoded(&mut self, string: &str, source: Range<usize>) {
        if string.is_empty() {
            return;
        }
        let at = self.string.len() as u32;
        let run = Run { at, source: source.start as u32, len: source.len() as u32 };
        self.string.push_str(string);
        if at == 0 {
            self.first = run;
            return;
        }
        // A run that goes on where the last one ended, both taken as they are, is the same run.
        let last = self.more.last_mut().unwrap_or(&mut self.first);
        let verbatim = last.len == at - last.at && source.len() == string.len();
        if verbatim && last.source + last.len == run.source {
            last.len += run.len;
        } else {
            self.more.push(run);
        }
    }

    /// The run that a byte belongs to, as its position.
    fn run_at(&self, offset: usize) -> usize {
        self.more.partition_point(|run| run.at as usize <= offset)
    }

    /// A run, and where it ends in the text.
    fn run(&self, i: usize) -> (Run, usize) {
        let run = if i == 0 { self.first } else { self.more[i - 1] };
        let end = self.more.get(i).map_or(self.string.len(), |next| next.at as usize);
        (run, end)
    }

    /// Appends another text of the same source, with its marks.
    pub fn append(&mut self, other: &Text) {
        let base = self.string.len();
        for i in 0..=other.more.len() {
            let (run, end) = other.run(i);
            let source = run.source as usize..(run.source + run.len) as usize;
            self.push_decoded(&other.string[run.at as usize..end], source);
        }
        for mark in &other.marks {
            self.mark(mark.range.start + base..mark.range.end + base, mark.kind.clone());
        }
    }

    /// Marks a range of the text.
    pub fn mark(&mut self, range: Range<usize>, kind: MarkKind) {
        if !range.is_empty() {
            self.marks.push(Mark { range, kind });
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.string.len()
    }

    /// The source that it is from.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Its marks, in the order they were set.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The addresses of its links, with the text of each.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.marks.iter().filter_map(|mark| match &mark.kind {
            MarkKind::Link(to) => Some((to.as_str(), &self.string[mark.range.clone()])),
            _ => None,
        })
    }

    /// Where the whole text stands in the source.
    pub fn whole(&self) -> Span {
        self.span(0..self.string.len())
    }

    /// Where a range of the text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        let verbatim = |run: Run, end: usize| run.len as usize == end - run.at as usize;
        let (run, run_end) = self.run(self.run_at(range.start));
        let start = if verbatim(run, run_end) {
            run.source as usize + range.start.saturating_sub(run.at as usize)
        } else {
            run.source as usize
        };
        if range.end <= range.start {
            return Span::new(self.source, start, start);
        }
        let (run, run_end) = self.run(self.run_at(range.end - 1));
        let end = if verbatim(run, run_end) {
            run.source as usize + (range.end - run.at as usize)
        } else {
            (run.source + run.len) as usize
        };
        Span::new(self.source, start, end)
    }

    /// A part of the text, with its marks.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut part = Text::new(self.source);
        for i in self.run_at(range.start)..=self.more.len() {
            let (run, run_end) = self.run(i);
            let (start, end) = ((run.at as usize).max(range.start), run_end.min(range.end));
            if start >= end {
                break;
            }
            let span = self.span(start..end);
            part.push_decoded(&self.string[start..end], span.range());
        }
        for mark in &self.marks {
            let (start, end) = (mark.range.start.max(range.start), mark.range.end.min(range.end));
            if start < end {
                part.mark(start - range.start..end - range.start, mark.kind.clone());
            }
        }
        part
    }

    /// The text without white space at its ends.
    #[must_use]
    pub fn trim(&self) -> Text {
        let start = self.string.len() - self.string.trim_start().len();
        let end = self.string.trim_end().len().max(start);
        if start == 0 && end == self.string.len() { self.clone() } else { self.slice(start..end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    #[test]
    fn text_maps_back_through_entities() {
        let raw = "a&nbsp;b一c";
        let sources = Sources::new(vec![Source::new("x", raw)]);
        let (id, _) = sources.iter().next().unwrap();
        let mut text = Text::new(id);
        text.push_verbatim("a", 0);
        text.push_decoded(" ", 1..7);
        text.push_verbatim("b一c", 7);
        assert_eq!(text.as_str(), "a b一c");
        assert_eq!(sources.text(text.span(1..2)), "&nbsp;");
        assert_eq!(sources.text(text.span(2..6)), "b一");
        assert_eq!(sources.text(text.slice(1..6).whole()), "&nbsp;b一");
        assert_eq!(sources.text(text.slice(2..7).span(4..5)), "c");
        assert_eq!(sources.text(text.whole()), raw);
    }

    #[test]
    fn slices_keep_marks() {
        let sources = Sources::new(vec![Source::new("x", "see Foo object")]);
        let (id, source) = sources.iter().next().unwrap();
        let mut text = Text::verbatim(id, source.text.clone(), 0);
        text.mark(4..7, MarkKind::Link("#Foo".into()));
        let part = text.slice(3..14).trim();
        assert_eq!(part.as_str(), "Foo object");
        assert_eq!(part.links().collect::<Vec<_>>(), [("#Foo", "Foo")]);
    }
}
