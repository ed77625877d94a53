//! The walk over what lies outside operations: error catalogues, statuses, scenarios, front matter.

use std::ops::Range;

use crate::page::{Block, BlockKind, Page, Text};
use crate::rules;
use crate::source::Span;
use crate::vocabulary::sections::{Section, section};

use super::examples::{self, Context};
use super::model::{Direction, RequestLine, Stated};
use super::outline;
use super::tables::{self, TableKind};
use super::{Claimed, caption, request_line};

/// Claims what the blocks of a range say.
pub(crate) fn walk(page: &Page, range: Range<usize>, out: &mut Claimed) {
    let mut walker =
        Walker { page, subject: String::new(), direction: None, request: None, summary: String::new(), out };
    let mut at = range.start;
    while at < range.end {
        at += walker.block(at, range.end);
    }
}

struct Walker<'a> {
    page: &'a Page,
    /// The nearest heading.
    subject: String,
    direction: Option<Direction>,
    /// The request of the scenario's step that the next examples belong to.
    request: Option<RequestLine>,
    summary: String,
    out: &'a mut Claimed,
}

impl Walker<'_> {
    fn block(&mut self, at: usize, end: usize) -> usize {
        let page = self.page;
        let block = &page.blocks[at];
        match &block.kind {
            BlockKind::Heading(heading) => {
                if self.out.claims.titles.iter().all(|title| title.span.source != page.source) {
                    self.title(&heading.text);
                }
                heading.text.as_str().trim().clone_into(&mut self.subject);
                self.direction = None;
                self.request = None;
                self.summary.clone_from(&self.subject);
            }
            BlockKind::Paragraph(text) => return self.line(text, at, end),
            BlockKind::Item(item) => return self.line(&item.text, at, end),
            BlockKind::Table(table) => {
                let (kind, columns) = tables::columns(table);
                let subject = self.subject.clone();
                match kind {
                    TableKind::ErrorCodes => {
                        let codes = tables::error_codes(table, &columns, &subject, self.out);
                        self.out.claims.error_codes.extend(codes);
                    }
                    TableKind::Statuses => {
                        let statuses = tables::statuses(table, &columns, &subject, self.out);
                        self.out.claims.statuses.extend(statuses);
                    }
                    TableKind::Fields | TableKind::Unknown if tables::is_glossary(&columns) => {
                        self.out.claims.glossaries.push(tables::glossary(table, block.span, &subject));
                    }
                    TableKind::Fields | TableKind::Unknown => {
                        tables::report(table, block.span, &rules::TABLE_UNUSED, &subject, self.out);
                    }
                }
            }
            BlockKind::Code(_) => return self.code(at),
            BlockKind::Anchor(_) | BlockKind::Contents(_) => {}
        }
        1
    }

    fn title(&mut self, text: &Text) {
        self.out.claims.titles.push(Stated::new(text.as_str().trim().to_owned(), text.whole()));
    }

    fn line(&mut self, text: &Text, at: usize, end: usize) -> usize {
        if let Some(edition) = caption::edition(text) {
            self.out.claims.editions.push(edition);
        }
        match section(text.as_str()) {
            Some(Section::RequestExample) => self.direction = Some(Direction::Request),
            Some(Section::ResponseExample) => self.direction = Some(Direction::Response),
            _ => {}
        }
        if let Some((found, span, taken)) = self.wrapped_request(text, at, end) {
            self.request = Some(RequestLine {
                method: found.method.to_owned(),
                path: found.path,
                query: found.query,
                span,
            });
            return taken;
        }
        1
    }

    /// A request line, with the next line where it ends in the middle of its address.
    fn wrapped_request(
        &self,
        text: &Text,
        at: usize,
        end: usize,
    ) -> Option<(request_line::MethodPath, Span, usize)> {
        let found = request_line::find(text.as_str())?;
        let line = text.as_str().trim_end();
        let broken = line.ends_with('/') && found.target.end >= line.len();
        let next = self.page.blocks[..end].get(at + 1).and_then(continuation).filter(|_| broken);
        if let Some(next) = next {
            let joined = format!("{line}{}", next.as_str().trim());
            if let Some(found) = request_line::find(&joined) {
                return Some((found, text.whole().to(next.whole()), 2));
            }
        }
        Some((found, text.whole(), 1))
    }

    fn code(&mut self, at: usize) -> usize {
        let context = Context {
            direction: self.direction,
            status: None,
            summary: self.summary.clone(),
            request: self.request.clone(),
        };
        let subject = self.subject.clone();
        let (example, taken) = examples::read(&self.page.blocks, at, context, &subject, self.out);
        if let Some(example) = example {
            if example.body.is_none() {
                self.request.clone_from(&example.request);
            }
            self.out.claims.examples.push(example);
        }
        taken
    }
}

/// A line that can be the rest of an address: no white space, no words.
fn continuation(block: &Block) -> Option<&Text> {
    let text = outline::line(block)?;
    let rest = text.as_str().trim();
    let address = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic());
    address.then_some(text)
}
