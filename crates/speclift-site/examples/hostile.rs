//! A site of a document and of pages that try everything to become markup: for the test of this crate, and for
//! `scripts/site-check`, which looks at it in a browser.
//!
//!     cargo run -p speclift-site --example hostile -- DIR

use std::error::Error;
use std::path::Path;

use serde_json::{Value, json};
use speclift::build::build_with_evidence;
use speclift::manifest::Manifest;
use speclift_site::{Document, Evidence, Files, Site, publish, render};

/// Texts that do something where they are taken for markup: they set `window.hit`.
pub(crate) const PAYLOADS: [&str; 9] = [
    "<script>window.hit=1</script>",
    "\"><img src=x onerror=window.hit=1>",
    "'><svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "[a](javascript:window.hit=1)",
    "<a href=\"javascript:window.hit=1\">b</a>",
    "![c](https://elsewhere.example/c.png)",
    "<iframe srcdoc=\"<script>parent.hit=1</script>\"></iframe><style>*{display:none}</style>",
    "--><!--<b>{{7*7}}</b> \u{2028} \u{202e}",
];

/// All of them in one text.
fn all() -> String {
    PAYLOADS.join(" ")
}

/// A document with them everywhere that a document may have a text.
pub(crate) fn document() -> Value {
    let text = all();
    let name = |n: usize| PAYLOADS[n];
    let schema = json!({"type": "object", "title": text, "description": text, "required": [name(0)], "properties": {
        name(0): {"type": "string", "description": text, "enum": [name(0), name(3)], "default": name(3), "pattern": "<script>"},
        name(1): {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}, "description": name(4)},
        "id": {"type": "string", "description": name(5), "example": name(3)},
        "size": {"type": "integer", "description": format!("`{}`", name(0))},
    }});
    let operation = |id: &str| {
        json!({
            "operationId": id, "summary": format!("{id} {text}"), "description": text, "tags": [name(1)],
            "x-permissions": [name(0)],
            "externalDocs": {"url": "javascript:window.hit=1", "description": text},
            "parameters": [
                {"name": name(1), "in": "query", "description": text, "schema": {"type": "string", "enum": [name(2)]}},
                {"name": name(0), "in": "header", "schema": {"type": "string"}, "example": name(3)},
            ],
            "requestBody": {"description": text, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"},
                "examples": {"x": {"summary": text, "description": text, "value": {name(0): name(3)}}}}}},
            "responses": {
                "200": {"description": text, "headers": {"X-A": {"description": text, "schema": {"type": "string"}}},
                    "content": {name(1): {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "default": {"description": text}}
        })
    };
    let path = json!([{"name": "project_id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}},
        {"name": "thing_id", "in": "path", "required": true, "description": text, "schema": {"type": "string"}}]);
    let mut post = operation(name(0));
    post["deprecated"] = true.into();
    json!({
        "openapi": "3.0.3",
        "info": {"title": text, "version": name(0), "description": text,
            "license": {"name": text, "url": "javascript:window.hit=1"},
            "contact": {"name": text, "url": "javascript:window.hit=1"}},
        "servers": [{"url": "https://x.example/", "description": text}],
        "tags": [{"name": name(1), "description": text, "externalDocs": {"url": "javascript:window.hit=1"}}],
        "paths": {
            "/v1/{project_id}/things/{thing_id}": {"parameters": path, "get": operation("QueryThing"), "post": post},
            "/<script>window.hit=1<~1script>/\"><img src=x onerror=window.hit=1>": {"get": operation(name(1)), "put": operation("querything")},
        },
        "components": {"schemas": {"Thing": schema}},
        "x-error-codes": PAYLOADS.map(|text| json!({"code": text, "status": 400, "message": text, "meaning": format!("m {text}"), "remedy": text})),
        "x-speclift": {"compiler": text, "sources": [{"name": text, "sha256": text}]},
    })
}

/// A page of documentation with them in its cells and words.
fn page() -> String {
    let text = all().replace('|', "");
    format!(
        "# Query a Thing {text}\n\n## Function\n\nReturns one thing. {text}\n\n## URI\n\n\
         GET /v1/{{project_id}}/things/{{thing_id}}\n\nTable 1 Path parameters\n\n\
         | Parameter | Mandatory | Type | Description |\n| --- | --- | --- | --- |\n\
         | project_id | Yes | String | Project {text} |\n| thing_id | Yes | {text} | Thing |\n\n\
         ## Response\n\nTable 2 Response body parameters\n\n| Parameter | Type | Description |\n| --- | --- | --- |\n\
         | id | String | {text} |\n| size | Integer | {text} |\n\nExample response\n\n```\n{{ \"id\": {}, \"size\": \"x\" }}\n```\n",
        json!(text)
    )
}

/// The files of the site. `folder` is for the pages.
pub(crate) fn site(folder: &Path) -> Result<Files, Box<dyn Error>> {
    // On some systems no file can be called so.
    let name = "a'><img src=x onerror=window.hit=1>.md";
    if std::fs::write(folder.join(name), page()).is_err() {
        std::fs::write(folder.join("a.md"), page())?;
    }
    let (build, kept) = build_with_evidence(&[folder.to_owned()], &Manifest::default())?;
    let evidence = Evidence::new(&build, &kept);
    let changelog = format!("# Changes\n\n{}\n\n- {}\n\n```{}\ncode\n```\n", all(), all(), PAYLOADS[0]);
    let documents = [Document::new(Some("en"), document()), Document::new(Some("zh"), document())];
    Ok(render(&Site { documents: &documents, evidence: Some(&evidence), changelog: Some(&changelog) })?)
}

#[allow(dead_code, reason = "the test of this crate has no use for it")]
fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args().nth(1).ok_or("name the folder to write")?;
    let pages = tempfile::tempdir()?;
    let files = site(pages.path())?;
    publish(Path::new(&target), &files, false)?;
    Ok(())
}
