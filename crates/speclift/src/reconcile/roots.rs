//! Bodies that are lists or maps, and no structure: what examples show of what is in them.

use std::collections::BTreeMap;

use crate::api::{Shape, Type};
use crate::finding::Finding;
use crate::status::Status;

use super::contents::Contents;
use super::evidence::{Shown, apply};
use super::exhibits::Placed;

/// What examples show of a body, and the name that findings give it.
type OfBody<'p, 'a> = (&'p str, Vec<Shown<'a>>);

/// Widens such bodies to hold the examples of them.
pub(crate) fn widen(contents: &mut Contents, placed: &[Placed<'_>], findings: &mut Vec<Finding>) {
    let mut shown: BTreeMap<(usize, Option<Status>), OfBody<'_, '_>> = BTreeMap::new();
    for placed in placed {
        let Some(body) = &placed.example.body else { continue };
        let (_, of) =
            shown.entry((placed.group, placed.status)).or_insert_with(|| (&placed.schema, Vec::new()));
        of.push(Shown { node: &body.value, body });
    }
    for ((group, status), (name, shown)) in shown {
        if let Some(shape) = contents.get_mut(group, status) {
            inside(name, shape, &shown, findings);
        }
    }
}

/// Widens what is in a list or a map.
fn inside(subject: &str, shape: &mut Shape, shown: &[Shown<'_>], findings: &mut Vec<Finding>) {
    for ty in &mut shape.types {
        let (step, of, inner): (_, _, Vec<Shown<'_>>) = match ty {
            Type::Array(of) => ("[]", of, shown.iter().flat_map(Shown::elements).collect()),
            Type::Map(of) => ("{}", of, shown.iter().flat_map(Shown::members).collect()),
            _ => continue,
        };
        if !inner.is_empty() {
            let subject = format!("{subject}{step}");
            apply(&subject, of, &inner, findings);
            inside(&subject, of, &inner, findings);
        }
    }
}
