//! YAML that every reader takes alike.
//!
//! Strings such as `2023-05-31`, `1_000`, `12:30:00` and `on` need no quotation marks in YAML 1.2, and are dates,
//! numbers and Booleans in YAML 1.1, which PyYAML and many others read. The serialiser leaves them bare and has no
//! setting for it, so they are marked before, and quoted afterwards. The same goes for characters that turn the
//! direction of text, which it leaves unescaped.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::unseen::{StandIns, Turns, escaped, turns};

/// A value as YAML below a banner, in which the strings that any version of YAML takes for something else are quoted,
/// and characters that are not seen escaped. Of a large document there is no second copy while it is written.
pub(super) fn to_yaml(banner: &str, value: &Value) -> Result<String, serde_yaml::Error> {
    let stand_ins = match turns(|is_found| any(value, is_found)) {
        // JSON is YAML, too.
        Turns::Taken => return Ok(escaped(format!("{banner}{value:#}\n"))),
        Turns::Free(stand_ins) => Some(stand_ins),
        Turns::None => None,
    };
    let edits = Edits { mark: unused(value), stand_ins: stand_ins.as_ref() };
    let mut out = Unmarked { bytes: banner.as_bytes().to_vec(), mark: edits.mark.map(String::from) };
    serde_yaml::to_writer(&mut out, &Edited { value, edits: &edits })?;
    let text = String::from_utf8(out.bytes).map_err(<serde_yaml::Error as serde::ser::Error>::custom)?;
    Ok(match stand_ins {
        Some(stand_ins) => stand_ins.resolve(text),
        None => text,
    })
}

/// Whether a string or key of a value is such a one.
fn any(value: &Value, is_found: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is_found(text),
        Value::Array(items) => items.iter().any(|item| any(item, is_found)),
        Value::Object(map) => map.iter().any(|(key, value)| is_found(key) || any(value, is_found)),
        _ => false,
    }
}

/// A character that a value has not, of those that no text should have and YAML prints as they are.
fn unused(value: &Value) -> Option<char> {
    ('\u{e000}'..='\u{f8ff}').find(|&mark| !any(value, &|text| text.contains(mark)))
}

/// What is changed in strings and keys while they are written.
struct Edits<'a> {
    /// Stands around what is to be quoted.
    mark: Option<char>,
    stand_ins: Option<&'a StandIns>,
}

impl Edits<'_> {
    fn of<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.mark {
            // What is ambiguous has no turns.
            Some(mark) if is_ambiguous(text) => format!("{mark}{text}{mark}").into(),
            _ => self.stand_ins.map_or(text.into(), |stand_ins| stand_ins.put(text).into()),
        }
    }
}

/// A value with its edits.
struct Edited<'a> {
    value: &'a Value,
    edits: &'a Edits<'a>,
}

impl Serialize for Edited<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let edited = |value| Self { value, edits: self.edits };
        match self.value {
            Value::String(text) => serializer.serialize_str(&self.edits.of(text)),
            Value::Array(items) => serializer.collect_seq(items.iter().map(edited)),
            Value::Object(map) => {
                serializer.collect_map(map.iter().map(|(key, value)| (self.edits.of(key), edited(value))))
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// Takes text with a quotation mark in place of each mark, wherever the pieces of it end.
struct Unmarked {
    bytes: Vec<u8>,
    mark: Option<String>,
}

impl Write for Unmarked {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let Some(mark) = &self.mark else { return self.bytes.write(piece) };
        for &byte in piece {
            self.bytes.push(byte);
            if self.bytes.ends_with(mark.as_bytes()) {
                self.bytes.truncate(self.bytes.len() - mark.len());
                self.bytes.push(b'\'');
            }
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether some version of YAML takes a bare text for something else. None of these needs an escape in quotes, and none is
/// quoted by the serialiser when it is marked.
fn is_ambiguous(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<", ".inf", ".nan"];
    if words.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let bare = text.trim_start_matches(['+', '-', '.']);
    if let Some(digits) = ["0x", "0o", "0b"].iter().find_map(|prefix| bare.strip_prefix(prefix)) {
        return digits.chars().all(|c| c.is_ascii_hexdigit() || c == '_');
    }
    // Numbers, sexagesimal ones too, dates and times; `3.0.3` is none of them.
    bare.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "_:.+-eEtTzZ ".contains(c))
        && text.matches('.').count() < 2
        && !text.contains(": ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted() {
        let value = json!({
            "200": "2023-05-31",
            "on": ["12:30:00", "1_000", "0x1f", "-.5", "2020-01-01T00:00:00Z", "No", "="],
            "openapi": "3.0.3",
            "id": "0605767a",
            "plain": "v3.1 of 2023-05-31: \u{e000}",
            "number": 12
        });
        let text = to_yaml("", &value).unwrap();
        let expected = "\
'200': '2023-05-31'
'on':
- '12:30:00'
- '1_000'
- '0x1f'
- '-.5'
- '2020-01-01T00:00:00Z'
- 'No'
- '='
openapi: 3.0.3
id: 0605767a
plain: 'v3.1 of 2023-05-31: \u{e000}'
number: 12
";
        assert_eq!(text, expected);
        assert_eq!(serde_yaml::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn what_the_serialiser_quotes_is_quoted_once() {
        let value = json!({ "00: ": ["1: 2", "12:30", "- 1"] });
        let text = to_yaml("", &value).unwrap();
        assert_eq!(text, "'00: ':\n- '1: 2'\n- '12:30'\n- '- 1'\n");
        assert_eq!(serde_yaml::from_str::<Value>(&text).unwrap(), value);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_can_be_read(texts in proptest::collection::vec("[0-9:. +_eEtTzZ#'\\[{&*!|>%@`~,?-]{0,9}", 1..4)) {
            let value = json!({ "keys": { texts[0].clone(): 1 }, "list": texts });
            let text = to_yaml("", &value).unwrap();
            proptest::prop_assert_eq!(serde_yaml::from_str::<Value>(&text).unwrap(), value, "{}", text);
        }
    }

    #[test]
    fn marks_are_replaced_wherever_pieces_end() {
        let text = "a: \u{e000}on\u{e000}\nb: 中\u{e001}\n".as_bytes();
        for size in 1..text.len() {
            let mut out = Unmarked { bytes: Vec::new(), mark: Some("\u{e000}".to_owned()) };
            text.chunks(size).for_each(|piece| out.write_all(piece).unwrap());
            assert_eq!(String::from_utf8(out.bytes).unwrap(), "a: 'on'\nb: 中\u{e001}\n");
        }
    }
}
