//! The walk over one operation's scope.

use crate::finding::Finding;
use crate::page::{Block, BlockKind, Cell, Heading, Page, Table, Text};
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::sections::{
    BETWEEN_EXAMPLES, CaptionRole, NOTHING_WORDS, Section, is_deprecated_operation, is_deprecated_title,
    part, section,
};

use super::caption::{self, Caption};
use super::examples::{self, Context};
use super::model::{Direction, OperationClaim, RequestLine, Stated, StatusClaim, TableClaim};
use super::outline::{self, Scope};
use super::roles;
use super::tables::{self, TableKind};
use super::told::Told;
use super::uri::{self, Uri};
use super::{Claimed, columns, explorer, media, permissions, places, request_line, template};

/// Claims what a scope says of its operation.
pub(crate) fn walk(page: &Page, markers: &[Option<Section>], scope: &Scope, out: &mut Claimed) {
    let Some((uri, others)) = scope.uris.split_first() else {
        return;
    };
    let title = &page.blocks[scope.start];
    let title_text = outline::line(title).map(|text| text.as_str().trim().to_owned()).unwrap_or_default();
    let chapter = scope.chapter.and_then(|at| {
        let text = outline::line(&page.blocks[at])?;
        Some(Stated::new(text.as_str().to_owned(), text.whole()))
    });
    let mut walker = Walker {
        page,
        markers,
        uris: &scope.uris,
        subject: format!("{} {}", uri.method.value, uri.path.value),
        section: None,
        level: None,
        part: None,
        status: None,
        caption: None,
        anchors: Vec::new(),
        told: Told::default(),
        request: None,
        claim: OperationClaim {
            source: page.source,
            method: uri.method.clone(),
            path: uri.path.clone(),
            mended: !uri.slips.is_empty(),
            query: uri.query.clone(),
            ids: Vec::new(),
            deprecated: is_deprecated_title(&title_text).then_some(title.span),
            title: Stated::new(title_text, title.span),
            description: Vec::new(),
            chapter,
            tables: Vec::new(),
            media: Vec::new(),
            statuses: Vec::new(),
            examples: Vec::new(),
            nothing: Vec::new(),
            abroad: Vec::new(),
        },
        out,
    };
    walker.claim.ids.extend(outline::anchors(&page.blocks, scope.start, scope.start.saturating_sub(2)));
    let mut at = outline::body(scope).start;
    while at < scope.end {
        at += walker.block(at);
    }
    let mut claim = walker.finish();
    template::settle(&mut claim, &uri.slips);
    template::report(uri, &claim.path.value, &mut out.findings);
    for uri in others {
        template::report(uri, &uri.path.value, &mut out.findings);
    }
    let others = uri::distinct(&mut claim, others);
    out.claims.operations.push(claim);
    out.claims.operations.extend(others);
}

struct Walker<'a> {
    page: &'a Page,
    markers: &'a [Option<Section>],
    uris: &'a [Uri],
    subject: String,
    section: Option<Section>,
    /// Level of the heading that introduces the section, where it is one.
    level: Option<u8>,
    /// The kind of parameters that a heading inside the section introduces.
    part: Option<CaptionRole>,
    status: Option<Stated<Status>>,
    caption: Option<Caption>,
    anchors: Vec<String>,
    told: Told,
    request: Option<RequestLine>,
    claim: OperationClaim,
    out: &'a mut Claimed,
}

impl Walker<'_> {
    /// Takes the block at an index, and says how many blocks that were.
    fn block(&mut self, at: usize) -> usize {
        let page = self.page;
        let block = &page.blocks[at];
        if let Some(section) = self.markers[at].filter(|section| !self.goes_on(*section, block)) {
            self.enter(section);
            if let Some(text) = outline::line(block) {
                self.note(text);
            }
            if let BlockKind::Heading(heading) = &block.kind {
                self.level = Some(heading.level);
            }
            return 1;
        }
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(text) => self.text(text, false),
            BlockKind::Item(item) => match section(item.text.as_str()) {
                Some(section) if self.may_enter(section) => {
                    self.enter(section);
                    self.note(&item.text);
                }
                _ => self.text(&item.text, true),
            },
            BlockKind::Anchor(name) => self.anchors.push(name.clone()),
            BlockKind::Contents(_) => {}
            BlockKind::Table(table) => self.table(table, block),
            BlockKind::Code(_) => return self.code(at),
        }
        1
    }

    /// A heading that introduces no section: below those that do, it is part of theirs.
    fn heading(&mut self, heading: &Heading) {
        let beside = self.level.is_some_and(|sections| heading.level <= sections);
        match part(heading.text.as_str()) {
            Some((section, role)) => {
                let (level, status) = (self.level, self.status.take());
                let inside = self.section == Some(section);
                self.enter(section);
                self.level = level;
                self.status = status.filter(|_| inside);
                self.part = Some(role);
            }
            None if beside => {
                self.section = None;
                self.part = None;
                self.caption = None;
            }
            None => self.text(&heading.text, false),
        }
    }

    /// Whether what introduces examples only numbers those of the request or the response that it stands among.
    fn goes_on(&self, section: Section, block: &Block) -> bool {
        let below = match &block.kind {
            BlockKind::Heading(heading) => self.level.is_some_and(|sections| heading.level > sections),
            _ => true,
        };
        let among = matches!(self.section, Some(Section::RequestExample | Section::ResponseExample));
        section == Section::Example && among && below
    }

    fn enter(&mut self, section: Section) {
        self.section = Some(section);
        self.level = None;
        self.part = None;
        self.status = None;
        self.caption = None;
        self.anchors.clear();
        self.told = Told::default();
        self.request = None;
    }

    /// What the heading of an example says of it.
    fn note(&mut self, heading: &Text) {
        let of_example = matches!(self.section, Some(Section::RequestExample | Section::ResponseExample));
        if let Some(direction) = self.direction().filter(|_| of_example) {
            self.told.heading(heading, direction);
        }
    }

    /// Which way the messages go that the section is about.
    fn direction(&self) -> Option<Direction> {
        match self.section? {
            Section::Request | Section::RequestExample => Some(Direction::Request),
            Section::Response | Section::ResponseExample => Some(Direction::Response),
            _ => None,
        }
    }

    /// A list item may lead from the request into its parameters or examples, not to another part.
    fn may_enter(&self, section: Section) -> bool {
        matches!(
            (self.section, section),
            (Some(Section::Request), Section::RequestExample)
                | (Some(Section::Response), Section::ResponseExample)
                | (Some(Section::Example), Section::RequestExample | Section::ResponseExample)
                | (
                    Some(Section::RequestExample | Section::ResponseExample),
                    Section::RequestExample | Section::ResponseExample
                )
        )
    }

    fn text(&mut self, text: &Text, item: bool) {
        let line = text.as_str().trim();
        if line.is_empty() {
            return;
        }
        if let Some(status) = caption::status_line(text) {
            self.mention(&status);
            self.status = Some(status);
            self.told = Told::default();
            return;
        }
        if let Some(caption) = Caption::read(text).filter(|caption| self.may_have(caption)) {
            self.caption = Some(caption);
            return;
        }
        self.claim.media.extend(media::stated(self.section, text));
        match self.section {
            Some(Section::Function) => {
                if is_deprecated_operation(line) {
                    self.claim.deprecated.get_or_insert(text.whole());
                }
                let words = if item { format!("- {line}") } else { line.to_owned() };
                self.claim.description.push(Stated::new(words, text.whole()));
            }
            Some(Section::Debugging) => {
                // An explorer's name is the best there is.
                explorer::ids(text).for_each(|id| self.claim.ids.insert(0, id));
            }
            Some(Section::Status) => self.claim.statuses.extend(caption::statuses(text)),
            Some(Section::Request) if NOTHING_WORDS.contains(&line) => {
                self.claim.nothing.push(Stated::new(Direction::Request, text.whole()));
            }
            Some(Section::Response) if NOTHING_WORDS.contains(&line) => {
                self.claim.nothing.push(Stated::new(Direction::Response, text.whole()));
            }
            Some(Section::RequestExample | Section::ResponseExample | Section::Example) => {
                if let Some(found) = request_line::find(line) {
                    self.request = Some(RequestLine {
                        method: found.method.to_owned(),
                        path: found.path,
                        query: found.query,
                        span: text.whole(),
                    });
                } else if BETWEEN_EXAMPLES.contains(&line) {
                    self.told.summary.clear();
                } else if !NOTHING_WORDS.contains(&line) {
                    self.told.line(text, self.direction());
                }
            }
            _ => {}
        }
    }

    /// Whether a table may follow: without a number, the words of a caption are only where tables are.
    fn may_have(&self, caption: &Caption) -> bool {
        let tables = matches!(self.section, Some(Section::Uri | Section::Request | Section::Response));
        tables || caption.number.is_some()
    }

    /// A status that a table or an example belongs to, with nothing said of its meaning.
    fn mention(&mut self, status: &Stated<Status>) {
        if self.section == Some(Section::Response) {
            self.claim.statuses.push(StatusClaim { status: status.clone(), meaning: String::new() });
        }
    }

    fn code(&mut self, at: usize) -> usize {
        let block = &self.page.blocks[at];
        if let BlockKind::Code(code) = &block.kind {
            self.claim.media.extend(media::stated(self.section, &code.text));
        }
        match self.section {
            Some(Section::Uri | Section::Sample) => {
                self.out.ledger.use_code(block.span);
                return 1;
            }
            Some(Section::Sdk) => {
                let finding = Finding::new(
                    &rules::CODE_UNKNOWN,
                    &self.subject,
                    "example code in a programming language",
                    block.span,
                );
                self.out.findings.push(finding.decided("not used"));
                self.out.ledger.report_code(block.span);
                return 1;
            }
            _ => {}
        }
        let context = Context {
            direction: self.direction(),
            status: self.told.status(self.status.as_ref()),
            summary: self.told.summary.clone(),
            request: self.request.take(),
            method: Some(&self.claim.method.value),
        };
        let (examples, taken) = examples::read(&self.page.blocks, at, context, &self.subject, self.out);
        if let Some(alone) = examples.iter().find(|example| example.body.is_none()) {
            // A request line in a block of its own: the body follows in the next.
            self.request.clone_from(&alone.request);
        }
        self.claim.examples.extend(examples);
        taken
    }

    fn table(&mut self, table: &Table, block: &Block) {
        let caption = self.caption.take();
        let anchors = std::mem::take(&mut self.anchors);
        let (kind, columns) = tables::columns(table);
        match (kind, self.section) {
            _ if self.uris.iter().any(|uri| self.page.blocks[uri.block].span == block.span) => {
                table.rows.iter().for_each(|row| self.out.ledger.use_row(row.span));
            }
            (TableKind::Statuses, _) => {
                let statuses = tables::statuses(table, &columns, &self.subject, self.out);
                self.claim.statuses.extend(statuses);
            }
            (TableKind::Permissions, _) => {
                permissions::permissions(table, &columns, &self.subject, self.out);
            }
            (TableKind::ErrorCodes, _) => {
                let codes = tables::error_codes(table, &columns, &self.subject, self.out);
                self.out.claims.error_codes.extend(codes);
            }
            (TableKind::Fields, Some(section @ (Section::Uri | Section::Request | Section::Response))) => {
                let direction =
                    if section == Section::Response { Direction::Response } else { Direction::Request };
                let words = caption.as_ref().map(|caption| &caption.words);
                let title = caption.as_ref().and_then(Caption::title);
                let status = self.status.clone().or_else(|| caption.as_ref()?.status());
                let role = roles::of_caption(section, words, title.as_ref(), self.part);
                let form = roles::is_form(words, self.part);
                // Of the tables of a body, those after the first are of its structures.
                self.part = self.part.filter(|part| !matches!(part, CaptionRole::Body | CaptionRole::Form));
                let whole = TableClaim {
                    span: block.span,
                    role,
                    direction,
                    status: status.filter(|_| direction == Direction::Response),
                    caption: words.map_or_else(|| header_span(table, block.span), Text::whole),
                    words: words.map(|words| words.as_str().trim().to_owned()).unwrap_or_default(),
                    number: caption.as_ref().and_then(|caption| caption.number.clone()),
                    title,
                    rest: None,
                    anchors,
                    form,
                    fields: Vec::new(),
                };
                columns::unknown(table, &columns, &self.subject, self.out);
                let placed = places::split(table, &columns, direction, &self.subject, self.out);
                let (parts, rest) = placed.map_or((Vec::new(), None), |(parts, rest)| (parts, Some(rest)));
                let rest = rest.as_ref().unwrap_or(table);
                let only_parts = !parts.is_empty() && rest.rows.is_empty();
                for (role, part) in parts {
                    let fields = tables::fields(&part, &columns, &self.subject, self.out);
                    let (number, title, anchors) = (None, None, Vec::new());
                    let part = TableClaim { role, number, title, anchors, fields, ..whole.clone() };
                    self.claim.tables.push(part);
                }
                if !only_parts {
                    let fields = tables::fields(rest, &columns, &self.subject, self.out);
                    self.claim.tables.push(TableClaim { fields, ..whole });
                }
            }
            (TableKind::Unknown, Some(Section::Uri | Section::Request | Section::Response)) => {
                tables::report(table, block.span, &rules::TABLE_COLUMNS_UNKNOWN, &self.subject, self.out);
            }
            // Under a heading of an unknown name, which may be one of the request or the response.
            (TableKind::Fields, None) if self.level.is_some() => {
                tables::report(table, block.span, &rules::TABLE_UNPLACED, &self.subject, self.out);
            }
            _ => tables::report(table, block.span, &rules::TABLE_UNUSED, &self.subject, self.out),
        }
    }

    fn finish(mut self) -> OperationClaim {
        self.out.findings.extend(roles::settle(&mut self.claim, &self.subject));
        self.claim
    }
}

fn header_span(table: &Table, whole: Span) -> Span {
    let header = table.header.iter().map(|cell: &Cell| cell.span).reduce(Span::to);
    header.unwrap_or(whole)
}
