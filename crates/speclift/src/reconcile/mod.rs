//! Reconciling: claims that disagree become one API, by stated rules.
//!
//! The order: editions are ranked, spellings of names joined, operations grouped, structures of one name
//! told apart, tables sorted by the schema that they describe, each schema's rows merged, and at last all examples held against the
//! result. Every decision that a page may dispute is a finding with all its witnesses. What does not depend on each other
//! is decided in parallel, each with findings and accounts of its own that are joined in order.

mod alternatives;
mod bodies;
mod both_ways;
mod catalogue;
mod chapters;
mod common_headers;
mod contents;
mod editions;
mod evidence;
mod exhibits;
mod fields;
mod groups;
mod identifiers;
mod likely;
mod limits;
mod lists;
mod names;
mod namesakes;
mod objects;
mod operations;
mod parameters;
mod patterns;
mod permissions;
mod placeholders;
mod queries;
mod references;
mod roots;
mod routes;
mod shown_queries;
mod similar;
mod sisters;
mod statuses;
mod structures;
mod tags;
mod timestamps;
mod tour;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::api::{Api, ErrorCode, Operation, Origin, Permissions, Schema, Token, Type};
use crate::claim::{Claims, Direction, Ledger};
use crate::finding::Finding;
use crate::rules;
use crate::source::Sources;

pub use fields::describe;

use bodies::Bodies;
use chapters::Chapters;
use contents::Contents;
use editions::Editions;
use evidence::Exhibit;
use exhibits::Placed;
use groups::Group;
use likely::Likely;
use references::references;
use routes::Routes;

/// What reconciling gives.
#[derive(Debug, Default)]
pub struct Reconciled {
    /// The API.
    pub api: Api,
    /// What disagreed, and what was decided.
    pub findings: Vec<Finding>,
}

/// Decides what the API is. Rows and code blocks that are used or reported are entered into the ledger.
pub fn reconcile(sources: &Sources, claims: &Claims, ledger: &mut Ledger) -> Reconciled {
    let mut findings = Vec::new();
    let editions = Editions::new(sources, claims);
    let mut of_groups = Vec::new();
    let (names, groups) = rayon::join(
        || names::names(claims, &mut findings),
        || groups::groups(claims, &Chapters::new(sources, claims), &editions, &mut of_groups),
    );
    findings.append(&mut of_groups);
    let bodies = bodies::bodies(&groups, names, ledger, &mut findings);
    let (mut schemas, beside) = rayon::join(
        || schemas(&bodies, &editions, &mut findings),
        || Beside::new(claims, &groups, &editions),
    );
    for (name, title) in &bodies.titles {
        if let Some(schema) = schemas.get_mut(name) {
            schema.title = Some(title.clone());
        }
    }
    let routes = Routes::new(&groups);
    let mut placed = exhibits::place(claims, &groups, &routes, &bodies, &schemas, ledger, &mut findings);
    let mut contents = contents::contents(&groups, &bodies, &mut schemas, &placed, &mut findings);
    let likely = Likely::new(&schemas, &contents);
    placed.retain(|placed| witness(placed, &likely, &schemas, ledger, &mut findings));
    let named = contents.undefined(&schemas);
    let shown = exhibits(&placed, &likely);
    objects::recognise(&mut schemas, &shown, &mut findings);
    lists::widen(&mut schemas, &shown, &mut findings);
    let lacks = evidence::lacking(&schemas, &shown);
    both_ways::tell_apart(&mut schemas, &mut contents, lacks, &mut findings);
    roots::widen(&mut contents, &placed, &mut findings);
    let exhibits = exhibits(&placed, &Likely::new(&schemas, &contents));
    let (mended, times) = rayon::join(
        || evidence::weigh(&mut schemas, &exhibits, named, &mut findings),
        || timestamps::shown(exhibits.iter().map(|(_, exhibit)| exhibit.body)),
    );
    let parts = operations::Parts {
        claims,
        groups: &groups,
        bodies: &bodies,
        contents: &contents,
        placed: &exhibits::by_group(&placed),
        mended: &mended,
        queries: &shown_queries::shown_queries(claims, &groups, &routes),
        editions: &editions,
        token: beside.token,
        permissions: &beside.permissions,
    };
    let mut of_operations = Vec::new();
    ledger.append(beside.ledger);
    let ((), operations) = rayon::join(
        || {
            sisters::widen(&mut schemas, contents.answered(), &mut findings);
            timestamps::zones(&mut schemas, times, &mut findings);
            unused(&schemas, &bodies, &contents, &mut findings);
        },
        || operations::operations(&parts, ledger, &mut of_operations),
    );
    findings.extend(beside.findings);
    findings.append(&mut of_operations);
    undefined(&mut schemas, &operations, &mut findings);
    let mut titles: Vec<_> = claims.titles.iter().collect();
    titles.sort_by_key(|title| editions.key(title.span));
    let api = Api {
        title: titles.first().map(|title| title.value.clone()).unwrap_or_default(),
        edition: editions.newest().map(str::to_owned),
        tags: tags::tags(claims, &groups, &editions, ledger, &mut findings),
        operations,
        schemas,
        error_schema: bodies.error,
        errors: beside.errors,
    };
    Reconciled { api, findings }
}

/// What is decided beside structures and operations, and depends on neither.
struct Beside {
    errors: Vec<ErrorCode>,
    token: Token,
    permissions: BTreeMap<usize, Permissions>,
    ledger: Ledger,
    findings: Vec<Finding>,
}

impl Beside {
    fn new(claims: &Claims, groups: &[Group<'_>], editions: &Editions) -> Self {
        let (mut ledger, mut findings) = (Ledger::default(), Vec::new());
        let errors = catalogue::catalogue(claims, editions, &mut ledger, &mut findings);
        let token = common_headers::token(claims, &mut ledger, &mut findings);
        let permissions = permissions::permissions(claims, groups, &mut ledger, &mut findings);
        Self { errors, token, permissions, ledger, findings }
    }
}

/// The bodies of examples, each with what it can be of what its place carries.
fn exhibits<'a, 'c>(placed: &[Placed<'a>], likely: &Likely<'c, '_>) -> Vec<(Cow<'c, [Type]>, Exhibit<'a>)> {
    let exhibit = |placed: &Placed<'a>| {
        let sent = placed.direction == Direction::Request;
        Some((likely.of(placed)?, Exhibit { body: placed.example.body.as_ref()?, sent }))
    };
    placed.iter().filter_map(exhibit).collect()
}

/// Makes one schema of the tables of each structure. No schema depends on another here, so they are made in
/// parallel.
fn schemas(
    bodies: &Bodies<'_>,
    editions: &Editions,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, Schema> {
    let made: Vec<(&String, Schema, Vec<Finding>)> = bodies
        .parts
        .par_iter()
        .map(|(name, parts)| {
            let mut findings = Vec::new();
            let schema = structures::schema(name, parts, &bodies.structures, editions, &mut findings);
            (name, schema, findings)
        })
        .collect();
    made.into_iter()
        .map(|(name, schema, found)| {
            findings.extend(found);
            (name.clone(), schema)
        })
        .collect()
}

/// Whether an example is a witness; enters it into the ledger, and tells what was mended or left out.
fn witness(
    placed: &Placed<'_>,
    likely: &Likely<'_, '_>,
    schemas: &BTreeMap<String, Schema>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> bool {
    let Some(body) = &placed.example.body else { return false };
    let Some(types) = likely.of(placed) else { return false };
    let blocks = &placed.example.blocks;
    if let Some(node) = placeholders::placeholder(schemas, &types, &body.value) {
        let finding = Finding::new(
            &rules::EXAMPLE_PLACEHOLDER,
            &placed.schema,
            "the example shows type words in place of values",
            body.span(node),
        );
        findings.push(finding.decided("no witness of types, and left out"));
        blocks.iter().for_each(|span| ledger.report_code(*span));
        return false;
    }
    if !evidence::accepts(&types, &body.value) {
        let documented = match types.as_ref() {
            [Type::Ref(_)] => "a structure".to_owned(),
            types => types.iter().map(describe).collect::<Vec<_>>().join(" or "),
        };
        let message = format!("documented as {documented}, and the example is none");
        let finding = Finding::new(&rules::EXAMPLE_TYPE, &placed.schema, message, body.span(&body.value));
        findings.push(finding.decided("no witness of types, and left out"));
        blocks.iter().for_each(|span| ledger.report_code(*span));
        return false;
    }
    for mended in &body.mends {
        findings.push(match &mended.repeats {
            Some(first) => {
                let message = format!("an object of the example has the key `{}` twice", first.value);
                Finding::new(&rules::EXAMPLE_DUPLICATE_KEY, &placed.schema, message, mended.span)
                    .with([first.span])
                    .decided("the last value counts")
            }
            None => Finding::new(&rules::EXAMPLE_MENDED, &placed.schema, mended.what.clone(), mended.span)
                .decided("read as what is meant"),
        });
    }
    blocks.iter().for_each(|span| ledger.use_code(*span));
    true
}

/// Structures that only parameters and headers name, and no table describes.
fn undefined(schemas: &mut BTreeMap<String, Schema>, operations: &[Operation], findings: &mut Vec<Finding>) {
    for operation in operations {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.property);
        let headers = operation.responses.values().flat_map(|response| &response.headers);
        for property in parameters.chain(headers) {
            for name in property.shape.types.iter().flat_map(references) {
                if schemas.contains_key(name) {
                    continue;
                }
                if let Some(witness) = property.witnesses.first() {
                    let message = "named by a type, and described by no table";
                    let finding = Finding::new(&rules::SCHEMA_UNDEFINED, name, message, *witness);
                    findings.push(finding.decided("a free-form object (rule 6)"));
                }
                let schema = Schema {
                    origin: Origin::Named,
                    witnesses: property.witnesses.clone(),
                    ..Schema::default()
                };
                schemas.insert(name.to_owned(), schema);
            }
        }
    }
}

/// Structures that no body leads to.
fn unused(
    schemas: &BTreeMap<String, Schema>,
    bodies: &Bodies<'_>,
    contents: &Contents,
    findings: &mut Vec<Finding>,
) {
    let mut named: BTreeSet<&str> = contents.references().collect();
    for property in schemas.values().flat_map(|schema| schema.properties.values()) {
        named.extend(property.shape.types.iter().flat_map(references));
    }
    for (name, schema) in schemas {
        if bodies.roots.contains(name) || named.contains(name.as_str()) {
            continue;
        }
        let Some(first) = schema.witnesses.first() else { continue };
        let finding =
            Finding::new(&rules::SCHEMA_UNUSED, name, "described by a table, and named by no type", *first);
        findings.push(
            finding
                .with(schema.witnesses[1..].iter().copied())
                .decided("kept in the document, referenced by nothing"),
        );
    }
}
