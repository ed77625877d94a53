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
    let signs = Signs::new(blocks, markers);
    let mut scopes: Vec<Scope> = Vec::new();
    let mut doubtful: Vec<usize> = Vec::new();
    for i in 0..blocks.len() {
        let Some(section @ (Section::Uri | Section::Sample)) = markers[i] else { continue };
        let mut uris = uri::stated(blocks, markers, i + 1);
        if section == Section::Sample {
            // A message that is shown in place of an address: its path may be that of a thing by itself, or only that of
            // what the host names.
            uris.retain(|uri| uri.path.value.split('/').skip(1).count() > 1);
        }
        let Some(block) = uris.last().map(|uri| uri.block) else {
            doubtful.push(i);
            continue;
        };
        let floor = scopes.last().and_then(|scope| scope.uris.last()).map_or(0, |uri| uri.block + 1);
        let start = find_title(blocks, markers, &signs, floor, i);
        if let Some(last) = scopes.last_mut() {
            last.end = last.end.min(start);
        }
        let end = find_end(blocks, &signs, start, block);
        // A chapter on how to call an API has a URI too, but none of the other parts.
        if first(&signs.parts, start..end).is_some() {
            scopes.push(Scope { start, end, uris, chapter: find_chapter(blocks, &signs, start) });
        }
    }
    // Scopes are in order, and none is in another.
    let before = |i: usize| scopes.partition_point(|scope| scope.end <= i);
    doubtful.retain(|&i| scopes.get(before(i)).is_none_or(|scope| i < scope.start));
    let unreadable = doubtful.into_iter().filter_map(|i| {
        let floor = before(i).checked_sub(1).map_or(0, |last| scopes[last].end);
        let start = find_title(blocks, markers, &signs, floor, i);
        let end = find_end(blocks, &signs, start, i);
        first(&signs.bodies, start..end).map(|_| (start, i))
    });
    let mut unreadable: Vec<(usize, usize)> = unreadable.collect();
    unreadable.dedup_by_key(|(title, _)| *title);
    Outline { unreadable, scopes }
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

/// Where a page has the blocks that scopes are cut by, each list in order. A page may have thousands of operations:
/// what each of them needs is looked up.
struct Signs {
    /// Headings, by the lowest level that they end: those of a level and all above it.
    headings: Vec<Vec<usize>>,
    /// Of those, the ones that introduce no section and no kind of parameters.
    titles: Vec<Vec<usize>>,
    /// All sections.
    sections: Vec<usize>,
    /// Sections that say what the operation does.
    functions: Vec<usize>,
    /// What only the description of an operation has: sections other than its URI, and kinds of parameters.
    parts: Vec<usize>,
    /// Sections of its messages.
    bodies: Vec<usize>,
}

impl Signs {
    fn new(blocks: &[Block], markers: &[Option<Section>]) -> Self {
        let deepest = blocks.iter().filter_map(level).max().map_or(0, usize::from);
        let levels = vec![Vec::new(); deepest + 1];
        let mut signs = Self {
            headings: levels.clone(),
            titles: levels,
            sections: Vec::new(),
            functions: Vec::new(),
            parts: Vec::new(),
            bodies: Vec::new(),
        };
        for (at, (block, section)) in blocks.iter().zip(markers).enumerate() {
            let is_part = is_part(block);
            if let Some(level) = level(block) {
                let title = section.is_none() && !is_part;
                for level in usize::from(level)..=deepest {
                    signs.headings[level].push(at);
                    if title {
                        signs.titles[level].push(at);
                    }
                }
            }
            if is_part || section.is_some_and(|section| section != Section::Uri) {
                signs.parts.push(at);
            }
            let Some(section) = section else { continue };
            signs.sections.push(at);
            if *section == Section::Function {
                signs.functions.push(at);
            }
            if is_body_section(*section) {
                signs.bodies.push(at);
            }
        }
        signs
    }
}

/// The first of some blocks in a range.
fn first(list: &[usize], range: Range<usize>) -> Option<usize> {
    let at = list.partition_point(|&block| block < range.start);
    list.get(at).copied().filter(|block| *block < range.end)
}

/// The last of some blocks in a range.
fn last(list: &[usize], range: Range<usize>) -> Option<usize> {
    let at = list.partition_point(|&block| block < range.end);
    at.checked_sub(1).map(|at| list[at]).filter(|block| *block >= range.start)
}

fn level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// The heading that names an operation: the nearest heading before its URI that introduces no section and does
/// not stand beside the sections, or the line before the section that says what the operation does.
fn find_title(
    blocks: &[Block],
    markers: &[Option<Section>],
    signs: &Signs,
    floor: usize,
    uri: usize,
) -> usize {
    let any = signs.titles.last().and_then(|titles| last(titles, floor..uri));
    // A heading beside the URI's is a section of an unknown name, where one above them is the title.
    let above = match level(&blocks[uri]) {
        Some(sections) => {
            let above = usize::from(sections).checked_sub(1).and_then(|above| signs.titles.get(above));
            above.and_then(|titles| last(titles, floor..uri))
        }
        None => any,
    };
    let title = above.or(any);
    let function = last(&signs.functions, floor..uri).filter(|function| title < Some(*function));
    let Some(function) = function else {
        return title.or_else(|| first(&signs.sections, floor..uri)).unwrap_or(uri);
    };
    let before = (floor..function).rev().find(|&k| !matches!(blocks[k].kind, BlockKind::Anchor(_)));
    let names = |k: &usize| {
        matches!(blocks[*k].kind, BlockKind::Heading(_) | BlockKind::Paragraph(_)) && markers[*k].is_none()
    };
    before.filter(names).unwrap_or(function)
}

/// The next heading of the title's level or above that introduces no section.
fn find_end(blocks: &[Block], signs: &Signs, title: usize, uri: usize) -> usize {
    let titles = level(&blocks[title]).and_then(|level| signs.titles.get(usize::from(level)));
    titles.and_then(|titles| first(titles, uri..blocks.len())).unwrap_or(blocks.len())
}

/// The nearest heading before the title that stands one level above it.
fn find_chapter(blocks: &[Block], signs: &Signs, title: usize) -> Option<usize> {
    let above = usize::from(level(&blocks[title])?).checked_sub(1)?;
    last(&signs.headings[above], 0..title)
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
