//! Running the command on pages of a test.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A page with one operation.
pub(crate) const PAGE: &str = "\
# Query a Thing

## Function

Returns one thing.

## URI

GET /v1/{project_id}/things/{thing_id}

Table 1 Path parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| project_id | Yes | String | Project |
| thing_id | Yes | String | Thing |

## Response

Table 2 Response body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| id | String | Thing |
| size | Integer | Size in GB |

Example response

```
{ \"id\": \"a1\", \"size\": 4 }
```
";

/// A page without an operation.
pub(crate) const PROSE: &str = "# About things\n\nThings are things.\n";

/// A document that is valid.
pub(crate) const SPEC: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The thing
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
";

/// A folder with files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// What a run of the command gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Asserts the exit status, and shows everything where it is another.
    #[track_caller]
    pub(crate) fn status(self, expected: i32) -> Self {
        assert_eq!(self.status, Some(expected), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// Asserts that standard error has a text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` in:\n{}", self.stderr);
        self
    }

    /// Asserts that there is no result.
    #[track_caller]
    pub(crate) fn no_result(self) -> Self {
        assert_eq!(self.stdout, "");
        self
    }
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_speclift"));
    command.current_dir(folder).args(arguments).env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

/// Runs the command in a folder.
pub(crate) fn speclift(folder: &Path, arguments: &[&str]) -> Run {
    finished(command(folder, arguments).output().unwrap())
}

/// Runs the command in a folder with something on its standard input.
pub(crate) fn speclift_with_input(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    finished(child.wait_with_output().unwrap())
}

fn finished(output: std::process::Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// The names of all files in a folder, hidden ones too.
pub(crate) fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect();
    names.sort();
    names
}
