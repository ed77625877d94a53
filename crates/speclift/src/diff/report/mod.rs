//! Changes as people and programs read them.

mod json;
mod markdown;
mod text;

use std::collections::HashMap;

use indexmap::IndexSet;
use serde_json::Value;

use super::{Advice, Change, Class, Operation, Side, kinds};

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// What a report says besides the changes.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// What the old document is called.
    pub old: &'a str,
    /// What the new document is called.
    pub new: &'a str,
    /// The changes, as [`diff`](super::diff) gives them.
    pub changes: &'a [Change],
    /// What to release.
    pub advice: &'a Advice,
}

impl Report<'_> {
    /// How many changes there are of a class.
    fn count(&self, class: Class) -> usize {
        self.changes.iter().filter(|change| change.class == class).count()
    }

    /// `7 changes: 3 breaking, 4 compatible, 0 of the documentation only`.
    fn summary(&self) -> String {
        let of = |class| self.count(class);
        format!(
            "{} change{}: {} breaking, {} compatible, {} of the documentation only",
            self.changes.len(),
            if self.changes.len() == 1 { "" } else { "s" },
            of(Class::Breaking),
            of(Class::Compatible),
            of(Class::Documentation)
        )
    }
}

/// How much of a value is shown.
const SHOWN: usize = 80;
/// How many operations are named beside the first.
const NAMED: usize = 3;

/// The message of a change.
pub(super) fn message(template: &str, name: &str, old: Option<&Side>, new: Option<&Side>) -> String {
    // A text and the value that it could be, as "false" and false, are told apart by quotes.
    let scalar = |side: &Side| !side.value.is_object() && !side.value.is_array() && !side.value.is_null();
    let alike = old.zip(new).is_some_and(|(old, new)| {
        scalar(old) && scalar(new) && old.value != new.value && brief(&old.value) == brief(&new.value)
    });
    let value = |side: Option<&Side>| match side {
        None => "nothing".to_owned(),
        Some(side) if alike => quoted(&side.value.to_string()),
        Some(side) => shown(&side.value),
    };
    // In one pass, so that what a document says is never taken for a place to fill in.
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (word, after) = after.split_once('}').unwrap_or((after, ""));
        match word {
            "before:type" | "after:type" => {
                let side = if word.starts_with('b') { old } else { new };
                let ty = side.filter(|side| !side.value.is_null());
                filled += &ty.map_or_else(|| "any type".to_owned(), |side| shown(&side.value));
            }
            "before" => filled += &value(old),
            "after" => filled += &value(new),
            _ => filled += &quoted(name),
        }
        rest = after;
    }
    filled + rest
}

/// A value within a sentence.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(parts) if parts.iter().all(|part| part.get("type").or(part.get("$ref")).is_some()) => {
            parts.iter().map(|part| quoted(&brief(part))).collect::<Vec<_>>().join(" or ")
        }
        value => quoted(&brief(value)),
    }
}

/// A text as code: without what would end it, and not too long.
fn quoted(text: &str) -> String {
    let text = text.replace('`', "'").replace(['\n', '\r', '\t'], " ");
    let cut: String = text.chars().take(SHOWN).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    if cut.is_empty() { "nothing".to_owned() } else { format!("`{cut}{more}`") }
}

/// What a value is, in few words.
fn brief(value: &Value) -> String {
    let Some(map) = value.as_object() else {
        return value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    };
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if map.get("enum").is_some_and(|list| *list == Value::Array(vec![Value::Null])) {
        return "null".to_owned();
    }
    let word = |key: &str| map.get(key).and_then(Value::as_str);
    if let ("array", Some(items)) = (word("type").unwrap_or_default(), map.get("items")) {
        return format!("array of {}", brief(items));
    }
    if let Some(ty) = word("type") {
        return word("format").map_or_else(|| ty.to_owned(), |format| format!("{ty} ({format})"));
    }
    for (key, joint) in [("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")] {
        if let Some(Value::Array(parts)) = map.get(key) {
            return parts.iter().map(brief).collect::<Vec<_>>().join(joint);
        }
    }
    let text = ["meaning", "message", "summary", "url", "name", "description"].into_iter().find_map(word);
    text.map_or_else(|| value.to_string(), str::to_owned)
}

/// Both values of a change, where its message names neither.
fn values(change: &Change) -> [Option<String>; 2] {
    let template = change.kind.message;
    // Of hashes nothing can be seen.
    if change.kind.id == kinds::SOURCES_CHANGED.id {
        return [None, None];
    }
    if template.contains("{before") || template.contains("{after") || template.contains("{name}") {
        return [None, None];
    }
    let both = change.old.is_some() && change.new.is_some();
    let value = |side: &Option<Side>| {
        let value = &side.as_ref()?.value;
        let told = if both { !value.is_null() && !value.is_boolean() } else { !value.is_null() };
        // Of an example what it shows, not what it is called.
        let shown = value.get("value").filter(|_| change.kind.is_of_words()).map(Value::to_string);
        told.then(|| shown.unwrap_or_else(|| brief(value)).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    match [value(&change.old), value(&change.new)] {
        [Some(was), Some(is)] if was == is => [None, None],
        [Some(was), Some(is)] => differing(&was, &is).map(|text| Some(quoted(&text))),
        values => values.map(|value| value.map(|text| quoted(&text))),
    }
}

/// How much is shown of what two texts have in common before they differ.
const BEFORE: usize = 20;

/// Two texts from shortly before they differ, where what is shown of them would be the same.
fn differing(one: &str, other: &str) -> [String; 2] {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    if alike + BEFORE < SHOWN {
        return [one.to_owned(), other.to_owned()];
    }
    let from = |text: &str| "…".chars().chain(text.chars().skip(alike - BEFORE)).collect();
    [from(one), from(other)]
}

/// Changes of one kind, place and value, which operations have in common.
struct Grouped<'a> {
    change: &'a Change,
    operations: IndexSet<&'a Operation>,
}

/// Changes with those that repeat them in other operations joined to the first.
fn grouped(changes: &[Change]) -> Vec<Grouped<'_>> {
    let mut groups: Vec<Grouped<'_>> = Vec::new();
    let mut known = HashMap::new();
    for change in changes {
        let value = |side: &Option<Side>| side.as_ref().map(|side| side.value.to_string());
        let key = (&change.id, &change.place, &change.message, value(&change.old), value(&change.new));
        if let Some(at) = known.get(&key).copied()
            && !change.operations.is_empty()
        {
            let group: &mut Grouped<'_> = &mut groups[at];
            group.operations.extend(change.operations.iter());
            continue;
        }
        known.insert(key, groups.len());
        groups.push(Grouped { change, operations: change.operations.iter().collect() });
    }
    groups
}

/// What an operation is called in a list.
fn name(operation: &Operation) -> String {
    operation.id.clone().unwrap_or_else(|| operation.to_string())
}

/// `A, B and 3 more`: the operations beside the first.
fn elsewhere(operations: &IndexSet<&Operation>) -> Option<String> {
    let rest = operations.len().checked_sub(1).filter(|rest| *rest > 0)?;
    let shown = if rest <= NAMED + 1 { rest } else { NAMED };
    let names: Vec<String> = operations.iter().skip(1).take(shown).map(|operation| name(operation)).collect();
    let more = if shown < rest { format!(" and {} more", rest - shown) } else { String::new() };
    Some(names.join(", ") + &more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_shown_from_where_they_differ() {
        let common = "a".repeat(SHOWN);
        let [one, other] = differing(&format!("{common}bc"), &format!("{common}d"));
        assert_eq!(
            [one.as_str(), other.as_str()],
            [&*format!("…{}bc", &common[..BEFORE]), &*format!("…{}d", &common[..BEFORE])]
        );
        assert_eq!(differing("ab", "ac"), ["ab", "ac"]);
        // One is the beginning of the other; characters of several bytes are not cut.
        let long = "é".repeat(SHOWN);
        assert_eq!(differing(&long, &format!("{long}!"))[0], format!("…{}", "é".repeat(BEFORE)));
    }
}
