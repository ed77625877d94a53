//! What each table of an operation describes: by its caption, by the fields that lead to it, by its place.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::page::Text;
use crate::status::Status;
use crate::vocabulary::sections::{CaptionRole, Section, caption_role};

use super::caption;
use super::model::{Direction, OperationClaim, Role, Stated, TableClaim};
use super::{abroad, errors, flat, leads, nesting, with_headers, with_uri};

/// What a table describes, by its section and caption, and by the heading above it where the caption is of any
/// parameters.
pub(crate) fn of_caption(
    section: Section,
    words: Option<&Text>,
    title: Option<&Stated<String>>,
    part: Option<CaptionRole>,
) -> Role {
    let named = match words.map(|words| caption_role(words.as_str())) {
        // Words around a name are of that one's parameters.
        Some(None | Some(CaptionRole::Parameters)) if title.is_some() => Some(CaptionRole::Parameters),
        None | Some(Some(CaptionRole::Parameters)) => part.or(words.map(|_| CaptionRole::Parameters)),
        Some(named) => named,
    };
    match (section, named) {
        (Section::Uri, Some(CaptionRole::Path)) | (Section::Request, Some(CaptionRole::Path)) => Role::Path,
        (Section::Uri | Section::Request, Some(CaptionRole::Header)) => Role::Header,
        // Variables of the path are told from the query by their names.
        (Section::Uri, _) | (Section::Request, Some(CaptionRole::Query)) => Role::Query,
        (Section::Response, Some(CaptionRole::Header)) => Role::ResponseHeader,
        (_, Some(CaptionRole::Body | CaptionRole::Form)) => Role::Body,
        (_, Some(_)) => Role::Unnamed,
        (_, None) => words.and_then(caption::structure_name).map_or(Role::Unnamed, Role::Structure),
    }
}

/// Whether a table is one of a form, by its caption or the heading above it.
pub(crate) fn is_form(words: Option<&Text>, part: Option<CaptionRole>) -> bool {
    let named = words.and_then(|words| caption_role(words.as_str())).or(part);
    named == Some(CaptionRole::Form)
}

/// Finds the roles of tables whose captions do not tell them.
pub(crate) fn settle(claim: &mut OperationClaim, subject: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = with_uri::take_out(claim, subject).into_iter().collect();
    place_address(claim);
    place_query(claim);
    nesting::unfold(claim);
    findings.extend(leads::follow(&mut claim.tables, subject));
    doubt_phrases(claim);
    place_unnamed(claim);
    leave_unplaced(claim);
    findings.extend(with_headers::take_out(claim, subject));
    errors::split(claim);
    findings.extend(flat::unfold(claim, subject));
    abroad::note(claim);
    forget_cells(claim);
    findings
}

/// Gives up the cells of rows that are no headers: they would make up most of what is kept of all pages.
fn forget_cells(claim: &mut OperationClaim) {
    let others =
        claim.tables.iter_mut().filter(|table| !matches!(table.role, Role::Header | Role::ResponseHeader));
    for field in others.flat_map(|table| &mut table.fields) {
        field.cells = None;
    }
}

/// A table of a request is of its address where all rows are variables of the path or keys of the query, of which the
/// address has no other table, and no example sends one of them in its body.
fn place_address(claim: &mut OperationClaim) {
    if claim.tables.iter().any(|table| matches!(table.role, Role::Path | Role::Query)) {
        return;
    }
    let address = with_uri::address(claim);
    let sent = with_uri::sent(claim);
    let of_address = |name: &String| address.contains(name.as_str()) && !sent.contains(name.as_str());
    let table = claim.tables.iter().position(|table| {
        let request = table.direction == Direction::Request && table.role == Role::Unnamed;
        request && !table.fields.is_empty() && table.fields.iter().all(|field| of_address(&field.name.value))
    });
    if let Some(at) = table {
        claim.tables[at].role = Role::Query;
    }
}

/// A request that reads has no body, unless a caption or an example says so: what its table describes is the
/// query.
fn place_query(claim: &mut OperationClaim) {
    let body = claim.examples.iter().any(|example| {
        example.body.is_some() && example.direction.is_none_or(|direction| direction == Direction::Request)
    });
    if body || !matches!(claim.method.value.as_str(), "GET" | "HEAD") {
        return;
    }
    let mut request = claim.tables.iter_mut().filter(|table| table.direction == Direction::Request);
    let first = request.find(|table| match table.role {
        Role::Unnamed => !table.fields.iter().all(|field| is_header(&field.name.value)),
        ref role => *role == Role::Body,
    });
    if let Some(table) = first.filter(|table| table.role == Role::Unnamed) {
        table.role = Role::Query;
    }
}

/// A caption of several words names a structure only where a type has that name, cut by line breaks: other phrases say
/// what the table is for.
fn doubt_phrases(claim: &mut OperationClaim) {
    let types = claim.tables.iter().flat_map(|table| &table.fields).filter_map(|field| field.ty.as_ref());
    let named: BTreeSet<String> = types.flat_map(|ty| ty.value.names()).map(|name| name.squashed()).collect();
    for table in &mut claim.tables {
        if let Role::Structure(name) = &table.role
            && name.value.contains(' ')
            && !named.contains(&name.value.split_whitespace().collect::<String>())
        {
            table.role = Role::Unnamed;
        }
    }
}

/// Finds the roles of tables without a caption by their place: headers are known by their names, the first
/// other table of the request or of a status of the response is the body, and each later one is the next
/// structure that a type names and no table describes. Where none is left, a table that is captioned like the body's
/// and shares fields with it is another body.
fn place_unnamed(claim: &mut OperationClaim) {
    for direction in [Direction::Request, Direction::Response] {
        let own = || claim.tables.iter().filter(|table| table.direction == direction);
        let described: BTreeSet<String> = own()
            .filter_map(|table| match &table.role {
                Role::Structure(name) => Some(name.value.clone()),
                _ => None,
            })
            .collect();
        let bodies = own().filter(|table| table.role == Role::Body);
        let mut has_body: BTreeSet<Option<Status>> = bodies.map(|t| value(t.status.as_ref())).collect();
        let mut bodies: Vec<Captioned> = Vec::new();
        let mut wanted: Vec<Stated<String>> = Vec::new();
        for table in claim.tables.iter_mut().filter(|t| t.direction == direction) {
            if table.role == Role::Unnamed {
                if table.fields.iter().all(|field| is_header(&field.name.value)) && !table.fields.is_empty() {
                    table.role =
                        if direction == Direction::Request { Role::Header } else { Role::ResponseHeader };
                } else if has_body.insert(value(table.status.as_ref()))
                    || bodies.iter().any(|body| body.is_like(table))
                {
                    table.role = Role::Body;
                } else if !wanted.is_empty() {
                    table.role = Role::Structure(wanted.remove(0));
                }
            }
            match &table.role {
                Role::Structure(name) => wanted.retain(|wanted| wanted.value != name.value),
                Role::Body => bodies.push(Captioned::new(table)),
                _ => {}
            }
            for field in &table.fields {
                for name in field.ty.iter().flat_map(|ty| ty.value.names()) {
                    let known = described.contains(&name.written);
                    if !known && !wanted.iter().any(|wanted| wanted.value == name.written) {
                        wanted.push(Stated::new(name.written.clone(), name.span));
                    }
                }
            }
        }
    }
}

/// Gives up what is known of a table that nothing but a field of an unplaced one leads to.
fn leave_unplaced(claim: &mut OperationClaim) {
    let names = |unplaced: bool| -> BTreeSet<String> {
        let tables = claim.tables.iter().filter(|table| (table.role == Role::Unnamed) == unplaced);
        let types = tables.flat_map(|table| &table.fields).filter_map(|field| field.ty.as_ref());
        let names = types.flat_map(|ty| ty.value.names()).filter(|name| name.concluded || !unplaced);
        names.map(|name| name.written.clone()).collect()
    };
    let lost = &names(true) - &names(false);
    for table in &mut claim.tables {
        if matches!(&table.role, Role::Structure(name) if lost.contains(&name.value)) {
            table.role = Role::Unnamed;
        }
    }
}

/// A body's table, as others are compared with it.
struct Captioned {
    status: Option<Status>,
    words: String,
    fields: BTreeSet<String>,
}

impl Captioned {
    fn new(table: &TableClaim) -> Self {
        Self {
            status: value(table.status.as_ref()),
            words: unbracketed(&table.words).to_owned(),
            fields: table.fields.iter().map(|field| field.name.value.clone()).collect(),
        }
    }

    /// Whether a table is of another body of the same place: its caption is the same but for a note in brackets, and
    /// a field of the one is one of the other.
    fn is_like(&self, table: &TableClaim) -> bool {
        let noted = unbracketed(&table.words).len() < table.words.trim_end().len();
        noted
            && value(table.status.as_ref()) == self.status
            && unbracketed(&table.words) == self.words
            && table.fields.iter().any(|field| self.fields.contains(&field.name.value))
    }
}

/// The words of a caption before a note in brackets.
fn unbracketed(words: &str) -> &str {
    let end = words.find(['(', '（']).unwrap_or(words.len());
    words[..end].trim_end()
}

fn value(status: Option<&Stated<Status>>) -> Option<Status> {
    status.map(|status| status.value)
}

/// Whether a name is one of an HTTP header rather than of a property: capitals joined by hyphens.
fn is_header(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && (name.contains('-') || matches!(name, "Authorization" | "Host" | "Location"))
}
