//! Which operation, direction and status each example belongs to.

use std::collections::BTreeMap;

use crate::api::{Schema, Type};
use crate::claim::{Claims, Direction, ExampleClaim, Ledger};
use crate::finding::Finding;
use crate::json::{Member, Node, NodeKind};
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::bodies::Bodies;
use super::groups::Group;
use super::references::references;
use super::routes::Routes;
use super::statuses;

/// An example with its place.
#[derive(Debug)]
pub(crate) struct Placed<'a> {
    /// The operation's group.
    pub(crate) group: usize,
    pub(crate) direction: Direction,
    /// The HTTP status of a response.
    pub(crate) status: Option<Status>,
    /// The schema of the body that it shows.
    pub(crate) schema: String,
    pub(crate) example: &'a ExampleClaim,
}

/// The examples of each group, in their order.
pub(crate) type ByGroup<'p, 'a> = BTreeMap<usize, Vec<&'p Placed<'a>>>;

/// Sorts examples by their groups.
pub(crate) fn by_group<'p, 'a>(placed: &'p [Placed<'a>]) -> ByGroup<'p, 'a> {
    let mut groups = ByGroup::new();
    for placed in placed {
        groups.entry(placed.group).or_default().push(placed);
    }
    groups
}

/// Places all examples. Those without a place are reported.
pub(crate) fn place<'a>(
    claims: &'a Claims,
    groups: &[Group<'a>],
    routes: &Routes<'_>,
    bodies: &Bodies<'_>,
    schemas: &BTreeMap<String, Schema>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    let mut misspelt: BTreeMap<(String, String), Vec<Span>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for claim in &group.claims {
            for example in &claim.examples {
                let direction = example.direction.unwrap_or(Direction::Request);
                let listed = || claim.statuses.iter().map(|status| status.status.value);
                let ok = statuses::of_body(claim).or_else(|| listed().find(|status| status.is_success()));
                let ok = ok.unwrap_or(Status::OK);
                put(index, group, direction, ok, example, bodies, schemas, &mut placed, ledger, findings);
            }
        }
    }
    for example in &claims.examples {
        let Some(request) = &example.request else {
            if common_error(example, bodies) {
                example.blocks.iter().for_each(|span| ledger.use_code(*span));
            } else if let Some(found) = titled(example, groups, bodies, schemas) {
                placed.push(found);
            } else {
                without_operation(example, "no request is shown", ledger, findings);
            }
            continue;
        };
        let Some((index, exact)) = routes.resolve(request) else {
            without_operation(example, &format!("{} {}", request.method, request.path), ledger, findings);
            continue;
        };
        if !exact {
            misspelt.entry((request.path.clone(), groups[index].subject())).or_default().push(request.span);
        }
        let group = &groups[index];
        let direction = example.direction.unwrap_or(Direction::Request);
        let of_success = bodies.of(index).map(|(status, _)| status).find(|status| status.is_success());
        let ok = of_success.unwrap_or(Status::OK);
        put(index, group, direction, ok, example, bodies, schemas, &mut placed, ledger, findings);
    }
    for ((path, subject), mut spans) in misspelt {
        spans.sort();
        spans.dedup();
        findings.push(
            Finding::new(
                &rules::PATH_MISSPELT,
                subject.clone(),
                format!("no operation has the path `{path}`"),
                spans[0],
            )
            .with(spans[1..].iter().copied())
            .decided(format!("taken as {subject} (rule 5)")),
        );
    }
    placed
}

#[allow(clippy::too_many_arguments)]
fn put<'a>(
    index: usize,
    group: &Group<'_>,
    direction: Direction,
    ok: Status,
    example: &'a ExampleClaim,
    bodies: &Bodies<'_>,
    schemas: &BTreeMap<String, Schema>,
    placed: &mut Vec<Placed<'a>>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    if example.body.is_none() {
        example.blocks.iter().for_each(|span| ledger.use_code(*span));
        return;
    }
    let ok = if shows_error(index, ok, example, bodies, schemas) { Status::Other } else { ok };
    if repeats_success(index, ok, example, bodies, schemas) {
        error_repeats_success(group, example, ledger, findings);
        return;
    }
    let status =
        (direction == Direction::Response).then(|| example.status.as_ref().map_or(ok, |status| status.value));
    let common = || bodies.error.as_ref().filter(|_| status.is_some_and(Status::is_error));
    let Some(schema) = bodies.nearest(index, status, example).or_else(common) else {
        let what =
            status.map_or_else(|| "request body".to_owned(), |status| format!("body for status {status}"));
        let finding = Finding::new(
            &rules::EXAMPLE_WITHOUT_BODY,
            group.subject(),
            format!("an example shows a {what}, and no table describes one"),
            example.blocks[0],
        );
        findings.push(finding.decided("the example is left out"));
        example.blocks.iter().for_each(|span| ledger.report_code(*span));
        return;
    };
    placed.push(Placed { group: index, direction, status, schema: schema.clone(), example });
}

/// Whether an example without a status shows what comes with an error: it has nothing of the body of success, and
/// something of that of errors, or the same under another name.
fn shows_error(
    index: usize,
    ok: Status,
    example: &ExampleClaim,
    bodies: &Bodies<'_>,
    schemas: &BTreeMap<String, Schema>,
) -> bool {
    let shown = example.body.as_ref().map_or(&[][..], |body| body.value.members());
    let tabled = |status| schemas.get(bodies.nearest(index, Some(status), example)?);
    let Some(error) = tabled(Status::Other).filter(|_| !shown.is_empty()) else { return false };
    if tabled(ok)
        .is_some_and(|success| shown.iter().any(|member| success.properties.contains_key(&*member.key)))
    {
        return false;
    }
    let inner = || {
        let types = error.properties.values().flat_map(|property| &property.shape.types);
        types.flat_map(references).filter_map(|name| schemas.get(name))
    };
    let alike = |member: &Member| {
        let members = member.value.members();
        !members.is_empty()
            && inner().any(|inner| members.iter().all(|member| inner.properties.contains_key(&*member.key)))
    };
    shown.iter().any(|member| error.properties.contains_key(&*member.key)) || shown.iter().all(alike)
}

/// Whether an example that is said to come with an error shows the body of success: all that it has is of that, and
/// nothing of the body of errors. It is believed as little as a table that repeats it (rule 8).
fn repeats_success(
    index: usize,
    ok: Status,
    example: &ExampleClaim,
    bodies: &Bodies<'_>,
    schemas: &BTreeMap<String, Schema>,
) -> bool {
    let Some(status) = example.status.as_ref().map(|status| status.value).filter(|it| it.is_error()) else {
        return false;
    };
    let shown = example.body.as_ref().map_or(&[][..], |body| body.value.members());
    let of = |name: Option<&String>| name.and_then(|name| schemas.get(name));
    let error = of(bodies.nearest(index, Some(status), example).or(bodies.error.as_ref()));
    let success = of(bodies.nearest(index, Some(ok), example));
    let all = |of: &Schema| shown.iter().all(|member| of.properties.contains_key(&*member.key));
    let none = |of: &Schema| !shown.iter().any(|member| of.properties.contains_key(&*member.key));
    !shown.is_empty() && success.is_some_and(all) && error.is_some_and(none)
}

/// Tells of such an example.
fn error_repeats_success(
    group: &Group<'_>,
    example: &ExampleClaim,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    let status = example.status.as_ref().map(|status| status.value.to_string()).unwrap_or_default();
    let message = format!("the example of status {status} repeats the success body");
    let finding = Finding::new(&rules::ERROR_REPEATS_SUCCESS, group.subject(), message, example.blocks[0]);
    findings.push(finding.decided("the example is left out (rule 8)"));
    example.blocks.iter().for_each(|span| ledger.report_code(*span));
}

/// Whether an example shows the error body that all operations have in common, and nothing else.
fn common_error(example: &ExampleClaim, bodies: &Bodies<'_>) -> bool {
    let shown = example.body.as_ref().map_or(&[][..], |body| body.value.members());
    let fields =
        bodies.error.as_ref().and_then(|name| bodies.parts.get(name)).and_then(|parts| parts.first());
    fields.is_some_and(|part| {
        let known = |member: &Member| part.fields.iter().any(|field| *field.name.value == *member.key);
        !shown.is_empty() && shown.iter().all(known)
    })
}

/// The place of an example without request under a heading that is the title of one operation: that of the
/// operation's body whose structure has all that the example shows.
fn titled<'a>(
    example: &'a ExampleClaim,
    groups: &[Group<'_>],
    bodies: &Bodies<'_>,
    schemas: &BTreeMap<String, Schema>,
) -> Option<Placed<'a>> {
    let body = &example.body.as_ref().filter(|body| !body.value.members().is_empty())?.value;
    let title = |group: &Group<'_>| group.claims.iter().any(|claim| claim.title.value == example.summary);
    let mut named = groups.iter().enumerate().filter(|(_, group)| title(group)).map(|(index, _)| index);
    let (group, None) = (named.next()?, named.next()) else { return None };
    let request = bodies.requests.get(&group).into_iter().flatten();
    let request = request.map(|schema| (Direction::Request, None, schema));
    let responses = bodies.of(group).filter(|(status, _)| status.is_success());
    let responses = responses.flat_map(|(status, schemas)| {
        schemas.iter().map(move |schema| (Direction::Response, Some(status), schema))
    });
    request
        .chain(responses)
        .filter(|(direction, ..)| example.direction.is_none_or(|stated| stated == *direction))
        .find(|(_, _, schema)| has(schemas, schema, body))
        .map(|(direction, status, schema)| Placed {
            group,
            direction,
            status,
            schema: schema.clone(),
            example,
        })
}

/// Whether a structure has all members of an object, and the structures of its fields all of theirs.
fn has(schemas: &BTreeMap<String, Schema>, name: &str, object: &Node) -> bool {
    let NodeKind::Object(members) = &object.kind else { return object.kind == NodeKind::Null };
    let Some(schema) = schemas.get(name) else { return true };
    let holds = |member: &Member| {
        let property = schema.properties.get(&*member.key)?;
        let inner = property.shape.types.iter().find_map(|ty| match ty {
            Type::Ref(name) => Some((name, std::slice::from_ref(&member.value))),
            Type::Array(of) => of.types.iter().find_map(|ty| match ty {
                Type::Ref(name) => Some((name, member.value.elements())),
                _ => None,
            }),
            _ => None,
        });
        let fits =
            |(name, objects): (&String, &[Node])| objects.iter().all(|object| has(schemas, name, object));
        Some(inner.is_none_or(fits))
    };
    members.iter().all(|member| holds(member).unwrap_or_default())
}

fn without_operation(
    example: &ExampleClaim,
    request: &str,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    let finding = Finding::new(
        &rules::EXAMPLE_WITHOUT_OPERATION,
        &example.summary,
        format!("the example is of no documented operation: {request}"),
        example.blocks[0],
    );
    findings.push(finding.decided("the example is left out"));
    example.blocks.iter().for_each(|span| ledger.report_code(*span));
}
