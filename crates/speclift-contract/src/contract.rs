//! Whether an answer is one that the document describes.

use std::fmt;

use serde_json::Value;
use speclift::validate::{Checker, DocumentError, parse_document};

use crate::route::Template;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A request, and what was answered.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'a> {
    /// The request's method.
    pub method: &'a str,
    /// The request's path as it was sent, percent-encoded, with or without a query.
    pub target: &'a str,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer, by names in any case.
    pub headers: &'a [(String, String)],
    /// The body of the answer, empty where there was none.
    pub body: &'a [u8],
}

/// One way in which an answer is not what the document describes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The `operationId`, or method and path where there is none; nothing where no operation was called.
    pub operation: Option<String>,
    /// What kind of violation it is, in kebab case.
    pub rule: &'static str,
    /// Where in the body: a JSON pointer.
    pub pointer: String,
    /// What of the document is broken: a JSON pointer.
    pub schema: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, rule, pointer, schema, message } = self;
        write!(f, "{}: {rule}", operation.as_deref().unwrap_or("no operation"))?;
        if !pointer.is_empty() {
            write!(f, " at {pointer}")?;
        }
        write!(f, ": {message}")?;
        if schema.is_empty() { Ok(()) } else { write!(f, " (#{schema})") }
    }
}

/// An operation of the document.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`, or method and path.
    pub id: String,
    /// Its method, in capitals.
    pub method: String,
    /// Its path, with variables in braces.
    pub path: String,
    template: Template,
    /// Where it is described.
    pointer: String,
}

impl Operation {
    /// Whether calling it changes nothing (RFC 9110, section 9.2.1).
    #[must_use]
    pub fn is_safe(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }
}

/// Why a document cannot be held against anything.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// The text is no document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The document is of another version.
    #[error("the document is of OpenAPI {0}, and answers are checked against 3.0: lower it first")]
    Version(String),
    /// The document describes nothing that can be called.
    #[error("the document has no operation")]
    Empty,
}

/// A document that answers are held against. Make one and use it for all: schemas are compiled once.
///
/// Two things are asked that OpenAPI does not ask. An operation that lists a success means all its successes: `default`
/// then stands for failures. And what has content has a body: an empty one is none.
pub struct Contract {
    document: Value,
    operations: Vec<Operation>,
    checker: Checker,
    bases: Vec<String>,
}

impl Contract {
    /// Reads a document, in JSON or YAML, whose name says which.
    ///
    /// # Errors
    ///
    /// Where it is none of OpenAPI 3.0, or has no operation.
    pub fn parse(text: &str, name: &str) -> Result<Self, ContractError> {
        Self::new(parse_document(text, name)?)
    }

    /// A document's contract. Requests go to the paths of its servers.
    ///
    /// # Errors
    ///
    /// Where it is of another version than OpenAPI 3.0, or has no operation.
    pub fn new(document: Value) -> Result<Self, ContractError> {
        let version = document["openapi"].as_str().unwrap_or("no known version");
        if !version.starts_with("3.0.") {
            return Err(ContractError::Version(version.to_owned()));
        }
        let operations = operations(&document);
        if operations.is_empty() {
            return Err(ContractError::Empty);
        }
        let checker = Checker::new(&document);
        let bases = bases(&document);
        Ok(Self { document, operations, checker, bases })
    }

    /// The same contract for a service whose paths begin with something else than the servers' do.
    #[must_use]
    pub fn below(mut self, base: &str) -> Self {
        self.bases = vec![base.trim_end_matches('/').to_owned()];
        self
    }

    /// All operations, in the order of the document.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation that a request calls.
    #[must_use]
    pub fn operation(&self, method: &str, target: &str) -> Option<&Operation> {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let below = |base: &String| path.strip_prefix(base.as_str());
        let of_method = |path: &str| {
            let matching = self.operations.iter().filter(|operation| {
                operation.method.eq_ignore_ascii_case(method) && operation.template.matches(path)
            });
            matching.min_by_key(|operation| operation.template.variables())
        };
        self.bases.iter().filter_map(below).find_map(of_method)
    }

    /// In which ways an answer is not what the document describes. What is not found (404), and a method that is not
    /// allowed (405), where no operation is, is as it should be.
    #[must_use]
    pub fn check(&self, exchange: &Exchange<'_>) -> Vec<Violation> {
        let Some(operation) = self.operation(exchange.method, exchange.target) else {
            if matches!(exchange.status, 404 | 405) {
                return Vec::new();
            }
            let path = exchange.target.split('?').next().unwrap_or_default();
            let message =
                format!("{} {path} is not documented, and {} was answered", exchange.method, exchange.status);
            return vec![violation(None, "operation-undocumented", "/paths", message)];
        };
        let mut report = Report { operation: &operation.id, found: Vec::new() };
        self.answer(operation, exchange, &mut report);
        report.found
    }

    fn answer(&self, operation: &Operation, exchange: &Exchange<'_>, report: &mut Report<'_>) {
        let responses = self.follow(&format!("{}/responses", operation.pointer));
        let Some(response) = self.response(&responses, exchange.status) else {
            let listed: Vec<&str> = self.keys(&responses).collect();
            let message = format!("status {} is not documented, but {}", exchange.status, listed.join(", "));
            return report.add("status-undocumented", &responses, message);
        };
        let response = self.follow(&response);
        self.headers(&response, exchange, report);
        let content = format!("{response}/content");
        let types: Vec<&str> = self.keys(&content).collect();
        let bodiless =
            exchange.method.eq_ignore_ascii_case("head") || matches!(exchange.status, 100..=199 | 204 | 304);
        if exchange.body.is_empty() {
            if !types.is_empty() && !bodiless {
                let message = format!("the answer has no body, and {} is documented", types.join(", "));
                report.add("body-missing", &content, message);
            }
            return;
        }
        if types.is_empty() {
            let message = format!("a body of {} bytes where none is documented", exchange.body.len());
            return report.add("body-undocumented", &response, message);
        }
        let Some(sent) = header(exchange, "content-type") else {
            let message = format!("the body has no content type, and {} is documented", types.join(", "));
            return report.add("content-type-missing", &content, message);
        };
        let Some(media) = media_type(&types, sent) else {
            let message = format!("content type {sent} is not documented, but {}", types.join(", "));
            return report.add("content-type-undocumented", &content, message);
        };
        let schema = self.follow(&format!("{content}/{}/schema", escaped(media)));
        if self.document.pointer(&schema).is_none() {
            return;
        }
        let essence = essence(sent);
        let value = if essence == "application/json" || essence.ends_with("+json") {
            match serde_json::from_slice(exchange.body) {
                Ok(value) => value,
                Err(error) => {
                    return report.add("body-malformed", &schema, format!("the body is no JSON: {error}"));
                }
            }
        } else if essence.starts_with("text/") {
            Value::String(String::from_utf8_lossy(exchange.body).into_owned())
        } else {
            return;
        };
        for found in self.checker.check(&schema, &value).err().into_iter().flatten() {
            let place = if found.schema.is_empty() { &schema } else { &found.schema };
            report.add_at("body-mismatch", &found.pointer, place, found.message);
        }
    }

    /// Where the response for a status is described: by the status itself, its class, or `default`.
    fn response(&self, responses: &str, status: u16) -> Option<String> {
        let class = status / 100;
        let at = |key: &str| {
            let pointer = format!("{responses}/{key}");
            self.document.pointer(&pointer).is_some().then_some(pointer)
        };
        let listed = at(&status.to_string())
            .or_else(|| at(&format!("{class}XX")))
            .or_else(|| at(&format!("{class}xx")));
        let lists_success = self.keys(responses).any(|key| key.starts_with('2'));
        listed.or_else(|| at("default").filter(|_| class >= 4 || !lists_success))
    }

    /// Headers that are documented: whether they are there, and what they should be.
    fn headers(&self, response: &str, exchange: &Exchange<'_>, report: &mut Report<'_>) {
        let headers = format!("{response}/headers");
        for name in self.keys(&headers).filter(|name| !name.eq_ignore_ascii_case("content-type")) {
            let at = self.follow(&format!("{headers}/{}", escaped(name)));
            let Some(value) = header(exchange, name) else {
                if self.document.pointer(&format!("{at}/required")) == Some(&Value::Bool(true)) {
                    report.add("header-missing", &at, format!("the header {name} is missing"));
                }
                continue;
            };
            let schema = self.follow(&format!("{at}/schema"));
            if self.document.pointer(&schema).is_none() {
                continue;
            }
            let text = Value::String(value.to_owned());
            // Numbers and Booleans are written as in JSON.
            let scalar = serde_json::from_str(value)
                .ok()
                .filter(|value: &Value| !value.is_object() && !value.is_array());
            let fits = |value: &Value| self.checker.check(&schema, value);
            if scalar.is_some_and(|scalar| fits(&scalar).is_ok()) {
                continue;
            }
            for found in fits(&text).err().into_iter().flatten() {
                report.add("header-mismatch", &found.schema, format!("the header {name}: {}", found.message));
            }
        }
    }

    fn keys(&self, pointer: &str) -> impl Iterator<Item = &str> {
        let members = self.document.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
        members.map(|(key, _)| key.as_str())
    }

    /// A place, or what the reference there leads to.
    fn follow(&self, pointer: &str) -> String {
        follow(&self.document, pointer)
    }
}

struct Report<'a> {
    operation: &'a str,
    found: Vec<Violation>,
}

impl Report<'_> {
    fn add(&mut self, rule: &'static str, schema: &str, message: String) {
        self.found.push(violation(Some(self.operation), rule, schema, message));
    }

    fn add_at(&mut self, rule: &'static str, pointer: &str, schema: &str, message: String) {
        let pointer = pointer.to_owned();
        self.found.push(Violation { pointer, ..violation(Some(self.operation), rule, schema, message) });
    }
}

fn violation(operation: Option<&str>, rule: &'static str, schema: &str, message: String) -> Violation {
    let operation = operation.map(str::to_owned);
    Violation { operation, rule, pointer: String::new(), schema: schema.to_owned(), message }
}

fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for path in document["paths"].as_object().into_iter().flatten().map(|(path, _)| path) {
        let item = follow(document, &format!("/paths/{}", escaped(path)));
        for method in METHODS {
            let pointer = format!("{item}/{method}");
            let Some(operation) = document.pointer(&pointer) else { continue };
            let method = method.to_uppercase();
            let id = operation["operationId"].as_str().map(str::to_owned);
            operations.push(Operation {
                id: id.unwrap_or_else(|| format!("{method} {path}")),
                template: Template::new(path),
                path: path.clone(),
                method,
                pointer,
            });
        }
    }
    operations
}

/// What the paths of the servers begin with; nothing where there is none.
fn bases(document: &Value) -> Vec<String> {
    let servers = document["servers"].as_array().into_iter().flatten();
    let mut bases: Vec<String> =
        servers.filter_map(|server| Some(base(server, server["url"].as_str()?))).collect();
    // The longest first: another may be its beginning.
    bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
    bases.dedup();
    if bases.is_empty() { vec![String::new()] } else { bases }
}

/// The path of a server's URL, with its variables at their defaults.
fn base(server: &Value, url: &str) -> String {
    let mut url = url.to_owned();
    for (name, variable) in server["variables"].as_object().into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), variable["default"].as_str().unwrap_or_default());
    }
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => &url,
    };
    path.trim_end_matches('/').to_owned()
}

fn follow(document: &Value, pointer: &str) -> String {
    let mut pointer = pointer.to_owned();
    // More steps than that go in a circle.
    for _ in 0..32 {
        let target = document.pointer(&pointer).and_then(|value| value["$ref"].as_str());
        let Some(target) = target.and_then(|target| target.strip_prefix('#')) else { break };
        pointer = target.to_owned();
    }
    pointer
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn header<'a>(exchange: &Exchange<'a>, name: &str) -> Option<&'a str> {
    exchange.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A media type without its parameters, in small letters.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The documented type that a sent one is of, the most exact one.
fn media_type<'a>(documented: &[&'a str], sent: &str) -> Option<&'a str> {
    let sent = essence(sent);
    let range = sent.split('/').next().map(|kind| format!("{kind}/*")).unwrap_or_default();
    let find = |wanted: &str| documented.iter().find(|ty| essence(ty) == wanted).copied();
    find(&sent).or_else(|| find(&range)).or_else(|| find("*/*"))
}
