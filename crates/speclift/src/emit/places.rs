//! Where the parts of the document come from: each place of the document with its witnesses.

use std::collections::BTreeMap;

use crate::api::{Api, Content, Example, Place, Property, Shape, Type};
use crate::source::{Sources, Span};

/// How many characters of a text tell where it is, where a page breaks the rest in a way of its own.
const START: usize = 6;

/// Places of a document, called as [`Text::place`](crate::localise::Text) does, and who bears witness to each.
#[derive(Debug, Clone, Default)]
pub struct Places {
    spans: BTreeMap<String, Vec<Span>>,
}

impl Places {
    /// The places of the document that an API is written as.
    pub fn new(api: &Api) -> Self {
        let mut places = Self::default();
        for operation in &api.operations {
            let place = format!("/paths/{}/{}", escape(&operation.path), operation.method.to_lowercase());
            for parameter in &operation.parameters {
                let (kind, name) = (word(parameter.place), &parameter.property.name);
                places.add(
                    format!("{place}/parameters/{kind} {}", escape(name)),
                    &parameter.property.witnesses,
                );
            }
            if let Some(body) = &operation.request {
                places.examples(&format!("{place}/requestBody"), &body.content, &body.examples);
            }
            for (status, response) in &operation.responses {
                let place = format!("{place}/responses/{status}");
                for header in &response.headers {
                    places.add(format!("{place}/headers/{}", escape(&header.name)), &header.witnesses);
                }
                if let Some(content) = &response.content {
                    places.examples(&place, content, &response.examples);
                }
            }
            // A chapter is where its first operation is.
            places.first(format!("/tags/{}", escape(&operation.tag)), &operation.witnesses);
            places.add(place, &operation.witnesses);
        }
        for (name, schema) in &api.schemas {
            let place = format!("/components/schemas/{}", escape(name));
            schema.properties.values().for_each(|property| places.property(&place, property));
            places.add(place, &schema.witnesses);
        }
        for error in &api.errors {
            places.add(format!("/x-error-codes/{}", escape(&error.code)), &error.witnesses);
        }
        places
    }

    fn add(&mut self, place: String, witnesses: &[Span]) {
        self.spans.entry(place).or_default().extend(witnesses);
    }

    fn first(&mut self, place: String, witnesses: &[Span]) {
        self.spans.entry(place).or_insert_with(|| witnesses.to_vec());
    }

    fn examples(&mut self, place: &str, content: &Content, examples: &[Example]) {
        for media in &content.media {
            for (i, example) in examples.iter().enumerate() {
                let place = format!("{place}/content/{}/examples/example{}", escape(media), i + 1);
                self.add(place, &[example.witness]);
            }
        }
    }

    fn property(&mut self, of: &str, property: &Property) {
        let place = format!("{of}/properties/{}", escape(&property.name));
        self.shape(&place, &property.shape);
        self.add(place, &property.witnesses);
    }

    fn shape(&mut self, place: &str, shape: &Shape) {
        for ty in &shape.types {
            match ty {
                Type::Inline(properties) => properties.values().for_each(|inner| self.property(place, inner)),
                Type::Array(of) => self.shape(&format!("{place}/items"), of),
                Type::Map(of) => self.shape(&format!("{place}/additionalProperties"), of),
                _ => {}
            }
        }
    }

    /// The witness of a text at a place: of all witnesses of the place, or of what it is part of, the one that has
    /// the text; else the text itself, nearest before the first of them, as a title stands before what it names; else
    /// the first.
    pub fn witness(&self, place: &str, text: &str, sources: &Sources) -> Option<Span> {
        let mut inner = place;
        let spans = loop {
            match self.spans.get(inner) {
                Some(spans) if !spans.is_empty() => break spans,
                _ => inner = inner.rsplit_once('/')?.0,
            }
        };
        let wanted = squeezed(text);
        let start: String = wanted.chars().take(START).collect();
        let has = |span: &&Span, words: &str| {
            let text = &sources.get(span.source).text;
            text.get(span.range()).is_some_and(|text| squeezed(text).contains(words))
        };
        let before = |span: &Span| {
            let page = sources.get(span.source).text.get(..span.range().start)?;
            let at = page.rfind(text)?;
            Some(Span::new(span.source, at, at + text.len()))
        };
        let whole = spans.iter().find(|span| has(span, &wanted)).copied();
        let title = || spans.first().and_then(before);
        whole
            .or_else(title)
            .or_else(|| spans.iter().find(|span| has(span, &start)).copied())
            .or(spans.first().copied())
    }
}

/// A text without white space, which tables and pages break in many ways.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    }
}
