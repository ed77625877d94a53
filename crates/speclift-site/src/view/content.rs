//! Bodies.

use serde_json::Value;

use super::{View, elements, members, text};

/// A request body.
#[derive(Debug)]
pub(crate) struct Body<'d> {
    pub(crate) required: bool,
    pub(crate) description: &'d str,
    pub(crate) media: Vec<Media<'d>>,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Response<'d> {
    pub(crate) status: &'d str,
    pub(crate) description: &'d str,
    pub(crate) media: Vec<Media<'d>>,
    /// Its headers: name and schema.
    pub(crate) headers: Vec<(&'d str, &'d Value)>,
}

/// What a body is in one media type.
#[derive(Debug)]
pub(crate) struct Media<'d> {
    pub(crate) kind: &'d str,
    pub(crate) schema: &'d Value,
    /// What each example shows, and its value.
    pub(crate) examples: Vec<(&'d str, &'d Value)>,
}

impl<'d> Body<'d> {
    pub(super) fn new(body: &'d Value, view: &View<'d>) -> Self {
        Self {
            required: body.get("required") == Some(&Value::Bool(true)),
            description: text(body, "description"),
            media: media(body, view),
        }
    }
}

impl<'d> Response<'d> {
    pub(super) fn new(status: &'d str, response: &'d Value, view: &View<'d>) -> Self {
        let header = |(name, header): (&'d String, &'d Value)| {
            let header = view.resolve(header);
            (name.as_str(), header.get("schema").unwrap_or(&Value::Null))
        };
        Self {
            status,
            description: text(response, "description"),
            media: media(response, view),
            headers: members(response, "headers").map(header).collect(),
        }
    }
}

fn media<'d>(body: &'d Value, view: &View<'d>) -> Vec<Media<'d>> {
    members(body, "content")
        .map(|(kind, media)| {
            let one = media.get("example").map(|value| ("", value));
            let named = members(media, "examples").filter_map(|(_, example)| {
                let example = view.resolve(example);
                Some((text(example, "summary"), example.get("value")?))
            });
            let schema = media.get("schema").unwrap_or(&Value::Null);
            let of_schema = schema.get("example").into_iter().chain(elements(schema, "examples"));
            let mut examples: Vec<_> = one.into_iter().chain(named).collect();
            if examples.is_empty() {
                examples.extend(of_schema.map(|value| ("", value)));
            }
            Media { kind, schema, examples }
        })
        .collect()
}
