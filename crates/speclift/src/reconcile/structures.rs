//! Structures: all tables of one name become one schema.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{Origin, Schema, Shape};
use crate::claim::{Direction, FieldClaim};
use crate::finding::Finding;
use crate::grammar::TypeExpr;
use crate::rules;
use crate::source::Span;

use super::editions::Editions;
use super::fields::{self, Sighting};
use super::names::{Broken, broken_word, note_broken};
use super::namesakes::{Site, Structures};
use super::similar::{near, squash};

/// A table of a structure.
#[derive(Debug, Clone)]
pub(crate) struct Part<'a> {
    pub(crate) caption: Span,
    pub(crate) site: Site,
    /// The operation that its page names, where the page is of the newest edition: several operations may have one
    /// method and path.
    pub(crate) operation: Option<&'a str>,
    pub(crate) fields: &'a [FieldClaim],
    /// The type of members that it does not name.
    pub(crate) rest: Option<&'a TypeExpr>,
}

/// The rows of one field, and the tables that they stand in.
#[derive(Default)]
struct Rows<'a> {
    tables: Vec<Span>,
    sightings: Vec<Sighting<'a>>,
    /// The operations that demand it, with their groups.
    demands: BTreeSet<(usize, &'a str)>,
}

/// Makes one schema of all tables of a structure.
pub(crate) fn schema(
    name: &str,
    parts: &[Part<'_>],
    structures: &Structures,
    editions: &Editions,
    findings: &mut Vec<Finding>,
) -> Schema {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| editions.key(part.caption));
    let spellings = spellings(name, &parts, findings);
    // The newest table gives the order; what only older ones have follows in their order.
    let mut rows: IndexMap<&str, Rows<'_>> = IndexMap::new();
    let squashed: Vec<Vec<Cow<'_, str>>> = parts
        .iter()
        .map(|part| part.fields.iter().map(|field| squash(&field.name.value)).collect())
        .collect();
    for (part, names) in parts.iter().zip(&squashed) {
        for (field, squashed) in part.fields.iter().zip(names) {
            let name = spellings.get(squashed.as_ref()).map_or(squashed.as_ref(), String::as_str);
            let rows = rows.entry(name).or_default();
            if rows.tables.last() != Some(&part.caption) {
                rows.tables.push(part.caption);
            }
            rows.sightings.push(Sighting { site: part.site, spared: false, field });
            if field.required.as_ref().is_some_and(|required| required.value) {
                rows.demands.extend(sends(part));
            }
        }
    }
    let rest = parts.iter().find_map(|part| Some((part.site, part.rest?)));
    let rest = rest.map(|(site, expr)| fields::of_expr(expr, site, structures));
    let mut schema = Schema {
        origin: Origin::Tabled,
        rest: rest.map(|types| Shape { types, ..Shape::default() }),
        witnesses: parts.iter().map(|part| part.caption).collect(),
        ..Schema::default()
    };
    let operations: BTreeSet<(usize, &str)> = parts.iter().filter_map(sends).collect();
    for (field, mut rows) in rows {
        for sighting in &mut rows.sightings {
            let mut own = operations.iter().filter(|(group, _)| *group == sighting.site.group);
            sighting.spared =
                own.clone().count() > 1 && !own.all(|operation| rows.demands.contains(operation));
        }
        let subject = format!("{name}.{field}");
        missing(&subject, &parts, &rows, findings);
        let property = fields::merge(&subject, field, &rows.sightings, structures, editions, findings);
        schema.properties.insert(field.to_owned(), property);
    }
    schema
}

/// The operation that sends a table's structure, with its group.
fn sends<'a>(part: &Part<'a>) -> Option<(usize, &'a str)> {
    let operation = part.operation.filter(|_| part.site.direction == Direction::Request)?;
    Some((part.site.group, operation))
}

/// A field that some tables of a structure have and others lack, told once.
fn missing(subject: &str, parts: &[Part<'_>], rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    // Tables of one page that go one way are pieces of one.
    let page = |part: &Part<'_>| (part.site, part.caption.source);
    let with: BTreeSet<_> =
        parts.iter().filter(|part| rows.tables.contains(&part.caption)).map(page).collect();
    let without: Vec<Span> =
        parts.iter().filter(|part| !with.contains(&page(part))).map(|part| part.caption).collect();
    if without.is_empty() {
        return;
    }
    let message = format!("in {} of {} tables of this structure", rows.tables.len(), parts.len());
    findings.push(
        Finding::new(&rules::FIELD_MISSING, subject, message, rows.sightings[0].field.row)
            .with(without)
            .decided("kept: a field that one table shows exists (rule 3)"),
    );
}

/// Spellings of field names that become others: misspelt ones, by their place in sister tables.
fn spellings(name: &str, parts: &[Part<'_>], findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut broken = Broken::new();
    let tables: Vec<Vec<Slot<'_>>> = parts.iter().map(|part| slots(part, &mut broken)).collect();
    for ((written, squashed), spans) in &broken {
        findings.push(broken_word(
            &format!("{name}.{squashed}"),
            written,
            squashed.as_ref(),
            "name of a field",
            spans,
        ));
    }
    // Only a name that some table lacks can be a spelling of another.
    if tables.len() < 2 {
        return BTreeMap::new();
    }
    let mut counts: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for slot in tables.iter().flatten() {
        counts.entry(&slot.name).or_default().push(slot.field.name.span);
    }
    let mut joined = BTreeMap::new();
    // A name that each table has stands beside any other somewhere, and is no spelling of it.
    let some: Vec<&str> =
        counts.iter().filter(|(_, spans)| spans.len() < tables.len()).map(|(name, _)| *name).collect();
    for (i, a) in some.iter().enumerate() {
        for b in &some[i + 1..] {
            // One letter of four: stricter evidence than the spelling follows.
            if !near(a, b, 4)
                || tables.iter().any(|table| has(table, a) && has(table, b))
                || !same_place(&tables, a, b)
            {
                continue;
            }
            // The spelling of most tables; of two that are as frequent, the newer page's.
            let newer = |name: &str| tables.iter().position(|table| has(table, name));
            let a_counts = (counts[a].len(), Reverse(newer(a))) >= (counts[b].len(), Reverse(newer(b)));
            let (kept, other) = if a_counts { (a, b) } else { (b, a) };
            joined.insert((*other).to_owned(), (*kept).to_owned());
            findings.push(
                Finding::new(
                    &rules::FIELD_NAME_JOINED,
                    format!("{name}.{kept}"),
                    format!("`{other}` is another spelling of `{kept}`"),
                    counts[other][0],
                )
                .with(counts[other][1..].iter().copied())
                .with(counts[kept].iter().copied())
                .decided(format!(
                    "one field, named `{kept}` as in {} of {} tables (rule 5)",
                    counts[kept].len(),
                    counts[kept].len() + counts[other].len()
                )),
            );
        }
    }
    joined
}

struct Slot<'a> {
    name: Cow<'a, str>,
    field: &'a FieldClaim,
}

impl Slot<'_> {
    fn description(&self) -> &[String] {
        &self.field.constraints.description
    }

    fn ty(&self) -> String {
        self.field.ty.as_ref().map(|ty| ty.value.expr.to_string()).unwrap_or_default()
    }
}

fn slots<'a>(part: &Part<'a>, broken: &mut Broken<'a>) -> Vec<Slot<'a>> {
    part.fields
        .iter()
        .map(|field| Slot { name: note_broken(&field.name.value, field.name.span, broken), field })
        .collect()
}

fn has(table: &[Slot<'_>], name: &str) -> bool {
    table.iter().any(|slot| slot.name == name)
}

/// Whether two names stand in the same place of two tables: of the description, the type, the neighbour
/// before and the neighbour after, three agree.
fn same_place(tables: &[Vec<Slot<'_>>], a: &str, b: &str) -> bool {
    let places = |name: &str| {
        tables
            .iter()
            .filter_map(|table| table.iter().position(|slot| slot.name == name).map(|at| (table, at)))
            .collect::<Vec<_>>()
    };
    let places_b = places(b);
    places(a).iter().any(|&(table_a, at_a)| {
        places_b.iter().any(|&(table_b, at_b)| {
            let (slot_a, slot_b) = (&table_a[at_a], &table_b[at_b]);
            let neighbour = |table: &[Slot<'_>], at: Option<usize>| {
                at.and_then(|at| table.get(at)).map(|slot| slot.name.clone().into_owned())
            };
            let agree = [
                slot_a.description() == slot_b.description(),
                slot_a.ty() == slot_b.ty(),
                neighbour(table_a, at_a.checked_sub(1)) == neighbour(table_b, at_b.checked_sub(1)),
                neighbour(table_a, Some(at_a + 1)) == neighbour(table_b, Some(at_b + 1)),
            ];
            agree.iter().filter(|agree| **agree).count() >= 3
        })
    })
}
