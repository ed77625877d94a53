//! Operations that several pages describe are one: grouped by method and path.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claims, OperationClaim, Stated};
use crate::finding::{Finding, counted};
use crate::rules;
use crate::source::Span;

use super::alternatives;
use super::chapters::Chapters;
use super::editions::Editions;
use super::identifiers::{blank, derive, is_identifier};

/// The claims on one operation.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) method: String,
    /// The path, as most operations on it write it, then as the newest page does that writes it well.
    pub(crate) path: String,
    /// The pages that describe it, the newest first.
    pub(crate) claims: Vec<&'a OperationClaim>,
    /// How many of them are of the newest edition.
    pub(crate) newest: usize,
    /// Whether those send different things to one address: actions that a service tells by their bodies.
    pub(crate) actions: bool,
    /// Its operationId.
    pub(crate) id: String,
    /// Its tag.
    pub(crate) tag: String,
}

impl Group<'_> {
    /// `METHOD path`, as findings name it.
    pub(crate) fn subject(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The operation that a page names, where it is of the newest edition.
    pub(crate) fn operation<'a>(&self, page: &'a OperationClaim) -> Option<&'a str> {
        let is_new = self.newest().iter().any(|claim| std::ptr::eq(*claim, page));
        let mut ids = page.ids.iter().map(|id| id.value.as_str());
        ids.find(|id| is_new && is_identifier(id))
    }

    /// The pages of the newest edition.
    pub(crate) fn newest(&self) -> &[&OperationClaim] {
        &self.claims[..self.newest]
    }

    /// Where it is described.
    pub(crate) fn witnesses(&self) -> Vec<Span> {
        self.claims.iter().map(|claim| claim.path.span).collect()
    }
}

/// Groups all operations, by path and method, and names them.
pub(crate) fn groups<'a>(
    claims: &'a Claims,
    chapters: &Chapters<'a>,
    editions: &Editions,
    findings: &mut Vec<Finding>,
) -> Vec<Group<'a>> {
    let mut by_path: BTreeMap<(String, String), Vec<&'a OperationClaim>> = BTreeMap::new();
    for claim in &claims.operations {
        by_path.entry((blank(&claim.path.value), claim.method.value.clone())).or_default().push(claim);
    }
    let paths: BTreeSet<String> = by_path.keys().map(|(path, _)| path.clone()).collect();
    let mut groups: Vec<Group<'a>> = by_path
        .into_iter()
        .map(|((_, method), mut claims)| {
            // Of the pages of one edition, those that still recommend the operation have the better words.
            claims.sort_by_key(|claim| {
                let date = Reverse(editions.date(claim.source));
                (date, claim.deprecated.is_some(), editions.key(claim.path.span))
            });
            let date = editions.date(claims[0].source);
            let sound = claims.iter().find(|claim| !claim.mended).unwrap_or(&claims[0]);
            let path = sound.path.value.clone();
            let newest = claims.iter().take_while(|claim| editions.date(claim.source) == date).count();
            Group {
                method,
                path,
                newest,
                actions: alternatives::differ(&claims[..newest]),
                claims,
                id: String::new(),
                tag: String::new(),
            }
        })
        .collect();
    spell(&mut groups, editions);
    name(&mut groups, &paths, findings);
    tag(&mut groups, chapters);
    groups
}

/// Gives the operations on one path one spelling of it: that of most of them, then the newest page's. Two
/// paths that differ only in the names of their variables are one, which a document may not have twice.
fn spell(groups: &mut [Group<'_>], editions: &Editions) {
    for methods in groups.chunk_by_mut(|a, b| blank(&a.path) == blank(&b.path)) {
        let preference = |group: &Group<'_>| {
            let same =
                |other: &&Group<'_>| other.path.trim_end_matches('/') == group.path.trim_end_matches('/');
            let count = methods.iter().filter(same).count();
            (count, Reverse(editions.key(group.claims[0].path.span)))
        };
        let path = methods.iter().max_by_key(|group| preference(group)).map(|group| group.path.clone());
        for (group, path) in methods.iter_mut().zip(std::iter::repeat(path).flatten()) {
            group.path = path;
        }
    }
}

/// Gives each operation its operationId: an explorer's or page's own name, else one made of method and path.
fn name(groups: &mut [Group<'_>], paths: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    let owners = owners(groups, findings);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // The next number of each name: all smaller ones are taken.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for (index, group) in groups.iter_mut().enumerate() {
        // The name of one of several actions is none of the operation's.
        let own = group.claims.iter().filter(|_| !group.actions).flat_map(|claim| &claim.ids).find(|id| {
            is_identifier(&id.value) && owners.get(&id.value.to_ascii_lowercase()) == Some(&Some(index))
        });
        let id = own.map_or_else(|| derive(&group.method, &group.path, paths), |own| own.value.clone());
        let mut numbered = id.clone();
        let number = numbers.entry(id.to_ascii_lowercase()).or_insert(2);
        while !taken.insert(numbered.to_ascii_lowercase()) {
            numbered = format!("{id}{number}");
            *number += 1;
        }
        group.id = numbered;
    }
}

/// The operation that each name belongs to: of several that have it, the one whose pages say it most often; none
/// where that is no single one, as where a link was copied from page to page.
fn owners(groups: &[Group<'_>], findings: &mut Vec<Finding>) -> BTreeMap<String, Option<usize>> {
    let mut claims: BTreeMap<String, BTreeMap<usize, Vec<&Stated<String>>>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for id in group.claims.iter().flat_map(|claim| &claim.ids).filter(|id| is_identifier(&id.value)) {
            let name = id.value.to_ascii_lowercase();
            claims.entry(name).or_default().entry(index).or_default().push(id);
        }
    }
    claims
        .into_iter()
        .map(|(name, claims)| {
            let most = claims.values().map(Vec::len).max();
            let mut best =
                claims.iter().filter(|(_, said)| Some(said.len()) == most).map(|(index, _)| *index);
            let owner = best.next().filter(|_| best.next().is_none());
            let spans: Vec<Span> = claims.values().flatten().map(|id| id.span).collect();
            if claims.len() > 1 {
                let written = &claims.values().flatten().next().map_or(&name, |id| &id.value);
                let message = format!("{} have this name", counted(claims.len(), "operation"));
                let verdict = owner.map_or_else(
                    || "none of them is named so".to_owned(),
                    |owner| {
                        format!("only {} is named so, whose pages say it most often", groups[owner].subject())
                    },
                );
                findings.push(
                    Finding::new(&rules::OPERATION_ID_TAKEN, written.as_str(), message, spans[0])
                        .with(spans[1..].iter().copied())
                        .decided(verdict),
                );
            }
            (name, owner)
        })
        .collect()
}

/// Gives each operation its tag: its chapter; else the chapter of the operation on the same or the nearest
/// path above; else its collection.
fn tag<'a>(groups: &mut [Group<'a>], chapters: &Chapters<'a>) {
    let own = |group: &Group<'a>| group.claims.iter().find_map(|claim| chapters.of(claim));
    let known: BTreeMap<String, &str> =
        groups.iter().filter_map(|group| Some((blank(&group.path), own(group)?))).collect();
    for group in groups.iter_mut() {
        let path = blank(&group.path);
        let above = || {
            let mut above = std::iter::successors(Some(path.as_str()), |path| Some(path.rsplit_once('/')?.0));
            above.find_map(|path| known.get(path).copied())
        };
        group.tag = own(group).or_else(above).map_or_else(|| collection(&path), str::to_owned);
    }
}

/// The first segment of a path that names resources.
fn collection(path: &str) -> String {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty() && !segment.starts_with('{'));
    let first = segments.next().unwrap_or("default");
    let version = first.starts_with('v') && first[1..].starts_with(|c: char| c.is_ascii_digit());
    if version { segments.next().unwrap_or(first) } else { first }.to_owned()
}
