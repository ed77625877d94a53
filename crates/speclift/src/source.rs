//! Sources and spans: the files that are compiled, and places in them.

use std::fmt;
use std::sync::OnceLock;

use bytestring::ByteString;

/// Identifies a [`Source`] within its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The position of the source in its [`Sources`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one source's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source that the range lies in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`. An `end` before `start` is taken as `start`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { source, start, end }
    }

    /// The smallest span that covers both. Spans of two sources give the first.
    pub fn to(self, other: Span) -> Self {
        if self.source != other.source {
            return self;
        }
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place in a source as people name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location<'a> {
    /// The source's name.
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The form that a source is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Markdown, with HTML or pipe tables.
    Markdown,
    /// A page's text with pipe tables and no heading marks.
    Plain,
    /// Text converted from a PDF: numbered headings, tab-separated tables, page breaks.
    Pdf,
    /// An HTML page.
    Html,
}

/// One documentation file.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the documentation folder, separated by `/` on every system.
    pub name: String,
    /// The decoded text. What is loaded together shares memory.
    pub text: ByteString,
    /// The reader to use; by content where `None`.
    pub format: Option<Format>,
    /// The date of the edition, `YYYY-MM-DD`, where the manifest states one. Later is newer.
    pub edition: Option<String>,
    /// SHA-256 of the file's bytes, in lower-case hex.
    pub sha256: String,
    line_starts: OnceLock<Box<[u32]>>,
}

impl Source {
    /// A source from its text. `sha256` is left for the loader to fill.
    pub fn new(name: impl Into<String>, text: impl Into<ByteString>) -> Self {
        let (name, text) = (name.into(), text.into());
        Self { name, text, format: None, edition: None, sha256: String::new(), line_starts: OnceLock::new() }
    }

    /// Where the lines start. Asked of pages that findings speak of, and of no others.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect()
        })
    }

    /// Line and column (both from 1; the column in characters) of a byte offset.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.line_starts().partition_point(|&start| start as usize <= offset);
        let start = self.line_starts()[line - 1] as usize;
        let mut end = offset;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        (line, self.text[start..end].chars().count() + 1)
    }

    /// The offset at which a line, counted from 1, starts.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts().get(line.wrapping_sub(1)).map_or(self.text.len(), |&start| start as usize)
    }

    /// The text of a line, counted from 1, without its line break.
    pub fn line(&self, line: usize) -> &str {
        let start = self.line_start(line);
        let end = self.line_starts().get(line).map_or(self.text.len(), |&s| s as usize);
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

/// All sources of a build, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Sorts the sources by name, so that the order in which files were found does not matter.
    pub fn new(mut list: Vec<Source>) -> Self {
        list.sort_by(|a, b| a.name.cmp(&b.name));
        Self { list }
    }

    /// The source of an id that this value gave out.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.index()]
    }

    /// All sources with their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        self.list.iter().enumerate().map(|(i, s)| (SourceId(i as u32), s))
    }

    /// How many sources there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no source.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Where a span starts, as people name it.
    pub fn location(&self, span: Span) -> Location<'_> {
        let source = self.get(span.source);
        let (line, column) = source.line_column(span.start as usize);
        Location { file: &source.name, line, column }
    }

    /// The source text that a span covers.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let sources = Sources::new(vec![Source::new("b.md", "一二\n三x四"), Source::new("a.md", "")]);
        let (id, source) = sources.iter().nth(1).unwrap();
        assert_eq!(source.name, "b.md");
        let at = source.text.find('x').unwrap();
        assert_eq!(sources.location(Span::new(id, at, at + 1)).to_string(), "b.md:2:2");
        assert_eq!(source.line(2), "三x四");
        assert_eq!(source.line(3), "");
        assert_eq!(source.line_column(usize::MAX), (2, 4));
    }
}
