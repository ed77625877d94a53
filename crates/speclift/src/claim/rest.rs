//! The walk over what lies outside operations: error catalogues, statuses, scenarios, front matter.

use std::ops::Range;

use crate::page::{BlockKind, Page, Text};
use crate::rules;
use crate::vocabulary::sections::{CaptionRole, Section, part, section, step};

use super::caption::Caption;
use super::contents::Contents;
use super::examples::{self, Context};
use super::model::{CommonHeaders, Direction, RequestLine, Stated};
use super::tables::{self, TableKind};
use super::{Claimed, caption, permissions, shared, uri};

/// Claims what the blocks of a range say.
pub(crate) fn walk(page: &Page, range: Range<usize>, out: &mut Claimed) {
    let mut walker = Walker {
        page,
        subject: String::new(),
        direction: None,
        request: None,
        summary: String::new(),
        structure: None,
        caption: None,
        contents: Contents::default(),
        out,
    };
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
    /// The structure that the heading names.
    structure: Option<Stated<String>>,
    /// The caption before a table.
    caption: Option<Caption>,
    /// The index that the walk is in.
    contents: Contents,
    out: &'a mut Claimed,
}

impl Walker<'_> {
    fn block(&mut self, at: usize, end: usize) -> usize {
        let page = self.page;
        let block = &page.blocks[at];
        if !matches!(block.kind, BlockKind::Item(_)) {
            self.contents.end();
        }
        match &block.kind {
            BlockKind::Heading(heading) => {
                if self.out.claims.titles.iter().all(|title| title.span.source != page.source) {
                    self.title(&heading.text);
                }
                heading.text.as_str().trim().clone_into(&mut self.subject);
                self.direction = None;
                self.request = None;
                self.summary.clone_from(&self.subject);
                self.structure = shared::name(&heading.text);
                self.caption = None;
            }
            BlockKind::Paragraph(text) => return self.line(text, at, end),
            BlockKind::Item(item) => {
                self.out.claims.listed.extend(self.contents.item(item));
                return self.line(&item.text, at, end);
            }
            BlockKind::Table(table) => {
                let (kind, columns) = tables::columns(table);
                let subject = self.subject.clone();
                let caption = self.caption.take();
                let named = caption.as_ref().and_then(|caption| Some((caption.title()?, &caption.number)));
                match kind {
                    TableKind::ErrorCodes => {
                        let codes = tables::error_codes(table, &columns, &subject, self.out);
                        self.out.claims.error_codes.extend(codes);
                    }
                    TableKind::Statuses => {
                        let statuses = tables::statuses(table, &columns, &subject, self.out);
                        self.out.claims.statuses.extend(statuses);
                    }
                    TableKind::Permissions => {
                        permissions::permissions(table, &columns, &subject, self.out);
                    }
                    TableKind::Fields if self.structure.is_some() => {
                        let fields = tables::fields(table, &columns, &subject, self.out);
                        let structure =
                            self.structure.take().map(|name| shared::table(block.span, name, None, fields));
                        self.out.claims.structures.extend(structure);
                    }
                    TableKind::Fields if self.is_of_headers() => {
                        let fields = tables::fields(table, &columns, &subject, self.out);
                        self.out.claims.headers.push(CommonHeaders { span: block.span, subject, fields });
                    }
                    TableKind::Fields | TableKind::Unknown if tables::is_glossary(&columns) => {
                        self.out.claims.glossaries.push(tables::glossary(table, block.span, &subject));
                    }
                    TableKind::Fields | TableKind::Unknown => match named {
                        // An operation on another page may name it.
                        Some((name, Some(number))) if kind == TableKind::Fields => {
                            let fields = tables::fields(table, &columns, &subject, self.out);
                            let structure = shared::table(block.span, name, Some(number.clone()), fields);
                            self.out.claims.structures.push(structure);
                        }
                        _ => tables::report(table, block.span, &rules::TABLE_UNUSED, &subject, self.out),
                    },
                }
            }
            BlockKind::Code(_) => return self.code(at),
            BlockKind::Anchor(_) | BlockKind::Contents(_) => {}
        }
        1
    }

    /// Whether the heading is one over headers of requests.
    fn is_of_headers(&self) -> bool {
        part(&self.subject) == Some((Section::Request, CaptionRole::Header))
    }

    fn title(&mut self, text: &Text) {
        self.out.claims.titles.push(Stated::new(text.as_str().trim().to_owned(), text.whole()));
    }

    fn line(&mut self, text: &Text, at: usize, end: usize) -> usize {
        self.caption = Caption::read(text).filter(|caption| caption.number.is_some());
        if let Some(edition) = caption::edition(text) {
            self.out.claims.editions.push(edition);
        }
        match section(text.as_str()).or_else(|| step(text.as_str())) {
            Some(Section::RequestExample) => self.direction = Some(Direction::Request),
            Some(Section::ResponseExample) => self.direction = Some(Direction::Response),
            _ => {}
        }
        let Some(found) = uri::request(&self.page.blocks, end, at) else { return 1 };
        // A new request: what was said of the one before does not hold for it.
        self.direction = None;
        let span = if found.taken == 1 { text.whole() } else { text.whole().to(found.target) };
        let (path, query) = (found.line.path, found.line.query);
        self.request = Some(RequestLine { method: found.line.method.to_owned(), path, query, span });
        found.taken
    }

    fn code(&mut self, at: usize) -> usize {
        let context = Context {
            direction: self.direction,
            status: None,
            summary: self.summary.clone(),
            request: self.request.clone(),
            method: None,
        };
        let subject = self.subject.clone();
        let (examples, taken) = examples::read(&self.page.blocks, at, context, &subject, self.out);
        if let Some(alone) = examples.iter().find(|example| example.body.is_none()) {
            self.request.clone_from(&alone.request);
        }
        self.out.claims.examples.extend(examples);
        taken
    }
}
