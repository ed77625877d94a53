//! Enumerations.

use serde_json::Value;

use crate::diff::at::At;
use crate::diff::kinds;
use crate::diff::place::Place;
use crate::diff::walk::Walk;

/// The extension that says that a list of values may grow: `true`, or the values themselves.
const EXTENSIBLE: &str = "x-extensible-enum";

impl<'d> Walk<'d> {
    pub(super) fn enumeration(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let told = self.told;
        let (was, is) = (old.or_nothing("enum"), new.or_nothing("enum"));
        let open = place.open || self.options.open_enums || new.value.get(EXTENSIBLE).is_some();
        match (values(old), values(new)) {
            (None, Some(_)) => self.tell(&kinds::BECAME_ENUM, place, "enum", Some(&was), Some(&is)),
            (Some(_), None) => {
                self.tell(&kinds::ENUM_RESTRICTION_REMOVED, place, "enum", Some(&was), Some(&is));
            }
            (Some(from), Some(to)) => {
                for value in from.iter().filter(|value| !to.contains(value)) {
                    let name = value.to_string();
                    self.tell(&kinds::ENUM_VALUE_REMOVED, place, &name, Some(&was), Some(&is));
                }
                let kind = if open { &kinds::OPEN_ENUM_VALUE_ADDED } else { &kinds::ENUM_VALUE_ADDED };
                for value in to.iter().filter(|value| !from.contains(value)) {
                    self.tell(kind, place, &value.to_string(), Some(&was), Some(&is));
                }
                if self.told == told && !same_set(&was, &is) {
                    // Null in a list follows from `nullable`, which is compared on its own, and else means something.
                    let listed =
                        |at: &At<'d>| !at.is("nullable") && at.value.get("enum").is_some_and(has_null);
                    if listed(old) != listed(new) && old.is("nullable") == new.is("nullable") {
                        self.unclassified("enum", place, old, new);
                    }
                }
            }
            (None, None) => self.net("enum", None, told, place, old, new),
        }
        self.extensible(old, new, place);
    }

    fn extensible(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = (old.or_nothing(EXTENSIBLE), new.or_nothing(EXTENSIBLE));
        let told = self.told;
        match (was.value, is.value) {
            (Value::Array(from), Value::Array(to)) => {
                for value in from.iter().filter(|value| !to.contains(value)) {
                    let kind = &kinds::EXTENSIBLE_ENUM_VALUE_REMOVED;
                    self.tell(kind, place, &value.to_string(), Some(&was), Some(&is));
                }
                for value in to.iter().filter(|value| !from.contains(value)) {
                    let kind = &kinds::EXTENSIBLE_ENUM_VALUE_ADDED;
                    self.tell(kind, place, &value.to_string(), Some(&was), Some(&is));
                }
                return;
            }
            (Value::Null | Value::Bool(false), Value::Array(_) | Value::Bool(true)) => {
                self.tell(&kinds::ENUM_OPENED, place, EXTENSIBLE, Some(&was), Some(&is));
            }
            (Value::Array(_) | Value::Bool(true), Value::Null | Value::Bool(false)) => {
                self.tell(&kinds::ENUM_CLOSED, place, EXTENSIBLE, Some(&was), Some(&is));
            }
            _ => {}
        }
        self.net(EXTENSIBLE, Some(&Value::Bool(false)), told, place, old, new);
    }
}

/// The values of an enumeration but null, which `nullable` says.
fn values<'d>(at: &At<'d>) -> Option<Vec<&'d Value>> {
    let list = at.value.get("enum")?.as_array()?;
    Some(list.iter().filter(|value| !value.is_null()).collect())
}

fn has_null(list: &Value) -> bool {
    list.as_array().is_some_and(|list| list.contains(&Value::Null))
}

fn same_set(old: &At<'_>, new: &At<'_>) -> bool {
    let list = |at: &At<'_>| at.value.as_array().cloned().unwrap_or_default();
    let (old, new) = (list(old), list(new));
    old.iter().all(|value| new.contains(value)) && new.iter().all(|value| old.contains(value))
}
