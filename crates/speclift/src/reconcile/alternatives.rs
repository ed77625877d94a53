//! Several bodies of one operation: pages about one address that send different things, and tables of one page that
//! their captions or examples tell apart.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::claim::{Direction, FieldClaim, OperationClaim, TableClaim};

use super::identifiers::{is_identifier, pascal};
use super::similar::{similar, squash};

/// A table of a body, and the page that it stands on.
pub(crate) type Tabled<'a> = (&'a OperationClaim, &'a TableClaim);

/// Sorts the tables of a body's place into bodies. Tables that share a field, and the pieces of one table, are one
/// body. `newest` are the pages of the newest edition: older ones say what a body was.
pub(crate) fn apart<'a>(tables: &[Tabled<'a>], newest: &[&OperationClaim]) -> Vec<Vec<Tabled<'a>>> {
    let mut bodies: Vec<Vec<Tabled<'a>>> = Vec::new();
    for &table in tables {
        let is_new = newest.iter().any(|claim| std::ptr::eq(*claim, table.0));
        let found = bodies.iter().position(|body| body.iter().any(|known| is_one(*known, table)));
        match found.or_else(|| (!is_new && !bodies.is_empty()).then_some(0)) {
            Some(at) => bodies[at].push(table),
            None => bodies.push(vec![table]),
        }
    }
    bodies
}

/// Whether two tables describe one body.
fn is_one(known: Tabled<'_>, table: Tabled<'_>) -> bool {
    let (a, b) = (names(known.1), names(table.1));
    let disjoint = a.iter().all(|a| b.iter().all(|b| a != b && !similar(a, b)));
    if !std::ptr::eq(known.0, table.0) {
        return !disjoint;
    }
    let told_apart = !known.1.words.is_empty() && !table.1.words.is_empty() && known.1.words != table.1.words;
    a == b || disjoint && !told_apart && !shown_apart(table.0, table.1.direction, &a, &b)
}

/// Whether each of several examples shows fields of one of two tables only, and both are shown.
fn shown_apart(
    claim: &OperationClaim,
    way: Direction,
    a: &BTreeSet<Cow<'_, str>>,
    b: &BTreeSet<Cow<'_, str>>,
) -> bool {
    let own = claim.examples.iter().filter(|example| example.direction == Some(way));
    let shows: Vec<(bool, bool)> = own
        .filter_map(|example| example.body.as_ref())
        .map(|body| {
            let shows = |names: &BTreeSet<Cow<'_, str>>| {
                body.value.members().iter().any(|member| names.contains(member.key.as_str()))
            };
            (shows(a), shows(b))
        })
        .collect();
    shows.iter().all(|(a, b)| !(*a && *b)) && shows.contains(&(true, false)) && shows.contains(&(false, true))
}

fn names(table: &TableClaim) -> BTreeSet<Cow<'_, str>> {
    table.fields.iter().map(|field| squash(&field.name.value)).collect()
}

/// The name of one of several bodies: after its only field, after its only required field, after the operation
/// that its page names; else numbered.
pub(crate) fn name(base: &str, body: &[Tabled<'_>], nth: usize) -> String {
    let fields = || body.iter().flat_map(|(_, table)| &table.fields);
    let distinct = |of: &dyn Fn(&FieldClaim) -> bool| -> BTreeSet<Cow<'_, str>> {
        fields().filter(|field| of(field)).map(|field| squash(&field.name.value)).collect()
    };
    let all = distinct(&|_| true);
    let required = distinct(&|field| field.required.as_ref().is_some_and(|required| required.value));
    let only = [all, required].into_iter().find(|names| names.len() == 1);
    if let Some(field) = only.iter().flatten().next().map(|name| pascal(name)).filter(|name| !name.is_empty())
    {
        return format!("{base}{field}");
    }
    let id = body.iter().flat_map(|(claim, _)| &claim.ids).find(|id| is_identifier(&id.value));
    id.map_or_else(|| format!("{base}{}", nth + 1), |id| format!("{base}{}", id.value))
}

/// Whether pages send different things to one address.
pub(crate) fn differ(pages: &[&OperationClaim]) -> bool {
    let tables: Vec<Tabled<'_>> = pages
        .iter()
        .flat_map(|claim| claim.tables.iter().map(|table| (*claim, table)))
        .filter(|(_, table)| table.direction == Direction::Request && table.role == crate::claim::Role::Body)
        .collect();
    let bodies = apart(&tables, pages);
    let page = |body: &Vec<Tabled<'_>>| std::ptr::from_ref(body[0].0);
    bodies.iter().any(|body| page(body) != page(&bodies[0]))
}
