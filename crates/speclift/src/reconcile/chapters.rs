//! The chapters that an index of the documentation puts pages into.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claims, OperationClaim};
use crate::source::{SourceId, Sources};

/// The chapter of each page that an index lists.
#[derive(Debug, Default)]
pub(crate) struct Chapters<'a> {
    of: BTreeMap<SourceId, &'a str>,
}

impl<'a> Chapters<'a> {
    /// Reads the indexes: pages that list at least half of the pages with operations beside them. A page that links
    /// to a few operations puts them into no chapter.
    pub(crate) fn new(sources: &Sources, claims: &'a Claims) -> Self {
        let pages: BTreeSet<SourceId> = claims.operations.iter().map(|claim| claim.source).collect();
        let named: BTreeMap<&str, SourceId> =
            pages.iter().map(|id| (sources.get(*id).name.as_str(), *id)).collect();
        let mut indexes: BTreeMap<SourceId, BTreeMap<SourceId, &str>> = BTreeMap::new();
        for listed in &claims.listed {
            let index = listed.chapter.span.source;
            let path = listed.target.split('#').next().unwrap_or_default();
            let path = path.strip_prefix("./").unwrap_or(path);
            let name = format!("{}{path}", folder(&sources.get(index).name));
            if let Some(page) = named.get(name.as_str()) {
                indexes.entry(index).or_default().entry(*page).or_insert(&listed.chapter.value);
            }
        }
        let mut of = BTreeMap::new();
        for (index, listed) in indexes {
            let folder = folder(&sources.get(index).name);
            let beside = named.keys().filter(|name| name.starts_with(folder)).count();
            if listed.len() * 2 >= beside {
                for (page, chapter) in listed {
                    of.entry(page).or_insert(chapter);
                }
            }
        }
        Self { of }
    }

    /// The chapter of an operation: what its own page says, else the index.
    pub(crate) fn of(&self, claim: &'a OperationClaim) -> Option<&'a str> {
        let own = claim.chapter.as_ref().map(|chapter| chapter.value.as_str());
        own.or_else(|| self.of.get(&claim.source).copied())
    }
}

/// The folder of a file, with the slash behind it.
fn folder(name: &str) -> &str {
    name.rfind(['/', '\\']).map_or("", |slash| &name[..=slash])
}
