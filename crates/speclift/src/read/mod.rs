//! Reading: sources become pages. Knows formats and nothing about APIs.
//!
//! Reading never fails: it gives a page of whatever could be read, and findings for the rest.

mod detect;
mod dom;
mod dump;
mod flow;
#[cfg(all(test, unix))]
mod growth;
mod html;
mod ink;
mod inline;
mod json_run;
mod lines;
mod list_fence;
mod markdown;
mod numbering;
mod open_html;
mod parsing;
mod pdf;
mod pdf_table;
mod permalink;
mod pipe;
mod plain;
mod plain_tag;
mod running;
mod sink;
mod table;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

pub use detect::detect;
pub use dump::dump;

use crate::finding::{Finding, Rule};
use crate::page::{Block, BlockKind, Page};
use crate::source::{Format, Source, SourceId, Sources, Span};

/// What reading gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// One page for each source, in the order of the sources.
    pub pages: Vec<Page>,
    /// What was wrong with the form of the sources.
    pub findings: Vec<Finding>,
}

/// Reads all sources, one after the other.
pub fn read(sources: &Sources) -> Read {
    let mut all = Read::default();
    for (id, source) in sources.iter() {
        let (page, findings) = read_one(id, source);
        all.pages.push(page);
        all.findings.extend(findings);
    }
    all
}

/// Reads one source with the reader that it names, or else the one that its content asks for.
pub fn read_one(id: SourceId, source: &Source) -> (Page, Vec<Finding>) {
    let mut out = Out { id, source, blocks: Vec::new(), findings: Vec::new() };
    match source.format.unwrap_or_else(|| detect(source)) {
        Format::Markdown => markdown::read(&mut out),
        Format::Plain => plain::read(&mut out),
        Format::Pdf => pdf::read(&mut out),
        Format::Html => html::read(&mut out),
    }
    (Page { source: id, blocks: out.blocks }, out.findings)
}

/// Where a reader puts what it reads.
struct Out<'a> {
    id: SourceId,
    source: &'a Source,
    blocks: Vec<Block>,
    findings: Vec<Finding>,
}

impl<'a> Out<'a> {
    fn src(&self) -> &'a str {
        &self.source.text
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.id, range.start, range.end)
    }

    fn block(&mut self, range: Range<usize>, kind: BlockKind) {
        let span = self.span(range);
        self.blocks.push(Block { span, kind });
    }

    fn finding(&mut self, rule: &'static Rule, message: impl Into<String>, range: Range<usize>) {
        let span = self.span(range);
        self.findings.push(Finding::new(rule, self.source.name.clone(), message, span));
    }
}
