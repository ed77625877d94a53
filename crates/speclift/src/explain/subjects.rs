//! The names of subjects, and which of them a person means.

use crate::api::{Api, Place};

use super::Unknown;

/// How many near names are suggested.
const SUGGESTIONS: usize = 3;
/// How many candidates of an ambiguous start are listed.
const CANDIDATES: usize = 12;

/// A subject that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// Its whole name.
    pub(super) name: String,
    /// Other names that findings give it.
    pub(super) aliases: Vec<String>,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a subject is, with its place in the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A structure.
    Structure,
    /// A property of a structure.
    Property { structure: String, field: String },
    /// An operation, by its position.
    Operation(usize),
    /// A parameter of an operation, by the position of both.
    Parameter { operation: usize, parameter: usize },
    /// An error code, by its position.
    ErrorCode(usize),
}

impl Subject {
    /// Where it stands in the document, as a JSON pointer.
    pub(super) fn pointer(&self, api: &Api) -> Option<String> {
        let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
        match &self.kind {
            Kind::Structure => Some(format!("/components/schemas/{}", escape(&self.name))),
            Kind::Property { structure, field } => {
                Some(format!("/components/schemas/{}/properties/{}", escape(structure), escape(field)))
            }
            Kind::Operation(index) => {
                let operation = &api.operations[*index];
                Some(format!("/paths/{}/{}", escape(&operation.path), operation.method.to_lowercase()))
            }
            Kind::Parameter { operation, parameter } => {
                let operation = &api.operations[*operation];
                let method = operation.method.to_lowercase();
                Some(format!("/paths/{}/{method}/parameters/{parameter}", escape(&operation.path)))
            }
            Kind::ErrorCode(index) => Some(format!("/x-error-codes/{index}")),
        }
    }
}

/// A parameter's place in words, as findings write it.
pub(super) fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    }
}

/// Everything that can be explained.
pub(super) fn all(api: &Api) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (name, schema) in &api.schemas {
        subjects.push(Subject { name: name.clone(), aliases: Vec::new(), kind: Kind::Structure });
        for field in schema.properties.keys() {
            let kind = Kind::Property { structure: name.clone(), field: field.clone() };
            subjects.push(Subject { name: format!("{name}.{field}"), aliases: Vec::new(), kind });
        }
    }
    for (index, operation) in api.operations.iter().enumerate() {
        let name = format!("{} {}", operation.method, operation.path);
        subjects.push(Subject {
            name: name.clone(),
            aliases: vec![operation.id.clone()],
            kind: Kind::Operation(index),
        });
        for (at, parameter) in operation.parameters.iter().enumerate() {
            let field = &parameter.property.name;
            subjects.push(Subject {
                name: format!("{}.{field}", operation.id),
                aliases: vec![format!("{name} {} {field}", word(parameter.place))],
                kind: Kind::Parameter { operation: index, parameter: at },
            });
        }
    }
    for (index, code) in api.errors.iter().enumerate() {
        subjects.push(Subject { name: code.code.clone(), aliases: Vec::new(), kind: Kind::ErrorCode(index) });
    }
    subjects
}

/// The subject that a person means.
pub(super) fn resolve<'s>(subjects: &'s [Subject], asked: &str) -> Result<&'s Subject, Unknown> {
    let asked_lower = asked.to_lowercase();
    let names = |subject: &Subject| {
        std::iter::once(subject.name.clone()).chain(subject.aliases.iter().cloned()).collect::<Vec<_>>()
    };
    if asked.is_empty() {
        return Err(Unknown::Missing { subject: String::new(), nearest: Vec::new() });
    }
    let exact = subjects.iter().find(|subject| names(subject).iter().any(|name| name == asked));
    let same = || {
        subjects.iter().find(|subject| names(subject).iter().any(|name| name.to_lowercase() == asked_lower))
    };
    if let Some(subject) = exact.or_else(same) {
        return Ok(subject);
    }
    let starts =
        |subject: &&Subject| names(subject).iter().any(|name| name.to_lowercase().starts_with(&asked_lower));
    let whole = |subject: &&Subject| matches!(subject.kind, Kind::Structure | Kind::Operation(_));
    let candidates: Vec<&Subject> = subjects.iter().filter(starts).collect();
    // The start of a structure or an operation means that, not each of its fields or parameters.
    let wholes: Vec<&Subject> = candidates.iter().copied().filter(whole).collect();
    match (candidates.as_slice(), wholes.as_slice()) {
        ([one], _) | (_, [one]) => Ok(one),
        ([], _) => Err(Unknown::Missing { subject: asked.to_owned(), nearest: nearest(subjects, asked) }),
        (several, _) => Err(Unknown::Ambiguous {
            subject: asked.to_owned(),
            candidates: several.iter().take(CANDIDATES).map(|subject| subject.name.clone()).collect(),
        }),
    }
}

/// The names that a misspelt one may mean, the nearest first.
fn nearest(subjects: &[Subject], asked: &str) -> Vec<String> {
    let asked = asked.to_lowercase();
    let allowed = (asked.chars().count() / 3).clamp(2, 6);
    let mut near: Vec<(usize, &str)> = subjects
        .iter()
        .map(|subject| {
            let distance = |name: &str| strsim::osa_distance(&name.to_lowercase(), &asked);
            let names =
                std::iter::once(subject.name.as_str()).chain(subject.aliases.iter().map(String::as_str));
            (names.map(distance).min().unwrap_or(usize::MAX), subject.name.as_str())
        })
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
}
