//! What is said about values, and changes none of them.

use crate::diff::at::At;
use crate::diff::kinds::{self, Kind};
use crate::diff::walk::{Place, Walk};

const WORDS: &[(&str, &Kind)] = &[
    ("title", &kinds::SCHEMA_TITLE_CHANGED),
    ("description", &kinds::SCHEMA_DESCRIPTION_CHANGED),
    ("example", &kinds::SCHEMA_EXAMPLE_CHANGED),
    ("externalDocs", &kinds::SCHEMA_EXTERNAL_DOCS_CHANGED),
];

/// Keywords that change no value.
pub(super) const ANNOTATIONS: &[&str] = &["title", "description", "example", "externalDocs", "deprecated"];

impl<'d> Walk<'d> {
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
