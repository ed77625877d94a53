//! The page model: what a reader makes of a source. It knows nothing about APIs.
//!
//! A [`Page`] is a flat list of [`Block`]s in source order. Text is kept as [`Text`], which knows for
//! each of its bytes where in the source it came from, however it was decoded.

mod source_map;
mod text;

use crate::source::{SourceId, Span};

pub use source_map::SourceMap;
pub use text::{Mark, MarkKind, Text};

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
