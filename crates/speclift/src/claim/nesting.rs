//! Fields inside fields of one table: set in below their parent (`├─ id`), or named by a path (`server.id`,
//! `servers[].id`). They become tables of their own, each the structure of its parent.

use std::collections::{BTreeSet, HashMap};

use crate::grammar::{Constraints, Name, TypeExpr};
use crate::json::Node;

use super::model::{Direction, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// Takes the fields inside fields out of the tables of bodies and structures.
pub(crate) fn unfold(claim: &mut OperationClaim) {
    let candidate = |field: &FieldClaim| {
        field.indent > 0 || field.name.value.contains('.') || field.name.value.contains(']')
    };
    if !claim.tables.iter().any(|table| table.fields.iter().any(candidate)) {
        return;
    }
    let request = Shown::of(claim, Direction::Request);
    let response = Shown::of(claim, Direction::Response);
    let tables = std::mem::take(&mut claim.tables);
    for table in tables {
        if !matches!(table.role, Role::Body | Role::Structure(_) | Role::Unnamed) {
            claim.tables.push(table);
            continue;
        }
        let shown = if table.direction == Direction::Request { &request } else { &response };
        split(table, shown, &mut claim.tables);
    }
}

/// What the examples of one direction show.
#[derive(Default)]
struct Shown {
    /// The keys of all objects.
    keys: BTreeSet<String>,
    /// Keys whose value is an object, or a list of such, with a key of it.
    inside: BTreeSet<(String, String)>,
}

impl Shown {
    fn of(claim: &OperationClaim, direction: Direction) -> Self {
        let mut shown = Self::default();
        let examples =
            claim.examples.iter().filter(|example| example.direction.is_none_or(|d| d == direction));
        for body in examples.filter_map(|example| example.body.as_ref()) {
            shown.note(&body.value);
        }
        shown
    }

    fn note(&mut self, node: &Node) {
        for member in node.members() {
            self.keys.insert(member.key.to_string());
            let objects = std::iter::once(&member.value).chain(member.value.elements());
            for inner in objects.flat_map(Node::members) {
                self.inside.insert((member.key.to_string(), inner.key.to_string()));
            }
            self.note(&member.value);
        }
        node.elements().iter().for_each(|element| self.note(element));
    }
}

/// A field with the fields inside it.
struct Branch {
    field: FieldClaim,
    inner: Vec<Branch>,
}

fn split(mut table: TableClaim, shown: &Shown, out: &mut Vec<TableClaim>) {
    let fields = std::mem::take(&mut table.fields);
    let mut branches = by_indent(fields);
    by_path(&mut branches, shown);
    let prefix = match &table.role {
        Role::Structure(name) => format!("{}.", name.value),
        _ => String::new(),
    };
    put(table, branches, &prefix, out);
}

/// Puts a table of the fields at hand, and after it one for each field with fields inside.
fn put(mut table: TableClaim, branches: Vec<Branch>, prefix: &str, out: &mut Vec<TableClaim>) {
    let mut inner = Vec::new();
    for Branch { mut field, inner: fields } in branches {
        if !fields.is_empty() {
            let name = name_inside(&mut field, prefix);
            let role = Role::Structure(Stated::new(name.clone(), field.name.span));
            let span = fields.iter().map(|branch| branch.field.row).fold(field.row, |a, b| a.to(b));
            let own = TableClaim {
                span,
                role,
                caption: field.row,
                number: None,
                title: None,
                rest: None,
                anchors: Vec::new(),
                fields: Vec::new(),
                ..table.clone()
            };
            inner.push((own, fields, format!("{name}.")));
        }
        table.fields.push(field);
    }
    out.push(table);
    for (table, fields, prefix) in inner {
        put(table, fields, &prefix, out);
    }
}

/// The name of the structure inside a field: what its type names, or its own behind those around it, which then
/// becomes its type.
fn name_inside(field: &mut FieldClaim, prefix: &str) -> String {
    if let Some(name) = field.ty.as_ref().and_then(|ty| ty.value.names().first().copied()) {
        return name.written.clone();
    }
    let written = format!("{prefix}{}", field.name.value);
    let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
    let name = Name { written: written.clone(), range: 0..0, span, link: None, concluded: true };
    let name = TypeExpr::Named(Box::new(name));
    let expr = match field.ty.as_ref().map(|ty| &ty.value) {
        Some(TypeExpr::Array(_)) => TypeExpr::Array(Box::new(name)),
        _ => name,
    };
    field.ty = Some(Stated::new(expr, span));
    written
}

/// Whether fields may stand inside a field of this type.
fn holds(field: &FieldClaim) -> bool {
    match field.ty.as_ref().map(|ty| ty.value.element()) {
        None => true,
        Some(expr) => matches!(
            expr,
            TypeExpr::Object | TypeExpr::Named(_) | TypeExpr::Any | TypeExpr::Unknown | TypeExpr::Map(_)
        ),
    }
}

/// The fields as their marks set them in: each inside the last one before it that is set in less and may have
/// fields inside.
fn by_indent(fields: Vec<FieldClaim>) -> Vec<Branch> {
    let mut roots: Vec<Branch> = Vec::new();
    // The branches on the way to the last field, with how far they are set in.
    let mut open: Vec<Branch> = Vec::new();
    for field in fields {
        while open.last().is_some_and(|last| last.field.indent >= field.indent || !holds(&last.field)) {
            close(&mut open, &mut roots);
        }
        open.push(Branch { field, inner: Vec::new() });
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

fn close(open: &mut Vec<Branch>, roots: &mut Vec<Branch>) {
    if let Some(last) = open.pop() {
        open.last_mut().map_or(roots, |parent| &mut parent.inner).push(last);
    }
}

/// Moves fields that are named by a path into the field that the path starts with.
fn by_path(branches: &mut Vec<Branch>, shown: &Shown) {
    // Fields that may hold others are none of a path, and stay where they are.
    let mut holders: HashMap<String, usize> = HashMap::new();
    for (at, branch) in branches.iter().enumerate().filter(|(_, branch)| holds(&branch.field)) {
        holders.entry(branch.field.name.value.trim_end_matches("[]").to_owned()).or_insert(at);
    }
    let mut slots: Vec<Option<Branch>> = std::mem::take(branches).into_iter().map(Some).collect();
    for at in 0..slots.len() {
        let Some(branch) = slots[at].as_mut() else { continue };
        let (head, list, rest) = first_step(&branch.field.name.value);
        let (head, rest) = (head.to_owned(), rest.map(str::to_owned));
        let Some(rest) = rest else {
            if list {
                branch.field.name.value = head;
                make_list(&mut branch.field);
            }
            continue;
        };
        let parent = holders.get(&head).copied().filter(|parent| *parent != at);
        let name = &branch.field.name.value;
        let next = first_step(&rest).0.to_owned();
        let implied = list || (shown.inside.contains(&(head.clone(), next)) && !shown.keys.contains(name));
        if parent.is_none() && !implied {
            continue;
        }
        let Some(mut branch) = slots[at].take() else { continue };
        branch.field.name.value = rest;
        match parent.and_then(|parent| slots[parent].as_mut()) {
            Some(parent) => {
                if list {
                    make_list(&mut parent.field);
                }
                parent.inner.push(branch);
            }
            None => {
                let field = around(&branch.field, head.clone(), list);
                slots[at] = Some(Branch { field, inner: vec![branch] });
                holders.insert(head, at);
            }
        }
    }
    branches.extend(slots.into_iter().flatten());
    for branch in branches {
        by_path(&mut branch.inner, shown);
    }
}

/// The first name of a path, whether it is a list's, and what follows it.
fn first_step(path: &str) -> (&str, bool, Option<&str>) {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':'))
    };
    let (head, rest) = match path.split_once('.') {
        Some((head, rest)) if !rest.is_empty() => (head, Some(rest)),
        _ => (path, None),
    };
    let plain = ["[]", "[*]", "[n]", "[N]", "[i]", "[0]"].iter().find_map(|mark| head.strip_suffix(mark));
    let name = plain.unwrap_or(head);
    if is_name(name) { (name, plain.is_some(), rest) } else { (path, false, None) }
}

fn make_list(field: &mut FieldClaim) {
    let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
    let expr = match field.ty.take().map_or(TypeExpr::Any, |ty| ty.value) {
        list @ TypeExpr::Array(_) => list,
        one => TypeExpr::Array(Box::new(one)),
    };
    field.ty = Some(Stated::new(expr, span));
}

/// The field that a path starts with, where no row describes it.
fn around(inner: &FieldClaim, name: String, list: bool) -> FieldClaim {
    let span = inner.name.span;
    let expr = if list { TypeExpr::Array(Box::new(TypeExpr::Object)) } else { TypeExpr::Object };
    FieldClaim {
        row: inner.row,
        name: Stated::new(name, span),
        indent: 0,
        required: None,
        ty: Some(Stated::new(expr, span)),
        constraints: Constraints::default(),
        cells: None,
    }
}
