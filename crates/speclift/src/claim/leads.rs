//! Which table describes the members of which field.
//!
//! Where the type column says no more than `Object`, or has a name that no caption has, a page leads from a field
//! to the table of its members by other means: a link, a sentence with the table's number, a caption with the
//! field's name or with the path to it. Such a table is given the name of a structure, and the field that type.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::grammar::TypeExpr;
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::captions::is_any_key;

use super::caption;
use super::members::{self, Leaf, named_by};
use super::model::{Direction, FieldClaim, Role, Stated, TableClaim};

/// A field, as the index of its table and of its row.
type Place = (usize, usize);

/// Gives the tables that fields lead to a name, and the fields the type of that name.
pub(crate) fn follow(tables: &mut [TableClaim], subject: &str) -> Vec<Finding> {
    let leads = leads(tables);
    let mut findings = Vec::new();
    let from = |to: usize| -> Vec<Place> {
        leads.iter().filter(|(_, led)| **led == to).map(|(from, _)| *from).collect()
    };
    let mut taken: BTreeSet<((Direction, Option<Status>), String)> = BTreeSet::new();
    for to in 0..tables.len() {
        let from = from(to);
        let Some(&first) = from.first() else {
            name_by_type(tables, to);
            continue;
        };
        if entries(&tables[to]).is_some() {
            continue;
        }
        let by_type = from.iter().find_map(|place| named_by(field(tables, *place)));
        let by_type = by_type.map(|name| Stated::new(name.squashed(), name.span));
        let stated = by_type.is_some();
        let name = by_type.or_else(|| title(&tables[to]).cloned());
        let mut name = name.unwrap_or_else(|| field(tables, first).name.clone());
        let named = |name: &str| (site(&tables[to]), name.to_owned());
        if taken.contains(&named(&name.value)) {
            let own = distinct(tables, first, &name.value).find(|own| !taken.contains(&named(own)));
            name.value = own.unwrap_or(name.value);
        }
        taken.insert(named(&name.value));
        tables[to].role = Role::Structure(name.clone());
        let caption = tables[to].caption;
        for (table, row) in from {
            let field = &mut tables[table].fields[row];
            findings.extend(contradicted(field, caption, subject));
            let rest = members::values(field);
            members::describe(field, &Leaf::Named { name: name.value.clone(), stated });
            if rest.is_some() {
                tables[to].rest = rest;
            }
        }
    }
    // Entries may be of a structure, or of entries that a later table describes.
    for to in (0..tables.len()).rev() {
        let from = from(to);
        let Some(of) = entries(&tables[to]).filter(|_| !from.is_empty()) else { continue };
        tables[to].role = Role::Entries;
        for (table, row) in from {
            members::describe(&mut tables[table].fields[row], &Leaf::MapOf(of.clone()));
        }
    }
    findings
}

/// Tells of a field whose type has no members, and that leads to a table of them nevertheless.
fn contradicted(field: &FieldClaim, caption: Span, subject: &str) -> Option<Finding> {
    let ty = field.ty.as_ref().filter(|_| !members::is_open(field) && named_by(field).is_none())?;
    let message = format!("the type is {}, and a table describes its members", ty.value);
    let subject = format!("{subject}: {}", field.name.value);
    Some(Finding::new(&rules::TYPE_DIFFERS, subject, message, ty.span).with([caption]).decided("the table's"))
}

/// Names for the table that a field leads to, where another one has its name: within that of the structure or the
/// field, or with a number.
fn distinct(tables: &[TableClaim], from: Place, name: &str) -> impl Iterator<Item = String> {
    let within = match &tables[from.0].role {
        Role::Structure(parent) => format!("{}.{name}", parent.value),
        _ if field(tables, from).name.value == name => name.to_owned(),
        _ => format!("{}.{name}", field(tables, from).name.value),
    };
    std::iter::once(within.clone()).chain((2..=tables.len()).map(move |nth| format!("{within}.{nth}")))
}

/// Whether a table that has another name may describe the members of a field: its type names no structure, or
/// one that no table is titled with.
fn may_lead(field: &FieldClaim, titles: &BTreeSet<&str>) -> bool {
    match named_by(field) {
        Some(name) => !titles.contains(name.squashed().as_str()),
        None => members::is_open(field),
    }
}

/// Whether a table may describe the members of a field.
fn is_inner(table: &TableClaim) -> bool {
    matches!(table.role, Role::Unnamed | Role::Structure(_))
}

/// Whether the rows of a table are properties.
fn is_body(table: &TableClaim) -> bool {
    is_inner(table) || table.role == Role::Body
}

fn field(tables: &[TableClaim], (table, row): Place) -> &FieldClaim {
    &tables[table].fields[row]
}

fn status(table: &TableClaim) -> Option<Status> {
    table.status.as_ref().map(|status| status.value)
}

/// Where the tables stand among which a name is to be one table's.
fn site(table: &TableClaim) -> (Direction, Option<Status>) {
    (table.direction, status(table))
}

/// The name that a table's caption gives it.
fn title(table: &TableClaim) -> Option<&Stated<String>> {
    match &table.role {
        Role::Structure(name) => Some(name),
        _ => table.title.as_ref(),
    }
}

/// A table that no field leads to, and that a type names.
fn name_by_type(tables: &mut [TableClaim], to: usize) {
    let Some(title) = tables[to].title.clone().filter(|_| tables[to].role == Role::Unnamed) else { return };
    let types = tables.iter().flat_map(|table| &table.fields).filter_map(|field| field.ty.as_ref());
    let mut names = types.flat_map(|ty| ty.value.names());
    if names.any(|name| name.squashed() == title.value) {
        tables[to].role = Role::Structure(title);
    }
}

/// The type of the values, where a table's only row stands for members of any name.
fn entries(table: &TableClaim) -> Option<TypeExpr> {
    let [row] = table.fields.as_slice() else { return None };
    let name = row.name.value.to_ascii_lowercase();
    let any = is_any_key(&name);
    any.then(|| row.ty.as_ref().map_or(TypeExpr::Any, |ty| ty.value.clone()))
}

/// The tables that fields lead to.
fn leads(tables: &[TableClaim]) -> BTreeMap<Place, usize> {
    let mut leads = BTreeMap::new();
    let titles: BTreeSet<&str> = tables.iter().filter_map(title).map(|title| title.value.as_str()).collect();
    let fields: Vec<Place> = (0..tables.len())
        .filter(|table| is_body(&tables[*table]))
        .flat_map(|table| (0..tables[table].fields.len()).map(move |row| (table, row)))
        .collect();
    let (fields, others): (Vec<Place>, Vec<Place>) =
        fields.into_iter().partition(|&place| may_lead(field(tables, place), &titles));
    leads.extend(fields.iter().filter_map(|&place| Some((place, referred(tables, place)?))));
    // Where several tables have the name that a type gives, the link tells which of them is meant.
    leads.extend(others.iter().filter_map(|&place| {
        let named = named_by(field(tables, place))?.squashed();
        let to = linked(tables, place)?;
        let has_name = |to: usize| title(&tables[to]).is_some_and(|title| title.value == named);
        let same_site = |other: usize| site(&tables[other]) == site(&tables[to]);
        let others = || (0..tables.len()).filter(|&other| other != to && has_name(other) && same_site(other));
        (has_name(to) && others().next().is_some()).then_some((place, to))
    }));
    // What has no members by its type has them where it leads to a table of its own name. A table without types
    // is one of values.
    leads.extend(others.into_iter().filter_map(|place| {
        let named = named_by(field(tables, place)).is_some();
        let to = if named { None } else { referred(tables, place) }?;
        let own = title(&tables[to])?.value == field(tables, place).name.value;
        (own && tables[to].fields.iter().any(|field| field.ty.is_some())).then_some((place, to))
    }));
    let led: BTreeSet<usize> = leads.values().copied().collect();
    let mut by_caption: BTreeMap<(Direction, Option<Status>, &str), Vec<usize>> = BTreeMap::new();
    for (to, table) in tables.iter().enumerate().filter(|(to, table)| is_inner(table) && !led.contains(to)) {
        if let Some(title) = title(table) {
            by_caption.entry((table.direction, status(table), &title.value)).or_default().push(to);
        }
    }
    for ((direction, status_of, name), to) in by_caption {
        let of_site = |&(table, _): &Place| site(&tables[table]) == (direction, status_of);
        let mut free: Vec<Place> =
            fields.iter().copied().filter(|place| !leads.contains_key(place)).filter(of_site).collect();
        let fits: [&dyn Fn(&Place) -> bool; 3] = [
            &|place| field(tables, *place).name.value == name,
            &|place| is_path(tables, *place, name),
            &|place| is_list_of(field(tables, *place), name),
        ];
        let Some(fits) = fits.into_iter().find(|fits| free.iter().any(*fits)) else { continue };
        free.retain(fits);
        // Several tables of one name describe as many fields of that name, in the same order.
        for (nth, place) in free.into_iter().enumerate() {
            let table = to[nth.min(to.len() - 1)];
            if table != place.0 {
                leads.insert(place, table);
            }
        }
    }
    for to in 1..tables.len() {
        if let Some(place) = alone_before(tables, to).filter(|place| fields.contains(place))
            && leads.iter().all(|(from, led)| *from != place && *led != to)
        {
            leads.insert(place, to);
        }
    }
    leads
}

/// The only field of the table before one that nothing names.
fn alone_before(tables: &[TableClaim], to: usize) -> Option<Place> {
    let (before, table) = (&tables[to - 1], &tables[to]);
    let same_site = before.direction == table.direction && status(before) == status(table);
    let nameless = table.role == Role::Unnamed && table.title.is_none();
    (same_site && nameless && is_inner(before) && before.fields.len() == 1).then_some((to - 1, 0))
}

/// The table that a field's cells link to, or that its description names by its number.
fn referred(tables: &[TableClaim], place: Place) -> Option<usize> {
    let inner = |table: &usize| is_inner(&tables[*table]) && *table != place.0;
    let numbered = |number: &str| tables.iter().position(|table| table.number.as_deref() == Some(number));
    let by_number = || caption::table_numbers(field(tables, place).words()).filter_map(numbered).find(inner);
    linked(tables, place).or_else(by_number)
}

/// The table that a field's cells link to.
fn linked(tables: &[TableClaim], place: Place) -> Option<usize> {
    let inner = |table: &usize| is_inner(&tables[*table]) && *table != place.0;
    let of = |anchor: &String| tables.iter().position(|table| table.anchors.contains(anchor));
    field(tables, place).cells.iter().flat_map(|cells| &cells.links).filter_map(of).find(inner)
}

/// Whether a path ends in a field of a table that the rest of the path names: `role.policy.Statement`.
fn is_path(tables: &[TableClaim], place: Place, path: &str) -> bool {
    let Some((above, last)) = path.rsplit_once('.') else { return false };
    let table = title(&tables[place.0]).map(|title| title.value.as_str());
    let above_fits = table.is_some_and(|table| table == above || table.ends_with(&format!(".{above}")));
    field(tables, place).name.value == last && above_fits
}

/// Whether a field is a list whose name is the plural of its elements'.
fn is_list_of(field: &FieldClaim, element: &str) -> bool {
    let list = field.ty.as_ref().is_some_and(|ty| matches!(ty.value, TypeExpr::Array(_)));
    let name = field.name.value.as_str();
    let ends = |stem: &str, end: &str| name.strip_prefix(stem) == Some(end);
    list && (ends(element, "s") || element.strip_suffix('y').is_some_and(|stem| ends(stem, "ies")))
}
