//! Operations: their responses, statuses, examples and words.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::api::{Example, Operation, Permissions, Property, RequestBody, Response, Token};
use crate::claim::{Body, Claims, Direction, Ledger, OperationClaim, Role, StatusClaim};
use crate::finding::Finding;
use crate::json::{Node, Place};
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::bodies::Bodies;
use super::contents::{self, Contents};
use super::editions::Editions;
use super::evidence::Mended;
use super::exhibits::ByGroup;
use super::fields::{self, Sighting};
use super::groups::Group;
use super::namesakes::Site;
use super::shown_queries::ShownQueries;
use super::similar::squash;
use super::{parameters, shown_queries, statuses};

/// Everything that operations are put together from.
pub(crate) struct Parts<'a, 'b> {
    pub(crate) claims: &'b Claims,
    pub(crate) groups: &'b [Group<'a>],
    pub(crate) bodies: &'b Bodies<'a>,
    pub(crate) contents: &'b Contents,
    pub(crate) placed: &'b ByGroup<'b, 'a>,
    pub(crate) mended: &'b Mended,
    pub(crate) queries: &'b ShownQueries<'a>,
    pub(crate) editions: &'b Editions,
    /// Whether operations that table no headers want a token.
    pub(crate) token: Token,
    pub(crate) permissions: &'b BTreeMap<usize, Permissions>,
}

/// Puts all operations together, in the order of their paths and methods. No operation depends on another here, so they
/// are made in parallel.
pub(crate) fn operations(
    parts: &Parts<'_, '_>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<Operation> {
    let meanings = meanings(&parts.claims.statuses, parts.editions);
    let made: Vec<(Operation, Ledger, Vec<Finding>)> = (0..parts.groups.len())
        .into_par_iter()
        .map(|index| {
            let (mut ledger, mut findings) = (Ledger::default(), Vec::new());
            let operation = operation(parts, index, &meanings, &mut ledger, &mut findings);
            (operation, ledger, findings)
        })
        .collect();
    made.into_iter()
        .map(|(operation, accounts, found)| {
            ledger.append(accounts);
            findings.extend(found);
            operation
        })
        .collect()
}

/// What statuses mean for all operations.
fn meanings(statuses: &[StatusClaim], editions: &Editions) -> BTreeMap<Status, String> {
    let mut statuses: Vec<&StatusClaim> =
        statuses.iter().filter(|status| !status.meaning.is_empty()).collect();
    statuses.sort_by_key(|status| editions.key(status.status.span));
    let mut meanings = BTreeMap::new();
    for status in statuses {
        meanings.entry(status.status.value).or_insert_with(|| status.meaning.clone());
    }
    meanings
}

fn operation(
    parts: &Parts<'_, '_>,
    index: usize,
    meanings: &BTreeMap<Status, String>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Operation {
    let group = &parts.groups[index];
    repeated(group, parts.editions, findings);
    statuses::compare(group, findings);
    let (mut parameters, token) = parameters::parameters(
        index,
        group,
        &parts.bodies.structures,
        parts.editions,
        parts.token,
        ledger,
        findings,
    );
    if let Some(shown) = parts.queries.get(&index) {
        shown_queries::weigh(&group.subject(), shown, &mut parameters, findings);
    }
    let mut responses = responses(parts, index, meanings, ledger, findings);
    let mut request = parts.contents.get(index, None).map(|content| RequestBody {
        content: content.clone(),
        required: parts.bodies.requests.get(&index).is_some_and(|schemas| {
            let fields = schemas.iter().flat_map(|schema| &parts.bodies.parts[schema]);
            let mut fields = fields.flat_map(|part| part.fields);
            fields.any(|field| field.required.as_ref().is_some_and(|required| required.value))
        }),
        examples: Vec::new(),
    });
    for placed in parts.placed.get(&index).into_iter().flatten() {
        let Some(body) = &placed.example.body else { continue };
        // A response that leaves something out is still a response; a request may lack what must be sent.
        if body.partial && placed.direction == Direction::Request {
            continue;
        }
        let example = Example {
            summary: placed.example.summary.clone(),
            node: Arc::clone(&body.value),
            mended: mended(body, parts.mended),
            witness: placed.example.blocks[0],
        };
        match (placed.direction, placed.status) {
            (Direction::Request, _) => {
                if let Some(request) = &mut request {
                    request.examples.push(example);
                }
            }
            (Direction::Response, status) => {
                if let Some(response) = status.and_then(|status| responses.get_mut(&status)) {
                    response.examples.push(example);
                }
            }
        }
    }
    let (summary, description) = words(group);
    Operation {
        id: group.id.clone(),
        method: group.method.clone(),
        path: group.path.clone(),
        summary,
        description,
        deprecated: deprecated(group, parts.editions),
        tag: group.tag.clone(),
        parameters,
        request,
        responses,
        token,
        permissions: parts.permissions.get(&index).cloned().unwrap_or_default(),
        witnesses: group.witnesses(),
    }
}

/// The misspelt keys of an example.
fn mended(body: &Body, all: &Mended) -> HashMap<Place, String> {
    fn note(body: &Body, node: &Node, all: &Mended, own: &mut HashMap<Place, String>) {
        for member in node.members() {
            let key = body.map.span(member.key_place.range());
            own.extend(all.get(&key).map(|field| (member.key_place, field.clone())));
            note(body, &member.value, all, own);
        }
        node.elements().iter().for_each(|element| note(body, element, all, own));
    }
    let mut own = HashMap::new();
    // Few pages have any.
    let source = body.map.source();
    if all.range(Span::new(source, 0, 0)..).next().is_some_and(|(key, _)| key.source == source) {
        note(body, &body.value, all, &mut own);
    }
    own
}

/// The most characters of a summary that is made of several titles.
const MAX_SUMMARY: usize = 120;

/// The summary and the description of an operation: those of the newest page that has some; of several actions, those
/// of each.
fn words(group: &Group<'_>) -> (String, String) {
    let said = |claim: &OperationClaim| {
        claim.description.iter().map(|line| line.value.as_str()).collect::<Vec<_>>().join("\n")
    };
    if !group.actions {
        let description = group.claims.iter().map(|claim| said(claim)).find(|text| !text.is_empty());
        return (group.claims[0].title.value.clone(), description.unwrap_or_default());
    }
    let mut titles: Vec<&str> = Vec::new();
    let mut descriptions: Vec<String> = Vec::new();
    for claim in group.newest() {
        let title = claim.title.value.as_str();
        if !titles.contains(&title) {
            titles.push(title);
            descriptions.push(format!("{title}\n{}", said(claim)).trim().to_owned());
        }
    }
    let mut summary = titles.join(" / ");
    if summary.chars().count() > MAX_SUMMARY {
        summary = summary.chars().take(MAX_SUMMARY).collect();
        let end = summary.rfind(" / ").unwrap_or(summary.len());
        summary.truncate(end);
        summary.push_str(" / …");
    }
    (summary, descriptions.join("\n\n"))
}

/// Whether all pages of the newest edition say that an operation is no longer to be used.
fn deprecated(group: &Group<'_>, editions: &Editions) -> bool {
    let newest = editions.date(group.claims[0].source);
    let mut pages = group.claims.iter().filter(|claim| editions.date(claim.source) == newest);
    pages.all(|claim| claim.deprecated.is_some())
}

/// Two pages of one edition that describe an operation with different bodies.
fn repeated<'a>(group: &Group<'a>, editions: &Editions, findings: &mut Vec<Finding>) {
    if group.claims.len() < 2 {
        return;
    }
    let body = |claim: &'a OperationClaim, direction: Direction| -> Option<BTreeSet<Cow<'a, str>>> {
        let names: BTreeSet<_> = claim
            .tables
            .iter()
            .filter(|table| {
                table.role == Role::Body
                    && table.direction == direction
                    && table.status.as_ref().is_none_or(|status| status.value.is_success())
            })
            .flat_map(|table| &table.fields)
            .map(|field| squash(&field.name.value))
            .collect();
        (!names.is_empty()).then_some(names)
    };
    for direction in [Direction::Request, Direction::Response] {
        let mut told_by: BTreeMap<&str, BTreeSet<BTreeSet<Cow<'a, str>>>> = BTreeMap::new();
        for claim in &group.claims {
            told_by.entry(editions.date(claim.source)).or_default().extend(body(claim, direction));
        }
        // Editions may differ: what one of them lacks is told of the fields.
        // Bodies without a field in common are different actions.
        let differ = told_by.into_iter().rev().map(|(edition, bodies)| (edition, overlapping(bodies)));
        let Some((edition, bodies)) = differ.into_iter().find(|(_, bodies)| bodies.len() > 1) else {
            continue;
        };
        let told: Vec<String> = bodies
            .iter()
            .map(|names| names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
            .collect();
        let word = if direction == Direction::Request { "request" } else { "response" };
        let of_edition = group.claims.iter().filter(|claim| editions.date(claim.source) == edition);
        let spans: Vec<Span> = of_edition.map(|claim| claim.path.span).collect();
        findings.push(
            Finding::new(
                &rules::OPERATION_REPEATED,
                group.subject(),
                format!("pages describe the {word} body differently: {}", told.join(" / ")),
                spans[0],
            )
            .with(spans[1..].iter().copied())
            .decided("the fields of all pages are taken together"),
        );
    }
}

/// Those of several sets of fields that share a field with another.
fn overlapping<'a>(bodies: BTreeSet<BTreeSet<Cow<'a, str>>>) -> BTreeSet<BTreeSet<Cow<'a, str>>> {
    let shares =
        |body: &BTreeSet<Cow<'a, str>>| bodies.iter().any(|other| other != body && !other.is_disjoint(body));
    bodies.iter().filter(|body| shares(body)).cloned().collect()
}

/// The responses of an operation: by its tables, its status tables and its examples.
fn responses(
    parts: &Parts<'_, '_>,
    index: usize,
    meanings: &BTreeMap<Status, String>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> BTreeMap<Status, Response> {
    let group = &parts.groups[index];
    let mut responses: BTreeMap<Status, Response> = BTreeMap::new();
    let mut listed: BTreeMap<Status, Span> = BTreeMap::new();
    for claim in &group.claims {
        for status in &claim.statuses {
            let response = responses.entry(status.status.value).or_default();
            listed.entry(status.status.value).or_insert(status.status.span);
            if response.description.is_empty() {
                response.description.clone_from(&status.meaning);
            }
        }
    }
    for (status, content) in parts.contents.responses(index) {
        responses.entry(status).or_default().content = Some(Box::new(content.clone()));
    }
    for placed in parts.placed.get(&index).into_iter().flatten() {
        if let Some(status) = placed.status {
            responses.entry(status).or_default();
        }
    }
    if responses.keys().all(|status| status.is_error()) {
        let finding = Finding::new(
            &rules::STATUS_DIFFERS,
            group.subject(),
            "no status of success is documented",
            group.claims[0].path.span,
        );
        findings.push(finding.decided("200"));
        responses.entry(Status::OK).or_default();
    }
    for (status, response) in &mut responses {
        if response.description.is_empty() {
            response.description =
                meanings.get(status).cloned().unwrap_or_else(|| reason(*status).to_owned());
        }
        if status.is_error() && response.content.is_none() {
            response.content = parts.bodies.error.as_deref().map(contents::structure).map(Box::new);
        }
    }
    headers(parts, index, &mut responses, ledger, findings);
    responses
}

/// Response headers, in the response that they are tabled under.
fn headers(
    parts: &Parts<'_, '_>,
    index: usize,
    responses: &mut BTreeMap<Status, Response>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    let group = &parts.groups[index];
    let first = responses.keys().copied().find(|status| status.is_success());
    let mut rows: BTreeMap<(Status, Cow<'_, str>), Vec<Sighting<'_>>> = BTreeMap::new();
    for table in
        group.claims.iter().flat_map(|claim| &claim.tables).filter(|table| table.role == Role::ResponseHeader)
    {
        let status = table.status.as_ref().map(|status| status.value).or(first).unwrap_or(Status::OK);
        for field in &table.fields {
            ledger.use_row(field.row);
            if field.name.value.eq_ignore_ascii_case("Content-Type") {
                // The body's media type says it.
                continue;
            }
            rows.entry((status, squash(&field.name.value))).or_default().push(Sighting {
                site: Site::of(index, table),
                spared: false,
                field,
            });
        }
    }
    for ((status, name), sightings) in rows {
        let subject = format!("{} {status} header {name}", group.subject());
        let property: Property =
            fields::merge(&subject, &name, &sightings, &parts.bodies.structures, parts.editions, findings);
        responses.entry(status).or_default().headers.push(property);
    }
}

/// The standard's phrase for a status, where the pages have no words for it.
fn reason(status: Status) -> &'static str {
    let code = match status {
        Status::Code(code) => code,
        Status::Class(class) => u16::from(class) * 100 + 99,
        Status::Other => return "Error",
    };
    match code {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        300 => "Multiple Choices",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => match code / 100 {
            1 => "Informational",
            2 => "Success",
            3 => "Redirection",
            4 => "Client Error",
            _ => "Server Error",
        },
    }
}
