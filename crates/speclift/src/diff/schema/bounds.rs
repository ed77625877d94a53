//! Limits of numbers, texts, lists and objects.

use serde_json::Value;

use super::neutral;
use crate::diff::at::At;
use crate::diff::kinds::{self, Kind};
use crate::diff::place::Place;
use crate::diff::walk::Walk;

/// A limit: its keyword, and the kinds for one that is set, dropped, higher, lower.
type Bound = (&'static str, [&'static Kind; 4]);

const BOUNDS: &[Bound] = &[
    (
        "maxLength",
        [
            &kinds::MAX_LENGTH_SET,
            &kinds::MAX_LENGTH_UNSET,
            &kinds::MAX_LENGTH_INCREASED,
            &kinds::MAX_LENGTH_DECREASED,
        ],
    ),
    (
        "minLength",
        [
            &kinds::MIN_LENGTH_SET,
            &kinds::MIN_LENGTH_UNSET,
            &kinds::MIN_LENGTH_INCREASED,
            &kinds::MIN_LENGTH_DECREASED,
        ],
    ),
    ("maximum", [&kinds::MAX_SET, &kinds::MAX_UNSET, &kinds::MAX_INCREASED, &kinds::MAX_DECREASED]),
    ("minimum", [&kinds::MIN_SET, &kinds::MIN_UNSET, &kinds::MIN_INCREASED, &kinds::MIN_DECREASED]),
    (
        "maxItems",
        [
            &kinds::MAX_ITEMS_SET,
            &kinds::MAX_ITEMS_UNSET,
            &kinds::MAX_ITEMS_INCREASED,
            &kinds::MAX_ITEMS_DECREASED,
        ],
    ),
    (
        "minItems",
        [
            &kinds::MIN_ITEMS_SET,
            &kinds::MIN_ITEMS_UNSET,
            &kinds::MIN_ITEMS_INCREASED,
            &kinds::MIN_ITEMS_DECREASED,
        ],
    ),
    (
        "maxProperties",
        [
            &kinds::MAX_PROPERTIES_SET,
            &kinds::MAX_PROPERTIES_UNSET,
            &kinds::MAX_PROPERTIES_INCREASED,
            &kinds::MAX_PROPERTIES_DECREASED,
        ],
    ),
    (
        "minProperties",
        [
            &kinds::MIN_PROPERTIES_SET,
            &kinds::MIN_PROPERTIES_UNSET,
            &kinds::MIN_PROPERTIES_INCREASED,
            &kinds::MIN_PROPERTIES_DECREASED,
        ],
    ),
];

/// A flag: its keyword, and the kinds for one that is set and dropped.
const FLAGS: &[(&str, [&Kind; 2])] = &[
    ("exclusiveMaximum", [&kinds::EXCLUSIVE_MAX_SET, &kinds::EXCLUSIVE_MAX_UNSET]),
    ("exclusiveMinimum", [&kinds::EXCLUSIVE_MIN_SET, &kinds::EXCLUSIVE_MIN_UNSET]),
    ("uniqueItems", [&kinds::BECAME_UNIQUE, &kinds::BECAME_NOT_UNIQUE]),
];

impl<'d> Walk<'d> {
    pub(super) fn bounds(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        for (key, kinds) in BOUNDS {
            self.bound(key, kinds, old, new, place);
        }
        for (key, kinds) in FLAGS {
            self.flag(key, *kinds, place, old, new);
        }
        self.multiple(old, new, place);
    }

    fn bound(&mut self, key: &str, kinds: &[&'static Kind; 4], old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = (old.or_nothing(key), new.or_nothing(key));
        if was.value == is.value {
            return;
        }
        let neutral = neutral(key);
        let free = neutral.as_ref().and_then(Value::as_f64);
        let limit = |at: &At<'d>| at.value.as_f64().filter(|limit| Some(*limit) != free);
        let kind = match (limit(&was), limit(&is)) {
            (None, Some(_)) => kinds[0],
            (Some(_), None) => kinds[1],
            (Some(was), Some(is)) if is > was => kinds[2],
            (Some(was), Some(is)) if is < was => kinds[3],
            (Some(_), Some(_)) => {
                // The same number written differently; or a difference that floating point does not see.
                if was.value.is_f64() == is.value.is_f64() {
                    self.unclassified(key, place, old, new);
                }
                return;
            }
            (None, None) => {
                let readable = |at: &At<'d>| at.value.is_null() || at.value.as_f64().is_some();
                if !(readable(&was) && readable(&is)) {
                    self.unclassified(key, place, old, new);
                }
                return;
            }
        };
        self.tell(kind, place, key, Some(&was), Some(&is));
    }

    fn multiple(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        self.keyword("multipleOf", old, new, place, |was, is| match (was.as_f64(), is.as_f64()) {
            (None, None) => &kinds::UNCLASSIFIED,
            (None, Some(_)) => &kinds::MULTIPLE_OF_SET,
            (Some(_), None) => &kinds::MULTIPLE_OF_UNSET,
            (Some(was), Some(is)) if is != 0.0 && was % is == 0.0 => &kinds::MULTIPLE_OF_GENERALIZED,
            (Some(was), Some(is)) if was != 0.0 && is % was == 0.0 => &kinds::MULTIPLE_OF_SPECIALIZED,
            _ => &kinds::MULTIPLE_OF_CHANGED,
        });
    }
}
