//! `speclift diff`: sides of every kind, forms, gates, and what it makes of bad input.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{PAGE, PROSE, SPEC, command, folder, names, speclift};

/// The document with a property that is shorter, and one that is gone.
fn changed() -> String {
    SPEC.replace("name: {type: string}", "name: {type: string, maxLength: 9}, size: {type: integer}")
}

/// The page with one field less.
fn changed_page() -> String {
    PAGE.replace("| size | Integer | Size in GB |\n", "").replace(", \"size\": 4", "")
}

#[test]
fn changes_are_the_result() {
    let folder = folder(&[("old.yaml", SPEC.as_bytes()), ("new.yaml", changed().as_bytes())]);
    let run = speclift(folder.path(), &["diff", "old.yaml", "new.yaml"]).status(0);
    assert_eq!(
        run.stdout,
        "\
GET /things/{id} (getThing)
  compatible[response-property-max-length-set] Thing.name: a maximum length of 9 was set
    --> new /components/schemas/Thing/properties/name/maxLength
  compatible[response-optional-property-added] Thing.size: a property that may be there was added
    + `integer`
    --> new /components/schemas/Thing/properties/size

2 changes: 0 breaking, 2 compatible, 0 of the documentation only
advice: a compatible release: 2 changes are compatible
"
    );
    assert_eq!(run.stderr, "");
    let same = speclift(folder.path(), &["diff", "old.yaml", "old.yaml", "--fail-on", "any"]).status(0);
    assert!(same.stdout.starts_with("0 changes: "), "{}", same.stdout);
}

#[test]
fn gates_are_the_exit_status() {
    let folder = folder(&[("old.yaml", SPEC.as_bytes()), ("new.yaml", changed().as_bytes())]);
    let run = |old: &str, new: &str, on: &str| speclift(folder.path(), &["diff", old, new, "--fail-on", on]);
    run("old.yaml", "new.yaml", "breaking").status(0);
    run("old.yaml", "new.yaml", "compatible").status(1);
    run("old.yaml", "new.yaml", "any").status(1);
    run("new.yaml", "old.yaml", "breaking").status(1);
    run("new.yaml", "old.yaml", "some").status(2);
}

#[test]
fn forms_follow_the_file() {
    let folder = folder(&[("old.yaml", SPEC.as_bytes()), ("new.yaml", changed().as_bytes())]);
    let run = |arguments: &[&str]| {
        let arguments = [&["diff", "new.yaml", "old.yaml", "--current-version", "0.3.1"], arguments].concat();
        speclift(folder.path(), &arguments).status(0)
    };
    run(&["-o", "changes.json"]).no_result();
    let json: Value = serde_json::from_slice(&fs::read(folder.path().join("changes.json")).unwrap()).unwrap();
    assert_eq!(json["form"], 1);
    assert_eq!(json["summary"]["breaking"], 2);
    assert_eq!(json["advice"]["next"], "0.4.0");
    let change = &json["changes"][0];
    assert_eq!(change["id"], "response-property-max-length-unset");
    assert_eq!(change["class"], "breaking");
    assert_eq!(change["direction"], "response");
    assert_eq!(change["operations"][0]["operationId"], "getThing");
    assert_eq!(change["place"], "Thing.name");
    assert_eq!(change["old"]["value"], 9);
    assert_eq!(change["old"]["pointer"], "/components/schemas/Thing/properties/name/maxLength");
    assert_eq!(change["new"]["value"], Value::Null);
    let markdown = run(&["--format", "markdown"]).stdout;
    assert!(markdown.starts_with("## API changes from `new.yaml` to `old.yaml`\n"), "{markdown}");
    assert!(
        markdown.contains("\n### Breaking\n\n- `GET /things/{id}` (`getThing`): `Thing.name`: "),
        "{markdown}"
    );
    assert!(markdown.contains("a breaking release, 0.3.1 → 0.4.0: 2 changes are breaking"), "{markdown}");
}

#[test]
fn lines_of_pages_are_named() {
    let folder = folder(&[
        ("old/a.md", PAGE.as_bytes()),
        ("new/a.md", changed_page().as_bytes()),
        ("prose/a.md", PROSE.as_bytes()),
    ]);
    let run = speclift(folder.path(), &["diff", "old", "new", "--fail-on", "breaking"]).status(1);
    assert!(run.stdout.contains("breaking[response-optional-property-removed]"), "{}", run.stdout);
    assert!(run.stdout.contains("\n    --> old a.md:25:1"), "{}", run.stdout);
    speclift(folder.path(), &["diff", "old", "prose"])
        .status(2)
        .no_result()
        .says("no page describes an operation");
}

/// A change is of the line that brought it, not of any line that speaks of the value.
#[test]
fn lines_that_say_the_same_on_both_sides_come_last() {
    let other = PAGE.replace("Query a Thing", "Query an Old Thing").replace("/things/", "/old-things/");
    let limited = PAGE.replace("| id | String | Thing |", "| id | String | Thing. Minimum length: 1 |");
    let null = PAGE.replace("\"size\": 4", "\"size\": null");
    let folder = folder(&[
        ("old/a.md", PAGE.as_bytes()),
        ("old/b.md", other.as_bytes()),
        ("null/a.md", null.as_bytes()),
        ("null/b.md", other.as_bytes()),
        ("limited/a.md", limited.as_bytes()),
        ("limited/b.md", other.as_bytes()),
    ]);
    let run = |new: &str| speclift(folder.path(), &["diff", "old", new]).status(0).stdout;
    let lines = |report: &str, kind: &str| -> Vec<String> {
        let told = report.lines().skip_while(|line| !line.contains(kind));
        told.filter_map(|line| line.trim_start().strip_prefix("--> ")).take(2).map(str::to_owned).collect()
    };
    let report = run("null");
    assert_eq!(
        lines(&report, "became-nullable"),
        ["old a.md:30:23, a.md:25:1", "new a.md:30:23, a.md:25:1"],
        "{report}"
    );
    let report = run("limited");
    assert_eq!(lines(&report, "min-length-set"), ["old a.md:24:1", "new a.md:24:1"], "{report}");
}

/// An example is a block of code, and one that leaves out what has to be sent is why it need not be.
#[test]
fn lines_of_examples_are_named() {
    let page = |example: &str| {
        format!(
            "\
# Create a Thing

## URI

POST /v1/things

## Request

Table 1 Request body parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| name | Yes | String | Name |
| size | Yes | Integer | Size in GB |

Example request

```
{example}
```
"
        )
    };
    let folder = folder(&[
        ("old/a.md", page("{\"name\": \"a\", \"size\": 4}").as_bytes()),
        ("new/a.md", page("{\"name\": \"a\"}").as_bytes()),
        ("index/a.md", page("{\"name\": \"a\", \"size\": 4}").as_bytes()),
        ("index/index.md", b"# API\n\n- [Boxes]\n    - [Create a Thing](a.md)\n"),
    ]);
    let run = speclift(folder.path(), &["diff", "old", "new"]).status(0).stdout;
    for lines in [
        "CreateThingRequest.size: it may be left out now\n    --> old a.md:14:1\n    --> new a.md:19:1, a.md:14:1\n",
        "an example changed\n    - `{\"name\":\"a\",\"size\":4}`\n    + `{\"name\":\"a\"}`\n    --> old a.md:18:1\n    --> new a.md:18:1\n",
    ] {
        assert!(run.contains(lines), "no {lines:?} in:\n{run}");
    }
    let run = speclift(folder.path(), &["diff", "old", "index"]).status(0).stdout;
    let lines = "the operation is in the group `Boxes` now\n    --> old a.md:5:6\n    --> new index.md:3:3\n";
    assert!(run.contains(lines), "no {lines:?} in:\n{run}");
}

#[test]
fn revisions_of_git_are_sides() {
    let folder = folder(&[("api.yaml", SPEC.as_bytes()), ("docs/a.md", PAGE.as_bytes())]);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        let done =
            Command::new("git").current_dir(folder.path()).args(identity).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "first"]);
    fs::write(folder.path().join("api.yaml"), changed()).unwrap();
    fs::write(folder.path().join("docs/a.md"), changed_page()).unwrap();
    let run = |old: &str, new: &str| speclift(folder.path(), &["diff", old, new]);
    assert!(run("HEAD:api.yaml", "api.yaml").status(0).stdout.contains("2 changes: 0 breaking"));
    let pages = run("HEAD:docs", "docs").status(0);
    assert!(pages.stdout.contains("--> old a.md:25:1"), "{}", pages.stdout);
    run("nowhere:api.yaml", "api.yaml").status(2).no_result().says("`nowhere` is no revision here");
    run("HEAD:none.yaml", "api.yaml").status(2).no_result().says("`none.yaml` is not in the revision `HEAD`");
    // What is named never becomes an option of git.
    for revision in ["--output=stolen:api.yaml", "-h:api.yaml", ":api.yaml"] {
        let arguments = ["diff", "--", revision, "api.yaml"];
        speclift(folder.path(), &arguments).status(2).no_result().says("is no revision here");
    }
    assert!(!folder.path().join("stolen").exists());
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = folder(&[("old.yaml", SPEC.as_bytes()), ("file", b"x")]);
    let run = |to: &str| {
        speclift(folder.path(), &["diff", "old.yaml", "old.yaml", "-o", to]).status(2).no_result();
    };
    run("file/changes.md");
    run(".");
    assert_eq!(names(folder.path()), [Path::new("file"), Path::new("old.yaml")]);
    let arguments = ["diff", "old.yaml", "old.yaml", "--current-version", "one"];
    speclift(folder.path(), &arguments).status(2).no_result().says("`one` is no version");
}

#[test]
fn recursion_ends() {
    let spec = SPEC.replace("name: {type: string}", "next: {$ref: '#/components/schemas/Thing'}");
    let longer = spec.replace("next: {", "name: {type: string}, next: {");
    let folder = folder(&[("old.yaml", spec.as_bytes()), ("new.yaml", longer.as_bytes())]);
    let run = speclift(folder.path(), &["diff", "old.yaml", "new.yaml"]).status(0);
    assert!(run.stdout.contains("1 change: 0 breaking, 1 compatible"), "{}", run.stdout);
}

#[test]
fn hostile_texts_reach_no_terminal() {
    let spec = SPEC.replace("operationId: getThing", "operationId: \"a\\e[31m`<b>\"");
    let folder = folder(&[("old.yaml", SPEC.as_bytes()), ("new.yaml", spec.as_bytes())]);
    for form in ["text", "markdown"] {
        let mut command = command(folder.path(), &["diff", "old.yaml", "new.yaml", "--format", form]);
        let output = command.env("CLICOLOR_FORCE", "1").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains("\u{1b}[31m`") && !text.contains("a\u{1b}"), "{text:?}");
    }
}
