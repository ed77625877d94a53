//! Structures of one name on several operations: one structure where their tables agree, and as many as there
//! are where they do not.
//!
//! Pages give a structure the name that suits the operation at hand, and `policy` of one operation need not be
//! `policy` of another. What the editions of one operation call by one name is one structure; tables of several
//! operations are one where they are described alike (rule 5). The others are named after their operation.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Direction, TableClaim};
use crate::finding::{Finding, counted};
use crate::grammar::Name;
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::groups::Group;
use super::identifiers::pascal;
use super::names::Names;
use super::similar::{alike, squash};

/// Where a structure is described or named: in which operation, which way, under which status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Site {
    /// The operation's group.
    pub(crate) group: usize,
    pub(crate) direction: Direction,
    pub(crate) status: Option<Status>,
}

impl Site {
    /// The site of a table of an operation.
    pub(crate) fn of(group: usize, table: &TableClaim) -> Self {
        let status = table.status.as_ref().map(|status| status.value);
        Self { group, direction: table.direction, status }
    }
}

/// The structures that tables describe, each under the name of its schema.
#[derive(Debug, Default)]
pub(crate) struct Structures {
    names: Names,
    /// The schema that a name stands for, by the site that describes it.
    homes: BTreeMap<String, BTreeMap<Site, String>>,
    /// The names of all schemas.
    schemas: BTreeSet<String>,
}

impl Structures {
    /// Sorts the tables of structures, and names the structures.
    pub(crate) fn new(
        tables: &[(Site, &str, &TableClaim)],
        groups: &[Group<'_>],
        names: Names,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut units = Units::new();
        for (site, name, table) in tables {
            units.entry(names.get(name)).or_default().entry(*site).or_default().add(table, &names);
        }
        let mut structures = Self { names, ..Self::default() };
        // Names that stand for themselves are taken before any other is made.
        structures.schemas.extend(units.keys().cloned());
        for (name, kinds) in kinds(&units) {
            structures.name(&name, &kinds, &units[&name], groups, findings);
        }
        structures
    }

    /// The schema that a name stands for at a site: the operation's own, else that of most operations.
    pub(crate) fn get(&self, site: Site, written: &str) -> String {
        let name = self.names.get(written);
        let home = self.homes.get(&name).and_then(|homes| nearest(homes, site));
        home.cloned().unwrap_or(name)
    }

    /// Whether a name is one of a structure's schema.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.schemas.contains(name)
    }

    /// Gives each kind of structure of one name a name of its own.
    fn name(
        &mut self,
        name: &str,
        kinds: &[Vec<Site>],
        units: &BTreeMap<Site, Unit<'_>>,
        groups: &[Group<'_>],
        findings: &mut Vec<Finding>,
    ) {
        let homes = self.homes.entry(name.to_owned()).or_default();
        let mut told: Vec<String> = Vec::new();
        for (rank, sites) in kinds.iter().enumerate() {
            let schema = if rank == 0 {
                name.to_owned()
            } else {
                free(&self.schemas, &groups[sites[0].group].id, name, sites[0].direction)
            };
            homes.extend(sites.iter().map(|site| (*site, schema.clone())));
            told.push(format!("`{schema}`"));
            self.schemas.insert(schema);
        }
        let captions: Vec<Span> = kinds
            .iter()
            .flat_map(|sites| sites.iter().flat_map(|site| units[site].captions.iter().copied()))
            .collect();
        if kinds.len() > 1 {
            let message = format!(
                "{} of this name describe {} structures",
                counted(captions.len(), "table"),
                kinds.len()
            );
            findings.push(
                Finding::new(&rules::SCHEMA_NAME_SHARED, name, message, captions[0])
                    .with(captions[1..].iter().copied())
                    .decided(format!("named apart: {}", told.join(", "))),
            );
        }
    }
}

/// A name that no schema has: that of the operation before it, with the direction where that is not enough.
fn free(taken: &BTreeSet<String>, operation: &str, name: &str, direction: Direction) -> String {
    let name = pascal(name);
    let word = if direction == Direction::Request { "Request" } else { "Response" };
    let plain = [format!("{operation}{name}"), format!("{operation}{word}{name}")];
    let numbered = (2..).map(|number| format!("{operation}{word}{name}{number}"));
    let mut candidates = plain.into_iter().chain(numbered);
    candidates.find(|candidate| !taken.contains(candidate)).unwrap_or(name)
}

/// What is known of a site at another: of the same operation, the same way and status first.
fn nearest<T>(homes: &BTreeMap<Site, T>, site: Site) -> Option<&T> {
    let first = |group| Site { group, direction: Direction::Request, status: None };
    homes
        .range(first(site.group)..first(site.group + 1))
        .max_by_key(|(home, _)| {
            (home.direction == site.direction, home.status == site.status, Reverse(**home))
        })
        .map(|(_, found)| found)
}

/// A structure as the pages of one operation describe it.
#[derive(Debug, Default)]
struct Unit<'a> {
    captions: Vec<Span>,
    fields: BTreeMap<Cow<'a, str>, Facts>,
}

/// What decides whether two fields are one.
#[derive(Debug, Default)]
struct Facts {
    /// Whether requests must have it, where they say so.
    required: Option<bool>,
    /// The structures that its type names.
    names: BTreeSet<String>,
}

impl<'a> Unit<'a> {
    fn add(&mut self, table: &'a TableClaim, names: &Names) {
        self.captions.push(table.caption);
        for field in &table.fields {
            let facts = self.fields.entry(squash(&field.name.value)).or_default();
            if let Some(required) = field.required.as_ref().filter(|_| table.direction == Direction::Request)
            {
                *facts.required.get_or_insert_default() |= required.value;
            }
            let of_type = field.ty.iter().flat_map(|ty| ty.value.expr.names());
            facts.names.extend(of_type.map(|name: &Name| names.get(&name.written)));
        }
    }

    fn names(&self) -> BTreeSet<&str> {
        self.fields.keys().map(AsRef::as_ref).collect()
    }

    /// Whether two operations describe a structure alike: most fields are the same, none is required by one
    /// and optional for the other, and none leads to another structure.
    fn agrees(&self, other: &Self, same: impl Fn(&str) -> bool) -> bool {
        alike(&self.names(), &other.names())
            && self.fields.iter().all(|(name, own)| {
                let Some(other) = other.fields.get(name) else { return true };
                let required =
                    own.required.is_none() || other.required.is_none() || own.required == other.required;
                required && own.names.intersection(&other.names).all(|name| same(name))
            })
    }
}

type Units<'a> = BTreeMap<String, BTreeMap<Site, Unit<'a>>>;
/// Which kind of structure each site describes.
type Kinds = BTreeMap<Site, usize>;

/// The kinds of structures of each name.
fn kinds(units: &Units<'_>) -> BTreeMap<String, Vec<Vec<Site>>> {
    let one = |sites: &BTreeMap<Site, Unit<'_>>| sites.keys().map(|site| (*site, 0)).collect::<Kinds>();
    let mut kinds: BTreeMap<String, Kinds> =
        units.iter().map(|(name, sites)| (name.clone(), one(sites))).collect();
    // What leads to different structures is different itself, however alike it is.
    loop {
        let finer: BTreeMap<String, Kinds> =
            kinds.iter().map(|(name, own)| (name.clone(), split(own, &units[name], &kinds))).collect();
        if finer == kinds {
            break;
        }
        kinds = finer;
    }
    kinds.into_iter().map(|(name, kinds)| (name, sorted(&kinds))).collect()
}

/// The sites of each kind, the kind that most operations describe first.
fn sorted(kinds: &Kinds) -> Vec<Vec<Site>> {
    let mut sites: BTreeMap<usize, Vec<Site>> = BTreeMap::new();
    for (site, kind) in kinds {
        sites.entry(*kind).or_default().push(*site);
    }
    let mut sites: Vec<Vec<Site>> = sites.into_values().collect();
    let operations = |sites: &[Site]| sites.iter().map(|site| site.group).collect::<BTreeSet<_>>().len();
    sites.sort_by_key(|sites| (Reverse(operations(sites)), sites[0]));
    sites
}

/// Splits kinds whose members do not agree: each member, the fullest ones first, goes with the first that it
/// agrees with.
fn split(kinds: &Kinds, units: &BTreeMap<Site, Unit<'_>>, all: &BTreeMap<String, Kinds>) -> Kinds {
    let mut sites: Vec<Site> = units.keys().copied().collect();
    sites.sort_by_key(|site| (Reverse(units[site].fields.len()), *site));
    let mut firsts: Vec<Site> = Vec::new();
    let mut finer = Kinds::new();
    for site in sites {
        let agrees = |other: &Site| {
            let same =
                |name: &str| all.get(name).is_none_or(|kinds| nearest(kinds, site) == nearest(kinds, *other));
            kinds[other] == kinds[&site] && units[other].agrees(&units[&site], same)
        };
        let kind = firsts.iter().position(agrees).unwrap_or_else(|| {
            firsts.push(site);
            firsts.len() - 1
        });
        finer.insert(site, kind);
    }
    finer
}
