//! A value of one of the two documents, and where it stands.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// How many references may follow one another; a longer chain is a circle, which [`references`](super::references)
/// refuses.
const CHAIN: usize = 256;

static NOTHING: Value = Value::Null;
static EMPTY: LazyLock<Value> = LazyLock::new(|| Value::Object(Map::new()));

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct At<'d> {
    /// The document, for references.
    pub(super) document: &'d Value,
    /// The value; null where there is none.
    pub(super) value: &'d Value,
    /// JSON pointer.
    pub(super) pointer: String,
}

impl<'d> At<'d> {
    pub(super) fn root(document: &'d Value) -> Self {
        Self { document, value: document, pointer: String::new() }
    }

    /// What stands below a key or index.
    pub(super) fn child(&self, token: &str, value: &'d Value) -> Self {
        Self { document: self.document, value, pointer: below(&self.pointer, token) }
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        Some(self.child(key, self.value.get(key)?))
    }

    /// The value of a key, or nothing at its place.
    pub(super) fn or_nothing(&self, key: &str) -> Self {
        self.child(key, self.value.get(key).unwrap_or(&NOTHING))
    }

    /// The value of a key, or an empty object at its place: a schema that takes everything.
    pub(super) fn or_empty(&self, key: &str) -> Self {
        self.child(key, self.value.get(key).unwrap_or(&EMPTY))
    }

    pub(super) fn map(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    /// The members of an object with their keys.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d, '_> {
        self.map().into_iter().flatten().map(|(key, value)| (key.as_str(), self.child(key, value)))
    }

    /// The elements of an array.
    pub(super) fn elements(&self) -> Vec<Self> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(|(i, value)| self.child(&i.to_string(), value)).collect()
    }

    pub(super) fn str(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Whether a flag is set.
    pub(super) fn is(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// The texts of a list.
    pub(super) fn texts(&self, key: &str) -> Vec<&'d str> {
        self.value
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    pub(super) fn reference(&self) -> Option<&'d str> {
        self.value.get("$ref")?.as_str()
    }

    /// The value itself, or what its references lead to.
    pub(super) fn resolve(&self) -> Self {
        let mut at = self.clone();
        for _ in 0..CHAIN {
            let Some(reference) = at.reference() else { break };
            let Some(pointer) = local(reference) else { break };
            let Some(value) = at.document.pointer(&pointer) else { break };
            at = Self { document: at.document, value, pointer };
        }
        at
    }

    /// The name, where this is a component.
    pub(super) fn component(&self) -> Option<String> {
        let name = self.pointer.strip_prefix("/components/")?.split_once('/')?.1;
        (!name.contains('/')).then(|| name.replace("~1", "/").replace("~0", "~"))
    }
}

/// The JSON pointer of what stands below a key or index. Most of the walk's time would go into a formatter here.
fn below(pointer: &str, token: &str) -> String {
    let mut below = String::with_capacity(pointer.len() + 1 + token.len());
    below.push_str(pointer);
    below.push('/');
    if token.contains(['~', '/']) {
        below.push_str(&token.replace('~', "~0").replace('/', "~1"));
    } else {
        below.push_str(token);
    }
    below
}

/// The JSON pointer of a path of keys and indices.
pub(super) fn pointer(path: &[Cow<'_, str>]) -> String {
    path.iter().fold(String::new(), |pointer, token| below(&pointer, token))
}

/// The JSON pointer of a reference into its own document.
pub(super) fn local(reference: &str) -> Option<String> {
    let pointer = reference.strip_prefix('#')?;
    if !pointer.contains('%') {
        return Some(pointer.to_owned());
    }
    let mut bytes = Vec::with_capacity(pointer.len());
    let mut rest = pointer.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

/// The keys of two objects: those of the old one in its order, then those that only the new one has.
pub(super) fn keys<'d>(old: &At<'d>, new: &At<'d>) -> Vec<&'d str> {
    let of = |at: &At<'d>| at.map().into_iter().flat_map(Map::keys).map(String::as_str);
    let added = of(new).filter(|key| old.map().is_none_or(|map| !map.contains_key(*key)));
    of(old).chain(added).collect()
}
