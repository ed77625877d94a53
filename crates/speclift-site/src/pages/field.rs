//! A parameter or property: what the document says, and beside it where the documentation says so.

use askama::Template;

use crate::evidence::{Evidence, Quote, Said};
use crate::markdown::{Headings, to_html};
use crate::view::Field;
use crate::words::Words;

/// How many places are shown at once.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "field.html")]
pub(super) struct Card {
    words: &'static Words,
    anchor: String,
    field: Field,
    /// Pieces of its type, each with the anchor of the structure that it names.
    ty: Vec<(String, Option<String>)>,
    /// Its description as HTML.
    description: String,
    proof: Proof,
}

/// What is said of a subject, as it is shown.
#[derive(Template)]
#[template(path = "proof.html")]
pub(super) struct Proof {
    words: &'static Words,
    said: Option<Said>,
}

impl Proof {
    pub(super) fn new(evidence: &Evidence<'_>, subject: &str, words: &'static Words) -> Self {
        Self { words, said: evidence.of(subject) }
    }

    /// The places that are shown at once, and the others.
    fn quotes(&self) -> (&[Quote], &[Quote]) {
        let quotes = self.said.as_ref().map_or(&[] as &[Quote], |said| said.quotes.as_slice());
        // One more is no longer than the words that hide it.
        quotes.split_at(if quotes.len() <= SHOWN + 1 { quotes.len() } else { SHOWN })
    }
}

/// The card of a field. `anchors` gives the anchor of a structure.
pub(super) fn card(
    field: Field,
    anchor: String,
    evidence: &Evidence<'_>,
    words: &'static Words,
    anchors: &dyn Fn(&str) -> Option<String>,
) -> Card {
    let part = |part: &crate::view::Part| (part.text.clone(), part.structure.as_deref().and_then(anchors));
    Card {
        words,
        anchor,
        ty: field.ty.iter().map(part).collect(),
        description: to_html(&field.description, Headings::Inner),
        proof: Proof::new(evidence, &field.subject, words),
        field,
    }
}

impl Card {
    /// Where the parameter stands, in words.
    fn place(&self) -> &'static str {
        match self.field.place.as_str() {
            "path" => self.words.in_path,
            "query" => self.words.in_query,
            "header" => self.words.in_header,
            "cookie" => self.words.in_cookie,
            _ => "",
        }
    }
}
