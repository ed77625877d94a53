//! The list of operations, and the evidence of each.

use std::collections::HashMap;

use askama::Template;
use serde_json::Value;

use super::field::{Proof, card};
use super::{Page, Shared};
use crate::evidence::Evidence;
use crate::markdown::{Headings, to_html};
use crate::names::Names;
use crate::site::SiteError;
use crate::view::{Media, Operation, fields, type_of};

/// Operations of one tag.
pub(super) struct Chapter<'s> {
    pub(super) tag: &'s str,
    /// Its description as HTML.
    pub(super) description: String,
    pub(super) entries: Vec<Entry<'s>>,
}

/// An operation in a list.
pub(super) struct Entry<'s> {
    pub(super) operation: &'s Operation<'s>,
    /// Where it is shown best, from the folder of the language.
    pub(super) target: String,
    /// What else a search finds it by.
    pub(super) words: String,
}

/// All operations by their tags.
pub(super) fn index<'s>(shared: &Shared<'s>) -> Vec<Chapter<'s>> {
    let view = shared.view;
    let mut chapters: Vec<Chapter<'s>> = view
        .tags()
        .into_iter()
        .map(|(tag, text)| Chapter { tag, description: to_html(text, Headings::Inner), entries: Vec::new() })
        .collect();
    let at: HashMap<&str, usize> =
        chapters.iter().enumerate().map(|(at, chapter)| (chapter.tag, at)).collect();
    for operation in &view.operations {
        if let Some(at) = at.get(operation.tag()) {
            let entry = Entry { operation, target: shared.best(operation), words: words(shared, operation) };
            chapters[*at].entries.push(entry);
        }
    }
    chapters
}

/// The names of parameters and fields, for the search.
fn words(shared: &Shared<'_>, operation: &Operation<'_>) -> String {
    let view = shared.view;
    let mut words: Vec<String> = vec![operation.id.clone()];
    words.extend(operation.parameters(view, shared.words).into_iter().map(|field| field.name));
    for name in view.reached(bodies(shared, operation)) {
        words.push(name.to_owned());
        let schema = view.structure(name).unwrap_or(&Value::Null);
        words.extend(
            schema
                .get("properties")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone()),
        );
    }
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

/// The schemas of all bodies and headers.
fn bodies<'s>(shared: &Shared<'s>, operation: &'s Operation<'s>) -> Vec<&'s Value> {
    let view = shared.view;
    let request = operation.request(view).into_iter().flat_map(|body| body.media);
    let mut schemas: Vec<&'s Value> = request.map(|media| media.schema).collect();
    for response in operation.responses(view) {
        schemas.extend(response.media.iter().map(|media| media.schema));
        schemas.extend(response.headers.iter().map(|(_, schema)| *schema));
    }
    schemas
}

#[derive(Template)]
#[template(path = "operation.html")]
struct Evident<'s> {
    page: Page<'s>,
    operation: &'s Operation<'s>,
    /// Its description as HTML.
    description: String,
    proof: Proof,
    /// Cards of its parameters, as HTML.
    parameters: Vec<String>,
    request: Option<Content>,
    responses: Vec<Content>,
    /// Structures that its bodies are made of: the anchor, the name, and the section as HTML.
    structures: Vec<(String, &'s str, String)>,
}

/// Pieces of a type, each with the anchor of the structure that it names.
type Linked = Vec<(String, Option<String>)>;

/// A body as it is shown.
struct Content {
    /// The status of a response.
    status: String,
    required: bool,
    /// What it is, as HTML.
    description: String,
    /// Media types, each with pieces of its type and their anchors.
    media: Vec<(String, Linked)>,
    /// Names, types and descriptions of headers.
    headers: Vec<(String, String, String)>,
    /// Examples: what each shows, and its JSON.
    examples: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "structure.html")]
struct Structure {
    words: &'static crate::words::Words,
    proof: Proof,
    cards: Vec<String>,
    /// What it is, where it has no properties.
    ty: Linked,
}

/// The evidence of all operations, each with the name of its page.
pub(super) fn pages(
    shared: &Shared<'_>,
    evidence: &Evidence<'_>,
) -> Result<Vec<(String, String)>, SiteError> {
    let view = shared.view;
    // The names that structures have in links are the same on every page.
    let mut names = Names::default();
    let mut anchors: HashMap<&str, String> = HashMap::new();
    for operation in &view.operations {
        for name in view.reached(bodies(shared, operation)) {
            anchors.entry(name).or_insert_with(|| format!("structure-{}", names.give(name)));
        }
    }
    let anchor = |name: &str| anchors.get(name).cloned();
    let mut sections: HashMap<&str, String> = HashMap::new();
    let mut pages = Vec::new();
    for operation in &view.operations {
        let mut structures = Vec::new();
        for name in view.reached(bodies(shared, operation)) {
            if !sections.contains_key(name) {
                sections.insert(name, structure(shared, evidence, name, &anchor)?);
            }
            structures.push((anchor(name).unwrap_or_default(), name, sections[name].clone()));
        }
        let name = format!("operations/{}.html", operation.slug);
        let page = Evident {
            page: shared
                .page(&name, if operation.summary.is_empty() { &operation.id } else { operation.summary }),
            operation,
            description: to_html(operation.description, Headings::Inner),
            proof: Proof::new(evidence, &operation.subject(), shared.words),
            parameters: parameters(shared, evidence, operation, &anchor)?,
            request: operation.request(view).map(|body| Content {
                status: String::new(),
                required: body.required,
                description: to_html(body.description, Headings::Inner),
                media: media(&body.media, shared, &anchor),
                headers: Vec::new(),
                examples: examples(&body.media),
            }),
            responses: responses(shared, operation, &anchor),
            structures,
        };
        pages.push((name, page.render()?));
    }
    Ok(pages)
}

fn parameters(
    shared: &Shared<'_>,
    evidence: &Evidence<'_>,
    operation: &Operation<'_>,
    anchor: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<String>, SiteError> {
    let mut names = Names::default();
    let fields = operation.parameters(shared.view, shared.words).into_iter();
    let card = |field: crate::view::Field| {
        let own = format!("parameter-{}", names.give(&format!("{} {}", field.place, field.name)));
        Ok(card(field, own, evidence, shared.words, anchor).render()?)
    };
    fields.map(card).collect()
}

fn structure(
    shared: &Shared<'_>,
    evidence: &Evidence<'_>,
    name: &str,
    anchor: &dyn Fn(&str) -> Option<String>,
) -> Result<String, SiteError> {
    let schema = shared.view.structure(name).unwrap_or(&Value::Null);
    let own = anchor(name).unwrap_or_default();
    let mut names = Names::default();
    let card = |field: crate::view::Field| {
        let own = format!("{own}-{}", names.give(&field.name));
        Ok(card(field, own, evidence, shared.words, anchor).render()?)
    };
    let structure = Structure {
        words: shared.words,
        proof: Proof::new(evidence, name, shared.words),
        cards: fields(name, schema, shared.words).into_iter().map(card).collect::<Result<_, SiteError>>()?,
        ty: linked(schema, shared, anchor),
    };
    Ok(structure.render()?)
}

fn linked(schema: &Value, shared: &Shared<'_>, anchor: &dyn Fn(&str) -> Option<String>) -> Linked {
    let parts = type_of(schema, shared.words).into_iter();
    parts.map(|part| (part.text, part.structure.as_deref().and_then(anchor))).collect()
}

fn media(
    media: &[Media<'_>],
    shared: &Shared<'_>,
    anchor: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, Linked)> {
    media.iter().map(|media| (media.kind.to_owned(), linked(media.schema, shared, anchor))).collect()
}

fn responses(
    shared: &Shared<'_>,
    operation: &Operation<'_>,
    anchor: &dyn Fn(&str) -> Option<String>,
) -> Vec<Content> {
    let header = |(name, schema): &(&str, &Value)| {
        let ty = super::plain(&type_of(schema, shared.words));
        ((*name).to_owned(), ty, crate::view::text(schema, "description").to_owned())
    };
    let responses = operation.responses(shared.view).into_iter();
    responses
        .map(|response| Content {
            status: response.status.to_owned(),
            required: false,
            description: to_html(response.description, Headings::Inner),
            media: media(&response.media, shared, anchor),
            headers: response.headers.iter().map(header).collect(),
            examples: examples(&response.media),
        })
        .collect()
}

/// Examples as indented JSON.
pub(super) fn examples(media: &[Media<'_>]) -> Vec<(String, String)> {
    let examples = media.iter().flat_map(|media| &media.examples);
    examples
        .map(|(summary, value)| {
            let json = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
            ((*summary).to_owned(), json)
        })
        .collect()
}
