//! Emitting: the API as an OpenAPI 3.0.3 document, the published view.

mod operation;
mod places;
mod schema;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, Components, Info, License, OpenAPI, PathItem, ReferenceOr, SecurityScheme, Server,
    ServerVariable, Tag,
};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::api::{Api, ErrorCode, Operation, Schema};
use crate::manifest::Manifest;
use crate::source::Sources;
use crate::status::Status;
use crate::words;

pub use places::Places;

/// Name of the security scheme of the token header.
pub const TOKEN_SCHEME: &str = "Token";
/// Name of the security scheme of signed requests.
pub const SIGNATURE_SCHEME: &str = "Signature";
/// Name of the response that any error may have.
pub const ERROR_RESPONSE: &str = "Error";

/// Writes the API as a document. Operations and structures are written one by one, and each is given up when it is
/// written: there is never a second copy of the API.
pub fn emit(mut api: Api, sources: &Sources, manifest: &Manifest) -> Value {
    let frame = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: info(&api, manifest),
        servers: servers(manifest),
        components: Some(components(&api)),
        tags: api.tags.iter().map(tag).collect(),
        ..OpenAPI::default()
    };
    let mut document = value(frame);
    let operations = std::mem::take(&mut api.operations);
    document["paths"] = paths(operations, &api);
    let structures = std::mem::take(&mut api.schemas);
    let (structures, extensions) = rayon::join(|| schemas(structures), || extensions(&api, sources));
    if let Value::Object(components) = &mut document["components"]
        && structures.as_object().is_some_and(|structures| !structures.is_empty())
    {
        components.shift_insert(0, "schemas".to_owned(), structures);
    }
    if let Value::Object(document) = &mut document {
        document.extend(extensions);
    }
    document
}

/// A part of the document as JSON.
fn value(part: impl Serialize) -> Value {
    // The types of a document have no part that JSON has not.
    serde_json::to_value(part).unwrap_or_default()
}

/// Path items in the order of their first operations.
fn paths(operations: Vec<Operation>, api: &Api) -> Value {
    let mut items: IndexMap<String, Vec<Operation>> = IndexMap::new();
    for operation in operations {
        items.entry(operation.path.clone()).or_default().push(operation);
    }
    let items: Vec<(String, Vec<Operation>)> = items.into_iter().collect();
    let items: Vec<(String, Value)> =
        items.into_par_iter().map(|(path, operations)| (path, value(path_item(operations, api)))).collect();
    items.into_iter().collect::<Map<_, _>>().into()
}

fn path_item(operations: Vec<Operation>, api: &Api) -> PathItem {
    let mut item = PathItem::default();
    for operation in operations {
        let slot = match operation.method.as_str() {
            "GET" => &mut item.get,
            "PUT" => &mut item.put,
            "POST" => &mut item.post,
            "DELETE" => &mut item.delete,
            "OPTIONS" => &mut item.options,
            "HEAD" => &mut item.head,
            _ => &mut item.patch,
        };
        *slot = Some(operation::operation(&operation, api));
    }
    item
}

fn schemas(schemas: BTreeMap<String, Schema>) -> Value {
    let schemas: Vec<(String, Value)> =
        schemas.into_par_iter().map(|(name, schema)| (name, value(schema::structure(&schema)))).collect();
    schemas.into_iter().collect::<Map<_, _>>().into()
}

fn tag(tag: &crate::api::Tag) -> Tag {
    let description = words::some(&tag.description);
    Tag { name: tag.name.clone(), description, ..Tag::default() }
}

fn info(api: &Api, manifest: &Manifest) -> Info {
    let words = &manifest.api;
    let title = words
        .title
        .clone()
        .unwrap_or_else(|| if api.title.is_empty() { "API".to_owned() } else { api.title.clone() });
    Info {
        title,
        description: words.description.as_ref().map(|text| text.trim().to_owned()),
        // No date of a build: a change of the pages is told from a change of the compiler by the hashes.
        version: words.version.clone().or_else(|| api.edition.clone()).unwrap_or_else(|| "0".to_owned()),
        license: words.license.clone().map(|name| License { name, ..License::default() }),
        ..Info::default()
    }
}

fn servers(manifest: &Manifest) -> Vec<Server> {
    if manifest.server.is_empty() {
        let variable = ServerVariable {
            default: "localhost".to_owned(),
            description: Some("The service's endpoint in a region.".to_owned()),
            ..ServerVariable::default()
        };
        let variables = Some([("endpoint".to_owned(), variable)].into_iter().collect());
        return vec![Server { url: "https://{endpoint}".to_owned(), variables, ..Server::default() }];
    }
    manifest
        .server
        .iter()
        .map(|server| {
            let variables: IndexMap<String, ServerVariable> = server
                .variables
                .iter()
                .map(|(name, variable)| {
                    let variable = ServerVariable {
                        enumeration: variable.values.clone(),
                        default: variable.default.clone(),
                        description: variable.description.clone(),
                        ..ServerVariable::default()
                    };
                    (name.clone(), variable)
                })
                .collect();
            Server {
                url: server.url.clone(),
                description: server.description.clone(),
                variables: (!variables.is_empty()).then_some(variables),
                ..Server::default()
            }
        })
        .collect()
}

/// Components, except for schemas.
fn components(api: &Api) -> Components {
    let mut components = Components::default();
    let is_used = || api.operations.iter().any(|operation| !operation.responses.contains_key(&Status::Other));
    if let Some(error) = api.error_schema.as_ref().filter(|_| is_used()) {
        components
            .responses
            .insert(ERROR_RESPONSE.to_owned(), ReferenceOr::Item(operation::error_response(error)));
    }
    let tokens: Vec<_> = api.operations.iter().map(|operation| operation.token).collect();
    if tokens.iter().any(|token| *token != crate::api::Token::None) {
        let scheme = api_key(
            "X-Auth-Token",
            "The token of a user, from the identity service: the value of the header `X-Subject-Token` of its response.",
        );
        components.security_schemes.insert(TOKEN_SCHEME.to_owned(), ReferenceOr::Item(scheme));
    }
    if tokens.contains(&crate::api::Token::Optional) {
        let scheme = api_key(
            "Authorization",
            "The request signed with an access key (AK/SK), algorithm `SDK-HMAC-SHA256`, together with the header `X-Sdk-Date`.",
        );
        components.security_schemes.insert(SIGNATURE_SCHEME.to_owned(), ReferenceOr::Item(scheme));
    }
    components
}

fn api_key(name: &str, description: &str) -> SecurityScheme {
    SecurityScheme::APIKey {
        location: APIKeyLocation::Header,
        name: name.to_owned(),
        description: Some(description.to_owned()),
        extensions: IndexMap::default(),
    }
}

/// What the document was made from, and the error catalogue.
fn extensions(api: &Api, sources: &Sources) -> Map<String, Value> {
    let list: Vec<Value> = sources
        .iter()
        .map(|(_, source)| {
            let mut entry = json!({ "name": source.name, "sha256": source.sha256 });
            if let Some(edition) = &source.edition {
                entry["edition"] = edition.clone().into();
            }
            entry
        })
        .collect();
    let mut extensions = Map::new();
    let compiler = concat!("speclift ", env!("CARGO_PKG_VERSION"));
    extensions.insert("x-speclift".to_owned(), json!({ "compiler": compiler, "sources": list }));
    if !api.errors.is_empty() {
        extensions.insert("x-error-codes".to_owned(), api.errors.iter().map(error_code).collect());
    }
    extensions
}

fn error_code(code: &ErrorCode) -> Value {
    let mut entry = serde_json::Map::new();
    entry.insert("code".to_owned(), code.code.clone().into());
    if let Some(status) = code.status {
        let status = match status {
            Status::Code(code) => code.into(),
            several => several.to_string().into(),
        };
        entry.insert("status".to_owned(), status);
    }
    for (key, text) in [("message", &code.message), ("meaning", &code.meaning), ("remedy", &code.remedy)] {
        if let Some(text) = words::some(text) {
            entry.insert(key.to_owned(), text.into());
        }
    }
    Value::Object(entry)
}
