//! Whether two schemas take the same values, as far as can be told by looking at them.

use std::collections::HashSet;

use serde_json::Value;

use super::annotations::ANNOTATIONS;
use super::neutral;
use crate::diff::at::{At, keys};

/// Whether two schemas are the same but for what is said about values, the order of members, and where they stand.
/// `without` are keywords of the outermost schemas that are not looked at.
pub(super) fn same(old: &At<'_>, new: &At<'_>, without: &[&str]) -> bool {
    let mut left = vec![(old.clone(), new.clone())];
    let mut seen = HashSet::new();
    let mut without = without;
    while let Some((old, new)) = left.pop() {
        let referred = old.reference().is_some() || new.reference().is_some();
        let (old, new) = (old.resolve(), new.resolve());
        if referred && !seen.insert((old.pointer.clone(), new.pointer.clone())) {
            continue;
        }
        let (Some(_), Some(_)) = (old.map(), new.map()) else {
            if old.value != new.value {
                return false;
            }
            continue;
        };
        for key in keys(&old, &new) {
            if ANNOTATIONS.contains(&key) || key.starts_with("x-speclift") || without.contains(&key) {
                continue;
            }
            let (Some(was), Some(is)) = (old.get(key), new.get(key)) else {
                let value = old.value.get(key).or_else(|| new.value.get(key));
                if value != neutral(key).as_ref() {
                    return false;
                }
                continue;
            };
            match key {
                "properties" => {
                    for name in keys(&was, &is) {
                        match (was.get(name), is.get(name)) {
                            (Some(was), Some(is)) => left.push((was, is)),
                            _ => return false,
                        }
                    }
                }
                "items" | "not" | "additionalProperties" => left.push((was, is)),
                "allOf" | "anyOf" | "oneOf" => {
                    let (was, is) = (was.elements(), is.elements());
                    if was.len() != is.len() {
                        return false;
                    }
                    left.extend(was.into_iter().zip(is));
                }
                "required" | "enum" => {
                    let has = |from: &At<'_>, to: &At<'_>| {
                        let list = |at: &At<'_>| at.value.as_array().cloned().unwrap_or_default();
                        let to = list(to);
                        list(from).iter().all(|value: &Value| to.contains(value))
                    };
                    if !has(&was, &is) || !has(&is, &was) {
                        return false;
                    }
                }
                _ if was.value != is.value => return false,
                _ => {}
            }
        }
        without = &[];
    }
    true
}
