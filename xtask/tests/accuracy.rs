//! `cargo xtask accuracy` on pages and truths that fit into a test.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// One operation: a query parameter, a request, and a response with a field that only its example shows.
const PAGE: &str = "# Create a Thing

## URI

POST /v1/things

Table 1 Query parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| dry_run | No | Boolean | Try only |

## Request

Table 2 Request body parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| name | Yes | String | Name |
| size | No | Integer | Size |

## Response

Table 3 Response body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| id | String | Thing |

## Example Response

```
{\"id\": \"t1\", \"shown\": true}
```
";

const TRUTH: &str = r#"{
  "openapi": "3.0.0",
  "paths": {
    "/CreateThing": {
      "x-url": "https://things.example.com/v1/things",
      "post": {
        "parameters": [{ "in": "query", "name": "dry_run", "required": false, "schema": { "type": "boolean" } }],
        "requestBody": { "content": { "application/json": { "schema": {
          "required": ["name"],
          "properties": { "name": { "type": "string" }, "size": { "type": "integer" } }
        } } } },
        "responses": { "201": { "content": { "application/json": { "schema": {
          "properties": { "id": { "type": "string" }, }
        } } } } }
      },
    },
  },
}"#;

const COMPACT: &str = r#"{
  "operations": [
    {
      "method": "post", "path": "/v1/things", "query_params": [{ "name": "dry_run", "type": "boolean" }],
      "body_schema": "CreateThing", "response_schema": "Thing"
    },
    { "method": "GET", "path": "/v1/things", "response_schema": "array<Thing>" }
  ],
  "schemas": {
    "CreateThing": { "fields": [
      { "name": "name", "type": "string", "required": false },
      { "name": "size", "type": "string" },
      { "name": "labels", "type": "array<Label>" }
    ] },
    "Label": { "fields": [{ "name": "key", "type": "string" }, { "name": "value", "type": "string" }] },
    "Thing": { "fields": [{ "name": "id", "type": "string" }] }
  }
}"#;

struct Folder(TempDir);

#[allow(clippy::unwrap_used)]
impl Folder {
    fn new(truth: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("docs")).unwrap();
        fs::write(folder.path().join("docs/a.md"), PAGE).unwrap();
        fs::write(folder.path().join("truth.json"), truth).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.path()).args(["accuracy", "--docs", "docs", "--truth", "truth.json"]);
        command.args(more).output().unwrap()
    }
}

#[track_caller]
fn says(output: &Output, status: i32, stderr: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(text.contains(stderr), "no `{stderr}` in:\n{text}");
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_perfect_match_reaches_every_floor() {
    let floors =
        ["operations", "recall", "precision", "types", "required"].map(|name| format!("--min-{name}=100"));
    let done = Folder::new(TRUTH).run(&floors.each_ref().map(String::as_str));
    says(&done, 0, "");
    let expected = "\
operations  1 found, 0 missing, 0 only in the pages
fields      4 found, 0 missing, 0 extra; apart from these, only examples show 1 extra
recall      100.00 %
precision   100.00 %
types       100.00 % of 4; 0 may be of several types
required    100.00 % of 3

only-in-examples: response shown: 1 field in 1 operation
  POST /v1/things
";
    assert_eq!(stdout(&done), expected);
}

#[test]
fn differences_are_told_by_cause() {
    let folder = Folder::new(COMPACT);
    let done = folder.run(&[]);
    says(&done, 0, "");
    for line in [
        "operations  1 found, 1 missing, 0 only in the pages",
        "operation missing: 1 operation\n  GET /v1/things\n",
        "missing: request labels[]: 4 fields in 1 operation\n",
        "type: request size: 1 field in 1 operation: pages integer, truth string\n",
        "required: request name: 1 field in 1 operation: the truth does not require it\n",
    ] {
        assert!(stdout(&done).contains(line), "no `{line}` in:\n{}", stdout(&done));
    }
    let few = stdout(&folder.run(&["--differences", "1"]));
    assert!(few.ends_with("\n1 of 5 differences shown; --differences N shows more\n"), "{few}");

    let json = folder.run(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["fields"], serde_json::json!({ "found": 4, "missing": 4, "extra": 0 }));
    assert_eq!((&json["recall"], &json["types"]["percent"]), (&50.0.into(), &75.0.into()));
    assert_eq!(json["differences"][1]["place"], "labels[]");
    assert_eq!(json["differences"].as_array().unwrap().len(), 5);
}

#[test]
fn floors() {
    let done =
        Folder::new(COMPACT).run(&["--min-recall", "50", "--min-types", "75.1", "--min-operations=99%"]);
    says(
        &done,
        1,
        "error: operations found: 50.00 % is below the floor of 99 %\nerror: types: 75.00 % is below the floor of 75.1 %\n",
    );
    assert!(stdout(&done).starts_with("operations  1 found"));
    says(&Folder::new(TRUTH).run(&["--min-types", "101"]), 2, "not between 0 and 100");
    says(&Folder::new(TRUTH).run(&["--min-types", "much"]), 2, "no number");
}

#[test]
fn what_cannot_be_compared() {
    for (truth, status, message) in [
        ("# a page", 2, "error: truth.json: is no JSON: "),
        ("{\"swagger\": \"2.0\"}", 2, "error: truth.json: is no description of an API: it is an OpenAPI 3.0"),
        (
            "{\"operations\": 1, \"schemas\": {}}",
            2,
            "error: truth.json: is no description of an API: invalid type",
        ),
        ("{\"openapi\": \"3.0.0\", \"paths\": {}}", 2, "error: truth.json: describes no operation"),
        (&TRUTH.replace("/v1/things", "/v1/others"), 1, "error: no operation is in both; check that"),
    ] {
        says(&Folder::new(truth).run(&[]), status, message);
    }
    let folder = Folder::new(TRUTH);
    fs::write(folder.path().join("docs/a.md"), "# Nothing\n").unwrap();
    says(&folder.run(&[]), 1, "error: the pages describe no operation; check that");
    fs::remove_dir_all(folder.path().join("docs")).unwrap();
    says(&folder.run(&[]), 2, "error: docs: no such file or folder");
    fs::remove_file(folder.path().join("truth.json")).unwrap();
    says(&folder.run(&[]), 2, "error: truth.json: cannot be read: ");
}
