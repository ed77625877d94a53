//! What is said about values, and changes none of them.

use crate::diff::at::At;
use crate::diff::kinds::{self, Kind};
use crate::diff::place::Place;
use crate::diff::walk::Walk;

const WORDS: &[(&str, &Kind)] = &[
    ("title", &kinds::SCHEMA_TITLE_CHANGED),
    ("description", &kinds::SCHEMA_DESCRIPTION_CHANGED),
    ("example", &kinds::SCHEMA_EXAMPLE_CHANGED),
    ("externalDocs", &kinds::SCHEMA_EXTERNAL_DOCS_CHANGED),
];

/// Keywords that change no value.
pub(super) const ANNOTATIONS: &[&str] = &["title", "description", "example", "externalDocs", "deprecated"];

/// Whether a part of a schema says nothing but what people read.
pub(super) fn is_remark(at: &At<'_>) -> bool {
    at.map()
        .is_some_and(|map| !map.is_empty() && map.keys().all(|key| WORDS.iter().any(|(word, _)| word == key)))
}

impl<'d> Walk<'d> {
    /// Compares the parts of schemas that only people read.
    pub(super) fn remarks(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let of = |at: &At<'d>| -> Vec<At<'d>> {
            at.or_nothing("allOf").elements().into_iter().filter(|part| is_remark(part)).collect()
        };
        let (mut olds, mut news) = (of(old), of(new));
        olds.retain(|was| {
            let same = news.iter().position(|is| is.value == was.value);
            same.is_none_or(|at| {
                news.remove(at);
                false
            })
        });
        for at in 0..olds.len().max(news.len()) {
            self.tell(&kinds::SCHEMA_DESCRIPTION_CHANGED, place, "allOf", olds.get(at), news.get(at));
        }
    }

    pub(super) fn annotations(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        for (key, kind) in WORDS {
            self.words(kind, place, key, old, new);
        }
        let kinds = [&kinds::SCHEMA_DEPRECATED, &kinds::SCHEMA_REACTIVATED];
        self.flag("deprecated", kinds, place, old, new);
        self.access(old, new, place);
    }

    /// Whether values are for reading or for writing only.
    fn access(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let freed = if place.required {
            &kinds::REQUIRED_BECAME_NOT_READ_ONLY
        } else {
            &kinds::OPTIONAL_BECAME_NOT_READ_ONLY
        };
        self.flag("readOnly", [&kinds::BECAME_READ_ONLY, freed], place, old, new);
        let kinds = [&kinds::BECAME_WRITE_ONLY, &kinds::BECAME_NOT_WRITE_ONLY];
        self.flag("writeOnly", kinds, place, old, new);
    }
}
