//! Reading a document that somebody else wrote.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::halves;
use thiserror::Error;

/// The largest text that is read, in bytes.
pub const MAX_DOCUMENT: usize = 32 << 20;

/// How many brackets of YAML may be open. The reader of YAML takes time by the square of it, and refuses far fewer
/// in the end; brackets in strings count too, so it is generous.
const MAX_OPEN: usize = 500;

/// Why a text is no OpenAPI 3.0 document.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// It is neither JSON nor YAML, or it repeats a key, or aliases blow it up.
    #[error("{name}:{line}:{column}: {message}")]
    Syntax {
        /// The name of the file.
        name: String,
        /// Line, from 1; 0 where the parser does not say.
        line: usize,
        /// Column, from 1; 0 where the parser does not say.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// It is something else.
    #[error("{name}: {message}")]
    Kind {
        /// The name of the file.
        name: String,
        /// What it is, and what to do.
        message: String,
    },
    /// It has references that lead to nothing but each other.
    #[error("{name}: {pointer}: {message}, so that nothing stands there; write out what is meant")]
    Circle {
        /// The name of the file.
        name: String,
        /// The first place.
        pointer: String,
        /// Which reference.
        message: String,
    },
    /// It is larger than [`MAX_DOCUMENT`].
    #[error("{name}: the document is larger than the {} MiB that are read", MAX_DOCUMENT >> 20)]
    TooLarge {
        /// The name of the file.
        name: String,
    },
}

/// Reads an OpenAPI 3.0 document: JSON where its name ends in `.json` or it starts with a brace, YAML otherwise.
/// The keys of YAML may be numbers and Booleans; they are strings, as they are written.
///
/// It fails where the text cannot be read, repeats a key, or is another kind of document, such as Swagger 2.0 or
/// OpenAPI 3.1. Whether the document is valid is for [`validate`](super::validate) to say.
pub fn parse_document(text: &str, name: &str) -> Result<Value, DocumentError> {
    let value = parse_value(text, name)?;
    check_kind(&value).map_err(|message| DocumentError::Kind { name: name.to_owned(), message })?;
    Ok(value)
}

/// Reads any JSON or YAML as [`parse_document`] does, whatever it says.
///
/// # Errors
///
/// Where the text is too long, no YAML or JSON, nested too deep, or has aliases that explode.
pub fn parse_value(text: &str, name: &str) -> Result<Value, DocumentError> {
    if text.len() > MAX_DOCUMENT {
        return Err(DocumentError::TooLarge { name: name.to_owned() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lower = name.to_ascii_lowercase();
    let yaml = lower.ends_with(".yaml") || lower.ends_with(".yml");
    let json = lower.ends_with(".json") || (!yaml && text.trim_start().starts_with('{'));
    let syntax =
        |line, column, message| DocumentError::Syntax { name: name.to_owned(), line, column, message };
    let value = if json {
        let mut reader = serde_json::Deserializer::from_str(text);
        let read = Tree::read(text, &mut reader).and_then(|value| reader.end().map(|()| value));
        read.map_err(|error| {
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            syntax(error.line(), error.column(), message.strip_suffix(&place).unwrap_or(&message).to_owned())
        })?
    } else {
        if let Some((line, column)) = too_deep(text) {
            return Err(syntax(line, column, format!("more than {MAX_OPEN} brackets are open")));
        }
        let yaml = |text: &str| Tree::read(text, serde_yaml::Deserializer::from_str(text));
        let whole = || yaml(text);
        halves::read(text, yaml).map_or_else(whole, Ok).map_err(|error| {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            let message = error.to_string();
            let place = format!(" at line {line} column {column}");
            let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
            // The parser names the start of the mapping.
            let (line, column) = repeated_key(&message)
                .and_then(|key| second(text, line, column, key))
                .map_or((line, column), |line| (line, column));
            syntax(line, column, message)
        })?
    };
    Ok(value)
}

/// What is said before and after a key that is repeated.
const REPEATED_BEFORE: &str = "the key `";
const REPEATED_AFTER: &str = "` is there already";

/// The key of which a message says that it is repeated.
fn repeated_key(message: &str) -> Option<&str> {
    message.split_once(REPEATED_BEFORE)?.1.strip_suffix(REPEATED_AFTER)
}

/// The line of the second member of that name, of a block mapping that starts at a place.
fn second(text: &str, line: usize, column: usize, key: &str) -> Option<usize> {
    let indent = column.checked_sub(1)?;
    let lines = text.lines().enumerate().skip(line.checked_sub(1)?);
    let members = lines
        .filter(|(at, text)| at + 1 == line || text.len() - text.trim_start_matches(' ').len() == indent);
    let named = members.filter(|(_, text)| {
        let member = text.get(indent..).unwrap_or_default().trim_start_matches(['"', '\'']);
        member.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
    });
    named.map(|(at, _)| at + 1).nth(1)
}

/// Line and column at which more brackets are open than may be.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let mut open = 0_usize;
    let at = text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN
    })?;
    let before = &text.as_bytes()[..at];
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    Some((memchr::memchr_iter(b'\n', before).count() + 1, at - start + 1))
}

fn check_kind(value: &Value) -> Result<(), String> {
    let Some(map) = value.as_object() else {
        return Err("this is no OpenAPI document: it is not an object".to_owned());
    };
    if let Some(version) = map.get("swagger") {
        return Err(format!("this is Swagger {}; convert it to OpenAPI 3.0 first", plain(version)));
    }
    match map.get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") => Ok(()),
        Some(Value::Number(version)) => {
            Err(format!("the version {version} of OpenAPI is a number; write it as \"3.0.3\""))
        }
        Some(version) => Err(format!("this is OpenAPI {}; only OpenAPI 3.0 is supported", plain(version))),
        None => Err("this is no OpenAPI document: it has no `openapi` field".to_owned()),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Reads a value, refuses repeated keys, and stops when there is more of it than the text can account for.
#[derive(Clone, Copy)]
struct Tree<'a> {
    budget: &'a Cell<usize>,
}

impl Tree<'_> {
    /// Reads what a text says.
    fn read<'de, D: Deserializer<'de>>(text: &str, deserializer: D) -> Result<Value, D::Error> {
        // Aliases may repeat parts of a document, but not multiply it.
        let budget = Cell::new(text.len().saturating_mul(8).saturating_add(10_000));
        Tree { budget: &budget }.deserialize(deserializer)
    }

    fn spend<E: serde::de::Error>(self, cost: usize) -> Result<(), E> {
        let left = self
            .budget
            .get()
            .checked_sub(cost)
            .ok_or_else(|| E::custom("aliases make the document too large"))?;
        self.budget.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Value, E> {
        self.spend(1)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Value, E> {
        self.spend(1)?;
        Ok(Value::from(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        self.spend(1)?;
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        self.spend(1)?;
        serde_json::Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("JSON has no such number"))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        self.spend(1 + value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.spend(1)?;
        Ok(Value::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.spend(1)?;
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self)? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.spend(1)?;
        let mut map = Map::new();
        while let Some(key) = members.next_key_seed(Key(self))? {
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(members.next_value_seed(self)?);
                }
                Entry::Occupied(entry) => {
                    return Err(A::Error::custom(format!(
                        "{REPEATED_BEFORE}{}{REPEATED_AFTER}",
                        entry.key()
                    )));
                }
            }
        }
        Ok(Value::Object(map))
    }
}

/// Reads a key as it is written: whether YAML takes it for a number, as `200`, does not matter for a name.
struct Key<'a>(Tree<'a>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar as a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<String, E> {
        self.0.spend(1 + key.len())?;
        Ok(key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn error(text: &str, name: &str) -> String {
        parse_document(text, name).unwrap_err().to_string()
    }

    #[test]
    fn reads_json_and_yaml() {
        let expected = json!({"openapi": "3.0.3", "paths": {"/x": {"200": null, "true": 1.5}}});
        assert_eq!(parse_document(&expected.to_string(), "a.json").unwrap(), expected);
        assert_eq!(parse_document(&expected.to_string(), "a").unwrap(), expected);
        assert_eq!(parse_document(&expected.to_string(), "a.yml").unwrap(), expected);
        let yaml = "\u{feff}openapi: 3.0.3\npaths:\n  /x:\n    200:\n    true: 1.5\n";
        assert_eq!(parse_document(yaml, "a.yaml").unwrap(), expected);
    }

    #[test]
    fn says_where_it_breaks() {
        assert_eq!(error("{\"openapi\": \"3.0.3\",\n \"a\" 1}", "a.json"), "a.json:2:6: expected `:`");
        assert_eq!(error("{} x", "a.json"), "a.json:1:4: trailing characters");
        assert_eq!(error("{\"a\": 1,\n \"a\": 2}", "a.json"), "a.json:2:4: the key `a` is there already");
        let message = error("openapi: 3.0.3\n a: [\n", "a.yaml");
        assert!(message.starts_with("a.yaml:2:"), "{message}");
        let message = error("a: 1\nb: 2\na: 3\n", "a.yaml");
        assert_eq!(message, "a.yaml:3:1: the key `a` is there already");
        let message = error("x:\n- b: 1\n  a:\n    b: 2\n  'b': 3\n", "a.yaml");
        assert_eq!(message, "a.yaml:5:3: x[0]: the key `b` is there already");
        assert_eq!(error("x: {a: 1,\n a: 2}", "a.yaml"), "a.yaml:1:4: x: the key `a` is there already");
    }

    #[test]
    fn refuses_other_kinds() {
        assert_eq!(error("swagger: '2.0'", "a"), "a: this is Swagger 2.0; convert it to OpenAPI 3.0 first");
        assert_eq!(
            error("{\"openapi\": \"3.1.0\"}", "a"),
            "a: this is OpenAPI 3.1.0; only OpenAPI 3.0 is supported"
        );
        assert_eq!(
            error("openapi: 3.0", "a"),
            "a: the version 3.0 of OpenAPI is a number; write it as \"3.0.3\""
        );
        assert_eq!(error("[]", "a"), "a: this is no OpenAPI document: it is not an object");
        assert_eq!(error("", "a"), "a: this is no OpenAPI document: it is not an object");
        assert_eq!(error("info: {}", "a"), "a: this is no OpenAPI document: it has no `openapi` field");
    }

    #[test]
    fn survives_hostile_input() {
        assert!(error(&"[".repeat(100_000), "a.json").contains("recursion limit"));
        assert_eq!(error(&"[".repeat(100_000), "a.yaml"), "a.yaml:1:501: more than 500 brackets are open");
        assert!(error(&"[".repeat(400), "a.yaml").starts_with("a.yaml:"));
        assert!(
            error(&format!("{}1{}", "[".repeat(400), "]".repeat(400)), "a.yaml").contains("recursion limit")
        );
        let huge = " ".repeat(MAX_DOCUMENT + 1);
        assert!(matches!(parse_document(&huge, "a"), Err(DocumentError::TooLarge { .. })));
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for i in 1..12 {
            let last = format!("*a{}", i - 1);
            bomb += &format!("a{i}: &a{i} [{}]\n", [last.as_str(); 9].join(", "));
        }
        let message = error(&bomb, "a.yaml");
        assert!(message.contains("aliases make") || message.contains("repetition limit"), "{message}");
        let loops = error("a: &a [*a]", "a.yaml");
        assert!(!loops.is_empty());
        let many = error("--- \na: 1\n---\nb: 2\n", "a.yaml");
        assert!(many.contains("more than one document"), "{many}");
    }
}
