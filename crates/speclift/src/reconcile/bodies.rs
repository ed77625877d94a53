//! Which tables describe which schema: bodies, structures, error bodies.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Direction, ExampleClaim, FieldClaim, Ledger, OperationClaim, Role, TableClaim};
use crate::finding::{Finding, counted};
use crate::rules;

use crate::status::Status;

use super::alternatives::{self, Apart, MAX_COMPARED, Tabled};
use super::groups::Group;
use super::identifiers::is_identifier;
use super::likely::{ByField, FEW};
use super::names::Names;
use super::namesakes::{Site, Structures};
use super::similar::{overlap, squash};
use super::statuses;
use super::structures::Part;

/// Name of the schema of the error body that operations have in common.
const ERROR_SCHEMA: &str = "ErrorResponse";

/// All tables, by the schema that they describe.
#[derive(Debug, Default)]
pub(crate) struct Bodies<'a> {
    /// The structures that types name.
    pub(crate) structures: Structures,
    /// Tables by the schema's name.
    pub(crate) parts: BTreeMap<String, Vec<Part<'a>>>,
    /// The schemas of each group's request body, which is one of them.
    pub(crate) requests: BTreeMap<usize, Vec<String>>,
    /// The schemas of each response body by group and status, which is one of them.
    pub(crate) responses: BTreeMap<(usize, Status), Vec<String>>,
    /// The fields of the schemas of bodies that are one of many.
    by_field: BTreeMap<(usize, Option<Status>), ByField<'a>>,
    /// What schemas of one of several bodies are for.
    pub(crate) titles: BTreeMap<String, String>,
    /// The schema of the common error body.
    pub(crate) error: Option<String>,
    /// Names of schemas that are bodies, which no type needs to name.
    pub(crate) roots: BTreeSet<String>,
}

/// Sorts all tables of all operations.
pub(crate) fn bodies<'a>(
    groups: &[Group<'a>],
    names: Names,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Bodies<'a> {
    let mut tables: Vec<(usize, &'a OperationClaim, &'a TableClaim)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        for claim in &group.claims {
            let disbelieved = repeated(group, claim, ledger, findings);
            let believed = |table: &&TableClaim| {
                table.status.as_ref().is_none_or(|status| !disbelieved.contains(&status.value))
            };
            tables.extend(claim.tables.iter().filter(believed).map(|table| (index, *claim, table)));
        }
    }
    let structures = Structures::new(&tables, groups, names, findings);
    let mut bodies = Bodies { structures, ..Bodies::default() };
    let mut errors: Vec<(usize, Status, &'a TableClaim)> = Vec::new();
    let mut roots: BTreeMap<(usize, Option<Status>), Vec<Tabled<'a>>> = BTreeMap::new();
    for (index, claim, table) in tables {
        let group = &groups[index];
        match &table.role {
            Role::Structure(name) => {
                let name = bodies.structures.get(Site::of(index, table), &name.value);
                bodies.add(index, name, group.operation(claim), table, ledger);
            }
            Role::Body => match status_of(claim, table) {
                Some(status) if status.is_bodiless() => no_content(group, table, status, ledger, findings),
                Some(status) if status.is_error() => errors.push((index, status, table)),
                status => roots.entry((index, status)).or_default().push((claim, table)),
            },
            Role::Entries => table.fields.iter().for_each(|field| ledger.use_row(field.row)),
            Role::Unnamed => unplaced(group, table, ledger, findings),
            Role::Path | Role::Query | Role::Header | Role::ResponseHeader => {}
        }
    }
    for ((index, status), tables) in roots {
        bodies.body(index, &groups[index], status, &tables, ledger, findings);
    }
    bodies.errors(groups, &errors, ledger);
    bodies.index();
    bodies
}

/// The status of a table: its own, or the first success that the operation names.
fn status_of(claim: &OperationClaim, table: &TableClaim) -> Option<Status> {
    if table.direction == Direction::Request {
        return None;
    }
    let stated = table.status.as_ref().map(|status| status.value);
    stated.or_else(|| statuses::of_body(claim)).or(Some(Status::OK))
}

/// Tells of a table that nothing places.
fn unplaced(group: &Group<'_>, table: &TableClaim, ledger: &mut Ledger, findings: &mut Vec<Finding>) {
    let message = match &table.title {
        Some(title) => {
            format!("the caption names `{}`, and no object of that name is documented", title.value)
        }
        None => "the table has no caption, and its place does not tell what it describes".to_owned(),
    };
    let finding = Finding::new(&rules::TABLE_UNPLACED, group.subject(), message, table.caption);
    findings.push(finding.decided("not used"));
    table.fields.iter().for_each(|field| ledger.report_row(field.row));
}

/// Tells of a body whose status lets no body through.
fn no_content(
    group: &Group<'_>,
    table: &TableClaim,
    status: Status,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) {
    let message = format!("a table describes a body, and {status} has none");
    let finding = Finding::new(&rules::BODY_OF_NO_CONTENT, group.subject(), message, table.caption);
    let stated = table.status.as_ref().map(|status| status.span);
    findings.push(finding.with(stated).decided("no body"));
    table.fields.iter().for_each(|field| ledger.report_row(field.row));
}

fn field_names(table: &TableClaim) -> BTreeSet<Cow<'_, str>> {
    names(&table.fields)
}

fn names(fields: &[FieldClaim]) -> BTreeSet<Cow<'_, str>> {
    fields.iter().map(|field| squash(&field.name.value)).collect()
}

/// The error statuses of a page whose tables repeat the success body. They are not believed (rule 8).
fn repeated(
    group: &Group<'_>,
    claim: &OperationClaim,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> BTreeSet<Status> {
    let bodies: Vec<(Status, &TableClaim)> = claim
        .tables
        .iter()
        .filter(|table| table.direction == Direction::Response && table.role == Role::Body)
        .filter_map(|table| Some((status_of(claim, table)?, table)))
        .collect();
    let Some((_, success)) = bodies.iter().find(|(status, _)| status.is_success()) else {
        return BTreeSet::new();
    };
    let mut statuses = BTreeSet::new();
    for (_, table) in bodies.iter().filter(|(status, _)| status.is_error()) {
        let Some(status) = &table.status else { continue };
        if overlap(&field_names(success), &field_names(table)) < 0.8 {
            continue;
        }
        statuses.insert(status.value);
        let of_status =
            |table: &&TableClaim| table.status.as_ref().is_some_and(|other| other.value == status.value);
        let tables: Vec<&TableClaim> = claim.tables.iter().filter(of_status).collect();
        let message = format!(
            "what status {} has, {}, repeats the success body",
            status.value,
            counted(tables.len(), "table")
        );
        findings.push(
            Finding::new(&rules::ERROR_REPEATS_SUCCESS, group.subject(), message, table.caption)
                .with([success.caption])
                .with(tables.iter().filter(|other| other.span != table.span).map(|other| other.caption))
                .decided("the common error body is used instead (rule 8)"),
        );
        for field in tables.iter().flat_map(|table| &table.fields) {
            ledger.report_row(field.row);
        }
    }
    statuses
}

impl<'a> Bodies<'a> {
    /// The responses of a group that have a body, by status, with their schemas.
    pub(crate) fn of(&self, index: usize) -> impl Iterator<Item = (Status, &[String])> {
        let all = (index, Status::Code(0))..(index + 1, Status::Code(0));
        self.responses.range(all).map(|((_, status), schemas)| (*status, schemas.as_slice()))
    }

    /// The schema of a body of which an example shows most fields, the first of several.
    pub(crate) fn nearest(
        &self,
        index: usize,
        status: Option<Status>,
        example: &ExampleClaim,
    ) -> Option<&String> {
        let names = match status {
            None => self.requests.get(&index),
            Some(status) => self.responses.get(&(index, status)),
        }?;
        let members = example.body.as_ref().map_or(&[][..], |body| body.value.members());
        if let Some(fields) = self.by_field.get(&(index, status)) {
            return names.get(fields.nearest(members.iter().map(|member| &*member.key)));
        }
        let known = |name: &&String| {
            let fields = self.fields(name);
            fields.filter(|field| members.iter().any(|member| *member.key == *field.name.value)).count()
        };
        names.iter().rev().max_by_key(known)
    }

    /// The rows of a schema's tables.
    fn fields(&self, schema: &str) -> impl Iterator<Item = &'a FieldClaim> {
        self.parts.get(schema).into_iter().flatten().flat_map(|part| part.fields)
    }

    /// Notes the fields of bodies that are one of many.
    fn index(&mut self) {
        let requests = self.requests.iter().map(|(index, names)| ((*index, None), names));
        let responses =
            self.responses.iter().map(|((index, status), names)| ((*index, Some(*status)), names));
        let many = requests.chain(responses).filter(|(_, names)| names.len() > FEW);
        let fields = |name| self.fields(name).map(|field| field.name.value.as_str());
        let by_field = many.map(|(body, names)| (body, ByField::new(names.iter().map(|name| fields(name)))));
        self.by_field = by_field.collect();
    }

    fn add(
        &mut self,
        index: usize,
        name: String,
        operation: Option<&'a str>,
        table: &'a TableClaim,
        ledger: &mut Ledger,
    ) {
        for field in &table.fields {
            ledger.use_row(field.row);
        }
        let part = Part {
            caption: table.caption,
            site: Site::of(index, table),
            operation,
            fields: &table.fields,
            rest: table.rest.as_ref(),
        };
        self.parts.entry(name).or_default().push(part);
    }

    /// Names the bodies that go one way under one status, and enters their tables.
    fn body(
        &mut self,
        index: usize,
        group: &Group<'a>,
        status: Option<Status>,
        tables: &[Tabled<'a>],
        ledger: &mut Ledger,
        findings: &mut Vec<Finding>,
    ) {
        let Apart { bodies: alternatives, limited } = alternatives::apart(tables, group.newest());
        if limited {
            let message = format!("{} describe its bodies", counted(tables.len(), "table"));
            let verdict = format!(
                "the name of each field is compared with {MAX_COMPARED} others, whether it is a spelling of one"
            );
            let finding = Finding::new(&rules::LIMIT_REACHED, group.subject(), message, tables[0].1.caption);
            findings.push(finding.decided(verdict));
        }
        let mut names: Vec<String> = Vec::new();
        for (nth, body) in alternatives.iter().enumerate() {
            let mut name = root_name(group, body[0].1, status, &self.structures);
            if let Some(status) = status.filter(|_| self.is_other(index, &name, body[0].1)) {
                name = format!("{name}{status}");
            }
            if alternatives.len() > 1 {
                name = self.one_of_several(&name, body, nth);
                let (page, table) = body[0];
                let title = if group.actions { &page.title.value } else { &table.words };
                self.titles.insert(name.clone(), title.clone());
            }
            self.roots.insert(name.clone());
            for (page, table) in body {
                self.add(index, name.clone(), group.operation(page), table, ledger);
            }
            names.push(name);
        }
        match status {
            None => self.requests.insert(index, names),
            Some(status) => self.responses.insert((index, status), names),
        };
    }

    /// A name for one of several bodies that no schema has.
    fn one_of_several(&self, base: &str, body: &[Tabled<'_>], nth: usize) -> String {
        let name = alternatives::name(base, body, nth);
        let taken = |name: &str| self.parts.contains_key(name) || self.structures.contains(name);
        let numbered = (2..).map(|number| format!("{name}{number}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(name)
    }

    /// Whether a name is that of another body of the same operation: 200 and 202 may answer differently.
    fn is_other(&self, index: usize, name: &str, table: &TableClaim) -> bool {
        let taken = self.of(index).any(|(_, others)| others.iter().any(|other| other == name));
        let root = self.parts.get(name).and_then(|parts| parts.first()).filter(|_| taken);
        root.is_some_and(|part| overlap(&names(part.fields), &field_names(table)) < 0.5)
    }

    /// The name of the common error body: another one where the pages give it to a structure that is none.
    fn error_name(&self, common: &BTreeSet<Cow<'_, str>>) -> String {
        let fits = |parts: &Vec<Part<'_>>| {
            overlap(&parts.iter().flat_map(|part| names(part.fields)).collect(), common) >= 0.5
        };
        let mut name = ERROR_SCHEMA.to_owned();
        while self.parts.get(&name).is_some_and(|parts| !fits(parts)) {
            name.push_str("Body");
        }
        name
    }

    /// Error bodies: the most frequent set of fields is the common one, others are bodies of their own.
    fn errors(
        &mut self,
        groups: &[Group<'_>],
        errors: &[(usize, Status, &'a TableClaim)],
        ledger: &mut Ledger,
    ) {
        let mut counts: BTreeMap<BTreeSet<Cow<'_, str>>, usize> = BTreeMap::new();
        for (_, _, table) in errors {
            *counts.entry(field_names(table)).or_default() += 1;
        }
        let Some(common) = counts
            .iter()
            .max_by_key(|(fields, count)| (**count, std::cmp::Reverse(fields.len())))
            .map(|(fields, _)| fields.clone())
        else {
            return;
        };
        let common_name = self.error_name(&common);
        self.error = Some(common_name.clone());
        self.roots.insert(common_name.clone());
        for &(index, status, table) in errors {
            let name = if overlap(&field_names(table), &common) >= 0.5 {
                common_name.clone()
            } else {
                format!("{}Error{status}", groups[index].id)
            };
            self.responses.insert((index, status), vec![name.clone()]);
            self.roots.insert(name.clone());
            self.add(index, name, None, table, ledger);
        }
    }
}

/// The name of a body's schema: that of its anchor, or one made of the operation's.
fn root_name(
    group: &Group<'_>,
    table: &TableClaim,
    status: Option<Status>,
    structures: &Structures,
) -> String {
    let prefix = if status.is_some() { "response_" } else { "request_" };
    let anchor = table
        .anchors
        .iter()
        .filter_map(|anchor| anchor.strip_prefix(prefix))
        .find(|name| is_identifier(name) && !structures.contains(name));
    if let Some(name) = anchor {
        return name.to_owned();
    }
    let mut name = match status {
        None => format!("{}Request", group.id),
        Some(status) if !status.is_error() => format!("{}Response", group.id),
        Some(status) => format!("{}Response{status}", group.id),
    };
    while structures.contains(&name) {
        name.push_str("Body");
    }
    name
}
