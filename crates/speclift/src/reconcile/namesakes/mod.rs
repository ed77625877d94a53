//! Structures of one name on several operations: one structure where their tables agree, and as many as there
//! are where they do not.
//!
//! Pages give a structure the name that suits the operation at hand, and `policy` of one operation need not be
//! `policy` of another. What the editions of one operation call by one name is one structure. Tables of several
//! operations are one where they are described alike, if types have the name (rule 5); a name that comes from a
//! caption or a field says less, and such tables are one only where they are the same. The others are named after
//! their operation.

mod kinds;
mod synonyms;
mod twins;
mod units;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::claim::{Direction, OperationClaim, TableClaim};
use crate::finding::{Finding, counted};
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::groups::Group;
use super::identifiers::pascal;
use super::names::Names;
use synonyms::Synonyms;
use twins::{Twin, twins};
use units::{Unit, Units};

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

    /// The sites of an operation's group.
    fn all_of(group: usize) -> Range<Self> {
        let first = |group| Self { group, direction: Direction::Request, status: None };
        first(group)..first(group + 1)
    }
}

/// The structures that tables describe, each under the name of its schema.
#[derive(Debug, Default)]
pub(crate) struct Structures {
    names: Synonyms,
    /// The schema that a name stands for, by the site that describes it.
    homes: BTreeMap<String, BTreeMap<Site, String>>,
    /// The names of all schemas.
    schemas: BTreeSet<String>,
}

impl Structures {
    /// Sorts the tables of structures, and names the structures.
    pub(crate) fn new(
        tables: &[(usize, &OperationClaim, &TableClaim)],
        groups: &[Group<'_>],
        names: Names,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let names = Synonyms::new(tables, names);
        let units = Units::new(tables, groups, &names);
        let mut structures = Self { names, ..Self::default() };
        // Names that stand for themselves are taken before any other is made.
        structures.schemas.extend(units.all.keys().cloned());
        for (name, kinds) in kinds::kinds(&units.all) {
            structures.name(&name, &kinds, &units.all[&name], groups, findings);
        }
        // To give up what pages show of their structures takes as long as to look for twins.
        let (twins, ()) = rayon::join(|| twins(tables, findings), || drop(units));
        twins.iter().for_each(|twin| structures.join(twin));
        structures
    }

    /// Makes a name at a site stand for what its twin stands for.
    fn join(&mut self, twin: &Twin<'_>) {
        let schema = self.get(twin.of.0, twin.of.1);
        let Some(homes) = self.homes.get_mut(&self.names.get(twin.site, twin.name)) else { return };
        let own = homes.range_mut(Site::all_of(twin.site.group));
        let of_body = own.filter(|(site, _)| site.direction == twin.site.direction);
        of_body.for_each(|(_, home)| schema.clone_into(home));
    }

    /// The schema that a name stands for at a site: the operation's own, else that of most operations.
    pub(crate) fn get(&self, site: Site, written: &str) -> String {
        let name = self.names.get(site, written);
        let home = self.homes.get(&name).and_then(|homes| nearest(homes, site));
        home.map(|(_, schema)| schema.clone()).unwrap_or(name)
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
        if kinds.len() > kinds::MAX_COMPARED {
            let message = format!("tables of this name describe {} structures", kinds.len());
            let verdict = format!(
                "each is compared with {} others and with those of the same fields; further ones are told apart",
                kinds::MAX_COMPARED
            );
            findings.push(Finding::new(&rules::LIMIT_REACHED, name, message, captions[0]).decided(verdict));
        }
        // Where no type has the name, it was never meant for one structure.
        let stated = units.values().any(|unit| unit.stated);
        if kinds.len() > 1 && stated {
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
fn nearest<T>(homes: &BTreeMap<Site, T>, site: Site) -> Option<(Site, &T)> {
    homes
        .range(Site::all_of(site.group))
        .max_by_key(|(home, _)| {
            (home.direction == site.direction, home.status == site.status, Reverse(**home))
        })
        .map(|(home, found)| (*home, found))
}
