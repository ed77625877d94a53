//! Which strings of a document people read, and where they stand.

use serde_json::{Map, Value};

/// A text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// What it is about, such as `Box.size` or `GET /boxes query limit`: the `msgctxt` of an entry that is only of
    /// this text.
    pub subject: String,
    /// Where it stands: a JSON pointer, except that parameters, tags and errors are called by what they are and not
    /// by a number, such as `/paths/~1boxes/get/parameters/query limit/description`.
    pub place: String,
    /// The same as a JSON pointer.
    pub pointer: String,
    /// Whether it is the name of a tag.
    pub tag: bool,
    /// Values that the schema beside the text lists.
    pub values: Vec<String>,
}

/// The texts of a document, in its order.
pub fn texts(document: &Value) -> Vec<Text> {
    let mut found = Vec::new();
    visit(&mut document.clone(), &mut |text| {
        found.push(text.clone());
        None
    });
    found
}

/// Shows every text of a document to a function, and puts what that gives in its place.
pub(super) fn visit(document: &mut Value, change: &mut dyn FnMut(&Text) -> Option<String>) {
    let at = At { subject: "document".to_owned(), ..At::default() };
    if let Value::Object(map) = document {
        keywords(map, &at, change);
    }
}

/// Where a walk is.
#[derive(Debug, Clone, Default)]
struct At {
    subject: String,
    place: String,
    pointer: String,
    /// Whether this is an entry of the catalogue of errors.
    error: bool,
    /// Whether this is a tag of the document.
    tag: bool,
}

impl At {
    fn child(&self, key: &str) -> Self {
        self.element(key, key)
    }

    /// An element of a list: what it is called, and its number.
    fn element(&self, name: &str, number: &str) -> Self {
        let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
        Self {
            place: format!("{}/{}", self.place, escape(name)),
            pointer: format!("{}/{}", self.pointer, escape(number)),
            ..self.clone()
        }
    }

    fn about(self, subject: impl Into<String>) -> Self {
        Self { subject: subject.into(), ..self }
    }
}

/// Members that hold values of the API, and not words about it.
const VALUES: &[&str] =
    &["example", "default", "enum", "const", "value", "required", "security", "mapping", "scopes"];
/// Members whose own members have names that the API gives.
const NAMED: &[&str] = &[
    "paths",
    "schemas",
    "properties",
    "patternProperties",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "variables",
    "content",
    "encoding",
];
/// Members that are methods of a path.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// The member that has the catalogue of errors.
const ERRORS: &str = "x-error-codes";

/// An object whose members the specification names.
fn keywords(map: &mut Map<String, Value>, at: &At, change: &mut dyn FnMut(&Text) -> Option<String>) {
    let values = values(map);
    for (key, value) in map.iter_mut() {
        let inner = at.child(key);
        match value {
            Value::String(text) if is_text(key, at) => {
                say(text, &inner, at.tag && key == "name", &values, change)
            }
            Value::Array(names) if key == "tags" && !at.pointer.is_empty() => {
                for (i, name) in names.iter_mut().enumerate() {
                    if let Value::String(name) = name {
                        let inner = inner.child(&i.to_string()).about("tag");
                        say(name, &inner, true, &[], change);
                    }
                }
            }
            _ if VALUES.contains(&key.as_str()) || (key.starts_with("x-") && key != ERRORS) => {}
            Value::Object(members) if NAMED.contains(&key.as_str()) => named(members, key, &inner, change),
            Value::Object(members) if METHODS.contains(&key.as_str()) => {
                let subject = format!("{} {}", key.to_uppercase(), at.subject);
                keywords(members, &inner.about(subject), change);
            }
            Value::Object(members) => keywords(members, &inner, change),
            Value::Array(elements) => list(elements, key, &inner, change),
            _ => {}
        }
    }
}

/// An object whose members the API names.
fn named(map: &mut Map<String, Value>, kind: &str, at: &At, change: &mut dyn FnMut(&Text) -> Option<String>) {
    for (name, value) in map.iter_mut() {
        let inner = at.child(name);
        let inner = match kind {
            "paths" | "schemas" => inner.about(name.as_str()),
            "properties" => inner.about(format!("{}.{name}", at.subject)),
            _ => inner,
        };
        if let Value::Object(members) = value {
            keywords(members, &inner, change);
        }
    }
}

fn list(elements: &mut [Value], key: &str, at: &At, change: &mut dyn FnMut(&Text) -> Option<String>) {
    for (i, element) in elements.iter_mut().enumerate() {
        let Value::Object(members) = element else { continue };
        let number = i.to_string();
        let word = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default();
        let inner = match key {
            "parameters" => {
                let name = format!("{} {}", word("in"), word("name"));
                at.element(&name, &number).about(format!("{} {name}", at.subject))
            }
            "tags" => At { tag: true, ..at.element(word("name"), &number).about("tag") },
            ERRORS => At { error: true, ..at.element(word("code"), &number).about(word("code")) },
            _ => at.child(&number),
        };
        keywords(members, &inner, change);
    }
}

fn is_text(key: &str, at: &At) -> bool {
    match key {
        "title" | "summary" | "description" => true,
        "message" | "meaning" | "remedy" => at.error,
        "name" => at.tag,
        _ => false,
    }
}

fn say(
    text: &mut String,
    at: &At,
    tag: bool,
    values: &[String],
    change: &mut dyn FnMut(&Text) -> Option<String>,
) {
    let At { subject, place, pointer, .. } = at.clone();
    let seen = Text { text: text.clone(), subject, place, pointer, tag, values: values.to_vec() };
    if let Some(new) = change(&seen) {
        *text = new;
    }
}

/// The values that the schema of an object lists, or that of its elements.
fn values(map: &Map<String, Value>) -> Vec<String> {
    let schema = map.get("schema").and_then(Value::as_object);
    let of = |map: &Map<String, Value>| {
        let own = map.get("enum").into_iter();
        let items = map.get("items").and_then(|items| items.get("enum")).into_iter();
        let values = own.chain(items).filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    std::iter::once(map).chain(schema).flat_map(of).collect()
}
