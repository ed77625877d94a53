//! Text from documentation becomes no code, no markup, no path, and nothing that a terminal acts on.

use std::str::FromStr as _;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use speclift::compile::{Compiled, compile};
use speclift::manifest::Manifest;
use speclift::output;
use speclift::report::{self, Palette};
use speclift::source::{Source, Sources};
use speclift_tests::broken_invariants;

/// Each tries to be more than text somewhere. `pwned` stands where code would.
const HOSTILE: &[&str] = &[
    "x*/ pwned!(); /*",
    "x\"#; pwned!(); r#\"",
    "x\\\"); pwned!(); (\\\"",
    "x */ #![pwned] //",
    "x\r\n}pwned!();{",
    "<script>pwned()</script>",
    "&lt;img src=x onerror=pwned()&gt;",
    "../../../etc/pwned",
    "C:\\pwned",
    "..\\..\\pwned",
    "/etc/pwned\u{0}.md",
    "!!python/object/apply:pwned",
    "&anchor *anchor",
    "- pwned: {a: b}",
    "x: pwned # y",
    "%YAML 1.1",
    "--- pwned",
    "{{pwned}} ${pwned} `pwned`",
    "\u{1b}[2J\u{1b}]0;pwned\u{7}",
    "\u{9b}31mpwned",
    "a\u{202e}denwp\u{2066}b\u{2069}",
    "a\u{61c}b\u{200f}c\u{2028}d\u{2029}e",
    "\u{feff}pwned\u{feff}",
    "```rust\npwned!()\n```",
    "${jndi:ldap://pwned}",
    "'; DROP TABLE pwned; --",
    "r#pwned",
    "{pwned}",
    "𝓹𝔀𝓷𝓮𝓭",
];

/// A page that has the text wherever a page has words: nothing of it is escaped for any format.
fn page(text: &str) -> String {
    format!(
        "# {text}

## Function

{text}

## URI

POST /v1/things

**Table 1** Query parameters

| Parameter | Mandatory | Type | Description |
|---|---|---|---|
| {text} | No | String | {text} |
| limit | No | Integer | {text} Default: {text} Minimum: {text} |

## Request Parameters

**Table 2** Request body parameters

| Parameter | Mandatory | Type | Description |
|---|---|---|---|
| {text} | Yes | String | {text} |
| mode | No | String | {text} Enumeration values: **{text}**, **b** |
| thing | No | {text} object | {text} |

**Table 3** {text}

| Parameter | Mandatory | Type | Description |
|---|---|---|---|
| id | {text} | {text} | {text} |

## Example Requests

```json
{{\"{text}\": \"{text}\", \"mode\": \"{text}\"}}
```

## Response Parameters

Status code: 200

**Table 4** Response body parameters

| Parameter | Type | Description |
|---|---|---|
| {text} | String | {text} |

## Status Codes

| Status Code | Description |
|---|---|
| 200 | {text} |
| 404 | {text} |

## Error Codes

| Error Code | Message | Description |
|---|---|---|
| {text} | {text} | {text} |
"
    )
}

/// The paths of operations that have the text in them.
fn address(text: &str) -> String {
    format!("# Show a thing\n\n## URI\n\nGET /v1/{text}/things\n\n## Response Parameters\n\nNone\n")
}

fn build(text: &str) -> (Sources, Compiled) {
    let pages = [
        Source::new(format!("{text}.md"), page(text)),
        Source::new("address.md", address(text)),
        Source::new("z.md", page("plain")),
    ];
    let sources = Sources::new(pages.into());
    let compiled = compile(&sources, Vec::new(), &Manifest::default());
    (sources, compiled)
}

/// What a terminal, an editor or a reader of source code could take for more than a character.
fn acts(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && c != '\n') || turns
}

#[track_caller]
fn assert_harmless(what: &str, text: &str, of: &str) {
    if let Some(line) = text.lines().find(|line| line.contains(acts)) {
        panic!("{what} of {of:?}: {line:?}");
    }
}

#[test]
fn documents_stay_data() {
    for text in HOSTILE {
        let (_, compiled) = build(text);
        let broken = broken_invariants(&compiled);
        assert!(broken.is_empty(), "{text:?}: {}", broken.join("\n"));
        let yaml = output::yaml(&compiled.document).expect("the document has a YAML form");
        let json = output::json(&compiled.document).expect("the document has a JSON form");
        assert_harmless("YAML", &yaml, text);
        assert_harmless("JSON", &json, text);
        assert_eq!(
            serde_yaml::from_str::<Value>(&yaml).expect("YAML is read"),
            compiled.document,
            "{text:?}"
        );
        assert_eq!(
            serde_json::from_str::<Value>(&json).expect("JSON is read"),
            compiled.document,
            "{text:?}"
        );
        for path in compiled.document["paths"].as_object().into_iter().flatten().map(|(path, _)| path) {
            let segments: Vec<&str> = path.split(['/', '\\']).collect();
            assert!(!segments.contains(&"..") && path.starts_with('/'), "{text:?}: {path}");
            assert!(!path.contains(|c: char| c.is_whitespace() || c == '<'), "{text:?}: {path}");
        }
    }
}

#[test]
fn reports_speak_to_no_terminal() {
    for text in HOSTILE {
        let (sources, compiled) = build(text);
        assert_harmless("the list", &report::list(&compiled, &sources), text);
        for finding in &compiled.findings {
            assert_harmless("a finding", &report::finding(finding, &sources, &Palette::plain()), text);
        }
        let records = report::records(&compiled.findings, &sources).expect("findings have a JSON form");
        assert_harmless("the records", &records, text);
        assert_eq!(records.lines().count(), compiled.findings.len(), "{text:?}");
        let sarif = report::sarif(&compiled.findings, &sources, "docs").expect("findings have a SARIF form");
        assert_harmless("SARIF", &sarif, text);
        let sarif: Value = serde_json::from_str(&sarif).expect("SARIF is JSON");
        for result in sarif["runs"][0]["results"].as_array().into_iter().flatten() {
            let message = result["message"]["text"].as_str().expect("a result has a message");
            assert_harmless("a message", message, text);
            for place in result["locations"].as_array().into_iter().flatten() {
                let uri = place["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap_or_default();
                let plain = |c: char| c.is_ascii_graphic() && !"<>\"\\^`{|}".contains(c);
                assert!(uri.chars().all(plain), "{text:?}: {uri}");
            }
        }
    }
}

#[test]
fn clients_hold_text_in_strings_only() {
    for text in HOSTILE {
        let (_, compiled) = build(text);
        let document = serde_json::from_value(compiled.document).expect("the document is OpenAPI");
        let Ok(files) = speclift_codegen::client_crate(&document, "client") else { continue };
        let names: Vec<String> = files.keys().map(|path| path.display().to_string()).collect();
        assert_eq!(names, ["Cargo.toml", "src/generated.rs", "src/lib.rs"], "{text:?}");
        for (path, code) in &files {
            assert_harmless(&path.display().to_string(), code, text);
            if path.extension().is_some_and(|extension| extension == "rs") {
                let tokens = TokenStream::from_str(code).expect("the client is Rust");
                assert_eq!(calls(tokens), 0, "{text:?}");
            }
        }
    }
}

/// How often `pwned` is a macro, a call or an attribute: it may be a name, in a string or in a comment.
fn calls(tokens: TokenStream) -> usize {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let inner = tokens.iter().map(|token| match token {
        TokenTree::Group(group) => calls(group.stream()),
        _ => 0,
    });
    let macros = tokens.windows(2).filter(|pair| match pair {
        [TokenTree::Ident(name), TokenTree::Punct(mark)] => name == "pwned" && mark.as_char() == '!',
        _ => false,
    });
    inner.sum::<usize>() + macros.count()
}
