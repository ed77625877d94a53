//! The type of a field whose members a table describes.

use crate::grammar::{Name, TypeExpr};
use crate::source::Span;

use super::model::{FieldClaim, Stated};

/// What the members of a field are.
pub(crate) enum Leaf {
    /// A structure of this name, which a type states or not.
    Named { name: String, stated: bool },
    /// Members of any name, with values of this type.
    MapOf(TypeExpr),
}

/// Gives a field the type of its members. A list stays one.
pub(crate) fn describe(field: &mut FieldClaim, leaf: &Leaf) {
    let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
    let stated = field.ty.get_or_insert_with(|| Stated::new(TypeExpr::Unknown, span));
    *element(&mut stated.value) = match leaf {
        Leaf::Named { name, stated } => TypeExpr::Named(Box::new(named(name, *stated, span))),
        Leaf::MapOf(of) => TypeExpr::Map(Box::new(of.clone())),
    };
}

/// The type of the values of a field that is a map or a list of maps, where one is stated.
pub(crate) fn values(field: &FieldClaim) -> Option<TypeExpr> {
    match field.ty.as_ref()?.value.element() {
        TypeExpr::Map(of) if !matches!(**of, TypeExpr::Any | TypeExpr::Unknown) => Some((**of).clone()),
        _ => None,
    }
}

/// The structure that a field's type names, of which it is or of which it is a list.
pub(crate) fn named_by(field: &FieldClaim) -> Option<&Name> {
    fn named(expr: &TypeExpr) -> Option<&Name> {
        match expr {
            TypeExpr::Named(name) => Some(name),
            TypeExpr::Array(of) => named(of),
            _ => None,
        }
    }
    named(&field.ty.as_ref()?.value)
}

fn element(expr: &mut TypeExpr) -> &mut TypeExpr {
    match expr {
        TypeExpr::Array(of) => element(of),
        other => other,
    }
}

fn named(name: &str, stated: bool, span: Span) -> Name {
    Name { written: name.to_owned(), range: 0..name.len(), span, link: None, concluded: !stated }
}

/// Whether the type of a field says nothing of an object's members.
pub(crate) fn is_open(field: &FieldClaim) -> bool {
    fn open(expr: &TypeExpr) -> bool {
        match expr {
            TypeExpr::Object | TypeExpr::Any | TypeExpr::Unknown | TypeExpr::Map(_) => true,
            TypeExpr::Array(of) => open(of),
            _ => false,
        }
    }
    field.ty.as_ref().is_none_or(|ty| open(&ty.value))
}
