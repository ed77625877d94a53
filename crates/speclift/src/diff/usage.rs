//! References of a document: whether they can be followed, and what they lead to.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::DiffError;
use super::at::{At, local, pointer};

/// Keywords whose values are data, in which `$ref` is a name like any other.
const DATA: &[&str] = &["example", "default", "enum", "value"];

/// Keywords below which names stand, which are no keywords.
const NAMES: &[&str] = &[
    "properties",
    "schemas",
    "parameters",
    "responses",
    "headers",
    "examples",
    "requestBodies",
    "securitySchemes",
    "links",
    "callbacks",
    "content",
    "encoding",
    "paths",
];

/// Everything that is not a component and refers to one, or is referred to by such: the pointers of all components that
/// operations lead to.
pub(super) fn used(document: &Value) -> HashSet<String> {
    let mut used = HashSet::new();
    let mut left: Vec<&Value> = Vec::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        if key != "components" {
            left.push(value);
        }
    }
    while let Some(value) = left.pop() {
        references(
            value,
            false,
            &mut |reference, _| {
                if let Some(pointer) = local(reference)
                    && let Some(target) = document.pointer(&pointer)
                    && used.insert(pointer)
                {
                    left.push(target);
                }
            },
            &mut Vec::new(),
        );
    }
    used
}

/// Refuses references that cannot be followed: those to other documents, to nothing, and in circles.
pub(super) fn check(document: &Value, side: &str) -> Result<(), DiffError> {
    let mut wrong = None;
    references(
        document,
        false,
        &mut |reference, at| {
            if wrong.is_some() {
                return;
            }
            let found = local(reference).map(|target| (document.pointer(&target), target));
            wrong = match found {
                None => Some((
                    pointer(at),
                    reference.to_owned(),
                    "leads into another document, which is not read: bundle it first",
                )),
                Some((None, _)) => Some((pointer(at), reference.to_owned(), "leads nowhere")),
                Some((Some(value), target)) => {
                    let start = At { document, value, pointer: target };
                    let ends = start.resolve().reference().is_none();
                    (!ends).then(|| (pointer(at), reference.to_owned(), "leads in a circle of references"))
                }
            };
        },
        &mut Vec::new(),
    );
    match wrong {
        None => Ok(()),
        Some((pointer, reference, message)) => {
            Err(DiffError::Reference { side: side.to_owned(), pointer, reference, message })
        }
    }
}

/// Hands over each reference with the path of what it stands in.
fn references<'v>(
    value: &'v Value,
    names: bool,
    found: &mut impl FnMut(&'v str, &[Cow<'v, str>]),
    path: &mut Vec<Cow<'v, str>>,
) {
    match value {
        Value::Object(map) => {
            if let (false, Some(Value::String(reference))) = (names, map.get("$ref")) {
                found(reference, path);
                return;
            }
            for (key, value) in map {
                let data = !names && (DATA.contains(&key.as_str()) || key.starts_with("x-"));
                if !data && (value.is_object() || value.is_array()) {
                    let inner = !names && NAMES.contains(&key.as_str()) && value.is_object();
                    path.push(Cow::Borrowed(key));
                    references(value, inner, found, path);
                    path.pop();
                }
            }
            if let (false, Some(Value::Object(mapping))) = (names, map.get("mapping")) {
                path.push(Cow::Borrowed("mapping"));
                for value in mapping.values().filter_map(Value::as_str).filter(|value| value.starts_with('#'))
                {
                    found(value, path);
                }
                path.pop();
            }
        }
        Value::Array(list) => {
            for (at, value) in
                list.iter().enumerate().filter(|(_, value)| value.is_object() || value.is_array())
            {
                path.push(Cow::Owned(at.to_string()));
                references(value, false, found, path);
                path.pop();
            }
        }
        _ => {}
    }
}
