//! What was decided about a subject, and what each witness claims.

use std::collections::BTreeMap;

use crate::api::{Content, Operation, Origin, Property, Schema, Token};
use crate::claim::{Claims, FieldClaim};
use crate::compile::Evidence;
use crate::reconcile::describe;
use crate::source::Span;

use super::subjects::{Kind, Subject, word};
use super::{Explanation, Witness};

/// Explains a subject that exists; its findings are added by the caller.
pub(super) fn explain<'a>(evidence: &Evidence, rows: &Rows<'_>, subject: &Subject) -> Explanation<'a> {
    let api = &evidence.api;
    let (decided, witnesses) = match &subject.kind {
        Kind::Structure => {
            let schema = &api.schemas[&subject.name];
            (structure(schema), schema.witnesses.iter().map(|span| caption(*span, schema.origin)).collect())
        }
        Kind::Property { structure, field } => {
            let property = &api.schemas[structure].properties[field];
            (decisions(property), of_property(property, rows))
        }
        Kind::Operation(index) => operation(&api.operations[*index], evidence),
        Kind::Parameter { operation, parameter } => {
            let parameter = &api.operations[*operation].parameters[*parameter];
            let mut decided = vec![format!("a parameter in the {}", word(parameter.place))];
            decided.extend(decisions(&parameter.property));
            (decided, of_property(&parameter.property, rows))
        }
        Kind::ErrorCode(index) => {
            let code = &api.errors[*index];
            let status =
                code.status.map_or_else(|| "no status".to_owned(), |status| format!("status {status}"));
            let row = |span: &Span| Witness { span: *span, kind: "table row", claims: vec![status.clone()] };
            let mut decided = vec![status.clone(), code.meaning.clone()];
            decided.extend((!code.remedy.is_empty()).then(|| code.remedy.clone()));
            (decided, code.witnesses.iter().map(row).collect())
        }
    };
    Explanation {
        subject: subject.name.clone(),
        decided,
        witnesses,
        findings: Vec::new(),
        overlay: Vec::new(),
        pointer: None,
    }
}

/// Rows that describe parameters and properties, by their spans.
pub(crate) type Rows<'e> = BTreeMap<Span, &'e FieldClaim>;

/// All rows that describe parameters and properties.
pub(crate) fn rows(claims: &Claims) -> Rows<'_> {
    let tables = claims.operations.iter().flat_map(|operation| &operation.tables);
    tables.flat_map(|table| &table.fields).map(|field| (field.row, field)).collect()
}

fn caption(span: Span, origin: Origin) -> Witness {
    let (kind, claim) = match origin {
        Origin::Tabled => ("caption", "describes the structure"),
        Origin::Example | Origin::Named => ("table row", "names the structure"),
    };
    Witness { span, kind, claims: vec![claim.to_owned()] }
}

fn structure(schema: &Schema) -> Vec<String> {
    let origin = match schema.origin {
        Origin::Tabled => "described by tables",
        Origin::Example => "inferred from examples (rule 6)",
        Origin::Named => "a free-form object: nothing describes it (rule 6)",
    };
    let names: Vec<&str> = schema.properties.keys().map(String::as_str).collect();
    let fields = if names.is_empty() {
        "no properties".to_owned()
    } else {
        format!("properties: {}", names.join(", "))
    };
    vec![origin.to_owned(), fields]
}

/// What was decided about a property.
fn decisions(property: &Property) -> Vec<String> {
    let shape = &property.shape;
    let mut types: Vec<String> = shape.types.iter().map(describe).collect();
    if types.is_empty() {
        types.push("any".to_owned());
    }
    let mut decided = vec![format!(
        "{}{}, {}",
        types.join(" or "),
        if shape.nullable { " or null" } else { "" },
        if property.required { "required" } else { "optional" }
    )];
    let limits = &shape.limits;
    let bounds = [
        ("minimum", limits.minimum),
        ("maximum", limits.maximum),
        ("min-length", limits.min_length.map(|n| n as f64)),
        ("max-length", limits.max_length.map(|n| n as f64)),
        ("min-items", limits.min_items.map(|n| n as f64)),
        ("max-items", limits.max_items.map(|n| n as f64)),
    ];
    decided.extend(bounds.into_iter().filter_map(|(name, bound)| Some(format!("{name} {}", bound?))));
    if !limits.values.is_empty() {
        let values: Vec<String> = limits.values.iter().map(|(value, _)| format!("{value:?}")).collect();
        decided.push(format!("one of {}", values.join(", ")));
    }
    decided.extend(shape.default.as_ref().map(|default| format!("default {default}")));
    if property.origin == Origin::Example {
        decided.push("known from examples only (rule 4)".to_owned());
    }
    decided
}

/// What the rows and examples of a property claim.
fn of_property(property: &Property, rows: &Rows<'_>) -> Vec<Witness> {
    let mut witnesses: Vec<Witness> = property
        .witnesses
        .iter()
        .map(|span| match rows.get(span) {
            Some(field) => Witness { span: *span, kind: "table row", claims: claims(field) },
            None => Witness { span: *span, kind: "example", claims: Vec::new() },
        })
        .collect();
    let shown = property.shown.iter().filter(|span| !property.witnesses.contains(span));
    witnesses.extend(shown.map(|span| Witness { span: *span, kind: "example", claims: Vec::new() }));
    witnesses
}

/// What a row states about its value.
pub(crate) fn claims(field: &FieldClaim) -> Vec<String> {
    let mut claims = Vec::new();
    claims.extend(field.ty.as_ref().map(|ty| format!("type {}", ty.value)));
    claims.extend(
        field
            .required
            .as_ref()
            .map(|required| if required.value { "required" } else { "optional" }.to_owned()),
    );
    claims.extend(field.constraints.found.iter().map(ToString::to_string));
    claims
}

/// A body in words.
fn content(content: &Content) -> String {
    let types: Vec<String> = content.shape.types.iter().map(describe).collect();
    match content.media.as_slice() {
        [media] if media == "application/json" => types.join(" or "),
        media => format!("{} ({})", types.join(" or "), media.join(", ")),
    }
}

fn operation(operation: &Operation, evidence: &Evidence) -> (Vec<String>, Vec<Witness>) {
    let mut decided = vec![format!("operationId {}", operation.id), format!("tag {}", operation.tag)];
    decided.extend(operation.request.as_ref().map(|body| format!("request body {}", content(&body.content))));
    for (status, response) in &operation.responses {
        let body = response.content.as_ref().map_or_else(|| "no body".to_owned(), |body| content(body));
        decided.push(format!("response {status}: {body}"));
    }
    decided.push(match operation.token {
        Token::None => "no token is spoken of".to_owned(),
        Token::Optional => "a token, or a signed request".to_owned(),
        Token::Required => "a token is required".to_owned(),
    });
    if !operation.permissions.actions.is_empty() {
        decided.push(format!("permissions {}", operation.permissions.actions.join(", ")));
    }
    let mut witnesses = Vec::new();
    let claims = evidence.claims.operations.iter();
    for claim in claims.filter(|claim| operation.witnesses.contains(&claim.path.span)) {
        let says = vec![
            format!("{} {}", claim.method.value, claim.path.value),
            format!("title {}", claim.title.value),
        ];
        witnesses.push(Witness { span: claim.path.span, kind: "URI", claims: says });
        for table in &claim.tables {
            let says = vec![format!("{} rows", table.fields.len())];
            witnesses.push(Witness { span: table.caption, kind: "table", claims: says });
        }
        for example in claim.examples.iter().filter_map(|example| example.blocks.first()) {
            witnesses.push(Witness { span: *example, kind: "example", claims: Vec::new() });
        }
    }
    let permissions = evidence.claims.permissions.iter();
    for claim in permissions.filter(|claim| operation.permissions.witnesses.contains(&claim.row)) {
        let says = claim.actions.iter().map(|action| format!("permission {action}")).collect();
        witnesses.push(Witness { span: claim.row, kind: "table row", claims: says });
    }
    (decided, witnesses)
}
