//! Tables captioned as a body that list the members of its only field: examples show them inside it.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::grammar::{Constraints, Name, TypeClaim, TypeExpr};
use crate::json::{Node, NodeKind};
use crate::rules;
use crate::source::Span;

use super::model::{Direction, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// Puts the field around the tables that list its members. What was done is told.
pub(crate) fn unwrap(claim: &mut OperationClaim, subject: &str, findings: &mut Vec<Finding>) {
    for direction in [Direction::Request, Direction::Response] {
        let body = |table: &TableClaim| {
            table.direction == direction && table.role == Role::Body && is_success(table)
        };
        let bodies: Vec<usize> = (0..claim.tables.len()).filter(|at| body(&claim.tables[*at])).collect();
        for &at in bodies.iter().rev() {
            let Some(shown) = wrapper(claim, &claim.tables[at]) else { continue };
            let others = bodies.iter().filter(|other| **other != at);
            let field = others.into_iter().find_map(|&table| {
                let row =
                    claim.tables[table].fields.iter().position(|field| field.name.value == shown.key)?;
                is_open(&claim.tables[table].fields[row]).then_some((table, row))
            });
            if field.is_none() && !(shown.alone && bodies.len() == 1) {
                continue;
            }
            let table = &claim.tables[at];
            let message = format!(
                "the body's table lists the members of `{}`, which examples show around them",
                shown.key
            );
            findings.push(
                Finding::new(&rules::TABLE_OF_MEMBERS, subject, message, table.caption)
                    .decided(format!("the members of `{}`", shown.key)),
            );
            let ty = ty(&shown, table.caption);
            match field {
                Some((table, row)) => claim.tables[table].fields[row].ty = Some(ty),
                None => {
                    let body = around(table, &shown.key, ty);
                    claim.tables.push(body);
                }
            }
            let inner = &mut claim.tables[at];
            inner.role = Role::Structure(Stated::new(shown.key, inner.caption));
        }
    }
}

/// Whether a field's type says nothing of its members.
fn is_open(field: &FieldClaim) -> bool {
    field.ty.as_ref().is_none_or(|ty| ty.value.expr.names().is_empty())
}

fn is_success(table: &TableClaim) -> bool {
    table.status.as_ref().is_none_or(|status| status.value.is_success())
}

/// The key that examples show around the fields of a table.
struct Wrapper {
    key: String,
    /// Whether its value is a list.
    list: bool,
    /// Whether nothing is shown beside it.
    alone: bool,
}

/// The key that all examples of a table's direction have around its fields, none of which stands beside it.
fn wrapper(claim: &OperationClaim, table: &TableClaim) -> Option<Wrapper> {
    let fields: BTreeSet<&str> = table.fields.iter().map(|field| field.name.value.as_str()).collect();
    let examples = claim.examples.iter().filter(|example| {
        let status = example.status.as_ref().is_none_or(|status| status.value.is_success());
        example.direction == Some(table.direction) && status
    });
    let mut found: Option<Wrapper> = None;
    for body in examples.filter_map(|example| example.body.as_ref()) {
        let members = body.value.members();
        if members.iter().any(|member| fields.contains(member.key.as_str())) {
            return None;
        }
        let mut around = members.iter().filter(|member| shows(&member.value, &fields));
        let (member, None) = (around.next()?, around.next()) else { return None };
        let list = matches!(member.value.kind, NodeKind::Array(_));
        match &mut found {
            Some(first) if first.key != member.key || first.list != list => return None,
            Some(first) => first.alone &= members.len() == 1,
            None => found = Some(Wrapper { key: member.key.clone(), list, alone: members.len() == 1 }),
        }
    }
    found
}

/// Whether a value is an object, or a list of such, with more fields of a table than others.
fn shows(value: &Node, fields: &BTreeSet<&str>) -> bool {
    let list = matches!(value.kind, NodeKind::Array(_));
    let objects = if list { value.elements() } else { std::slice::from_ref(value) };
    let known = |object: &Node| {
        let keys = object.members();
        let known = keys.iter().filter(|inner| fields.contains(inner.key.as_str())).count();
        known > 0 && known * 2 > keys.len()
    };
    !objects.is_empty() && objects.iter().all(known)
}

/// The type of a field whose members a table lists.
fn ty(shown: &Wrapper, span: Span) -> Stated<TypeClaim> {
    let name = Name { written: shown.key.clone(), range: 0..shown.key.len(), span, link: None };
    let name = TypeExpr::Named(name);
    let expr = if shown.list { TypeExpr::Array(Box::new(name)) } else { name };
    Stated::new(TypeClaim { expr, span, rest: None }, span)
}

/// A body of one field, whose members a table lists. Nothing can be sent without it.
fn around(table: &TableClaim, key: &str, ty: Stated<TypeClaim>) -> TableClaim {
    let required = (table.direction == Direction::Request).then(|| Stated::new(true, table.caption));
    let field = FieldClaim {
        row: table.fields.first().map_or(table.span, |field| field.row),
        name: Stated::new(key.to_owned(), table.caption),
        indent: 0,
        required,
        ty: Some(ty),
        constraints: Constraints::default(),
        description: None,
        value: None,
    };
    TableClaim { role: Role::Body, fields: vec![field], ..table.clone() }
}
