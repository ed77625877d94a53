//! Fields of a body that a page tables with the parameters of the address: its examples send them in the body.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::rules;

use super::model::{Direction, FieldClaim, OperationClaim, Role, TableClaim};

/// Methods that send a body.
const SENDING: &[&str] = &["POST", "PUT", "PATCH"];

/// Takes the fields that the examples of requests send out of the table of the address, where no other table describes
/// the body and that one describes all of it.
pub(crate) fn take_out(claim: &mut OperationClaim, subject: &str) -> Option<Finding> {
    let is_inner = |table: &TableClaim| matches!(table.role, Role::Body | Role::Unnamed | Role::Structure(_));
    let described = claim.tables.iter().any(|t| t.direction == Direction::Request && is_inner(t));
    if described || !SENDING.contains(&claim.method.value.as_str()) {
        return None;
    }
    let sent = sent(claim);
    let address = address(claim);
    let of_body = |field: &FieldClaim| {
        let name = field.name.value.as_str();
        // What a request must have, an example shows.
        let optional = field.required.as_ref().is_none_or(|required| !required.value);
        !address.contains(name) && (sent.contains(name) || optional)
    };
    let at = claim.tables.iter().position(|table| {
        let has =
            |name: &String| table.fields.iter().any(|field| field.name.value == *name && of_body(field));
        table.role == Role::Query && !sent.is_empty() && sent.iter().all(has)
    })?;
    let (body, rest): (Vec<_>, Vec<_>) = claim.tables[at].fields.iter().cloned().partition(of_body);
    let finding = Finding::new(
        &rules::BODY_WITH_URI,
        subject,
        "examples of requests send in their bodies what the table of the address describes",
        body.first()?.row,
    )
    .with(body[1..].iter().map(|field| field.row))
    .decided("fields of the body");
    let table = &mut claim.tables[at];
    let (number, title, anchors) = (None, None, Vec::new());
    let body = TableClaim { role: Role::Body, number, title, anchors, fields: body, ..table.clone() };
    table.fields = rest;
    claim.tables.insert(at + 1, body);
    Some(finding)
}

/// What all examples of requests have at the root of their bodies.
pub(super) fn sent(claim: &OperationClaim) -> BTreeSet<String> {
    let requests = claim.examples.iter().filter(|example| example.direction == Some(Direction::Request));
    let members = requests.filter_map(|example| example.body.as_ref()).flat_map(|body| body.value.members());
    members.map(|member| member.key.to_string()).collect()
}

/// Names of what stands in the address: variables of the path, and keys of the query.
pub(super) fn address(claim: &OperationClaim) -> BTreeSet<String> {
    let variables = claim.path.value.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let keys = claim.query.iter().map(|key| key.name.as_str());
    variables.chain(keys).map(str::to_owned).collect()
}
