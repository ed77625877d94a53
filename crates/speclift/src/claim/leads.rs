//! Which table describes the members of which field.
//!
//! Where the type column says no more than `Object`, a page leads from a field to the table of its members by
//! other means: a link, a sentence with the table's number, a caption with the field's name or with the path
//! to it. Such a table is given the name of a structure, and the field that type.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::{Name, TypeClaim, TypeExpr};
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::captions::ANY_KEY;

use super::caption;
use super::model::{Direction, FieldClaim, Role, Stated, TableClaim};

/// A field, as the index of its table and of its row.
type Place = (usize, usize);

/// Gives the tables that fields lead to a name, and the fields the type of that name.
pub(crate) fn follow(tables: &mut [TableClaim]) {
    let leads = leads(tables);
    let mut taken: BTreeSet<(Direction, Option<Status>, String)> = BTreeSet::new();
    for to in 0..tables.len() {
        let from: Vec<Place> = leads.iter().filter(|(_, led)| **led == to).map(|(from, _)| *from).collect();
        let Some(&first) = from.first() else {
            name_by_type(tables, to);
            continue;
        };
        let element = if let Some(of) = entries(&tables[to]) {
            tables[to].role = Role::Entries;
            Leaf::MapOf(of)
        } else {
            let mut name = title(&tables[to]).cloned().unwrap_or_else(|| field(tables, first).name.clone());
            let site = |name: &str| (tables[to].direction, status(&tables[to]), name.to_owned());
            if !taken.insert(site(&name.value))
                && let Role::Structure(parent) = &tables[first.0].role
            {
                name.value = format!("{}.{}", parent.value, name.value);
                taken.insert(site(&name.value));
            }
            tables[to].role = Role::Structure(name.clone());
            Leaf::Named(name.value)
        };
        for (table, row) in from {
            lead(&mut tables[table].fields[row], &element);
        }
    }
}

/// What the members of a field are.
enum Leaf {
    /// A structure of this name.
    Named(String),
    /// Members of any name, with values of this type.
    MapOf(TypeExpr),
}

/// Gives a field the type that it leads to.
fn lead(field: &mut FieldClaim, leaf: &Leaf) {
    let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
    let unstated = TypeClaim { expr: TypeExpr::Unknown, span, rest: None };
    let stated = field.ty.get_or_insert_with(|| Stated::new(unstated, span));
    if let Some(open) = open(&mut stated.value.expr) {
        *open = match leaf {
            Leaf::Named(name) => TypeExpr::Named(named(name, span)),
            Leaf::MapOf(of) => TypeExpr::Map(Box::new(of.clone())),
        };
    }
}

fn named(name: &str, span: Span) -> Name {
    Name { written: name.to_owned(), range: 0..name.len(), span, link: None }
}

/// The part of a type that says nothing of an object's members.
fn open(expr: &mut TypeExpr) -> Option<&mut TypeExpr> {
    match expr {
        TypeExpr::Object | TypeExpr::Any | TypeExpr::Unknown | TypeExpr::Map(_) => Some(expr),
        TypeExpr::Array(of) => open(of),
        _ => None,
    }
}

/// Whether the members of a field may be described by a table.
fn is_open(field: &FieldClaim) -> bool {
    field.ty.as_ref().is_none_or(|ty| open(&mut ty.value.expr.clone()).is_some())
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
    let mut names = types.flat_map(|ty| ty.value.expr.names());
    if names.any(|name| name.squashed() == title.value) {
        tables[to].role = Role::Structure(title);
    }
}

/// The type of the values, where a table's only row stands for members of any name.
fn entries(table: &TableClaim) -> Option<TypeExpr> {
    let [row] = table.fields.as_slice() else { return None };
    let any = ANY_KEY.contains(&row.name.value.to_ascii_lowercase().as_str());
    any.then(|| row.ty.as_ref().map_or(TypeExpr::Any, |ty| ty.value.expr.clone()))
}

/// The tables that fields lead to.
fn leads(tables: &[TableClaim]) -> BTreeMap<Place, usize> {
    let mut leads = BTreeMap::new();
    let fields: Vec<Place> = (0..tables.len())
        .filter(|table| is_body(&tables[*table]))
        .flat_map(|table| (0..tables[table].fields.len()).map(move |row| (table, row)))
        .filter(|&place| is_open(field(tables, place)))
        .collect();
    for &place in &fields {
        if let Some(to) = referred(tables, place) {
            leads.insert(place, to);
        }
    }
    let led: BTreeSet<usize> = leads.values().copied().collect();
    let mut by_caption: BTreeMap<(Direction, Option<Status>, &str), Vec<usize>> = BTreeMap::new();
    for (to, table) in tables.iter().enumerate().filter(|(to, table)| is_inner(table) && !led.contains(to)) {
        if let Some(title) = title(table) {
            by_caption.entry((table.direction, status(table), &title.value)).or_default().push(to);
        }
    }
    for ((direction, status_of, name), to) in by_caption {
        let of_site =
            |&(table, _): &Place| (tables[table].direction, status(&tables[table])) == (direction, status_of);
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
    leads
}

/// The table that a field's description or type links to, or names by its number.
fn referred(tables: &[TableClaim], place: Place) -> Option<usize> {
    let description = field(tables, place).description.as_ref()?;
    let inner = |table: usize| is_inner(&tables[table]) && table != place.0;
    let linked = |to: &str| {
        let anchor = to.strip_prefix('#')?;
        tables.iter().position(|table| table.anchors.iter().any(|name| name == anchor))
    };
    let by_link = description.links().filter_map(|(to, _)| linked(to)).find(|table| inner(*table));
    let numbered = |number: &str| tables.iter().position(|table| table.number.as_deref() == Some(number));
    let mut by_number = caption::table_numbers(description.as_str()).filter_map(numbered);
    by_link.or_else(|| by_number.find(|table| inner(*table)))
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
    let list = field.ty.as_ref().is_some_and(|ty| matches!(ty.value.expr, TypeExpr::Array(_)));
    let name = field.name.value.as_str();
    let ends = |stem: &str, end: &str| name.strip_prefix(stem) == Some(end);
    list && (ends(element, "s") || element.strip_suffix('y').is_some_and(|stem| ends(stem, "ies")))
}
