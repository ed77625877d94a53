//! Examples are witnesses of queries too: what their request lines show is held against what tables say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::api::{Origin, Parameter, Place, Property, Shape, Type};
use crate::claim::{Claims, RequestLine};
use crate::finding::Finding;
use crate::grammar::Number;
use crate::rules;
use crate::source::Span;
use crate::vocabulary::sections::{PLACEHOLDER_MARKS, SAMPLE_VALUES};

use super::evidence::widen_limits;
use super::groups::Group;
use super::routes::Routes;
use super::similar::near;

/// The queries that examples show, by the group of the operation that they are of.
pub(crate) type ShownQueries<'a> = BTreeMap<usize, Vec<&'a RequestLine>>;

/// Finds the request lines with a query, each once: a response names the request that it answers.
pub(crate) fn shown_queries<'a>(
    claims: &'a Claims,
    groups: &[Group<'a>],
    routes: &Routes<'_>,
) -> ShownQueries<'a> {
    let of_pages = groups.iter().flat_map(|group| &group.claims).flat_map(|claim| &claim.examples);
    let requests = of_pages.chain(&claims.examples).filter_map(|example| example.request.as_ref());
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    let mut shown = ShownQueries::new();
    for request in requests.filter(|request| !request.query.is_empty()) {
        if let Some((index, true)) = routes.resolve(request)
            && seen.insert(request.span)
        {
            shown.entry(index).or_default().push(request);
        }
    }
    shown
}

/// Holds what examples of an operation show of its query against its parameters: values widen what contradicts them,
/// and keys without a row become parameters.
pub(crate) fn weigh(
    subject: &str,
    requests: &[&RequestLine],
    parameters: &mut Vec<Parameter>,
    findings: &mut Vec<Finding>,
) {
    let has = |request: &RequestLine, name: &str| request.query.iter().any(|(key, _)| key == name);
    let of_query = parameters.iter().filter(|parameter| parameter.place == Place::Query);
    let documented: Vec<String> = of_query.map(|parameter| parameter.property.name.clone()).collect();
    let mut keys: BTreeMap<&str, Vec<(&str, Span)>> = BTreeMap::new();
    for request in requests {
        for (key, value) in request.query.iter().filter(|(key, _)| !is_placeholder(key)) {
            keys.entry(key).or_default().push((value, request.span));
        }
    }
    for (key, shown) in keys {
        let is =
            |parameter: &&mut Parameter| parameter.place == Place::Query && parameter.property.name == key;
        match parameters.iter_mut().find(is) {
            Some(parameter) => {
                let subject = format!("{subject} query {key}");
                hold(&subject, &mut parameter.property.shape, &shown, findings);
            }
            None => {
                // One letter of four, if it never stands beside what it may be a spelling of.
                let of_key = || requests.iter().filter(|request| has(request, key));
                let meant = documented
                    .iter()
                    .find(|name| near(name, key, 4) && of_key().all(|request| !has(request, name)));
                unknown(subject, key, meant, &shown, parameters, findings);
            }
        }
    }
}

/// Holds values of a parameter against its shape.
fn hold(subject: &str, shape: &mut Shape, shown: &[(&str, Span)], findings: &mut Vec<Finding>) {
    let mut values = Vec::new();
    let mut misfits = Vec::new();
    for (written, span) in shown.iter().filter(|(written, _)| !is_placeholder(written)) {
        match typed(&shape.types, written) {
            Some(value) => values.extend(value.map(|value| (value, *span))),
            None => misfits.push((*written, *span)),
        }
    }
    if let Some((written, first)) = misfits.first() {
        let documented: Vec<_> = shape.types.iter().map(super::describe).collect();
        let message = format!("documented as {}, and `{written}` in an example", documented.join(" or "));
        let finding = Finding::new(&rules::EXAMPLE_TYPE, subject, message, *first);
        let others = misfits[1..].iter().map(|(_, span)| *span);
        findings.push(finding.with(others).decided("as the table has it: all values of a query are text"));
    }
    widen_limits(subject, &mut shape.limits, &values, findings);
}

/// A value as the first of the types that takes it has it: nothing where none does, and no value where its type says
/// nothing of single values.
fn typed(types: &[Type], written: &str) -> Option<Option<Value>> {
    types.iter().find_map(|ty| match ty {
        Type::String(_) => Some(Some(Value::String(written.to_owned()))),
        Type::Integer(_) => written.parse::<i64>().ok().map(|number| Some(number.into())),
        Type::Number(_) => Number::parse(written).map(|number| Some(Value::Number(number.value))),
        Type::Boolean => matches!(written, "true" | "false").then_some(None),
        Type::Object | Type::Any | Type::Ref(_) | Type::Array(_) | Type::Map(_) | Type::Inline(_) => {
            Some(None)
        }
    })
}

/// A key that no row describes: a misspelt one, or one that tables lack.
fn unknown(
    subject: &str,
    key: &str,
    meant: Option<&String>,
    shown: &[(&str, Span)],
    parameters: &mut Vec<Parameter>,
    findings: &mut Vec<Finding>,
) {
    let spans: Vec<Span> = shown.iter().map(|(_, span)| *span).collect();
    if let Some(meant) = meant {
        let (subject, message) = (format!("{subject} query {meant}"), format!("examples spell it `{key}`"));
        let finding = Finding::new(&rules::FIELD_NAME_JOINED, subject, message, spans[0]);
        let verdict = format!("one parameter, named `{meant}` as in the table (rule 5)");
        findings.push(finding.with(spans[1..].iter().copied()).decided(verdict));
        return;
    }
    let (subject, message) = (format!("{subject} query {key}"), format!("only examples show `{key}`"));
    let finding = Finding::new(&rules::QUERY_PARAMETER_UNDOCUMENTED, subject, message, spans[0]);
    findings.push(finding.with(spans[1..].iter().copied()).decided("an optional text (rule 4)"));
    let property = Property {
        name: key.to_owned(),
        shape: Shape { types: vec![Type::String(None)], ..Shape::default() },
        origin: Origin::Example,
        witnesses: spans,
        ..Property::default()
    };
    // Parameters stand in the order of their places, those of the query by name.
    let at = parameters.partition_point(|known| {
        known.place < Place::Query || known.place == Place::Query && known.property.name.as_str() < key
    });
    parameters.insert(at, Parameter { place: Place::Query, property });
}

/// Whether a text stands for a value.
fn is_placeholder(text: &str) -> bool {
    text.is_empty()
        || text.contains(PLACEHOLDER_MARKS)
        || text.contains("...")
        || SAMPLE_VALUES
            .iter()
            .any(|sample| text.eq_ignore_ascii_case(sample) && !matches!(text, "true" | "false"))
}
