//! Cases as data.

use serde_json::{Value, json};

use super::*;

/// The value, or the failure, and the mends as words.
fn show(parsed: &Parsed) -> (String, Vec<String>) {
    let outcome = match (&parsed.failure, &parsed.value) {
        (Some(failure), _) => format!("{:?} at {}: {failure}", failure.kind, failure.at),
        (None, Some(value)) => value.to_value().to_string(),
        (None, None) => "neither value nor failure".to_owned(),
    };
    let mends = parsed.mends.iter().map(|mend| {
        let kind = format!("{:?}", mend.kind);
        kind.split([' ', '{']).next().unwrap_or_default().to_owned()
    });
    (outcome, mends.collect())
}

#[track_caller]
fn check(text: &str, outcome: &str, mends: &[&str]) {
    let (got, got_mends) = show(&parse(text));
    assert_eq!(got, outcome, "{text}");
    assert_eq!(got_mends, mends, "{text}");
}

#[test]
fn mends() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("{\"a\": \"x/?\ny=1\"}", r#"{"a":"x/?y=1"}"#, &["LineBreakInString"]),
        ("{\"a\": \"one two\n  three\"}", r#"{"a":"one two three"}"#, &["LineBreakInString"]),
        ("{\"a\": \"Enable it\n   \"}", r#"{"a":"Enable it"}"#, &["LineBreakInString"]),
        ("{\"a\": \"备份 策\r\n略\"}", r#"{"a":"备份 策略"}"#, &["LineBreakInString"]),
        ("[1, ...]", "[1]", &["Ellipsis"]),
        ("[.....\n {}, \n ......\n]", "[{}]", &["Ellipsis", "Ellipsis"]),
        ("{…}", "{}", &["Ellipsis"]),
        ("{\"a\": 1, ...}", r#"{"a":1}"#, &["Ellipsis"]),
        ("{\"a\": ..., \"b\": 15...\n}", r#"{"b":15}"#, &["Ellipsis", "Ellipsis"]),
        ("{\"a\": true...}", r#"{"a":true}"#, &["Ellipsis"]),
        (
            "{\"a\": [{\"b\": 1,\n......",
            r#"{"a":[{"b":1}]}"#,
            &["Ellipsis", "MissingClose", "MissingClose", "MissingClose"],
        ),
        ("{\"a\": \"https://x\" // 名称 \"b\"\n}", r#"{"a":"https://x"}"#, &["Comment"]),
        ("{ /* , \"x\" */ \"a\": 1 # one\n}", r#"{"a":1}"#, &["Comment", "Comment"]),
        ("{\"a\": 1, // {\n}", r#"{"a":1}"#, &["TrailingComma", "Comment"]),
        (
            "{\"a\": 1, 个数\n\"b\": \"M\" M为名称\n}",
            r#"{"a":1,"b":"M"}"#,
            &["UnmarkedComment", "UnmarkedComment"],
        ),
        ("[1, // 一\n 2, // 二\n 3 // 三\n]", "[1,2,3]", &["Comment", "Comment", "Comment"]),
        ("{\"a\": 1, // 很长的\n  说明\n \"b\": 2}", r#"{"a":1,"b":2}"#, &["Comment", "UnmarkedComment"]),
        ("[1, 2,]", "[1,2]", &["TrailingComma"]),
        ("{\"a\": 1\n\"b\": 2}", r#"{"a":1,"b":2}"#, &["MissingComma"]),
        ("[{} {}]", "[{},{}]", &["MissingComma"]),
        ("{\"a\": 1, \"b\": 2, \"a\": 3}", r#"{"a":3,"b":2}"#, &["DuplicateKey"]),
        ("{'a': ['b\"c']}", r#"{"a":["b\"c"]}"#, &["Quotes", "Quotes"]),
        ("{“a”: “b\"}", r#"{"a":"b"}"#, &["Quotes", "Quotes"]),
        ("\u{feff}{\u{a0}\"a\": 1}", r#"{"a":1}"#, &["OddSpace", "OddSpace"]),
        ("{\"a\"：1，\"b\": 2}", r#"{"a":1,"b":2}"#, &["FullWidth", "FullWidth"]),
        (
            r#"\{"a\_b": "\*"\}"#,
            r#"{"a_b":"*"}"#,
            &["MarkdownEscape", "MarkdownEscape", "MarkdownEscape", "MarkdownEscape"],
        ),
        (r#"["\d+"]"#, r#"["\\d+"]"#, &["LoneBackslash"]),
        ("[\"a\tb\"]", r#"["a\tb"]"#, &["UnescapedControl"]),
        (r#"["\ud800x"]"#, "[\"\u{fffd}x\"]", &["LoneSurrogate"]),
        ("[True, None, FALSE]", "[true,null,false]", &["Literal", "Literal", "Literal"]),
    ];
    for (text, outcome, mends) in cases {
        check(text, outcome, mends);
    }
}

#[test]
fn failures() {
    let cases = [
        ("", "Empty at 0: there is no value"),
        (" // nothing", "Empty at 11: there is no value"),
        ("{\"a\": {", "UnexpectedEnd at 7: the text ends where `}` is missing"),
        ("{\"a\":", "UnexpectedEnd at 5: the text ends where a value belongs"),
        ("{\"a", "UnexpectedEnd at 1: the text ends inside a string"),
        ("{\"is_domain\": ,}", "MissingValue at 14: the member `is_domain` has no value"),
        (
            "{\"a\": $PASS, //x\n}",
            "BareWord at 6: the word `$PASS` without quotation marks stands where a value belongs",
        ),
        ("{a: 1}", "BareWord at 1: the word `a` without quotation marks stands where a key belongs"),
        ("[007]", "Number at 1: `007` is no number"),
        ("[1.]", "Number at 1: `1.` is no number"),
        ("[1e999]", "Number at 1: `1e999` is no number"),
        (
            "[\"\"true\"\"]",
            "Quotation at 2: a quotation mark in or after this string is missing or not escaped",
        ),
        (
            "{\"a\": \"x\n}, {\"b\": 1}",
            "Quotation at 6: a quotation mark in or after this string is missing or not escaped",
        ),
        (
            "{\"a\": \"{\n\"b\": 1}\"}",
            "Quotation at 6: a quotation mark in or after this string is missing or not escaped",
        ),
        ("{\"a\": [1}", "Bracket at 8: `}` stands where `]` belongs"),
        ("{}}", "Bracket at 2: this bracket closes nothing"),
        ("{\"a\": 1}, \"b\": 2}", "Bracket at 8: the value was closed before this"),
        ("{\"a\" 1}", "Unexpected at 5: `1` stands where a colon belongs"),
        ("\"a\": 1", "BareMembers at 3: members stand without brackets around them"),
        ("{} and so on", "TrailingText at 3: text follows the value"),
    ];
    for (text, outcome) in cases {
        assert_eq!(show(&parse(text)).0, outcome, "{text}");
    }
}

#[test]
fn trailing_text_leaves_the_value() {
    let parsed = parse("{\"a\": 1}\n说明\n{}");
    assert_eq!(parsed.value.map(|v| v.to_value()), Some(json!({"a": 1})));
    assert_eq!(parsed.end, 9);
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).failure.is_none());
    assert!(serde_json::from_str::<Value>(&nested(MAX_DEPTH)).is_ok());
    assert!(serde_json::from_str::<Value>(&nested(MAX_DEPTH + 1)).is_err());
    let deep = parse(&nested(200_000));
    assert_eq!(deep.failure.map(|f| (f.kind, f.at)), Some((FailureKind::TooDeep, MAX_DEPTH)));
}

#[test]
fn ranges_point_at_keys_and_values() {
    let text = "{ \"a\": [ 1, {\"b/c\": \"一\"} ] }";
    let value = parse(text).value.unwrap();
    let node = value.pointer("/a/1/b~1c").unwrap();
    assert_eq!(&text[node.place.range()], "\"一\"");
    let member = value.get("a").unwrap();
    assert_eq!(&text[member.key_place.range()], "\"a\"");
    assert_eq!(&text[member.value.place.range()], "[ 1, {\"b/c\": \"一\"} ]");
    assert!(!value.is_partial());
    let partial = parse("{\"a\": [1, ...], \"b\": {}, \"c\": ...}").value.unwrap();
    assert!(partial.pointer("/a").unwrap().partial && !partial.pointer("/b").unwrap().partial);
    assert_eq!(partial.get("c").unwrap().value.kind, NodeKind::Elided);
}

#[test]
fn duplicate_keys_name_both_places() {
    let text = "{\"a\": 1, \"a\": 2}";
    let parsed = parse(text);
    assert_eq!(parsed.mends, [Mend { range: 9..12, kind: MendKind::DuplicateKey { first: 1..4 } }]);
}

#[test]
fn members_and_closing() {
    let members = parse_members("\"a\": {\"b\": 1},\n\"c\": [2],");
    assert_eq!(show(&members), (r#"{"a":{"b":1},"c":[2]}"#.to_owned(), vec![]));
    assert_eq!(show(&parse_members("\"a\": 1 }")).0, "Bracket at 7: `}` stands where the end belongs");
    let closed = parse_closing("{\"a\": [1");
    assert_eq!(show(&closed).0, r#"{"a":[1]}"#);
    assert!(closed.is_partial());
    assert!(parse_closing("{\"a\": \"x").value.is_none());
}

#[test]
fn looks_like_json() {
    for text in ["{}", " [\n{", "{\"a\"", "[1]", "{ // x\n}", "[...]", "{\u{a0}'a'"] {
        assert!(starts_like_json(text), "{text}");
    }
    for text in ["{project_id}/x", "[link](x)", "GET /x", "\"a\": 1", "", "x {"] {
        assert!(!starts_like_json(text), "{text}");
    }
    for text in ["\"a\": 1", "}, \"b\"", "]}", ", {", "\"a\",\n\"b\"]"] {
        assert!(continues_json(text), "{text}");
    }
    for text in ["{}", "\"a\" is", "GET", ""] {
        assert!(!continues_json(text), "{text}");
    }
}

#[test]
fn joins() {
    // first, second, the value
    let cases = [
        // cut between two members
        ("{\"a\": {\n", "\"b\": 1\n}\n}", r#"{"a":{"b":1}}"#),
        ("{\"a\": [ {\n\"b\": 1,", "\"c\": 2 } ],\n\"d\": 3 }", r#"{"a":[{"b":1,"c":2}],"d":3}"#),
        // cut inside a string
        ("{\"a\": \"12-", "34\" }", r#"{"a":"12-34"}"#),
        // brackets made up at the cut, which the second block closes again
        ("{\"a\": [ {\n\"b\": 1\n}\n]\n}", "}],\n\"c\": 2\n}", r#"{"a":[{"b":1}],"c":2}"#),
        (
            "{\"a\": [{\"b\": {\"c\": 1\n}\n}\n]",
            "},\n\"d\": []\n}],\n\"e\": 5 }",
            r#"{"a":[{"b":{"c":1},"d":[]}],"e":5}"#,
        ),
        ("{\"a\": [{\"b\": 1}\n]", "]\n}", r#"{"a":[{"b":1}]}"#),
        // a dangling comma shows where the page ended, and a bracket is missing after all
        ("{\"a\": {\"b\": [], \n},\n}", "\"c\": 1\n}", r#"{"a":{"b":[],"c":1}}"#),
        ("{\"a\": {\"b\": {\"c\": 1,\n}\n}\n}", "\"d\": -1\n}\n}", r#"{"a":{"b":{"c":1,"d":-1}}}"#),
        // the rest ends in an ellipsis
        ("{\"a\": {\"b\": 1,\n},\n}", "\"c\": [ {\n.....", r#"{"a":{"b":1,"c":[{}]}}"#),
    ];
    for (first, second, value) in cases {
        let joined = join(first, second).unwrap_or_else(|| panic!("{first} {second}"));
        assert_eq!(joined.parsed.complete().unwrap().to_value().to_string(), value);
        assert_eq!(&joined.text[joined.second_at()..], second);
        assert_eq!(joined.text[..joined.keep], first[..joined.keep]);
    }
    let apart = [
        ("{\"a\": 1}", "{\"b\": 2}"),
        ("{\"a\": {", "GET /x"),
        ("{\"a\": 1}", "\"b\" is a word"),
        ("{\"a\": 1}", "\"b\": ,\n}"),
        ("GET /x", "\"b\": 1 }"),
        ("", "}"),
        ("{", ""),
    ];
    for (first, second) in apart {
        assert_eq!(join(first, second), None, "{first} {second}");
    }
}
