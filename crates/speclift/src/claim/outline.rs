//! The scopes of a page's operations: from the heading that names one to the next.

use std::ops::Range;

use crate::page::{Block, BlockKind, Page, Text};
use crate::vocabulary::sections::{Section, part, section};

use super::model::Stated;
use super::uri::{self, Uri};

/// Where an operation is described.
#[derive(Debug)]
pub(crate) struct Scope {
    /// First block: its title.
    pub(crate) start: usize,
    /// One past its last block.
    pub(crate) end: usize,
    /// The methods and paths that its URI section states; there is at least one.
    pub(crate) uris: Vec<Uri>,
    /// The chapter's heading, where the title stands in one.
    pub(crate) chapter: Option<usize>,
}

/// The text of a block that is one line, whatever its form.
pub(crate) fn line(block: &Block) -> Option<&Text> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(&heading.text),
        BlockKind::Paragraph(text) => Some(text),
        BlockKind::Item(item) => Some(&item.text),
        BlockKind::Code(code) => Some(&code.text),
        BlockKind::Table(_) | BlockKind::Anchor(_) | BlockKind::Contents(_) => None,
    }
}

/// The section that a block introduces: a heading or a line of its own.
fn marker(block: &Block) -> Option<Section> {
    match &block.kind {
        BlockKind::Heading(heading) => section(heading.text.as_str()),
        BlockKind::Paragraph(text) => section(text.as_str()),
        _ => None,
    }
}

/// Whether a block is a heading that introduces one kind of parameters.
fn is_part(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading(heading) if part(heading.text.as_str()).is_some())
}

/// The sections that the blocks of a page introduce, one for each block.
pub(crate) fn markers(page: &Page) -> Vec<Option<Section>> {
    page.blocks.iter().map(marker).collect()
}

/// The operations of a page.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Those with a method and a path, in order, without overlaps.
    pub(crate) scopes: Vec<Scope>,
    /// Sections that should state a method and a path and do not: the block of each one's title, and its own.
    pub(crate) unreadable: Vec<(usize, usize)>,
}

/// Finds the operations of a page.
pub(crate) fn outline(page: &Page, markers: &[Option<Section>]) -> Outline {
    let blocks = &page.blocks;
    let mut scopes: Vec<Scope> = Vec::new();
    let mut doubtful: Vec<usize> = Vec::new();
    for i in 0..blocks.len() {
        if markers[i] != Some(Section::Uri) {
            continue;
        }
        let uris = uri::stated(blocks, markers, i + 1);
        let Some(block) = uris.last().map(|uri| uri.block) else {
            doubtful.push(i);
            continue;
        };
        let floor = scopes.last().and_then(|scope| scope.uris.last()).map_or(0, |uri| uri.block + 1);
        let start = find_title(blocks, markers, floor, i);
        if let Some(last) = scopes.last_mut() {
            last.end = last.end.min(start);
        }
        let end = find_end(blocks, markers, start, block);
        // A chapter on how to call an API has a URI too, but none of the other parts.
        let other =
            |k: usize| markers[k].is_some_and(|section| section != Section::Uri) || is_part(&blocks[k]);
        if (start..end).any(other) {
            scopes.push(Scope { start, end, uris, chapter: find_chapter(blocks, start) });
        }
    }
    doubtful.retain(|&i| scopes.iter().all(|scope| !(scope.start..scope.end).contains(&i)));
    let unreadable = doubtful.into_iter().filter_map(|i| {
        let floor = scopes.iter().map(|scope| scope.end).filter(|end| *end <= i).max().unwrap_or(0);
        let start = find_title(blocks, markers, floor, i);
        let end = find_end(blocks, markers, start, i);
        let described = markers[start..end].iter().flatten().copied().any(is_body_section);
        described.then_some((start, i))
    });
    Outline { unreadable: unreadable.collect(), scopes }
}

/// Whether a section is one that only the description of an operation has.
fn is_body_section(section: Section) -> bool {
    matches!(
        section,
        Section::Request
            | Section::Response
            | Section::RequestExample
            | Section::ResponseExample
            | Section::Status
    )
}

/// The heading that names an operation: the nearest heading before its URI that introduces no section and does
/// not stand beside the sections, or the line before the section that says what the operation does.
fn find_title(blocks: &[Block], markers: &[Option<Section>], floor: usize, uri: usize) -> usize {
    let level = |i: usize| match &blocks[i].kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    };
    // A heading beside the URI's is a section of an unknown name, where one above them is the title.
    let beside = |i: usize| level(uri).is_some_and(|sections| level(i).is_some_and(|own| own >= sections));
    let title = |i: &usize| level(*i).is_some() && markers[*i].is_none() && !is_part(&blocks[*i]);
    let above = (floor..uri).rev().filter(title).find(|&i| !beside(i));
    let mut first_section = uri;
    for i in (floor..uri).rev() {
        let section = markers[i];
        if title(&i) && (above.is_none() || !beside(i)) {
            return i;
        }
        if section.is_some() {
            first_section = i;
        }
        if section == Some(Section::Function) {
            let before = (floor..i).rev().find(|&k| !matches!(blocks[k].kind, BlockKind::Anchor(_)));
            if let Some(k) = before
                && matches!(blocks[k].kind, BlockKind::Heading(_) | BlockKind::Paragraph(_))
                && markers[k].is_none()
            {
                return k;
            }
            return i;
        }
    }
    first_section
}

/// The next heading of the title's level or above that introduces no section.
fn find_end(blocks: &[Block], markers: &[Option<Section>], title: usize, uri: usize) -> usize {
    let BlockKind::Heading(heading) = &blocks[title].kind else {
        return blocks.len();
    };
    let ends = |i: usize| {
        matches!(&blocks[i].kind, BlockKind::Heading(h) if h.level <= heading.level)
            && markers[i].is_none()
            && !is_part(&blocks[i])
    };
    (uri..blocks.len()).find(|&i| ends(i)).unwrap_or(blocks.len())
}

/// The nearest heading before the title that stands one level above it.
fn find_chapter(blocks: &[Block], title: usize) -> Option<usize> {
    let BlockKind::Heading(heading) = &blocks[title].kind else {
        return None;
    };
    blocks[..title]
        .iter()
        .rposition(|block| matches!(&block.kind, BlockKind::Heading(h) if h.level < heading.level))
}

/// The names of anchors in or right before a block.
pub(crate) fn anchors(blocks: &[Block], at: usize, floor: usize) -> Vec<Stated<String>> {
    let mut names = Vec::new();
    if let BlockKind::Heading(heading) = &blocks[at].kind {
        names.extend(heading.anchors.iter().map(|name| Stated::new(name.clone(), blocks[at].span)));
    }
    for block in blocks[floor..at].iter().rev() {
        let BlockKind::Anchor(name) = &block.kind else { break };
        names.push(Stated::new(name.clone(), block.span));
    }
    names
}

/// The blocks of a scope after its title.
pub(crate) fn body(scope: &Scope) -> Range<usize> {
    scope.start + 1..scope.end
}
