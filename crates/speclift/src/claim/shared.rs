//! Structures that have a page of their own: their tables go to the operations whose types name them.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::page::Text;
use crate::rules;
use crate::source::Span;
use crate::vocabulary::captions::STRUCTURE_WORDS;

use super::Claimed;
use super::caption;
use super::model::{Direction, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// The name of the structure that a heading says its page is about: `Topic结构体`.
pub(crate) fn name(heading: &Text) -> Option<Stated<String>> {
    let words = heading.as_str().to_ascii_lowercase();
    let structure = STRUCTURE_WORDS.iter().any(|word| words.contains(word));
    structure.then(|| caption::framed(&heading.trim())).flatten()
}

/// The table of a structure on a page that describes no operation. Its number is that of its caption, where the
/// caption and no heading names it.
pub(crate) fn table(
    span: Span,
    name: Stated<String>,
    number: Option<String>,
    fields: Vec<FieldClaim>,
) -> TableClaim {
    TableClaim {
        span,
        caption: name.span,
        role: Role::Structure(name),
        direction: Direction::Response,
        status: None,
        words: String::new(),
        number,
        title: None,
        rest: None,
        form: false,
        anchors: Vec::new(),
        fields,
    }
}

/// Gives the tables of shared structures to the operations that name them. Those that none names are reported.
pub(crate) fn adopt(out: &mut Claimed) {
    let structures = std::mem::take(&mut out.claims.structures);
    if structures.is_empty() {
        return;
    }
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, table) in structures.iter().enumerate() {
        if let Role::Structure(name) = &table.role {
            by_name.entry(name.value.clone()).or_default().push(index);
        }
    }
    let mut adopted: BTreeSet<usize> = BTreeSet::new();
    for operation in &mut out.claims.operations {
        into(operation, &structures, &by_name, &mut adopted);
    }
    let unnamed = by_name.iter().flat_map(|(name, indexes)| indexes.iter().map(move |index| (name, index)));
    for (name, index) in unnamed.filter(|(_, index)| !adopted.contains(index)) {
        let table = &structures[*index];
        out.findings.push(if table.number.is_some() {
            let message = format!("table of `{name}`, which no operation names, is not used");
            Finding::new(&rules::TABLE_UNUSED, name, message, table.caption).decided("not used")
        } else {
            let message = "no operation takes it from the page of its own";
            Finding::new(&rules::SCHEMA_UNUSED, name, message, table.caption)
                .decided("not used: the operations that name it describe it themselves, or there is none")
        });
        table.fields.iter().for_each(|field| out.ledger.report_row(field.row));
    }
}

/// The structures that the types of a table name.
pub(crate) fn named(table: &TableClaim) -> impl Iterator<Item = String> {
    let types = table.fields.iter().filter_map(|field| field.ty.as_ref());
    types.flat_map(|ty| ty.value.names()).map(|name| name.squashed())
}

/// Gives an operation the tables of the structures that its types name and that it does not describe itself, and
/// those that these name in turn.
fn into(
    operation: &mut OperationClaim,
    structures: &[TableClaim],
    by_name: &BTreeMap<String, Vec<usize>>,
    adopted: &mut BTreeSet<usize>,
) {
    let mut described: BTreeSet<String> = operation
        .tables
        .iter()
        .filter_map(|table| match &table.role {
            Role::Structure(name) => Some(name.value.split_whitespace().collect()),
            _ => None,
        })
        .collect();
    let mut at = 0;
    while let Some(table) = operation.tables.get(at) {
        at += 1;
        let named: BTreeSet<String> = named(table).collect();
        let (direction, status) = (table.direction, table.status.clone());
        for name in named {
            let Some(indexes) = by_name.get(&name).filter(|_| described.insert(name)) else { continue };
            for &index in indexes {
                let status = status.clone();
                operation.tables.push(TableClaim { direction, status, ..structures[index].clone() });
                adopted.insert(index);
            }
        }
    }
}
