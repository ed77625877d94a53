//! From text to an overlay, with everything that is wrong in it named at its place.

use std::collections::HashSet;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::error::OverlayError;
use super::places::{Places, escape};
use super::{Action, Overlay, Strictness, select};
use crate::validate::parse_value;

/// The largest overlay that is read, in bytes.
pub(super) const MAX_OVERLAY: usize = 4 << 20;
/// The longest target that is read, in bytes.
const MAX_TARGET: usize = 4096;
/// How many brackets and parentheses of a target may be open: its parser recurses.
const MAX_OPEN: usize = 32;

/// Reads an overlay; see [`Overlay::parse_as`].
pub(super) fn parse(text: &str, name: &str, strictness: Strictness) -> Result<Overlay, OverlayError> {
    if text.len() > MAX_OVERLAY {
        let message =
            format!("the overlay has {} bytes, more than the {MAX_OVERLAY} that are read", text.len());
        return Err(OverlayError::Document { name: name.to_owned(), message });
    }
    let value = parse_value(text, name)?;
    let reader = Reader { name, places: Places::of(text.trim_start_matches('\u{feff}')), strictness };
    reader.overlay(value)
}

struct Reader<'a> {
    name: &'a str,
    places: Places,
    strictness: Strictness,
}

impl Reader<'_> {
    fn overlay(&self, value: Value) -> Result<Overlay, OverlayError> {
        let Value::Object(mut root) = value else {
            return Err(self.wrong("", "this is no overlay: it is not an object"));
        };
        self.known(&root, "", "an overlay", &["overlay", "info", "extends", "actions"])?;
        match root.get("overlay") {
            None => return Err(self.wrong("", "this is no overlay: add `overlay: 1.0.0`")),
            Some(Value::String(version)) if is_version(version) => {}
            Some(Value::String(version)) => {
                let message = format!("this is Overlay {version}; only Overlay 1.0 is supported");
                return Err(self.wrong("/overlay", message));
            }
            Some(other) => {
                return Err(self.wrong("/overlay", format!("`overlay` is {other}: write \"1.0.0\"")));
            }
        }
        self.info(root.get("info"))?;
        let extends = match root.remove("extends") {
            None => None,
            Some(Value::String(text)) => Some(text),
            Some(_) => return Err(self.wrong("/extends", "`extends` is no string: name a document")),
        };
        let list = match root.remove("actions") {
            Some(Value::Array(list)) if !list.is_empty() => list,
            Some(Value::Array(_)) => return Err(self.wrong("/actions", "`actions` is empty: add an action")),
            Some(_) => return Err(self.wrong("/actions", "`actions` is no list")),
            None => return Err(self.wrong("", "there are no `actions`: add a list of them")),
        };
        let mut seen = HashSet::new();
        let mut actions = Vec::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            if !seen.insert(value.to_string()) {
                return Err(self.wrong(&format!("/actions/{index}"), "this action is there already"));
            }
            actions.push(self.action(index, value)?);
        }
        Ok(Overlay { name: self.name.to_owned(), extends, actions, strictness: self.strictness })
    }

    /// The information about the overlay itself; `description`, which Overlay 1.1 knows, changes nothing.
    fn info(&self, info: Option<&Value>) -> Result<(), OverlayError> {
        let Some(Value::Object(info)) = info else {
            return Err(self.wrong("/info", "`info` has to be an object with `title` and `version`"));
        };
        self.known(info, "/info", "`info`", &["title", "version", "description"])?;
        for key in ["title", "version", "description"] {
            match info.get(key) {
                Some(Value::String(_)) => {}
                Some(_) => {
                    let message = format!("`info.{key}` is no string: put it in quotation marks");
                    return Err(self.wrong(&format!("/info/{key}"), message));
                }
                None if key == "description" => {}
                None => return Err(self.wrong("/info", format!("`info` has no `{key}`: add it"))),
            }
        }
        Ok(())
    }

    fn action(&self, index: usize, value: Value) -> Result<Action, OverlayError> {
        let at = format!("/actions/{index}");
        let Value::Object(mut map) = value else {
            return Err(self.wrong(&at, "this action is no object"));
        };
        self.known(&map, &at, "an action", &["target", "description", "update", "remove"])?;
        let target = match map.remove("target") {
            Some(Value::String(target)) => target,
            Some(_) => return Err(self.wrong(&format!("{at}/target"), "`target` is no string")),
            None => return Err(self.wrong(&at, "this action has no `target`: name what it changes")),
        };
        let path = self.path(&target, &format!("{at}/target"))?;
        let description = match map.remove("description") {
            Some(Value::String(text)) => text,
            Some(_) => return Err(self.wrong(&format!("{at}/description"), "`description` is no string")),
            None => String::new(),
        };
        let remove = match map.remove("remove") {
            Some(Value::Bool(remove)) => remove,
            Some(_) => return Err(self.wrong(&format!("{at}/remove"), "`remove` is neither true nor false")),
            None => false,
        };
        let update = map.remove("update");
        if self.strictness == Strictness::Reasoned {
            if description.trim().is_empty() {
                return Err(self.wrong(&at, "this action gives no reason: say why in its `description`"));
            }
            if update.is_none() && !remove {
                let message = "this action does nothing: add `update` or `remove: true`";
                return Err(self.wrong(&at, message));
            }
        }
        let place = self.places.get(&at);
        Ok(Action { number: index + 1, target, path, description, update, remove, place })
    }

    fn path(&self, target: &str, at: &str) -> Result<JsonPath, OverlayError> {
        if target.len() > MAX_TARGET {
            let message =
                format!("the target has {} bytes, more than the {MAX_TARGET} that are read", target.len());
            return Err(self.wrong(at, message));
        }
        let mut open = 0_usize;
        for byte in target.bytes() {
            match byte {
                b'[' | b'(' => open += 1,
                b']' | b')' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MAX_OPEN {
                return Err(self.wrong(at, format!("more than {MAX_OPEN} brackets of the target are open")));
            }
        }
        JsonPath::parse(target).map_err(|error| {
            let message = format!(
                "`{target}` is no JSONPath (RFC 9535): at character {}: {}",
                error.position() + 1,
                error.message()
            );
            self.wrong(at, message)
        })
    }

    /// Refuses keys that an object cannot have.
    fn known(
        &self,
        map: &Map<String, Value>,
        at: &str,
        what: &str,
        keys: &[&str],
    ) -> Result<(), OverlayError> {
        let Some(unknown) = map.keys().find(|key| !key.starts_with("x-") && !keys.contains(&key.as_str()))
        else {
            return Ok(());
        };
        let near = keys.iter().find(|key| select::alike(key, unknown));
        let hint = near.map_or_else(String::new, |key| format!("; did you mean `{key}`?"));
        Err(self.wrong(&format!("{at}/{}", escape(unknown)), format!("{what} has no key `{unknown}`{hint}")))
    }

    fn wrong(&self, pointer: &str, message: impl Into<String>) -> OverlayError {
        OverlayError::Invalid {
            name: self.name.to_owned(),
            place: self.places.get(pointer),
            message: message.into(),
        }
    }
}

/// Whether a version is of Overlay 1.0; its last number does not matter.
fn is_version(version: &str) -> bool {
    version
        .strip_prefix("1.0.")
        .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}
