//! Reading: sources become pages. Knows formats and nothing about APIs.
//!
//! Reading never fails: it gives a page of whatever could be read, and findings for the rest.

mod detect;
mod dom;
mod dump;
mod flow;
mod html;
mod ink;
mod inline;
mod json_run;
mod lines;
mod list_fence;
mod markdown;
mod numbering;
mod open_html;
mod pdf;
mod pdf_table;
mod permalink;
mod pipe;
mod plain;
mod sink;
mod table;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Less text than this is read sooner than threads are started.
const WORTH_THREADS: usize = 64 << 10;

/// Reads all sources, on all processors. The result does not depend on how many there are.
pub fn read(sources: &Sources) -> Read {
    let mut order: Vec<(SourceId, &Source)> = sources.iter().collect();
    let bytes: usize = order.iter().map(|(_, source)| source.text.len()).sum();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if bytes < WORTH_THREADS { 1 } else { processors.min(order.len()) };
    // The largest first, so that no thread is left alone with it.
    order.sort_by_key(|(_, source)| std::cmp::Reverse(source.text.len()));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(&(id, source)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(read_one(id, source));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(theirs) => done.extend(theirs),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(page, _)| page.source);
    let mut all = Read::default();
    for (page, findings) in done {
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
