//! Types, formats, null, defaults, patterns.

use serde_json::Value;

use crate::diff::at::At;
use crate::diff::kinds::{self, Kind};
use crate::diff::place::Place;
use crate::diff::walk::Walk;

/// Formats of which the second takes every value of the first.
const WIDER: &[(&str, &str)] = &[("int32", "int64"), ("float", "double")];

impl<'d> Walk<'d> {
    /// Compares types, and what does not depend on them; says whether no value can be of both.
    pub(super) fn types(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) -> bool {
        self.keyword("type", old, new, place, |was, is| match (was.as_str(), is.as_str()) {
            (None, None) => &kinds::UNCLASSIFIED,
            (Some(_), None) | (Some("integer"), Some("number")) => &kinds::TYPE_GENERALIZED,
            (None, Some(_)) | (Some("number"), Some("integer")) => &kinds::TYPE_SPECIALIZED,
            _ => &kinds::TYPE_CHANGED,
        });
        if apart(old, new) {
            return true;
        }
        self.keyword("format", old, new, place, |was, is| match (was.as_str(), is.as_str()) {
            (None, None) => &kinds::UNCLASSIFIED,
            (None, Some(_)) => &kinds::FORMAT_ADDED,
            (Some(_), None) => &kinds::FORMAT_REMOVED,
            (Some(was), Some(is)) if WIDER.contains(&(was, is)) => &kinds::FORMAT_GENERALIZED,
            (Some(was), Some(is)) if WIDER.contains(&(is, was)) => &kinds::FORMAT_SPECIALIZED,
            _ => &kinds::FORMAT_CHANGED,
        });
        self.flag("nullable", [&kinds::BECAME_NULLABLE, &kinds::BECAME_NOT_NULLABLE], place, old, new);
        if !place.defaulted {
            self.default_value(old, new, place);
        }
        self.keyword("pattern", old, new, place, |was, is| match (was.as_str(), is.as_str()) {
            (None, None) => &kinds::UNCLASSIFIED,
            (None, Some(_)) => &kinds::PATTERN_ADDED,
            (Some(_), None) => &kinds::PATTERN_REMOVED,
            _ => &kinds::PATTERN_CHANGED,
        });
        self.keyword("xml", old, new, place, |_, _| &kinds::XML_CHANGED);
        false
    }

    /// Compares defaults. Null is one like any other, and not the same as none.
    pub(super) fn default_value(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        if let (Some(was), Some(is)) = (old.get("default"), new.get("default")) {
            if was.value != is.value {
                self.tell(&kinds::DEFAULT_CHANGED, place, "default", Some(&was), Some(&is));
            }
        } else {
            let told = self.told;
            self.keyword("default", old, new, place, |was, _| {
                if was.is_null() { &kinds::DEFAULT_ADDED } else { &kinds::DEFAULT_REMOVED }
            });
            self.net("default", None, told, place, old, new);
        }
    }

    /// Compares a keyword as a whole; `kind` sees both values, null where there is none.
    pub(super) fn keyword(
        &mut self,
        key: &str,
        old: &At<'d>,
        new: &At<'d>,
        place: &Place,
        kind: impl FnOnce(&Value, &Value) -> &'static Kind,
    ) {
        let (was, is) = (old.or_nothing(key), new.or_nothing(key));
        if was.value != is.value {
            self.tell(kind(was.value, is.value), place, key, Some(&was), Some(&is));
        }
    }
}

/// Whether the types of two schemas have no value in common.
pub(super) fn apart(old: &At<'_>, new: &At<'_>) -> bool {
    match (old.str("type"), new.str("type")) {
        (Some("integer"), Some("number")) | (Some("number"), Some("integer")) => false,
        (Some(was), Some(is)) => was != is,
        _ => false,
    }
}
