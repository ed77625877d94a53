//! Which lines of documentation stand behind a change of compiled documents: of the witnesses that
//! [`explain`](crate::explain) shows as well, first those that brought it.

use serde_json::Value;

use crate::api::{Operation, Origin, Place, Property, Shape, Type};
use crate::build::Build;
use crate::claim::Claims;
use crate::compile::Evidence;
use crate::diff::{Change, Kind, Side};
use crate::explain::{self, Rows, rows};
use crate::rules;
use crate::source::Span;

/// How many lines are named.
const NAMED: usize = 3;

/// A compiled document, to find lines in.
pub(super) struct Pages<'a> {
    build: &'a Build,
    evidence: &'a Evidence,
    document: &'a Value,
    rows: Rows<'a>,
}

/// A place in the pages that speaks of a value.
#[derive(Debug)]
struct Witness<'a> {
    span: Span,
    text: &'a str,
    /// What it says of the value: the claims of a row, the type of an example.
    says: Vec<String>,
    is_example: bool,
}

impl<'a> Pages<'a> {
    pub(super) fn new(build: &'a Build, evidence: &'a Evidence, document: &'a Value) -> Self {
        Self { build, evidence, document, rows: rows(&evidence.claims) }
    }

    /// The first few lines behind a JSON pointer, those first that say what no line of the other side does: it is they
    /// that brought a change. An example is named where nothing else speaks of the value, or where it is an example that
    /// brought the change, as it may of types.
    fn lines(
        &self,
        pointer: &str,
        witnesses: &[Witness<'_>],
        other: &[Witness<'_>],
        kind: &Kind,
    ) -> Vec<String> {
        let mut lines = self.actions(pointer);
        if kind.is_of_presence() {
            lines.extend(self.without(witnesses).map(|span| self.build.sources.location(span).to_string()));
        }
        let tabled = witnesses.iter().any(|witness| !witness.is_example);
        let is_new = |witness: &&Witness<'_>| {
            let mut other = other.iter();
            if kind.is_of_words() {
                other.all(|it| it.text != witness.text)
            } else {
                other.all(|it| it.says != witness.says)
            }
        };
        let may_bring =
            |witness: &&Witness<'_>| !other.is_empty() && (!witness.is_example || kind.is_of_types());
        let mut brought: Vec<&Witness<'_>> =
            witnesses.iter().filter(|witness| may_bring(witness) && is_new(witness)).collect();
        if kind.is_of_null() {
            brought.sort_by_key(|witness| witness.says != [NULL]);
        }
        let all = witnesses.iter().filter(|witness| !(tabled && witness.is_example));
        for witness in brought.into_iter().chain(all) {
            let line = self.build.sources.location(witness.span).to_string();
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.truncate(NAMED);
        lines
    }

    /// Examples that leave out what rows describe as required, so that it is optional all the same.
    fn without(&self, witnesses: &[Witness<'_>]) -> impl Iterator<Item = Span> {
        let of_rows =
            |span: &Span| witnesses.iter().any(|witness| !witness.is_example && witness.span == *span);
        let findings = self.build.compiled.findings.iter();
        let incomplete = findings.filter(move |finding| {
            finding.rule.code == rules::EXAMPLE_INCOMPLETE.code && finding.witnesses.iter().any(of_rows)
        });
        incomplete
            .flat_map(|finding| finding.witnesses.iter().copied())
            .filter(|span| !self.rows.contains_key(span))
    }

    /// The actions of overlays that touched a place.
    fn actions(&self, pointer: &str) -> Vec<String> {
        let touches = |place: &String| {
            pointer.strip_prefix(place.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let actions = self.build.overlay.iter().filter(|action| action.touched.iter().any(touches));
        actions.map(|action| format!("{}:{}", action.overlay, action.place)).collect()
    }

    fn witnesses(&self, pointer: &str) -> Vec<Witness<'a>> {
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let (told, shown) = spans(self.evidence, self.document, &tokens);
        let witness = |span: Span, is_example: bool| {
            let text = self.build.sources.text(span);
            let says = if is_example {
                vec![json_type(text).to_owned()]
            } else {
                self.rows.get(&span).map(|row| explain::claims(row)).unwrap_or_default()
            };
            Witness { span, text, says, is_example }
        };
        let told = told.into_iter().map(|span| witness(span, false));
        let shown = shown.into_iter().map(|span| witness(span, true));
        told.chain(shown).collect()
    }
}

/// The lines behind both sides of a change.
pub(super) fn attribute(change: &mut Change, old: Option<&Pages<'_>>, new: Option<&Pages<'_>>) {
    let (before, after) = (witnesses(change.old.as_ref(), old), witnesses(change.new.as_ref(), new));
    if let (Some(side), Some(pages)) = (&mut change.old, old) {
        side.lines = pages.lines(&side.pointer, &before, &after, change.kind);
    }
    if let (Some(side), Some(pages)) = (&mut change.new, new) {
        side.lines = pages.lines(&side.pointer, &after, &before, change.kind);
    }
}

fn witnesses<'a>(side: Option<&Side>, pages: Option<&Pages<'a>>) -> Vec<Witness<'a>> {
    side.zip(pages).map_or_else(Vec::new, |(side, pages)| pages.witnesses(&side.pointer))
}

const NULL: &str = "null";

/// The type of a JSON text.
fn json_type(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'"') => "string",
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => NULL,
        _ if text.contains(['.', 'e', 'E']) => "number",
        _ => "integer",
    }
}

/// Places that speak of what stands at a path of the document, and examples that show it.
fn spans(evidence: &Evidence, document: &Value, tokens: &[&str]) -> (Vec<Span>, Vec<Span>) {
    let Evidence { api, claims } = evidence;
    match tokens {
        ["components", "schemas", name, rest @ ..] => {
            let Some(schema) = api.schemas.get(*name) else { return (Vec::new(), Vec::new()) };
            match rest {
                ["properties", field, rest @ ..] => match schema.properties.get(*field) {
                    Some(property) => of_property(property, rest),
                    None => told(&schema.witnesses),
                },
                _ => told(&schema.witnesses),
            }
        }
        ["paths", path, method, rest @ ..] => {
            let method = method.to_uppercase();
            let found = api.operations.iter().find(|it| it.path == *path && it.method == method);
            let Some(operation) = found else { return (Vec::new(), Vec::new()) };
            match rest {
                ["parameters", index, rest @ ..] => {
                    let pointer =
                        format!("/paths/{}/{}/parameters/{index}", escape(path), method.to_lowercase());
                    let parameter = document.pointer(&pointer);
                    let text = |key| {
                        parameter.and_then(|it| it.get(key)).and_then(Value::as_str).unwrap_or_default()
                    };
                    let place = match text("in") {
                        "path" => Place::Path,
                        "header" => Place::Header,
                        _ => Place::Query,
                    };
                    let name = text("name");
                    let found =
                        operation.parameters.iter().find(|it| it.place == place && it.property.name == name);
                    found.map_or_else(
                        || told(&operation.witnesses),
                        |found| of_property(&found.property, rest),
                    )
                }
                ["responses", status, "headers", name, rest @ ..] => {
                    let responses = operation.responses.iter();
                    let response =
                        responses.filter(|(of, _)| of.to_string() == *status).map(|(_, it)| it).next();
                    let header = response.and_then(|it| it.headers.iter().find(|it| it.name == *name));
                    header.map_or_else(|| told(&operation.witnesses), |header| of_property(header, rest))
                }
                ["x-permissions", ..] => told(&operation.permissions.witnesses),
                ["tags", ..] => (chapter(claims, &operation.tag, &operation.witnesses), Vec::new()),
                [.., "examples", name] | [.., "examples", name, _] => {
                    (example(operation, rest, name), Vec::new())
                }
                _ => told(&operation.witnesses),
            }
        }
        ["tags", index, ..] => {
            let tag = document.get("tags").and_then(|tags| tags.get(index.parse::<usize>().ok()?));
            let name = tag.and_then(|tag| tag.get("name")).and_then(Value::as_str).unwrap_or_default();
            (chapter(claims, name, &[]), Vec::new())
        }
        ["x-error-codes", index, ..] => {
            let entry =
                document.get("x-error-codes").and_then(|codes| codes.get(index.parse::<usize>().ok()?));
            let code = entry.and_then(|entry| entry.get("code")).and_then(Value::as_str);
            let listed = api.errors.iter().filter(|it| Some(it.code.as_str()) == code);
            (listed.flat_map(|it| it.witnesses.clone()).collect(), Vec::new())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

/// The lines of indexes that name a chapter, or those of an operation that no index lists under it.
fn chapter(claims: &Claims, name: &str, operation: &[Span]) -> Vec<Span> {
    let mut lines: Vec<Span> = claims
        .listed
        .iter()
        .map(|listed| &listed.chapter)
        .filter(|it| it.value == name)
        .map(|it| it.span)
        .collect();
    lines.dedup();
    if lines.is_empty() { operation.to_vec() } else { lines }
}

/// The code block of a documented example; what describes the operation, where it is none.
fn example(operation: &Operation, rest: &[&str], name: &str) -> Vec<Span> {
    let examples = match rest {
        ["requestBody", ..] => operation.request.as_ref().map(|body| &body.examples),
        ["responses", status, ..] => {
            let mut responses = operation.responses.iter();
            responses.find(|(of, _)| of.to_string() == *status).map(|(_, response)| &response.examples)
        }
        _ => None,
    };
    let number = name.strip_prefix("example").and_then(|number| number.parse::<usize>().ok());
    let found = examples.zip(number).and_then(|(examples, number)| examples.get(number.checked_sub(1)?));
    found.map_or_else(|| operation.witnesses.clone(), |example| vec![example.witness])
}

/// Witnesses without examples.
fn told(witnesses: &[Span]) -> (Vec<Span>, Vec<Span>) {
    (witnesses.to_vec(), Vec::new())
}

/// The rows that describe a property, or the part of it that a pointer leads to, and the examples that show it.
fn of_property(property: &Property, rest: &[&str]) -> (Vec<Span>, Vec<Span>) {
    // Through lists and alternatives, which have no lines of their own.
    if let Some(at) = rest.iter().position(|token| *token == "properties")
        && let Some(inner) = rest.get(at + 1).and_then(|field| member(&property.shape, field))
    {
        return of_property(inner, &rest[at + 2..]);
    }
    if property.origin == Origin::Example {
        return (Vec::new(), [property.witnesses.as_slice(), &property.shown].concat());
    }
    (property.witnesses.clone(), property.shown.clone())
}

/// A member of a structure without a name, which is the value, or an element of it.
fn member<'a>(shape: &'a Shape, field: &str) -> Option<&'a Property> {
    shape.types.iter().find_map(|ty| match ty {
        Type::Inline(fields) => fields.get(field),
        Type::Array(of) | Type::Map(of) => member(of, field),
        _ => None,
    })
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
