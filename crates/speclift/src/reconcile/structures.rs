//! Structures: all tables of one name become one schema.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;

use crate::api::{Origin, Schema, Shape};
use crate::claim::{Direction, FieldClaim};
use crate::finding::{Finding, counted};
use crate::grammar::TypeExpr;
use crate::rules;
use crate::source::{SourceId, Span};

use super::editions::Editions;
use super::fields::{self, Sighting};
use super::names::{Broken, broken_word, note_broken};
use super::namesakes::{Site, Structures};
use super::similar::{near, squash};

/// With how many names of the same place a name is compared: no structure has so many.
const MAX_COMPARED: usize = 200;
/// How many tables that lack a field are named.
const MAX_LACKING: usize = 1_000;

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
    tables: BTreeSet<Span>,
    /// The pages of those tables, by what they are of.
    pages: BTreeSet<(Site, SourceId)>,
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
    joined(name, &parts, findings);
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
            rows.tables.insert(part.caption);
            rows.pages.insert(page(part));
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
            let group = sighting.site.group;
            let mut own = operations.range((group, "")..(group + 1, ""));
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

/// The page of a table, and what it is of: tables of one page that go one way are pieces of one.
fn page(part: &Part<'_>) -> (Site, SourceId) {
    (part.site, part.caption.source)
}

/// Tables of one page that are read as one and have different fields, told once a page.
fn joined(name: &str, parts: &[Part<'_>], findings: &mut Vec<Finding>) {
    let mut pages: BTreeMap<(Site, SourceId), Vec<&Part<'_>>> = BTreeMap::new();
    for part in parts {
        pages.entry(page(part)).or_default().push(part);
    }
    let names = |part: &Part<'_>| -> BTreeSet<String> {
        part.fields.iter().map(|field| squash(&field.name.value).into_owned()).collect()
    };
    for parts in pages.values().filter(|parts| parts.len() > 1) {
        let first = names(parts[0]);
        if parts[1..].iter().all(|part| names(part) == first) {
            continue;
        }
        let message =
            format!("{} of one page describe it, with different fields", counted(parts.len(), "table"));
        findings.push(
            Finding::new(&rules::TABLES_JOINED, name, message, parts[0].caption)
                .with(parts[1..].iter().map(|part| part.caption))
                .decided("read as one table with the fields of all"),
        );
    }
}

/// A field that some tables of a structure have and others lack, told once.
fn missing(subject: &str, parts: &[Part<'_>], rows: &Rows<'_>, findings: &mut Vec<Finding>) {
    let without = parts.iter().filter(|part| !rows.pages.contains(&page(part)));
    let without: Vec<Span> = without.map(|part| part.caption).take(MAX_LACKING).collect();
    if without.is_empty() {
        return;
    }
    let mut message = format!("in {} of {} tables of this structure", rows.tables.len(), parts.len());
    if without.len() == MAX_LACKING {
        message.push_str(&format!("; {MAX_LACKING} of those without it are named"));
    }
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
    let places = Places::new(&tables);
    let mut joined = BTreeMap::new();
    // A name that each table has stands beside any other somewhere, and is no spelling of it.
    let some: Vec<&str> =
        counts.iter().filter(|(_, spans)| spans.len() < tables.len()).map(|(name, _)| *name).collect();
    let (pairs, left_out) = places.pairs(&some);
    if let Some(first) = left_out {
        let message = format!("more than {MAX_COMPARED} fields stand in one place of its tables");
        let verdict =
            format!("each is compared with {MAX_COMPARED} of them, whether it is a spelling of one");
        findings.push(Finding::new(&rules::LIMIT_REACHED, name, message, counts[first][0]).decided(verdict));
    }
    for (a, others) in pairs {
        for b in others {
            // One letter of four: stricter evidence than the spelling follows.
            if !near(a, b, 4) || places.beside(a, b) {
                continue;
            }
            // The spelling of most tables; of two that are as frequent, the newer page's.
            let newer = |name: &str| places.of(name).first().map(|(table, _)| *table);
            let a_counts = (counts[a].len(), Reverse(newer(a))) >= (counts[b].len(), Reverse(newer(b)));
            let (kept, other) = if a_counts { (a, b) } else { (b, a) };
            joined.insert(other.to_owned(), kept.to_owned());
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
    fn description(&self) -> &str {
        &self.field.constraints.description
    }

    fn ty(&self) -> String {
        self.field.ty.as_ref().map(|ty| ty.value.to_string()).unwrap_or_default()
    }
}

fn slots<'a>(part: &Part<'a>, broken: &mut Broken<'a>) -> Vec<Slot<'a>> {
    part.fields
        .iter()
        .map(|field| Slot { name: note_broken(&field.name.value, field.name.span, broken), field })
        .collect()
}

/// Where the tables of a structure have each name: the table, and the row in it.
struct Places<'t, 'a> {
    tables: &'t [Vec<Slot<'a>>],
    /// In the order of the tables, the first row of each.
    of: BTreeMap<&'t str, Vec<(usize, usize)>>,
}

impl<'t, 'a> Places<'t, 'a> {
    fn new(tables: &'t [Vec<Slot<'a>>]) -> Self {
        let mut of: BTreeMap<&'t str, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, table) in tables.iter().enumerate() {
            for (row, slot) in table.iter().enumerate() {
                let places = of.entry(slot.name.as_ref()).or_default();
                if places.last().is_none_or(|(last, _)| *last != at) {
                    places.push((at, row));
                }
            }
        }
        Self { tables, of }
    }

    fn of(&self, name: &str) -> &[(usize, usize)] {
        self.of.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a table has both names.
    fn beside(&self, a: &str, b: &str) -> bool {
        let with_a: BTreeSet<usize> = self.of(a).iter().map(|(table, _)| *table).collect();
        self.of(b).iter().any(|(table, _)| with_a.contains(table))
    }

    /// Each of some names with the later ones that stand in the same place of two tables: of the description, the
    /// type, the neighbour before and the neighbour after, three agree. Of the names in a place, [`MAX_COMPARED`]
    /// behind each are taken; the first name of a place that has more is told.
    fn pairs<'n>(&self, names: &[&'n str]) -> (BTreeMap<&'n str, BTreeSet<&'n str>>, Option<&'n str>) {
        let mut in_place: HashMap<Known<'_>, Vec<&'n str>> = HashMap::new();
        for &name in names {
            for known in self.of(name).iter().flat_map(|place| self.but_one(*place)) {
                let there = in_place.entry(known).or_default();
                if there.last() != Some(&name) {
                    there.push(name);
                }
            }
        }
        let mut pairs: BTreeMap<&'n str, BTreeSet<&'n str>> = BTreeMap::new();
        let mut left_out = None;
        for there in in_place.into_values() {
            if there.len() > MAX_COMPARED + 1 {
                left_out = left_out.min(Some(there[0])).or(Some(there[0]));
            }
            for (at, name) in there.iter().enumerate().filter(|(at, _)| at + 1 < there.len()) {
                pairs.entry(name).or_default().extend(there[at + 1..].iter().take(MAX_COMPARED));
            }
        }
        (pairs, left_out)
    }

    /// What is known of a place, each time without one of the four facts.
    fn but_one(&self, (table, row): (usize, usize)) -> [Known<'_>; 4] {
        let table = &self.tables[table];
        let slot = &table[row];
        let neighbour =
            |row: Option<usize>| row.and_then(|row| table.get(row)).map(|slot| slot.name.as_ref());
        let ty = slot.ty();
        let (before, after) = (neighbour(row.checked_sub(1)), neighbour(Some(row + 1)));
        let description = slot.description();
        [
            (None, Some(ty.clone()), Some(before), Some(after)),
            (Some(description), None, Some(before), Some(after)),
            (Some(description), Some(ty.clone()), None, Some(after)),
            (Some(description), Some(ty), Some(before), None),
        ]
    }
}

/// Three of the description, the type, the neighbour before and the neighbour after of a name in a table.
type Known<'a> = (Option<&'a str>, Option<String>, Option<Option<&'a str>>, Option<Option<&'a str>>);
