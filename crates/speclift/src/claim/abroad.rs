//! Fields whose members a table on another page describes: a link leads there, and an anchor in it or a word of the
//! sentence around it says which table is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::grammar::TypeExpr;
use crate::source::{SourceId, Sources, Span};

use super::members::{self, Leaf};
use super::model::{Abroad, Direction, OperationClaim, Role, Stated, TableClaim};
use super::{Claimed, shared};

/// Notes the fields that say nothing of their members but link to another page.
pub(crate) fn note(claim: &mut OperationClaim) {
    let properties = claim
        .tables
        .iter()
        .filter(|table| matches!(table.role, Role::Body | Role::Structure(_)))
        .flat_map(|table| &table.fields);
    for field in properties.filter(|field| field.ty.is_some() && members::is_open(field)) {
        let Some(cells) = &field.cells else { continue };
        for to in &cells.pages {
            let (page, anchor) = to.split_once('#').map_or((to.as_str(), None), |(p, a)| (p, Some(a)));
            claim.abroad.push(Abroad {
                row: field.row,
                page: page.to_owned(),
                anchor: anchor.map(str::to_owned),
                names: words(field.words()).map(str::to_owned).collect(),
            });
        }
    }
}

/// The words of a sentence that may be names.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let sign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    sentence.split(sign).filter(|word| word.len() > 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Gives the operations the tables that their fields lead to on other pages, and those that these name in turn.
pub(crate) fn adopt(out: &mut Claimed, sources: &Sources) {
    let operations = &out.claims.operations;
    if operations.iter().all(|operation| operation.abroad.is_empty()) {
        return;
    }
    let named: BTreeMap<&str, SourceId> =
        sources.iter().map(|(id, source)| (source.name.as_str(), id)).collect();
    let mut of_page: BTreeMap<SourceId, Vec<&OperationClaim>> = BTreeMap::new();
    for operation in operations {
        of_page.entry(operation.source).or_default().push(operation);
    }
    let mut found: Vec<(usize, Span, Vec<TableClaim>)> = Vec::new();
    for (at, operation) in operations.iter().enumerate() {
        for abroad in &operation.abroad {
            let name = format!("{}{}", folder(&sources.get(operation.source).name), abroad.page);
            let Some(page) = named.get(name.as_str()).filter(|page| **page != operation.source) else {
                continue;
            };
            let others = of_page.get(page).into_iter().flatten();
            found.extend(others.filter_map(|other| Some((at, abroad.row, tables(other, abroad)?))).next());
        }
    }
    for (at, row, tables) in found {
        give(&mut out.claims.operations[at], row, tables);
    }
}

/// The folder of a file, with the slash behind it.
fn folder(name: &str) -> &str {
    name.rfind(['/', '\\']).map_or("", |slash| &name[..=slash])
}

fn structure(table: &TableClaim) -> Option<&str> {
    match &table.role {
        Role::Structure(name) => Some(&name.value),
        _ => None,
    }
}

/// The table of a page that is meant, and those that its types name, and so on.
fn tables(page: &OperationClaim, abroad: &Abroad) -> Option<Vec<TableClaim>> {
    let meant = |table: &&TableClaim| match &abroad.anchor {
        Some(anchor) => structure(table).is_some() && table.anchors.contains(anchor),
        None => structure(table).is_some_and(|name| abroad.names.iter().any(|word| word == name)),
    };
    let all = || page.tables.iter().filter(meant);
    let first = all().find(|table| table.direction == Direction::Response).or_else(|| all().next())?;
    let beside = |table: &&TableClaim| {
        table.direction == first.direction
            && table.status.as_ref().map(|s| s.value) == first.status.as_ref().map(|s| s.value)
    };
    let mut tables = vec![first.clone()];
    let mut names: BTreeSet<String> = structure(first).map(str::to_owned).into_iter().collect();
    let mut at = 0;
    while let Some(table) = tables.get(at) {
        at += 1;
        let wanted: Vec<String> = shared::named(table).filter(|name| names.insert(name.clone())).collect();
        let of_page = page.tables.iter().filter(beside);
        let inner =
            of_page.filter(|table| structure(table).is_some_and(|name| wanted.iter().any(|w| w == name)));
        let inner: Vec<TableClaim> = inner.cloned().collect();
        tables.extend(inner);
    }
    Some(tables)
}

/// Gives an operation the tables that the field of a row leads to. Where it has other tables of their names, they are
/// named within the field.
fn give(operation: &mut OperationClaim, row: Span, mut tables: Vec<TableClaim>) {
    let own: BTreeSet<String> = operation.tables.iter().filter_map(structure).map(str::to_owned).collect();
    let places = |table: &TableClaim| table.fields.iter().position(|field| field.row == row);
    let Some((table, field)) =
        operation.tables.iter().enumerate().find_map(|(at, table)| Some((at, places(table)?)))
    else {
        return;
    };
    let (direction, status) = (operation.tables[table].direction, operation.tables[table].status.clone());
    let field = &mut operation.tables[table].fields[field];
    let renamed: BTreeMap<String, String> = tables
        .iter()
        .filter_map(structure)
        .filter(|name| own.contains(*name))
        .map(|name| (name.to_owned(), format!("{}.{name}", field.name.value)))
        .collect();
    for table in &mut tables {
        table.direction = direction;
        table.status.clone_from(&status);
        if let Role::Structure(name) = &mut table.role {
            rename(name, &renamed);
        }
        for ty in table.fields.iter_mut().filter_map(|field| field.ty.as_mut()) {
            rename_in(&mut ty.value, &renamed);
        }
    }
    if let Some(name) = tables.first().and_then(structure) {
        members::describe(field, &Leaf::Named { name: name.to_owned(), stated: false });
        operation.tables.extend(tables);
    }
}

fn rename(name: &mut Stated<String>, renamed: &BTreeMap<String, String>) {
    if let Some(new) = renamed.get(&name.value) {
        name.value.clone_from(new);
    }
}

fn rename_in(expr: &mut TypeExpr, renamed: &BTreeMap<String, String>) {
    match expr {
        TypeExpr::Named(name) => {
            if let Some(new) = renamed.get(&name.squashed()) {
                name.written.clone_from(new);
            }
        }
        TypeExpr::Array(of) | TypeExpr::Map(of) => rename_in(of, renamed),
        TypeExpr::OneOf(of) => of.iter_mut().for_each(|of| rename_in(of, renamed)),
        _ => {}
    }
}
