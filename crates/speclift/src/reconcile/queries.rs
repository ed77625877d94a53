//! Queries behind a path: each key is a parameter, described by the row of its name or of its variable's.

use std::collections::BTreeMap;

use crate::api::{Origin, Property, Shape, Type};
use crate::claim::{FieldClaim, QueryClaim, QueryValue, Role};
use crate::finding::Finding;
use crate::rules;
use crate::vocabulary::sections::SAMPLE_VALUES;

use super::groups::Group;
use super::similar::squash;

/// The keys of an operation's query, by name.
pub(crate) struct Queries<'a> {
    keys: BTreeMap<&'a str, Vec<&'a QueryClaim>>,
    /// Keys by the variable that stands for their value, where no row has the key's own name.
    variables: BTreeMap<&'a str, &'a str>,
    /// How many pages describe the operation.
    pages: usize,
}

impl<'a> Queries<'a> {
    pub(crate) fn new(group: &Group<'a>) -> Self {
        let mut keys: BTreeMap<&str, Vec<&QueryClaim>> = BTreeMap::new();
        for key in group.claims.iter().flat_map(|claim| &claim.query) {
            keys.entry(&key.name).or_default().push(key);
        }
        let tables = group.claims.iter().flat_map(|claim| &claim.tables);
        let rows: Vec<&FieldClaim> = tables
            .filter(|table| matches!(table.role, Role::Path | Role::Query))
            .flat_map(|table| &table.fields)
            .collect();
        let has_row = |name: &str| rows.iter().any(|row| squash(&row.name.value) == name);
        let mut variables = BTreeMap::new();
        for key in keys.values().flatten() {
            if let QueryValue::Variable(name) = &key.value
                && !has_row(&key.name)
            {
                variables.insert(name.as_str(), key.name.as_str());
            }
        }
        Self { keys, variables, pages: group.claims.len() }
    }

    /// The key that a row of this name describes.
    pub(crate) fn described_by(&self, row: &str) -> Option<&'a str> {
        self.keys.get_key_value(row).map(|(name, _)| *name).or_else(|| self.variables.get(row).copied())
    }

    /// The keys.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.keys.keys().copied()
    }

    /// The parameter of a key that no row describes: its only values where the pages write them, else any text.
    pub(crate) fn undocumented(&self, name: &str, subject: &str, findings: &mut Vec<Finding>) -> Property {
        let claims = self.keys.get(name).map(Vec::as_slice).unwrap_or_default();
        let fixed: Vec<&str> = claims.iter().filter_map(|key| fixed(&key.value)).collect();
        let mut property = Property {
            name: name.to_owned(),
            shape: Shape { types: vec![Type::String(None)], ..Shape::default() },
            origin: Origin::Named,
            witnesses: claims.iter().map(|key| key.span).collect(),
            ..Property::default()
        };
        if !claims.is_empty() && fixed.len() == claims.len() {
            property.required = claims.len() == self.pages;
            for value in fixed {
                if property.shape.limits.values.iter().all(|(known, _)| known != value) {
                    property.shape.limits.values.push((value.to_owned(), None));
                }
            }
        } else if let Some(first) = claims.first() {
            let message = format!("no table describes `{name}`");
            let finding = Finding::new(&rules::QUERY_PARAMETER_UNDOCUMENTED, subject, message, first.span);
            let others = claims[1..].iter().map(|key| key.span);
            findings.push(finding.with(others).decided("an optional text"));
        }
        property
    }
}

/// A value that is a word of the API rather than a sample.
fn fixed(value: &QueryValue) -> Option<&str> {
    let QueryValue::Shown(value) = value else { return None };
    let word = value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let sample = SAMPLE_VALUES.iter().any(|sample| value.eq_ignore_ascii_case(sample));
    (word && digits <= 2 && !sample).then_some(value)
}
