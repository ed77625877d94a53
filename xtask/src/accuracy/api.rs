//! What both sides of a comparison are brought to: operations, and the fields that they exchange.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use indexmap::IndexMap;

/// What an operation is known by on both sides: its method, and its path without host, query, names of variables
/// and capitals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    method: String,
    path: String,
}

impl Key {
    pub(super) fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_uppercase(), path: plain(path) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// A path as `/v3/{}/vaults`.
fn plain(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let path = path.strip_prefix("{endpoint}").unwrap_or(path);
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => path,
    };
    let mut out = String::new();
    let mut rest = path.trim_end_matches('/');
    while let Some((fixed, variable)) = rest.split_once('{') {
        let Some((_, after)) = variable.split_once('}') else { break };
        out += fixed;
        out += "{}";
        rest = after;
    }
    (out + rest).to_lowercase()
}

/// An API, by operation.
pub(super) type Operations = BTreeMap<Key, Operation>;

/// What is compared of an operation. The variables of the path are its name, and headers are mostly left out of
/// descriptions: neither is compared.
#[derive(Debug, Default)]
pub(super) struct Operation {
    pub(super) query: Fields,
    pub(super) request: Fields,
    pub(super) response: Fields,
}

impl Operation {
    /// Takes in another operation with the same method and path.
    fn or(&mut self, other: Self) {
        for (fields, others) in [
            (&mut self.query, other.query),
            (&mut self.request, other.request),
            (&mut self.response, other.response),
        ] {
            either(fields, others);
        }
    }
}

/// Operations by method and path. Several of one are several uses of it: each field of any, of which those are
/// required that all require.
pub(super) fn by_key(operations: impl IntoIterator<Item = (Key, Operation)>) -> Operations {
    let mut all = Operations::new();
    for (key, operation) in operations {
        match all.entry(key) {
            Entry::Occupied(known) => known.into_mut().or(operation),
            Entry::Vacant(free) => drop(free.insert(operation)),
        }
    }
    all
}

/// The fields of one use or the other.
fn either(fields: &mut Fields, others: Fields) {
    let spared: Vec<String> = lacks(fields, &others).chain(lacks(&others, fields)).collect();
    for (place, other) in others {
        match fields.entry(place) {
            Entry::Occupied(known) => {
                let field = known.into_mut();
                field.kinds.extend(other.kinds);
                field.required &= other.required;
                field.only_shown &= other.only_shown;
            }
            Entry::Vacant(free) => drop(free.insert(other)),
        }
    }
    for place in spared {
        fields.entry(place).and_modify(|field| field.required = false);
    }
}

/// The fields that others do without, though they have the element of the list that they stand in.
fn lacks<'f>(fields: &'f Fields, others: &'f Fields) -> impl Iterator<Item = String> + use<'f> {
    let has_list = |place: &str| {
        let inside = place.strip_suffix("[]").unwrap_or(place);
        inside.rfind("[]").is_none_or(|at| others.contains_key(&inside[..at + 2]))
    };
    fields.keys().filter(move |place| !others.contains_key(*place) && has_list(place)).cloned()
}

/// Fields by their place: `policy.trigger.pattern[]`.
pub(super) type Fields = BTreeMap<String, Field>;

/// A field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) kinds: BTreeSet<Kind>,
    /// Whether it must be sent, with everything that it stands in, up to the element of a list: an element that is
    /// sent is whole.
    pub(super) required: bool,
    /// Whether no table describes it.
    pub(super) only_shown: bool,
}

/// What a value is, as JSON tells values apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

impl Kind {
    /// The kind that a word for a type or a format means, except of structures and lists.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "string" | "date" | "date-time" | "byte" | "binary" | "file" => Self::String,
            "integer" | "int32" | "int64" | "long" => Self::Integer,
            "number" | "float" | "double" => Self::Number,
            "boolean" => Self::Boolean,
            "object" | "any" => Self::Object,
            _ => return None,
        })
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}

/// A body or parameter before its fields are listed.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// What it may be, beside a list.
    pub(super) kinds: BTreeSet<Kind>,
    /// Where it may be an object: its members, and whether each must be sent.
    pub(super) members: IndexMap<String, (Shape, bool)>,
    /// Where it may be a list: its elements.
    pub(super) elements: Option<Box<Shape>>,
    /// Whether no table describes it.
    pub(super) only_shown: bool,
}

impl Shape {
    pub(super) fn of(kind: Kind) -> Self {
        Self { kinds: BTreeSet::from([kind]), ..Self::default() }
    }

    pub(super) fn list(elements: Self) -> Self {
        Self { elements: Some(Box::new(elements)), ..Self::default() }
    }

    /// Takes in another shape that the same value may have.
    pub(super) fn merge(&mut self, other: Self) {
        self.kinds.extend(other.kinds);
        self.only_shown |= other.only_shown;
        for (name, (shape, required)) in other.members {
            match self.members.get_mut(&name) {
                Some((known, _)) => known.merge(shape),
                None => drop(self.members.insert(name, (shape, required))),
            }
        }
        match (&mut self.elements, other.elements) {
            (Some(known), Some(elements)) => known.merge(*elements),
            (None, elements) => self.elements = elements,
            (Some(_), None) => {}
        }
    }

    /// A parameter as one field: what it may be, its elements included, since a list may be written as one of them.
    pub(super) fn field(&self, required: bool) -> Field {
        let mut field = Field { kinds: self.kinds.clone(), required, only_shown: self.only_shown };
        if let Some(elements) = &self.elements {
            let elements = elements.field(required);
            field.kinds.extend(elements.kinds);
            field.kinds.insert(Kind::Array);
            field.only_shown |= elements.only_shown;
        }
        field
    }

    /// All fields of a body.
    pub(super) fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        self.list_into("", true, false, &mut fields);
        fields
    }

    /// `place` is where the shape stands. A list stands at `place[]`, and what its elements are at `place[]*`.
    fn list_into(&self, place: &str, required: bool, only_shown: bool, fields: &mut Fields) {
        let only_shown = only_shown || self.only_shown;
        let mut insert = |place: String, kinds: &BTreeSet<Kind>| {
            fields.insert(place, Field { kinds: kinds.clone(), required, only_shown });
        };
        if !place.is_empty() && !self.kinds.is_empty() {
            let element = if place.ends_with("[]") { "*" } else { "" };
            insert(format!("{place}{element}"), &self.kinds);
        }
        if self.elements.is_some() {
            insert(format!("{place}[]"), &BTreeSet::from([Kind::Array]));
        }
        if let Some(elements) = &self.elements {
            elements.list_into(&format!("{place}[]"), true, only_shown, fields);
        }
        for (name, (shape, must)) in &self.members {
            let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            shape.list_into(&place, required && *must, only_shown, fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_what_may_differ() {
        for path in [
            "/v3/{project_id}/Vaults/{id}/",
            "https://{endpoint}/v3/{a}/vaults/{b}?limit={n}",
            "{endpoint}/v3/{}/vaults/{}",
        ] {
            assert_eq!(Key::new("get", path).to_string(), "GET /v3/{}/vaults/{}", "{path}");
        }
    }

    #[test]
    fn operations_of_one_address_require_what_all_require() {
        let use_of = |names: &[&str]| {
            let field = || Field { required: true, ..Field::default() };
            let request = names.iter().map(|name| ((*name).to_owned(), field())).collect();
            (Key::new("POST", "/v1/keys"), Operation { request, ..Operation::default() })
        };
        let all = by_key([use_of(&["method", "password"]), use_of(&["method", "scopes[]", "scopes[].id"])]);
        let request = &all[&Key::new("POST", "/v1/keys")].request;
        let required: Vec<(&str, bool)> =
            request.iter().map(|(name, field)| (name.as_str(), field.required)).collect();
        assert_eq!(
            required,
            [("method", true), ("password", false), ("scopes[]", false), ("scopes[].id", true)]
        );
    }

    #[test]
    fn places_name_lists_and_their_elements() {
        let mut entry = Shape::of(Kind::Object);
        entry.members.insert("key".to_owned(), (Shape::of(Kind::String), true));
        let mut root = Shape::of(Kind::Object);
        root.members.insert("tags".to_owned(), (Shape::list(entry), false));
        let fields = root.fields();
        assert_eq!(fields.keys().collect::<Vec<_>>(), ["tags[]", "tags[]*", "tags[].key"]);
        assert!(!fields["tags[]"].required);
        assert!(fields["tags[].key"].required, "an element that is sent is whole");
    }
}
