//! What bodies carry: a structure, a list of one, bytes; and in which media types.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Content, Schema, Shape, Type};
use crate::claim::{Direction, FieldClaim, OperationClaim, Role};
use crate::finding::{Finding, counted};
use crate::grammar::media_types;
use crate::json::{Node, NodeKind};
use crate::rules;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::captions::{ROOT_NAMES, is_any_key};

use super::bodies::Bodies;
use super::exhibits::{Placed, by_group};
use super::groups::Group;
use super::references::references;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
/// Media types of forms, the one that takes files first.
const FORMS: &[&str] = &["multipart/form-data", "application/x-www-form-urlencoded"];
const CONTENT_TYPE: &str = "Content-Type";

/// What the bodies of all operations carry.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    bodies: BTreeMap<(usize, Option<Status>), Box<Content>>,
    /// The rows of bodies that are a row's.
    rows: BTreeMap<(usize, Option<Status>), Vec<Span>>,
}

impl Contents {
    /// The body of a group's request, or of its response with a status.
    pub(crate) fn get(&self, group: usize, status: Option<Status>) -> Option<&Content> {
        self.bodies.get(&(group, status)).map(AsRef::as_ref)
    }

    /// What each body carries, by its group and status.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = ((usize, Option<Status>), &Shape)> {
        self.bodies.iter().map(|(body, content)| (*body, &content.shape))
    }

    /// The same, to be widened.
    pub(crate) fn get_mut(&mut self, group: usize, status: Option<Status>) -> Option<&mut Shape> {
        self.bodies.get_mut(&(group, status)).map(|content| &mut content.shape)
    }

    /// The responses of a group that have a body, by status.
    pub(crate) fn responses(&self, group: usize) -> impl Iterator<Item = (Status, &Content)> {
        let all = self.bodies.range((group, Some(Status::Code(0)))..(group + 1, None));
        all.filter_map(|((_, status), content)| Some(((*status)?, content.as_ref())))
    }

    /// The values of a body that is one of several.
    fn one_of(
        &mut self,
        body: (usize, Option<Status>),
        schemas: &BTreeMap<String, Schema>,
        names: &[String],
    ) -> Shape {
        let mut shapes = names.iter().map(|name| self.root(body, schemas, name));
        let mut shape = shapes.next().unwrap_or_default();
        // The structures of bodies have different names.
        for ty in shapes.flat_map(|other| other.types) {
            if matches!(ty, Type::Ref(_)) || !shape.types.contains(&ty) {
                shape.types.push(ty);
            }
        }
        shape
    }

    /// The values of a body: its structure, or what the table's only row says of a body without a name.
    fn root(
        &mut self,
        body: (usize, Option<Status>),
        schemas: &BTreeMap<String, Schema>,
        name: &str,
    ) -> Shape {
        let properties = schemas.get(name).map(|schema| &schema.properties);
        let only = properties.filter(|all| all.len() == 1).and_then(|all| all.first());
        let Some((row, property)) = only else { return of(Type::Ref(name.to_owned())) };
        let whole = ROOT_NAMES.contains(&row.to_lowercase().as_str());
        if !whole && !is_any_key(row) {
            return of(Type::Ref(name.to_owned()));
        }
        self.rows.entry(body).or_default().extend(&property.witnesses);
        let shape = property.shape.clone();
        if whole { shape } else { of(Type::Map(Box::new(shape))) }
    }

    /// Structures that bodies name and no table describes, with the places that name them.
    pub(crate) fn undefined(&self, schemas: &BTreeMap<String, Schema>) -> BTreeMap<String, Vec<Span>> {
        let mut undefined: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        for (key, witnesses) in &self.rows {
            let types =
                self.bodies.get(key).map(|content| content.shape.types.as_slice()).unwrap_or_default();
            for name in types.iter().flat_map(references).filter(|name| !schemas.contains_key(*name)) {
                undefined.entry(name.to_owned()).or_default().extend(witnesses);
            }
        }
        undefined
    }

    /// The structures that bodies name.
    pub(crate) fn references(&self) -> impl Iterator<Item = &str> {
        self.requested().chain(self.answered())
    }

    /// The structures that requests name.
    pub(crate) fn requested(&self) -> impl Iterator<Item = &str> {
        self.named(false)
    }

    /// The structures that responses name.
    pub(crate) fn answered(&self) -> impl Iterator<Item = &str> {
        self.named(true)
    }

    fn named(&self, answered: bool) -> impl Iterator<Item = &str> {
        let bodies = self.bodies.iter().filter(move |((_, status), _)| status.is_some() == answered);
        bodies.flat_map(|(_, content)| content.shape.types.iter().flat_map(references))
    }

    /// What responses carry.
    pub(crate) fn responses_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        let bodies = self.bodies.iter_mut().filter(|((_, status), _)| status.is_some());
        bodies.map(|(_, content)| &mut content.shape)
    }
}

/// Decides what each body carries. Schemas that stand for a body which is no structure go.
pub(crate) fn contents(
    groups: &[Group<'_>],
    bodies: &Bodies<'_>,
    schemas: &mut BTreeMap<String, Schema>,
    placed: &[Placed<'_>],
    findings: &mut Vec<Finding>,
) -> Contents {
    let mut contents = Contents::default();
    for (index, group) in groups.iter().enumerate() {
        let stated = Stated::of(group);
        if let Some(names) = bodies.requests.get(&index) {
            let shape = contents.one_of((index, None), schemas, names);
            let content = request(group, shape, &stated.request, schemas);
            contents.bodies.insert((index, None), content.into());
        } else if let Some(content) = undocumented(group, &stated.request, findings) {
            contents.bodies.insert((index, None), content.into());
        }
        for (status, names) in bodies.of(index) {
            let media = if status.is_success() { stated.response.as_slice() } else { &[] };
            let shape = contents.one_of((index, Some(status)), schemas, names);
            let content = response(shape, media, schemas);
            contents.bodies.insert((index, Some(status)), content.into());
        }
        if let Some(status) = success_without_body(group, bodies, index)
            && let Some(media) = stated.response.iter().find(|media| !is_json(media))
        {
            let format = if media.starts_with("text/") { None } else { Some("binary") };
            let content = Content { shape: of(Type::String(format)), media: vec![media.clone()] };
            contents.bodies.insert((index, Some(status)), content.into());
        }
    }
    // Examples of the common error body, under statuses for which no table describes one.
    for placed in placed {
        let content = || structure(&placed.schema).into();
        contents.bodies.entry((placed.group, placed.status)).or_insert_with(content);
    }
    lists(&mut contents, schemas, placed, findings);
    drop_unnamed(schemas, bodies, &contents);
    contents
}

/// The body that is a structure, as JSON.
pub(crate) fn structure(name: &str) -> Content {
    Content { shape: of(Type::Ref(name.to_owned())), media: vec![JSON.to_owned()] }
}

/// The media types that the pages of an operation state, by direction, each once.
#[derive(Default)]
struct Stated {
    request: Vec<String>,
    response: Vec<String>,
}

impl Stated {
    fn of(group: &Group<'_>) -> Self {
        let mut stated = Self::default();
        for claim in &group.claims {
            for (direction, media) in of_claim(claim) {
                let list =
                    if direction == Direction::Request { &mut stated.request } else { &mut stated.response };
                if !list.contains(&media) {
                    list.push(media);
                }
            }
        }
        stated
    }
}

/// The media types that a page states: in rows of headers, in sentences, in examples.
fn of_claim(claim: &OperationClaim) -> Vec<(Direction, String)> {
    let headers =
        claim.tables.iter().filter(|table| matches!(table.role, Role::Header | Role::ResponseHeader));
    let rows = headers.flat_map(|table| table.fields.iter().map(move |field| (table.direction, field)));
    let of_rows = rows
        .filter(|(_, field)| field.name.value.eq_ignore_ascii_case(CONTENT_TYPE))
        .flat_map(|(direction, field)| of_row(field).into_iter().map(move |media| (direction, media)));
    of_rows.chain(claim.media.iter().map(|claim| (claim.direction, claim.media.value.clone()))).collect()
}

fn of_row(field: &FieldClaim) -> Vec<String> {
    let cells = field.cells.iter().flat_map(|cells| [&cells.value, &cells.description]);
    let texts = cells.flatten().map(|cell| cell.as_str());
    texts.flat_map(media_types).map(|(media, _)| media).collect()
}

fn is_json(media: &str) -> bool {
    media.contains("json")
}

fn of(ty: Type) -> Shape {
    Shape { types: vec![ty], ..Shape::default() }
}

fn is_bytes(shape: &Shape) -> bool {
    matches!(shape.types.as_slice(), [Type::String(Some("binary"))])
}

/// The fields of the structure that a body is which carry bytes, and how many fields there are.
fn bytes_among(schemas: &BTreeMap<String, Schema>, shape: &Shape) -> (usize, usize) {
    let [Type::Ref(name)] = shape.types.as_slice() else { return (0, 0) };
    let Some(schema) = schemas.get(name) else { return (0, 0) };
    let bytes = schema.properties.values().filter(|property| is_bytes(&property.shape)).count();
    (bytes, schema.properties.len())
}

fn request(
    group: &Group<'_>,
    shape: Shape,
    stated: &[String],
    schemas: &BTreeMap<String, Schema>,
) -> Content {
    let among = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
        stated.iter().filter(|media| fits(media)).cloned().collect()
    };
    let forms = among(&|media| FORMS.contains(&media));
    let others = among(&|media| !FORMS.contains(&media) && !is_json(media));
    let tables = group.claims.iter().flat_map(|claim| &claim.tables);
    let form = tables.filter(|table| table.role == Role::Body).any(|table| table.form);
    let (bytes, fields) = bytes_among(schemas, &shape);
    if is_bytes(&shape) {
        return Content { shape, media: or(others, BYTES) };
    }
    if form || !forms.is_empty() {
        return Content { shape, media: or(forms, FORMS[0]) };
    }
    // The bytes of a file are the body itself, or JSON could not carry them.
    if bytes == 1 && fields == 1 && others.iter().any(|media| media == BYTES) {
        return Content { shape: of(Type::String(Some("binary"))), media: vec![BYTES.to_owned()] };
    }
    if bytes > 0 {
        return Content { shape, media: vec![FORMS[0].to_owned()] };
    }
    let json = among(&is_json);
    Content { shape, media: if json.is_empty() { or(others, JSON) } else { json } }
}

/// The body of a request that the page speaks of, and no table describes: a form or bytes.
fn undocumented(group: &Group<'_>, stated: &[String], findings: &mut Vec<Finding>) -> Option<Content> {
    let media = stated.iter().find(|media| FORMS.contains(&media.as_str()) || *media == BYTES)?;
    if !matches!(group.method.as_str(), "POST" | "PUT" | "PATCH") {
        return None;
    }
    let ty = if media == BYTES { Type::String(Some("binary")) } else { Type::Object };
    let message = format!("the request carries {media}, and no table describes it");
    let path = group.claims[0].path.span;
    let finding = Finding::new(&rules::BODY_UNDOCUMENTED, group.subject(), message, path);
    findings.push(finding.decided("a body about which nothing else is known"));
    Some(Content { shape: of(ty), media: vec![media.clone()] })
}

fn response(shape: Shape, stated: &[String], schemas: &BTreeMap<String, Schema>) -> Content {
    let others: Vec<String> = stated.iter().filter(|media| !is_json(media)).cloned().collect();
    if is_bytes(&shape) || bytes_among(schemas, &shape) == (1, 1) {
        return Content { shape: of(Type::String(Some("binary"))), media: or(others, BYTES) };
    }
    let json: Vec<String> = stated.iter().filter(|media| is_json(media)).cloned().collect();
    Content { shape, media: or(json, JSON) }
}

fn or(media: Vec<String>, default: &str) -> Vec<String> {
    if media.is_empty() { vec![default.to_owned()] } else { media }
}

/// The status of success of an operation for which no table describes a body, where it may have one.
fn success_without_body(group: &Group<'_>, bodies: &Bodies<'_>, index: usize) -> Option<Status> {
    let mut statuses =
        group.claims.iter().flat_map(|claim| &claim.statuses).map(|status| status.status.value);
    let status = statuses.find(|status| status.is_success()).unwrap_or(Status::OK);
    let has_body = bodies.of(index).any(|(status, _)| status.is_success());
    (!has_body && !status.is_bodiless()).then_some(status)
}

/// Bodies that are documented as a structure, and of which examples show a list.
fn lists(
    contents: &mut Contents,
    schemas: &BTreeMap<String, Schema>,
    placed: &[Placed<'_>],
    findings: &mut Vec<Finding>,
) {
    let placed = by_group(placed);
    for ((group, status), content) in &mut contents.bodies {
        let [Type::Ref(name)] = content.shape.types.as_slice() else { continue };
        let own = placed.get(group).into_iter().flatten().filter(|placed| {
            let of_request = placed.direction == Direction::Request && status.is_none();
            of_request || status.is_some() && placed.status == *status
        });
        let shown: Vec<(&Node, Span)> = own
            .filter_map(|placed| placed.example.body.as_ref())
            .map(|body| (&*body.value, body.span(&body.value)))
            .collect();
        let lists: Vec<Span> = shown
            .iter()
            .filter(|(node, _)| shows_list_of(node, schemas.get(name)))
            .map(|(_, span)| *span)
            .collect();
        let Some((first, others)) = lists.split_first() else { continue };
        let list = Type::Array(Box::new(of(Type::Ref(name.clone()))));
        let all = lists.len() == shown.len();
        let message =
            format!("documented as a structure, and a list of it in {}", counted(lists.len(), "example"));
        let verdict = if all { "a list of it (rule 4)" } else { "both are accepted (rule 4)" };
        let finding = Finding::new(&rules::EXAMPLE_TYPE, name, message, *first);
        findings.push(finding.with(others.iter().copied()).decided(verdict));
        if all {
            content.shape.types = vec![list];
        } else {
            content.shape.types.push(list);
        }
    }
}

/// Whether a value is a list of objects that have fields of a structure.
fn shows_list_of(node: &Node, schema: Option<&Schema>) -> bool {
    let elements = node.elements();
    let known = |element: &Node| {
        element.members().iter().any(|member| schema.is_some_and(|s| s.properties.contains_key(&*member.key)))
    };
    matches!(node.kind, NodeKind::Array(_)) && !elements.is_empty() && elements.iter().all(known)
}

/// Schemas that were made for a body and that the body turned out not to be.
fn drop_unnamed(schemas: &mut BTreeMap<String, Schema>, bodies: &Bodies<'_>, contents: &Contents) {
    let named: BTreeSet<&str> = contents.references().collect();
    let unnamed = |name: &String| {
        bodies.roots.contains(name) && bodies.error.as_ref() != Some(name) && !named.contains(name.as_str())
    };
    let gone: Vec<String> = schemas.keys().filter(|name| unnamed(name)).cloned().collect();
    gone.iter().for_each(|name| {
        schemas.remove(name);
    });
}
