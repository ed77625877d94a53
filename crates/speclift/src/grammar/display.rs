//! Types and constraints in words, for findings, `explain` and snapshots.

use std::fmt;

use super::{Constraint, Found, Literal, Name, Origin, TypeExpr};

impl TypeExpr {
    /// The structures that the type speaks of.
    pub fn names(&self) -> Vec<&Name> {
        match self {
            TypeExpr::Named(name) => vec![name],
            TypeExpr::Array(of) | TypeExpr::Map(of) => of.names(),
            TypeExpr::OneOf(types) => types.iter().flat_map(TypeExpr::names).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether some part of the type is not understood.
    pub fn is_partly_unknown(&self) -> bool {
        match self {
            TypeExpr::Unknown => true,
            TypeExpr::Array(of) | TypeExpr::Map(of) => of.is_partly_unknown(),
            TypeExpr::OneOf(types) => types.iter().any(TypeExpr::is_partly_unknown),
            _ => false,
        }
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypeExpr::Named(name) => f.write_str(&name.written),
            TypeExpr::Array(of) => write!(f, "array of {of}"),
            TypeExpr::Map(of) => write!(f, "map of {of}"),
            TypeExpr::OneOf(types) => {
                for (i, ty) in types.iter().enumerate() {
                    if i > 0 {
                        f.write_str(" or ")?;
                    }
                    write!(f, "{ty}")?;
                }
                Ok(())
            }
            other => f.write_str(&format!("{other:?}").to_lowercase()),
        }
    }
}

fn literal(literal: &Literal) -> String {
    literal.value.to_string()
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Constraint::Default(value) => write!(f, "default {}", literal(value)),
            Constraint::Example(value) => write!(f, "example {}", literal(value)),
            Constraint::Minimum(n) => write!(f, "minimum {}", n.value),
            Constraint::Maximum(n) => write!(f, "maximum {}", n.value),
            Constraint::MinLength(n) => write!(f, "min-length {n}"),
            Constraint::MaxLength(n) => write!(f, "max-length {n}"),
            Constraint::MinItems(n) => write!(f, "min-items {n}"),
            Constraint::MaxItems(n) => write!(f, "max-items {n}"),
            Constraint::Pattern(pattern) => write!(f, "pattern {pattern:?}"),
            Constraint::Format(format) => write!(f, "format {format:?}"),
            Constraint::Repeatable => f.write_str("repeatable"),
            Constraint::Required(required) => write!(f, "required {required}"),
            Constraint::Type(ty) => write!(f, "type {ty}"),
            Constraint::Deprecated => f.write_str("deprecated"),
            Constraint::Unreadable(what) => write!(f, "unreadable {what:?}"),
            Constraint::Enum(values) => {
                f.write_str("enum ")?;
                for (i, value) in values.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    match &value.meaning {
                        Some(meaning) => write!(f, "{comma}{:?} = {meaning}", value.value)?,
                        None => write!(f, "{comma}{:?}", value.value)?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = match self.origin {
            Origin::Label => "label",
            Origin::Prose => "prose",
        };
        write!(f, "{} ({origin})", self.constraint)
    }
}
