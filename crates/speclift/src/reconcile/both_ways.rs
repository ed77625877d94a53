//! Structures that go both ways: where an answer lacks what a request must send, each way has its own.
//!
//! Only what clients send may relax what they must send. A response example without a required field says
//! nothing of requests, so the structure is told apart instead of relaxed, and so is each that holds it.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Schema, Shape, Type};
use crate::finding::{Finding, counted};
use crate::rules;
use crate::source::Span;

use super::contents::Contents;
use super::evidence::Lacking;
use super::references::{reached, references};

/// What the structure of responses is named after that of requests.
const SUFFIX: &str = "Output";

/// Gives responses structures of their own where their examples lack what requests must send.
pub(crate) fn tell_apart(
    schemas: &mut BTreeMap<String, Schema>,
    contents: &mut Contents,
    lacking: BTreeMap<(String, String), Vec<Lacking>>,
    findings: &mut Vec<Finding>,
) {
    let sent = reached(schemas, contents.requested());
    let answered = reached(schemas, contents.answered());
    let mut lacks: BTreeMap<String, Vec<(String, Vec<Span>)>> = BTreeMap::new();
    for ((schema, field), lacking) in lacking {
        if lacking.iter().all(|lacking| !lacking.sent) && sent.contains(&schema) && answered.contains(&schema)
        {
            let spans = lacking.iter().map(|lacking| lacking.span).collect();
            lacks.entry(schema).or_default().push((field, spans));
        }
    }
    if lacks.is_empty() {
        return;
    }
    let shared: BTreeSet<&String> = sent.intersection(&answered).collect();
    let apart = holders(schemas, lacks.keys().cloned().collect(), &shared);
    let names = names(schemas, &apart);
    for name in &apart {
        tell(name, &names[name], &schemas[name], lacks.get(name), findings);
        let mut schema = schemas[name].clone();
        for property in schema.properties.values_mut() {
            property.required = false;
        }
        schemas.insert(names[name].clone(), schema);
    }
    let only_answered = answered.iter().filter(|name| !sent.contains(*name)).chain(names.values());
    for name in only_answered {
        let Some(schema) = schemas.get_mut(name) else { continue };
        let properties = schema.properties.values_mut().map(|property| &mut property.shape);
        properties.chain(&mut schema.rest).for_each(|shape| rename(shape, &names));
    }
    contents.responses_mut().for_each(|shape| rename(shape, &names));
}

/// The structures of a set, and all shared ones that hold one of them, however deep.
fn holders(
    schemas: &BTreeMap<String, Schema>,
    mut apart: BTreeSet<String>,
    shared: &BTreeSet<&String>,
) -> BTreeSet<String> {
    loop {
        let holds = |name: &String| {
            schemas[name]
                .shapes()
                .any(|shape| shape.types.iter().flat_map(references).any(|held| apart.contains(held)))
        };
        let more: Vec<String> = shared
            .iter()
            .filter(|name| !apart.contains(**name) && holds(name))
            .map(|name| (*name).clone())
            .collect();
        if more.is_empty() {
            return apart;
        }
        apart.extend(more);
    }
}

/// The names of structures of responses, by those of requests: no table, type or other structure has them.
fn names(schemas: &BTreeMap<String, Schema>, apart: &BTreeSet<String>) -> BTreeMap<String, String> {
    let named = schemas.values().flat_map(Schema::shapes).flat_map(|shape| &shape.types).flat_map(references);
    let mut taken: BTreeSet<String> =
        schemas.keys().map(String::as_str).chain(named).map(str::to_owned).collect();
    let mut names = BTreeMap::new();
    for name in apart {
        let first = format!("{name}{SUFFIX}");
        let numbered = (2..).map(|number: u32| format!("{first}{number}"));
        let free = std::iter::once(first.clone())
            .chain(numbered)
            .find(|name| !taken.contains(name))
            .unwrap_or(first.clone());
        taken.insert(free.clone());
        names.insert(name.clone(), free);
    }
    names
}

/// Tells why a structure is told apart.
fn tell(
    name: &str,
    output: &str,
    schema: &Schema,
    lacks: Option<&Vec<(String, Vec<Span>)>>,
    findings: &mut Vec<Finding>,
) {
    let verdict = format!("in responses it is `{output}`, of which nothing is required (rule 3)");
    for (field, spans) in lacks.into_iter().flatten() {
        let message = format!(
            "required in requests, and left out by {} of a response",
            counted(spans.len(), "example")
        );
        let rows = schema.properties.get(field).map(|property| property.witnesses.clone());
        let finding = Finding::new(&rules::SCHEMA_BOTH_WAYS, format!("{name}.{field}"), message, spans[0]);
        findings.push(
            finding.with(spans[1..].iter().copied()).with(rows.unwrap_or_default()).decided(verdict.clone()),
        );
    }
    if let (None, Some(caption)) = (lacks, schema.witnesses.first()) {
        let message = "holds a structure that requests and responses have apart";
        findings.push(Finding::new(&rules::SCHEMA_BOTH_WAYS, name, message, *caption).decided(verdict));
    }
}

fn rename(shape: &mut Shape, names: &BTreeMap<String, String>) {
    for ty in &mut shape.types {
        match ty {
            Type::Ref(name) => {
                if let Some(other) = names.get(name) {
                    name.clone_from(other);
                }
            }
            Type::Array(of) | Type::Map(of) => rename(of, names),
            Type::Inline(properties) => {
                properties.values_mut().for_each(|property| rename(&mut property.shape, names));
            }
            _ => {}
        }
    }
}
