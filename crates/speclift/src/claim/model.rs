//! What pages claim. Every claim keeps the span that it comes from.

use std::sync::Arc;

use crate::grammar::{Constraints, TypeExpr};
use crate::json::Node;
use crate::page::{SourceMap, Text};
use crate::source::{SourceId, Span};
use crate::status::Status;

/// A value and the place that states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it is stated.
    pub span: Span,
}

impl<T> Stated<T> {
    /// A value stated at a span.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Everything that the pages claim.
#[derive(Debug, Default)]
pub struct Claims {
    /// Operations, in the order of the sources.
    pub operations: Vec<OperationClaim>,
    /// Tables of structures on pages of their own, until the operations that name them are given them.
    pub structures: Vec<TableClaim>,
    /// Rows of error-code tables.
    pub error_codes: Vec<ErrorCodeClaim>,
    /// Rows of tables that say what HTTP statuses mean for all operations.
    pub statuses: Vec<StatusClaim>,
    /// Examples outside the page of an operation: scenarios, chapters on authentication.
    pub examples: Vec<ExampleClaim>,
    /// Tables that say in words what things are: kinds of operations, among others.
    pub glossaries: Vec<Glossary>,
    /// Tables of headers that all requests have.
    pub headers: Vec<CommonHeaders>,
    /// Rows of tables of permissions.
    pub permissions: Vec<PermissionClaim>,
    /// Pages that an index lists.
    pub listed: Vec<Listed>,
    /// Titles of whole documents or pages.
    pub titles: Vec<Stated<String>>,
    /// Dates of editions that the pages state themselves.
    pub editions: Vec<Stated<String>>,
}

impl Claims {
    /// Adds what another page claims.
    pub(crate) fn append(&mut self, other: Self) {
        let Self {
            operations,
            structures,
            error_codes,
            statuses,
            examples,
            glossaries,
            headers,
            permissions,
            listed,
            titles,
            editions,
        } = other;
        self.operations.extend(operations);
        self.structures.extend(structures);
        self.error_codes.extend(error_codes);
        self.statuses.extend(statuses);
        self.examples.extend(examples);
        self.glossaries.extend(glossaries);
        self.headers.extend(headers);
        self.permissions.extend(permissions);
        self.listed.extend(listed);
        self.titles.extend(titles);
        self.editions.extend(editions);
    }
}

/// A page or chapter that describes one operation.
#[derive(Debug)]
pub struct OperationClaim {
    /// Its source.
    pub source: SourceId,
    /// The heading that names it.
    pub title: Stated<String>,
    /// `GET`, `POST` and so on.
    pub method: Stated<String>,
    /// The path template as the page writes it, or as it was mended.
    pub path: Stated<String>,
    /// Whether it was mended.
    pub mended: bool,
    /// Keys of the query that the page writes behind the path.
    pub query: Vec<QueryClaim>,
    /// Names that the page gives the operation, best first: an API Explorer link, an anchor.
    pub ids: Vec<Stated<String>>,
    /// What it does.
    pub description: Vec<Stated<String>>,
    /// Where the page says that it is no longer to be used.
    pub deprecated: Option<Span>,
    /// The chapter that it belongs to.
    pub chapter: Option<Stated<String>>,
    /// Tables of parameters and bodies.
    pub tables: Vec<TableClaim>,
    /// Media types that sentences and examples name.
    pub media: Vec<MediaClaim>,
    /// Rows of its status table, and statuses that its examples or tables name.
    pub statuses: Vec<StatusClaim>,
    /// Its examples.
    pub examples: Vec<ExampleClaim>,
    /// Statements that there is nothing: "none" under a heading.
    pub nothing: Vec<Stated<Direction>>,
    /// Fields whose members may be described on other pages.
    pub abroad: Vec<Abroad>,
}

impl OperationClaim {
    /// Gives up memory that was reserved for more: the claims of all pages are kept.
    pub(crate) fn fit(&mut self) {
        self.tables.shrink_to_fit();
        self.statuses.shrink_to_fit();
        self.examples.shrink_to_fit();
        for table in &mut self.tables {
            table.fields.shrink_to_fit();
            table.fields.iter_mut().for_each(|field| field.constraints.fit());
        }
    }
}

/// A field that says nothing of its members but links to another page.
#[derive(Debug, Clone)]
pub struct Abroad {
    /// Its row.
    pub row: Span,
    /// The address of the page, as the link writes it.
    pub page: String,
    /// The anchor in that page.
    pub anchor: Option<String>,
    /// Words of its description that may name the table.
    pub names: Vec<String>,
}

/// A key of the query behind the path.
#[derive(Debug, Clone)]
pub struct QueryClaim {
    /// The key.
    pub name: String,
    /// What stands behind it.
    pub value: QueryValue,
    /// The address that it stands in.
    pub span: Span,
}

/// What stands behind a key of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryValue {
    /// A variable, by its name.
    Variable(String),
    /// A value: the only one, or one of many.
    Shown(String),
    /// Nothing.
    Nothing,
}

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client to the service.
    Request,
    /// From the service to the client.
    Response,
}

/// A media type of a body.
#[derive(Debug, Clone)]
pub struct MediaClaim {
    /// Which way the body goes.
    pub direction: Direction,
    /// Its media type, without parameters.
    pub media: Stated<String>,
}

/// What a table of an operation describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Path parameters.
    Path,
    /// Query parameters.
    Query,
    /// Request headers.
    Header,
    /// The root of a request or response body.
    Body,
    /// Response headers.
    ResponseHeader,
    /// A structure that a type names.
    Structure(Stated<String>),
    /// Members of any name: the type of the field that they belong to says all of them.
    Entries,
    /// A table without a caption: its place decides later.
    Unnamed,
}

/// A table of fields.
#[derive(Debug, Clone)]
pub struct TableClaim {
    /// Its whole extent.
    pub span: Span,
    /// What it describes.
    pub role: Role,
    /// Which way it goes.
    pub direction: Direction,
    /// The HTTP status that it belongs to, where it is in the response.
    pub status: Option<Stated<Status>>,
    /// The caption, or the header where there is none.
    pub caption: Span,
    /// The words of the caption without its number; empty where there is none.
    pub words: String,
    /// The number in the caption.
    pub number: Option<String>,
    /// The name in the caption that other words stand around: of a structure, a field, or the path to one.
    pub title: Option<Stated<String>>,
    /// The type of members that it does not name, where a field that leads to it is a map.
    pub rest: Option<TypeExpr>,
    /// Names of anchors before it.
    pub anchors: Vec<String>,
    /// Whether its caption says that a form is sent.
    pub form: bool,
    /// Its rows.
    pub fields: Vec<FieldClaim>,
}

/// A row that describes a parameter or property.
#[derive(Debug, Clone)]
pub struct FieldClaim {
    /// The row.
    pub row: Span,
    /// Its name without marks around it; may be broken by line wrapping.
    pub name: Stated<String>,
    /// How far marks before the name set it in below the row of its parent.
    pub indent: u32,
    /// Whether it is required, where the table has such a column.
    pub required: Option<Stated<bool>>,
    /// Its type, where the table has such a column.
    pub ty: Option<Stated<TypeExpr>>,
    /// What its description says of its values.
    pub constraints: Constraints,
    /// Its cells. Once it is settled what each table describes, only rows of headers have theirs: of others, all that
    /// is asked for stands above.
    pub cells: Option<Box<Cells>>,
}

/// Cells of a row as they stand.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// The description's cell.
    pub description: Option<Text>,
    /// The anchors that its name, its type and its description link to, in this order.
    pub links: Vec<String>,
    /// The pages that its name, its type and its description link to.
    pub pages: Vec<String>,
    /// The cell of a column of values, which headers have.
    pub value: Option<Text>,
}

impl FieldClaim {
    /// The words of the description's cell, as long as they are known.
    pub(crate) fn words(&self) -> &str {
        let description = self.cells.as_ref().and_then(|cells| cells.description.as_ref());
        description.map_or("", Text::as_str)
    }
}

/// A row of a status table.
#[derive(Debug, Clone)]
pub struct StatusClaim {
    /// The HTTP status.
    pub status: Stated<Status>,
    /// What it means; may be empty.
    pub meaning: String,
}

/// A table of two columns, terms and what they mean.
#[derive(Debug)]
pub struct Glossary {
    /// Its extent.
    pub span: Span,
    /// The heading that it stands under.
    pub subject: String,
    /// The header's cells.
    pub header: String,
    /// Its rows: the row, the term, and what it means.
    pub entries: Vec<(Span, String, String)>,
}

/// A row of a table of permissions.
#[derive(Debug)]
pub struct PermissionClaim {
    /// The row.
    pub row: Span,
    /// What it is for, in words: most often the title of an operation. May be empty.
    pub title: String,
    /// The requests that it is about.
    pub requests: Vec<RequestLine>,
    /// What a caller must be allowed to do, the request's own action first.
    pub actions: Vec<String>,
}

/// A page that an index lists under a chapter.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The address of the page, as the index writes it.
    pub target: String,
    /// The chapter, and the line of the index that names it.
    pub chapter: Stated<String>,
}

/// A table of headers that all requests have.
#[derive(Debug)]
pub struct CommonHeaders {
    /// Its extent.
    pub span: Span,
    /// The heading that it stands under.
    pub subject: String,
    /// Its rows.
    pub fields: Vec<FieldClaim>,
}

/// A row of an error-code table.
#[derive(Debug, Clone)]
pub struct ErrorCodeClaim {
    /// The row.
    pub row: Span,
    /// The HTTP status.
    pub status: Option<Stated<Status>>,
    /// The code.
    pub code: Stated<String>,
    /// The message that comes with it.
    pub message: String,
    /// What it means.
    pub meaning: String,
    /// What to do.
    pub remedy: String,
}

/// A documented example.
#[derive(Debug)]
pub struct ExampleClaim {
    /// The code blocks that it is made of.
    pub blocks: Vec<Span>,
    /// Which way it goes, where its place says so.
    pub direction: Option<Direction>,
    /// The HTTP status that it belongs to.
    pub status: Option<Stated<Status>>,
    /// The sentence that introduces it.
    pub summary: String,
    /// The request that it shows or answers.
    pub request: Option<RequestLine>,
    /// Its body, parsed.
    pub body: Option<Body>,
}

/// A request as an example shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// `GET`, `POST` and so on.
    pub method: String,
    /// The path, without scheme, host and query.
    pub path: String,
    /// The query, decoded no further than split at `&` and `=`.
    pub query: Vec<(String, String)>,
    /// Where it stands.
    pub span: Span,
}

/// The body of an example.
#[derive(Debug)]
pub struct Body {
    /// The way back to the source from the text that was parsed.
    pub map: SourceMap,
    /// The value, which the API's examples share.
    pub value: Arc<Node>,
    /// Whether an ellipsis shows that parts were left out.
    pub partial: bool,
    /// Places that were mended.
    pub mends: Vec<Mended>,
}

/// A place of an example that was read as what it means.
#[derive(Debug)]
pub struct Mended {
    /// The place.
    pub span: Span,
    /// What was done, as a lower-case fragment.
    pub what: String,
    /// For a key that its object has twice: the key, and where it stands for the first time.
    pub repeats: Option<Stated<String>>,
}

impl Body {
    /// Where a node of the body stands in the source.
    pub fn span(&self, node: &Node) -> Span {
        self.map.span(node.place.range())
    }
}
