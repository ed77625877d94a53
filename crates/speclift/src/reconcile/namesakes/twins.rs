//! Names that pages give one structure: where the tables of one body type a field by two names, and both are
//! described alike, the two are one (rule 5).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Direction, OperationClaim, Role, TableClaim};
use crate::finding::Finding;
use crate::grammar::TypeExpr;
use crate::reconcile::similar::{alike, squash};
use crate::rules;
use crate::source::Span;

use super::Site;

/// A name at a site that stands for what another one stands for.
#[derive(Debug)]
pub(super) struct Twin<'a> {
    pub(super) site: Site,
    pub(super) name: &'a str,
    /// Where the other one is, and the name that counts.
    pub(super) of: (Site, &'a str),
}

/// A field of a body or of a structure in one. Errors have one body, whatever the operation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    group: Option<usize>,
    direction: Direction,
    table: &'a str,
    field: Cow<'a, str>,
}

/// Finds the twins among the structures that fields name. `tables` are those of all operations, with the index
/// of each one's group, the newest edition's first.
pub(super) fn twins<'a>(
    tables: &[(usize, &OperationClaim, &'a TableClaim)],
    findings: &mut Vec<Finding>,
) -> Vec<Twin<'a>> {
    let mut uses: BTreeMap<Place<'a>, Vec<(Site, &'a str)>> = BTreeMap::new();
    let mut described: BTreeMap<(usize, Direction, &'a str), Vec<&'a TableClaim>> = BTreeMap::new();
    for (group, _, table) in tables {
        let title = match &table.role {
            Role::Structure(name) => {
                described.entry((*group, table.direction, &name.value)).or_default().push(table);
                name.value.as_str()
            }
            Role::Body => "",
            _ => continue,
        };
        let error = table.status.as_ref().is_some_and(|status| status.value.is_error());
        for field in &table.fields {
            let Some(TypeExpr::Named(name)) = field.ty.as_ref().map(|ty| ty.value.element()) else {
                continue;
            };
            let place = Place {
                group: (!error).then_some(*group),
                direction: table.direction,
                table: title,
                field: squash(&field.name.value),
            };
            uses.entry(place).or_default().push((Site::of(*group, table), &name.written));
        }
    }
    let mut twins = Vec::new();
    let mut told: BTreeMap<(&str, &str), Vec<Span>> = BTreeMap::new();
    for uses in uses.values() {
        let Some(kept) = most_used(uses) else { continue };
        for &(site, name) in uses.iter().filter(|(_, name)| *name != kept.1) {
            let tables = |(site, name): (Site, &'a str)| described.get(&(site.group, site.direction, name));
            let (Some(own), Some(other)) = (tables((site, name)), tables(kept)) else { continue };
            if alike(&fields(own), &fields(other)) {
                twins.push(Twin { site, name, of: kept });
                told.entry((name, kept.1))
                    .or_default()
                    .extend(own.iter().chain(other).map(|table| table.caption));
            }
        }
    }
    findings.extend(told.into_iter().map(|((name, kept), spans)| {
        let spans: Vec<Span> = spans.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        let message = format!("`{name}` is another name of `{kept}`");
        Finding::new(&rules::SCHEMA_NAME_JOINED, kept, message, spans[0])
            .with(spans[1..].iter().copied())
            .decided(format!("one structure, named `{kept}` (rule 5)"))
    }));
    twins
}

/// The first use of the name that is used most; of several such names, of the one that is used first.
fn most_used<'a>(uses: &[(Site, &'a str)]) -> Option<(Site, &'a str)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in uses {
        *counts.entry(name).or_default() += 1;
    }
    // Of equals, the last one counts for `max_by_key`.
    uses.iter().rev().max_by_key(|(_, name)| counts[name]).copied()
}

fn fields<'a>(tables: &[&'a TableClaim]) -> BTreeSet<Cow<'a, str>> {
    tables.iter().flat_map(|table| &table.fields).map(|field| squash(&field.name.value)).collect()
}
