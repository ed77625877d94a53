//! HTML inside Markdown, while its end is not known.

use std::ops::Range;

use super::parsing::Parsing;

/// HTML that is open.
pub(super) struct OpenHtml<'a> {
    pub(super) parsing: Parsing<'a>,
    /// The lines that are to be parsed next.
    pub(super) ready: Range<usize>,
    /// For a table that goes on after a blank line, where it ends: what Markdown makes of the text up
    /// to there is not believed.
    pub(super) until: Option<usize>,
}

impl<'a> OpenHtml<'a> {
    /// HTML that starts at a place of the source.
    pub(super) fn new(src: &'a str, start: usize) -> Self {
        Self { parsing: Parsing::fragment(src), ready: start..start, until: None }
    }

    /// Adds a line. Lines that follow each other are parsed in one go; those of a list item are not,
    /// because their indentation stands between them.
    pub(super) fn add(&mut self, range: Range<usize>) {
        if range.start != self.ready.end {
            self.parse();
            self.ready = range;
        } else {
            self.ready.end = range.end;
        }
    }

    /// Parses the lines that were added.
    pub(super) fn parse(&mut self) {
        self.parsing.feed(self.ready.clone());
        self.ready.start = self.ready.end;
    }
}
