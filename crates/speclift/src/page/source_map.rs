//! The way back from a text to its source.

use std::ops::Range;

use crate::source::{SourceId, Span};

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

impl Run {
    fn source(self) -> Range<usize> {
        self.source as usize..(self.source + self.len) as usize
    }
}

/// Where in the source each byte of a text came from, however it was decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceMap {
    source: SourceId,
    /// The length of the text.
    len: u32,
    /// Most texts are one run, so the first needs no memory of its own.
    first: Run,
    more: Vec<Run>,
}

impl SourceMap {
    /// Of a text that stands in the source as it is, from `start` on.
    pub(super) fn verbatim(source: SourceId, len: usize, start: usize) -> Self {
        let len = len as u32;
        Self { source, len, first: Run { at: 0, source: start as u32, len }, more: Vec::new() }
    }

    /// The text goes on with so many bytes, from there in the source.
    pub(super) fn push(&mut self, len: usize, source: Range<usize>) {
        if len == 0 {
            return;
        }
        let at = self.len;
        let run = Run { at, source: source.start as u32, len: source.len() as u32 };
        self.len += len as u32;
        if at == 0 {
            self.first = run;
            return;
        }
        // A run that goes on where the last one ended, both taken as they are, is the same run.
        let last = self.more.last_mut().unwrap_or(&mut self.first);
        let verbatim = last.len == at - last.at && source.len() == len;
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
        let end = self.more.get(i).map_or(self.len, |next| next.at);
        (run, end as usize)
    }

    /// All runs: where each stands in the text, and where in the source.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        (0..=self.more.len()).map(|i| self.run(i)).map(|(run, end)| (run.at as usize..end, run.source()))
    }

    /// The same, of a range of the text.
    pub(super) fn runs_of(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        let runs = (self.run_at(range.start)..=self.more.len()).map(|i| self.run(i));
        runs.map(move |(run, end)| (run.at as usize).max(range.start)..end.min(range.end))
            .take_while(|at| !at.is_empty())
            .map(|at| (at.clone(), self.span(at).range()))
    }

    /// The source of the text.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// Where the whole text stands in the source.
    pub fn whole(&self) -> Span {
        self.span(0..self.len as usize)
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
}
