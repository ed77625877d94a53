//! Structures: all tables of one name become one schema.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Origin, Schema};
use crate::claim::FieldClaim;
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

use super::editions::Editions;
use super::fields::{self, Sighting};
use super::names::broken_word;
use super::namesakes::{Site, Structures};
use super::similar::{near, squash};

/// A table of a structure.
#[derive(Debug, Clone)]
pub(crate) struct Part<'a> {
    pub(crate) caption: Span,
    pub(crate) site: Site,
    pub(crate) fields: &'a [FieldClaim],
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
    let spelled = |field: &FieldClaim| {
        let squashed = squash(&field.name.value);
        spellings.get(&squashed).cloned().unwrap_or(squashed)
    };
    // The newest table gives the order; what only older ones have follows in their order.
    let mut order: Vec<String> = Vec::new();
    let mut sightings: BTreeMap<String, Vec<Sighting<'_>>> = BTreeMap::new();
    let mut tables: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for part in &parts {
        for field in part.fields {
            let spelled = spelled(field);
            if !sightings.contains_key(&spelled) {
                order.push(spelled.clone());
            }
            tables.entry(spelled.clone()).or_default().insert(part.caption);
            sightings.entry(spelled).or_default().push(Sighting { site: part.site, field });
        }
    }
    let mut schema = Schema {
        origin: Origin::Tabled,
        witnesses: parts.iter().map(|part| part.caption).collect(),
        ..Schema::default()
    };
    for field in order {
        let subject = format!("{name}.{field}");
        missing(&subject, &parts, &tables[&field], &sightings[&field], findings);
        let property = fields::merge(&subject, &field, &sightings[&field], structures, editions, findings);
        schema.properties.insert(field, property);
    }
    schema
}

/// A field that some tables of a structure have and others lack, told once.
fn missing(
    subject: &str,
    parts: &[Part<'_>],
    with: &BTreeSet<Span>,
    sightings: &[Sighting<'_>],
    findings: &mut Vec<Finding>,
) {
    let without: Vec<Span> =
        parts.iter().map(|part| part.caption).filter(|caption| !with.contains(caption)).collect();
    if without.is_empty() {
        return;
    }
    let message = format!("in {} of {} tables of this structure", with.len(), parts.len());
    findings.push(
        Finding::new(&rules::FIELD_MISSING, subject, message, sightings[0].field.row)
            .with(without)
            .decided("kept: a field that one table shows exists (rule 3)"),
    );
}

/// Spellings of field names that become others: misspelt ones, by their place in sister tables.
fn spellings(name: &str, parts: &[Part<'_>], findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut broken: BTreeMap<(String, String), Vec<Span>> = BTreeMap::new();
    let tables: Vec<Vec<Slot<'_>>> = parts.iter().map(|part| slots(part, &mut broken)).collect();
    for ((written, squashed), spans) in &broken {
        findings.push(broken_word(
            &format!("{name}.{squashed}"),
            written,
            squashed,
            "name of a field",
            spans,
        ));
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
    name: String,
    field: &'a FieldClaim,
}

impl Slot<'_> {
    fn description(&self) -> &str {
        self.field.description.as_ref().map_or("", |text| text.as_str())
    }

    fn ty(&self) -> String {
        self.field.ty.as_ref().map(|ty| ty.value.expr.to_string()).unwrap_or_default()
    }
}

fn slots<'a>(part: &Part<'a>, broken: &mut BTreeMap<(String, String), Vec<Span>>) -> Vec<Slot<'a>> {
    part.fields
        .iter()
        .map(|field| {
            let name = squash(&field.name.value);
            if name != field.name.value {
                broken.entry((field.name.value.clone(), name.clone())).or_default().push(field.name.span);
            }
            Slot { name, field }
        })
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
                at.and_then(|at| table.get(at)).map(|slot| slot.name.clone())
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
