//! Text that was taken out of a source.

use std::ops::Range;

use super::SourceMap;
use crate::source::{SourceId, Span};

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

/// Decoded text that knows where in the source each byte of it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    string: String,
    map: SourceMap,
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
        let map = SourceMap::verbatim(source, string.len(), start);
        Self { string, map, marks: Vec::new() }
    }

    /// Appends text that stands in the source as it is, from `start` on.
    pub fn push_verbatim(&mut self, string: &str, start: usize) {
        self.push_decoded(string, start..start + string.len());
    }

    /// Appends text that stands in the source in another form (an entity, an escape).
    pub fn push_decoded(&mut self, string: &str, source: Range<usize>) {
        self.string.push_str(string);
        self.map.push(string.len(), source);
    }

    /// Appends another text of the same source, with its marks.
    pub fn append(&mut self, other: &Text) {
        let base = self.string.len();
        for (at, source) in other.map.runs() {
            self.push_decoded(&other.string[at], source);
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
        self.map.source()
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
        self.map.whole()
    }

    /// Where a range of the text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// Where each byte of the text stands in the source, without the text.
    pub fn source_map(&self) -> &SourceMap {
        &self.map
    }

    /// A part of the text, with its marks.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let mut part = Text::new(self.source());
        for (at, source) in self.map.runs_of(range.clone()) {
            part.push_decoded(&self.string[at], source);
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
