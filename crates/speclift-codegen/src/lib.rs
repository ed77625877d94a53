//! From an OpenAPI document that Speclift wrote to a Rust client.
//!
//! ```text
//! published view ──lower──▶ model ──normalise──▶ model ──raise──▶ client view ──generate──▶ Rust
//! ```
//!
//! [`client_view`] derives the document that progenitor can take; it is never published. Each limit
//! of progenitor that it works around is one documented function under `lower` or `normalise`.
//! [`generate`] runs progenitor behind a panic boundary and tidies what it writes; [`client_crate`]
//! does both and adds what else a crate needs. Nothing here reads or writes files.

mod bodies;
mod client_crate;
mod error;
mod generate;
mod lower;
mod markdown;
mod model;
mod names;
mod normalise;
mod raise;
mod surface;
#[cfg(test)]
mod testing;

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::OpenAPI;

pub use bodies::Bodies;
pub use client_crate::client_crate;
pub use error::{ClientViewError, CodegenError};
pub use generate::{Runtime, Settings, generate};
pub use surface::public_surface;

/// The API in the shape that the generator needs.
#[derive(Debug, Clone)]
pub struct ClientView {
    document: OpenAPI,
    enumerations: BTreeMap<String, Enumeration>,
    wire_names: BTreeMap<String, String>,
    /// The schemas of what the client sends.
    sent: BTreeSet<String>,
    error_codes: Vec<ErrorCode>,
}

/// An entry of the document's catalogue of errors, `x-error-codes`.
#[derive(Debug, Clone, serde::Deserialize)]
struct ErrorCode {
    code: String,
    status: u16,
    message: Option<String>,
    meaning: Option<String>,
    remedy: Option<String>,
}

/// An enumeration, generated here because typify's refuse a value that they do not know.
#[derive(Debug, Clone)]
struct Enumeration {
    description: Option<String>,
    values: Vec<String>,
}

impl ClientView {
    /// The document that progenitor is given.
    #[must_use]
    pub fn document(&self) -> &OpenAPI {
        &self.document
    }

    /// The names in the document that stand for others on the wire: two parameters of an operation
    /// or properties of a schema whose Rust names would be one.
    #[must_use]
    pub fn wire_names(&self) -> &BTreeMap<String, String> {
        &self.wire_names
    }

    /// The Rust types of the bodies of every operation.
    #[must_use]
    pub fn bodies(&self) -> Vec<Bodies> {
        bodies::bodies(&self.document)
    }
}

/// Derives the client view of a published document.
///
/// # Errors
///
/// Everything that no client can be generated from, each with its operation and what to do: a
/// reference that leads nowhere, a cookie parameter, a request body of no known media type.
pub fn client_view(doc: &OpenAPI) -> Result<ClientView, Vec<ClientViewError>> {
    let mut api = lower::lower(doc)?;
    let wire_names = normalise::normalise(&mut api)?;
    let enumerations = raise::enumerations(&api);
    let sent = api.sent_schemas().into_iter().collect();
    let error_codes = error_codes(doc);
    Ok(ClientView { document: raise::raise(api), enumerations, wire_names, sent, error_codes })
}

/// The entries of the catalogue, each code once. What is no entry has no place in a client.
fn error_codes(doc: &OpenAPI) -> Vec<ErrorCode> {
    let listed = doc.extensions.get("x-error-codes").and_then(|codes| codes.as_array());
    let mut codes: Vec<ErrorCode> = Vec::new();
    for entry in listed.into_iter().flatten() {
        if let Ok(code) = serde_json::from_value::<ErrorCode>(entry.clone())
            && codes.iter().all(|other| {
                generate::variant_name::of(&other.code) != generate::variant_name::of(&code.code)
            })
        {
            codes.push(code);
        }
    }
    codes
}
