//! The reference: a page around Swagger UI, and the document that it shows.

use askama::Template;
use serde_json::Value;

use super::operation::Chapter;
use super::{Page, Shared};
use crate::dialect::{Kind, walk};
use crate::markdown;
use crate::view::View;

#[derive(Template)]
#[template(path = "reference.html")]
pub(super) struct Reference<'s> {
    page: Page<'s>,
    chapters: &'s [Chapter<'s>],
}

pub(super) fn page<'s>(shared: &Shared<'s>, chapters: &'s [Chapter<'s>]) -> Reference<'s> {
    Reference { page: shared.page("reference.html", shared.words.reference), chapters }
}

/// The document as a script, for a page that is opened from disk may not fetch a file.
///
/// The operations are called by the names of their pages, so that the links to them are the same in each language and
/// have no characters that links break at; and the renderer takes HTML in texts for HTML, so none is left.
pub(super) fn script(document: &Value, view: &View<'_>) -> String {
    let mut document = document.clone();
    if let Some(members) = document.as_object_mut() {
        members.retain(|key, _| !key.starts_with("x-"));
    }
    for operation in &view.operations {
        let method = operation.method.to_lowercase();
        if let Some(members) = document["paths"][operation.path][&method].as_object_mut() {
            members.insert("operationId".to_owned(), operation.slug.replace('-', "_").into());
        }
    }
    quiet(&mut document);
    // The escapes keep the script one where it is put into a page, or read by what breaks lines at these.
    let json = document
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("window.speclift = {{\"document\": {json}}};\n")
}

/// Takes HTML out of all descriptions; values of the API that look like some are left alone.
fn quiet(document: &mut Value) {
    walk(document, &mut |kind, _, node| {
        describe(node);
        let texts: &[&str] = match kind {
            Kind::Document => &["info", "externalDocs", "tags", "servers"],
            Kind::Parameter | Kind::MediaType => &["examples"],
            Kind::PathItem | Kind::Operation => &["servers", "externalDocs"],
            Kind::Components => &["examples", "links"],
            _ => &[],
        };
        for key in texts {
            match node.get_mut(*key) {
                Some(Value::Array(list)) => list.iter_mut().for_each(within),
                Some(value) => within(value),
                None => {}
            }
        }
    });
}

/// The description of a value, and of the values in it, as servers have variables and examples stand in a map.
fn within(value: &mut Value) {
    describe(value);
    for (key, inner) in value.as_object_mut().into_iter().flatten() {
        if key != "value" && key != "variables" {
            describe(inner);
        }
        if key == "variables" {
            inner.as_object_mut().into_iter().flatten().for_each(|(_, variable)| describe(variable));
        }
    }
}

fn describe(value: &mut Value) {
    if let Some(Value::String(text)) = value.get_mut("description") {
        *text = markdown::quiet(text);
    }
}
