//! YAML that every reader takes alike.
//!
//! Strings such as `2023-05-31`, `1_000`, `12:30:00` and `on` need no quotation marks in YAML 1.2, and are dates,
//! numbers and Booleans in YAML 1.1, which PyYAML and many others read. The serialiser leaves them bare and has no
//! setting for it, so they are marked before, and quoted afterwards. The same goes for characters that turn the
//! direction of text, which it leaves unescaped.

use serde_json::Value;

use super::unseen::{Turns, escaped, turns};

/// A value as YAML, in which the strings that any version of YAML takes for something else are quoted, and
/// characters that are not seen escaped.
pub(super) fn to_yaml(mut value: Value) -> Result<String, serde_yaml::Error> {
    let json = value.to_string();
    let turns = turns(&json);
    match &turns {
        // JSON is YAML, too.
        Turns::Taken => return Ok(escaped(format!("{value:#}\n"))),
        Turns::Free(stand_ins) => edit(&mut value, &|text| Some(stand_ins.put(text))),
        Turns::None => {}
    }
    let mark = unused(&json);
    if let Some(mark) = mark {
        edit(&mut value, &|text| is_ambiguous(text).then(|| format!("{mark}{text}{mark}")));
    }
    let mut text = serde_yaml::to_string(&value)?;
    if let Some(mark) = mark {
        text = text.replace(mark, "'");
    }
    Ok(match turns {
        Turns::Free(stand_ins) => stand_ins.resolve(text),
        Turns::None | Turns::Taken => text,
    })
}

/// A character that a text has not, of those that no text should have and YAML prints as they are.
fn unused(text: &str) -> Option<char> {
    ('\u{e000}'..='\u{f8ff}').find(|&mark| !text.contains(mark))
}

/// Changes strings and keys.
fn edit(value: &mut Value, change: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(new) = change(text) {
                *text = new;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| edit(item, change)),
        Value::Object(map) => {
            *map = std::mem::take(map)
                .into_iter()
                .map(|(key, mut value)| {
                    edit(&mut value, change);
                    (change(&key).unwrap_or(key), value)
                })
                .collect();
        }
        _ => {}
    }
}

/// Whether some version of YAML takes a bare text for something else. None of these needs an escape in quotes.
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
        let text = to_yaml(value.clone()).unwrap();
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
}
