//! Properties that hold for any text.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let members = prop::collection::vec((".*", inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::Array),
            members.prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

/// Pieces that broken examples are made of.
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "'",
        "“",
        "”",
        "...",
        "…",
        "//",
        "/*",
        "*/",
        "#",
        "\n",
        " ",
        "\\",
        "\\u",
        "\\ud83d",
        "1",
        "-",
        ".",
        "e",
        "true",
        "None",
        "\"a\"",
        "\"a\":",
        "一",
        "，",
        "：",
        "\u{a0}",
        "x",
        "$",
        "\t",
        "GET ",
        "https://",
        "HTTP/1.1 200",
        "X-A: b",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn holds_for_any(text: &str) -> Result<(), TestCaseError> {
    for parsed in [parse(text), parse_closing(text), parse_members(text)] {
        prop_assert!(text.is_char_boundary(parsed.end));
        prop_assert!(parsed.value.is_some() || parsed.failure.is_some());
        for mend in &parsed.mends {
            prop_assert!(text.get(mend.range.clone()).is_some());
        }
        if let Some(failure) = &parsed.failure {
            prop_assert!(text.is_char_boundary(failure.at));
        }
        if let Some(value) = &parsed.value {
            prop_assert!(text.get(value.place.range()).is_some());
            value.to_value();
        }
    }
    starts_like_json(text);
    continues_json(text);
    Ok(())
}

proptest! {
    #[test]
    fn valid_json_is_read_as_serde_json_reads_it(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let parsed = parse(&text);
        prop_assert_eq!(&parsed.failure, &None);
        prop_assert_eq!(&parsed.mends, &vec![]);
        prop_assert_eq!(parsed.end, text.len());
        let expected: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(parsed.value.unwrap().to_value().to_string(), expected.to_string());
    }

    #[test]
    fn any_text_is_read(text in ".*") {
        holds_for_any(&text)?;
    }

    #[test]
    fn scraps_are_read(text in scraps(), more in scraps()) {
        holds_for_any(&text)?;
        join(&text, &more);
        // What serde_json accepts, we accept, with the same value.
        if let Ok(expected) = serde_json::from_str::<Value>(&text) {
            let parsed = parse(&text);
            prop_assert_eq!(parsed.complete().map(Node::to_value), Some(expected));
        }
    }

    #[test]
    fn mutated_json_is_read(value in any_json(), at: prop::sample::Index, scrap in scraps(), cut: bool) {
        let text = value.to_string();
        let mut at = at.index(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let mutated = format!("{}{scrap}{}", &text[..at], if cut { "" } else { &text[at..] });
        holds_for_any(&mutated)?;
    }
}
