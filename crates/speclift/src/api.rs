//! The API as the compiler decided it to be: what reconciling gives and emitting writes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::json::{self, Node};
use crate::source::Span;
use crate::status::Status;

/// A whole API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Its name.
    pub title: String,
    /// The date of its newest edition, where one is stated.
    pub edition: Option<String>,
    /// Its operations, by path and method.
    pub operations: Vec<Operation>,
    /// Its structures, by name.
    pub schemas: BTreeMap<String, Schema>,
    /// The schema of the body that errors have in common, where the pages show one.
    pub error_schema: Option<String>,
    /// The error catalogue, by code.
    pub errors: Vec<ErrorCode>,
    /// Tags in the order in which the pages introduce them.
    pub tags: Vec<Tag>,
}

/// A tag: a chapter of operations.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What its operations are for; may be empty.
    pub description: String,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Unique, and the same in every build of the same pages.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Its title.
    pub summary: String,
    /// What it does.
    pub description: String,
    /// Whether the pages say that it is no longer to be used.
    pub deprecated: bool,
    /// The chapter that it belongs to.
    pub tag: String,
    /// Path, query and header parameters.
    pub parameters: Vec<Parameter>,
    /// The schema of the request body.
    pub request: Option<RequestBody>,
    /// Responses by HTTP status.
    pub responses: BTreeMap<Status, Response>,
    /// Whether a token must be sent.
    pub token: Token,
    /// What a caller must be allowed to do.
    pub permissions: Permissions,
    /// Where the operation is described.
    pub witnesses: Vec<Span>,
}

/// What the tables of permissions say of an operation.
#[derive(Debug, Clone, Default)]
pub struct Permissions {
    /// What a caller must be allowed to do, the operation's own action first.
    pub actions: Vec<String>,
    /// The rows that say so.
    pub witnesses: Vec<Span>,
}

/// Whether an operation wants a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// The pages do not speak of one.
    None,
    /// It may be left out: then the request is signed.
    Optional,
    /// It must be sent.
    Required,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A variable of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it goes.
    pub place: Place,
    /// What it is.
    pub property: Property,
}

/// What a body carries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// Its values.
    pub shape: Shape,
    /// Its media types; there is at least one.
    pub media: Vec<String>,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// What it carries.
    pub content: Content,
    /// Whether it must be sent.
    pub required: bool,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// A response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// What the status means.
    pub description: String,
    /// Its body.
    pub content: Option<Box<Content>>,
    /// Headers that it carries.
    pub headers: Vec<Property>,
    /// Documented examples.
    pub examples: Vec<Example>,
}

/// A documented example that is part of the document.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it shows.
    pub summary: String,
    /// Its value, as it was read.
    pub node: Arc<Node>,
    /// The keys in it that are misspelt, with what they are to be.
    pub mended: HashMap<json::Place, String>,
    /// The code block.
    pub witness: Span,
}

impl Example {
    /// Its value, with its misspelt keys mended.
    pub fn value(&self) -> Value {
        self.node
            .to_value_with(&|member| self.mended.get(&member.key_place).map_or(&*member.key, String::as_str))
    }
}

/// Where a schema or property is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// A table describes it.
    #[default]
    Tabled,
    /// Only examples show it.
    Example,
    /// A type names it, and nothing describes it.
    Named,
}

/// A structure.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Its properties, in the order of the newest edition.
    pub properties: IndexMap<String, Property>,
    /// What it is for, where it is one of several bodies of an operation.
    pub title: Option<String>,
    /// Where it is known from.
    pub origin: Origin,
    /// What members that no property names are, where it is a map with such members.
    pub rest: Option<Shape>,
    /// Captions of the tables that describe it, or places that name it.
    pub witnesses: Vec<Span>,
}

impl Schema {
    /// The values of its members, named or not.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.properties.values().map(|property| &property.shape).chain(&self.rest)
    }
}

/// A property or parameter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be sent.
    pub required: bool,
    /// Its values.
    pub shape: Shape,
    /// What it means.
    pub description: String,
    /// Where it is known from.
    pub origin: Origin,
    /// Rows and examples that state it.
    pub witnesses: Vec<Span>,
    /// Examples that show it, beside those.
    pub shown: Vec<Span>,
}

/// What values a property takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// The types that it may have: the documented one first, then those that evidence adds.
    pub types: Vec<Type>,
    /// Whether it may be null.
    pub nullable: bool,
    /// Bounds and enumeration.
    pub limits: Limits,
    /// The value that the service takes where none is sent.
    pub default: Option<Box<Value>>,
    /// A value that the description gives as an example.
    pub example: Option<Box<Value>>,
    /// A query parameter that may be sent more than once.
    pub repeatable: bool,
    /// Whether the pages say that it is no longer used.
    pub deprecated: bool,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Text, with an OpenAPI format.
    String(Option<&'static str>),
    /// A whole number, with an OpenAPI format.
    Integer(Option<&'static str>),
    /// A number, with an OpenAPI format.
    Number(Option<&'static str>),
    /// True or false.
    Boolean,
    /// An object about which nothing is known.
    Object,
    /// Any value.
    Any,
    /// A named structure.
    Ref(String),
    /// A list.
    Array(Box<Shape>),
    /// An object with keys of any name.
    Map(Box<Shape>),
    /// A structure without a name, known from examples.
    Inline(Box<IndexMap<String, Property>>),
}

impl Type {
    /// The type's JSON Schema word, or the structure's name.
    pub fn word(&self) -> &str {
        match self {
            Type::String(_) => "string",
            Type::Integer(_) => "integer",
            Type::Number(_) => "number",
            Type::Boolean => "boolean",
            Type::Object | Type::Map(_) | Type::Inline(_) => "object",
            Type::Any => "any",
            Type::Ref(name) => name,
            Type::Array(_) => "array",
        }
    }
}

/// Bounds and enumeration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// Smallest number.
    pub minimum: Option<f64>,
    /// Largest number.
    pub maximum: Option<f64>,
    /// Shortest text, in characters.
    pub min_length: Option<u64>,
    /// Longest text, in characters.
    pub max_length: Option<u64>,
    /// Fewest elements.
    pub min_items: Option<u64>,
    /// Most elements.
    pub max_items: Option<u64>,
    /// A regular expression.
    pub pattern: Option<String>,
    /// The values, with what they mean where the pages say so. Empty: any value.
    pub values: Vec<(String, Option<String>)>,
}

/// An entry of the error catalogue.
#[derive(Debug, Clone)]
pub struct ErrorCode {
    /// The code.
    pub code: String,
    /// The HTTP status.
    pub status: Option<Status>,
    /// The message that comes with it.
    pub message: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
    /// Rows that list it.
    pub witnesses: Vec<Span>,
}
