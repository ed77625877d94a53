//! Members of objects, and elements of lists.

use serde_json::Value;

use super::annotations::ANNOTATIONS;
use super::neutral;
use crate::diff::Flow;
use crate::diff::at::{At, keys};
use crate::diff::kinds::{self, Kind};
use crate::diff::place::Place;
use crate::diff::walk::Walk;

impl<'d> Walk<'d> {
    pub(super) fn object(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        self.properties(old, new, place);
        self.undescribed_names(old, new, place);
        self.additional(old, new, place);
        self.items(old, new, place);
    }

    fn properties(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (olds, news) = (old.or_nothing("properties"), new.or_nothing("properties"));
        if olds.value.is_null() && news.value.is_null() {
            return;
        }
        if is_free(new) && olds.map().is_some_and(|olds| olds.len() > 1) {
            let names = keys(&olds, &olds).join(", ");
            return self.tell(&kinds::MEMBERS_UNDESCRIBED, place, &names, Some(&olds), Some(new));
        }
        let (was_required, is_required) = (old.texts("required"), new.texts("required"));
        for name in keys(&olds, &news) {
            let (was, is) = (olds.get(name), news.get(name));
            let part = place.part(&suffix(place, name));
            let required = [was_required.contains(&name), is_required.contains(&name)];
            match (was, is) {
                (Some(was), Some(is)) => self.property(name, &was, &is, required, part),
                (Some(was), None) => {
                    let idle = place.idle || unsent(&was, place.flow);
                    let kind = match (place.flow, required[0]) {
                        (Some(Flow::Response), true) => &kinds::RESPONSE_REQUIRED_PROPERTY_REMOVED,
                        (Some(Flow::Response), false) => &kinds::RESPONSE_OPTIONAL_PROPERTY_REMOVED,
                        _ => &kinds::REQUEST_PROPERTY_REMOVED,
                    };
                    self.tell(kind, &Place { idle, ..part }, name, Some(&was), None);
                }
                (None, Some(is)) => {
                    let idle = place.idle || unsent(&is, place.flow);
                    let kind = match (place.flow, required[1]) {
                        (Some(Flow::Response), true) => &kinds::RESPONSE_REQUIRED_PROPERTY_ADDED,
                        (Some(Flow::Response), false) => &kinds::RESPONSE_OPTIONAL_PROPERTY_ADDED,
                        (_, false) => &kinds::NEW_OPTIONAL_REQUEST_PROPERTY,
                        (_, true) if has_default(&is) => &kinds::NEW_REQUIRED_REQUEST_PROPERTY_WITH_DEFAULT,
                        (_, true) => &kinds::NEW_REQUIRED_REQUEST_PROPERTY,
                    };
                    self.tell(kind, &Place { idle, ..part }, name, None, Some(&is));
                }
                (None, None) => {}
            }
        }
        if olds.map().is_none() || news.map().is_none() {
            let told = self.told;
            let readable = |at: &At<'d>| at.value.is_null() || at.value.is_object();
            if !(readable(&olds) && readable(&news)) {
                self.net("properties", neutral("properties").as_ref(), told, place, old, new);
            }
        }
    }

    fn property(&mut self, name: &str, was: &At<'d>, is: &At<'d>, required: [bool; 2], part: Place) {
        let idle = part.idle || (unsent(was, part.flow) && unsent(is, part.flow));
        let part = Place { idle, required: required[1], ..part };
        match required {
            [false, true] => {
                let kind = if has_default(is) {
                    &kinds::BECAME_REQUIRED_WITH_DEFAULT
                } else {
                    &kinds::BECAME_REQUIRED
                };
                self.tell(kind, &part, name, Some(was), Some(is));
            }
            [true, false] => self.tell(&kinds::BECAME_OPTIONAL, &part, name, Some(was), Some(is)),
            _ => {}
        }
        self.schema(was, is, &part);
    }

    /// Members that are required and described nowhere, or in another part of the schema.
    fn undescribed_names(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = (old.texts("required"), new.texts("required"));
        let described = |name: &str| {
            let has = |at: &At<'d>| at.value.get("properties").and_then(|all| all.get(name)).is_some();
            has(old) || has(new)
        };
        let (olds, news) = (old.or_nothing("required"), new.or_nothing("required"));
        for name in was.iter().filter(|name| !is.contains(name) && !described(name)) {
            self.tell(&kinds::REQUIRED_NAME_REMOVED, place, name, Some(&olds), Some(&news));
        }
        for name in is.iter().filter(|name| !was.contains(name) && !described(name)) {
            self.tell(&kinds::REQUIRED_NAME_ADDED, place, name, Some(&olds), Some(&news));
        }
        let names = |at: &At<'d>| {
            at.value.is_null() || at.value.as_array().is_some_and(|names| names.iter().all(Value::is_string))
        };
        if olds.value != news.value && !(names(&olds) && names(&news)) {
            self.unclassified("required", place, old, new);
        }
    }

    fn additional(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        const KEY: &str = "additionalProperties";
        let (was, is) = (old.or_nothing(KEY), new.or_nothing(KEY));
        // None, `true` and `{}` say the same.
        let any = |at: &At<'d>| match at.value {
            Value::Null | Value::Bool(true) => true,
            Value::Object(map) => map.is_empty(),
            _ => false,
        };
        let none = |at: &At<'d>| *at.value == Value::Bool(false);
        let schema = |at: &At<'d>| at.value.is_object();
        let kind: &'static Kind = match () {
            () if any(&was) && any(&is) => return,
            () if none(&was) && none(&is) => return,
            () if none(&is) => &kinds::ADDITIONAL_PROPERTIES_FORBIDDEN,
            () if none(&was) => &kinds::ADDITIONAL_PROPERTIES_ALLOWED,
            () if any(&was) && schema(&is) => &kinds::ADDITIONAL_PROPERTIES_TYPED,
            () if schema(&was) && any(&is) => &kinds::ADDITIONAL_PROPERTIES_UNTYPED,
            () if schema(&was) && schema(&is) => {
                return self.schema(&was, &is, &place.part("{}"));
            }
            () => {
                let told = self.told;
                return self.net(KEY, neutral(KEY).as_ref(), told, place, old, new);
            }
        };
        self.tell(kind, place, KEY, Some(&was), Some(&is));
    }

    fn items(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = (old.or_nothing("items"), new.or_nothing("items"));
        let any = |at: &At<'d>| at.value.is_null() || at.map().is_some_and(serde_json::Map::is_empty);
        match (any(&was), any(&is)) {
            (true, true) => {}
            (true, false) => self.tell(&kinds::ITEMS_ADDED, place, "items", Some(&was), Some(&is)),
            (false, true) => self.tell(&kinds::ITEMS_REMOVED, place, "items", Some(&was), Some(&is)),
            (false, false) => self.schema(&was, &is, &place.part("[]")),
        }
    }
}

/// Whether a schema is an object of which nothing is known: what was in it may still be there.
fn is_free(at: &At<'_>) -> bool {
    let says = |key: &&String| {
        key.as_str() != "type" && !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-")
    };
    at.str("type") == Some("object") && at.map().is_some_and(|map| !map.keys().any(|key| says(&key)))
}

/// How a member is added to the place in words.
fn suffix(place: &Place, name: &str) -> String {
    if place.path.is_empty() { name.to_owned() } else { format!(".{name}") }
}

/// Whether a value is not sent in a direction.
fn unsent(at: &At<'_>, flow: Option<Flow>) -> bool {
    let is = |key| at.is(key) || at.resolve().is(key);
    match flow {
        Some(Flow::Request) => is("readOnly"),
        Some(Flow::Response) => is("writeOnly"),
        None => false,
    }
}

fn has_default(at: &At<'_>) -> bool {
    at.value.get("default").is_some() || at.resolve().value.get("default").is_some()
}
