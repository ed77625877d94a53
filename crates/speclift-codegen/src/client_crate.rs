//! A whole crate for a document.

use std::collections::BTreeMap;
use std::path::PathBuf;

use openapiv3::OpenAPI;

use crate::client_view;
use crate::error::CodegenError;
use crate::generate::{Settings, generate};
use crate::markdown::doc_line;

/// The files of a crate that is a client of the API, by path inside the crate: its manifest, its
/// root and the generated module. It builds on its own, outside any workspace.
///
/// # Errors
///
/// Where `name` is no name of a crate, the document has no client view, or the generator fails.
pub fn client_crate(doc: &OpenAPI, name: &str) -> Result<BTreeMap<PathBuf, String>, CodegenError> {
    if !is_crate_name(name) {
        return Err(CodegenError::Setting { value: name.to_owned(), expected: "crate name" });
    }
    let view = client_view(doc).map_err(CodegenError::View)?;
    let settings =
        Settings { regenerate: format!("speclift client SPEC -o DIR --name {name}"), ..Settings::default() };
    let generated = generate(&view, &settings)?;
    let title = doc_line(&doc.info.title);
    Ok(BTreeMap::from([
        (PathBuf::from("Cargo.toml"), manifest(name, &title)),
        (PathBuf::from("src/lib.rs"), root(name, &title)),
        (PathBuf::from("src/generated.rs"), generated),
    ]))
}

fn manifest(name: &str, title: &str) -> String {
    let description = toml_text(&format!("Client for {title}"));
    format!(
        r#"# Written by speclift.
[package]
name = "{name}"
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = ["rustls"]
rustls = ["reqwest/rustls"]

[dependencies]
progenitor-client = "0.15.1"
reqwest = {{ version = "0.13", default-features = false, features = ["json", "query", "stream"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"

[workspace]
"#
    )
}

fn root(name: &str, title: &str) -> String {
    let krate = name.replace('-', "_");
    format!(
        "//! Client for {title}.\n//!\n//! ```no_run\n//! let client = \
         {krate}::Client::new(\"https://endpoint.example\");\n//! ```\n\nmod generated;\n\npub use \
         generated::*;\n"
    )
}

/// A basic string of TOML.
fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn is_crate_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(allowed)
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crates() {
        assert!(is_crate_name("huaweicloud-smn") && is_crate_name("a2_b"));
        for name in ["", "2a", "a b", "fn", "Ab", "a\"", "../x"] {
            assert!(!is_crate_name(name), "{name}");
        }
    }

    #[test]
    fn a_hostile_title_stays_text() {
        let text = manifest("a", "x\"\n[dependencies] \\");
        assert!(text.contains(r#"description = "Client for x\" [dependencies] \\""#), "{text}");
    }
}
