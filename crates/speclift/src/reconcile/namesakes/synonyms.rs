//! Several names of one structure in one operation: its pages take them from captions, from fields and from paths.
//!
//! Where a field of one structure leads to several names, of which types state one at most, they are names of one
//! structure.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::claim::{Direction, OperationClaim, Role, TableClaim};
use crate::reconcile::names::Names;
use crate::reconcile::similar::squash;

use super::Site;

/// An operation, and which way its body goes.
type Scope = (usize, Direction);

/// Names, each with the one that stands for it.
type Known = BTreeMap<String, String>;

/// The names of structures, each with the one that counts in an operation.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    names: Names,
    of_scope: BTreeMap<Scope, Known>,
}

impl Synonyms {
    pub(super) fn new(tables: &[(usize, &OperationClaim, &TableClaim)], names: Names) -> Self {
        let mut scopes: BTreeMap<Scope, Vec<&TableClaim>> = BTreeMap::new();
        for (group, _, table) in tables {
            if matches!(table.role, Role::Body | Role::Structure(_)) {
                scopes.entry((*group, table.direction)).or_default().push(table);
            }
        }
        let of_scope = scopes.into_par_iter().filter(|(_, tables)| tables.len() > 1);
        let of_scope = of_scope.map(|(scope, tables)| (scope, known(&names, &tables)));
        let of_scope = of_scope.filter(|(_, known)| !known.is_empty()).collect();
        Self { names, of_scope }
    }

    /// The name that counts for a name as it is written at a site.
    pub(super) fn get(&self, site: Site, written: &str) -> String {
        self.of_scope((site.group, site.direction), written)
    }

    fn of_scope(&self, scope: Scope, written: &str) -> String {
        resolve(&self.names, self.of_scope.get(&scope), written)
    }
}

/// The name that counts for a name as it is written, where these are known.
fn resolve(names: &Names, known: Option<&Known>, written: &str) -> String {
    let name = names.get(written);
    known.and_then(|known| known.get(&name)).cloned().unwrap_or(name)
}

/// The names of one operation's structures that others stand for.
fn known(names: &Names, tables: &[&TableClaim]) -> Known {
    let mut known = Known::new();
    while let Some((name, kept)) = next(names, &known, tables) {
        known.values_mut().filter(|other| **other == name).for_each(|other| other.clone_from(&kept));
        known.insert(name, kept);
    }
    known
}

/// A name that another one stands for, besides those that are known.
fn next(names: &Names, known: &Known, tables: &[&TableClaim]) -> Option<(String, String)> {
    let resolve = |written: &str| resolve(names, Some(known), written);
    let mut stated: BTreeSet<String> = BTreeSet::new();
    let mut members: BTreeMap<(String, Cow<'_, str>), BTreeSet<String>> = BTreeMap::new();
    for table in tables {
        let parent = match &table.role {
            Role::Structure(name) => resolve(&name.value),
            _ => String::new(),
        };
        for field in &table.fields {
            let Some(ty) = &field.ty else { continue };
            for name in ty.value.names() {
                let own = resolve(&name.written);
                if !name.concluded {
                    stated.insert(own.clone());
                }
                let place = (parent.clone(), squash(&field.name.value));
                members.entry(place).or_default().insert(own);
            }
        }
    }
    let several = members.into_values().filter(|names| names.len() > 1);
    several.into_iter().find_map(|names| {
        let (by_type, concluded): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| stated.contains(name));
        if by_type.len() > 1 {
            return None;
        }
        let shortest = || concluded.iter().min_by_key(|name| (name.len(), *name)).cloned();
        let kept = by_type.first().cloned().or_else(shortest)?;
        let other = concluded.into_iter().find(|name| *name != kept)?;
        Some((other, kept))
    })
}
