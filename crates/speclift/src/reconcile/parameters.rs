//! Parameters of path, query and header.

use std::collections::BTreeMap;

use crate::api::{Origin, Parameter, Place, Property, Shape, Token, Type};
use crate::claim::{Direction, FieldClaim, Ledger, Role};
use crate::finding::{Finding, counted};
use crate::rules;
use crate::source::Span;
use crate::vocabulary::sections::{IMPLIED_HEADERS, TOKEN_HEADERS};

use super::editions::Editions;
use super::fields::{self, Sighting};
use super::groups::Group;
use super::namesakes::{Site, Structures};
use super::queries::Queries;
use super::similar::{similar, squash};

/// The parameters of an operation, and whether it wants a token: `common` says so where it tables no headers.
pub(crate) fn parameters(
    index: usize,
    group: &Group<'_>,
    structures: &Structures,
    editions: &Editions,
    common: Token,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> (Vec<Parameter>, Token) {
    let site = Site { group: index, direction: Direction::Request, status: None };
    let variables = variables(&group.path);
    let queries = Queries::new(group);
    let mut rows: BTreeMap<(Place, String), Vec<&FieldClaim>> = BTreeMap::new();
    let mut tokens: Vec<&FieldClaim> = Vec::new();
    let tables = group.claims.iter().flat_map(|claim| claim.tables.iter().map(move |table| (claim, table)));
    let misspelt = misspelt(group, &variables);
    let mut renamed: BTreeMap<(String, String), Vec<Span>> = BTreeMap::new();
    for (claim, table) in tables {
        let place = match table.role {
            Role::Path => Place::Path,
            Role::Query => Place::Query,
            Role::Header => Place::Header,
            _ => continue,
        };
        for field in &table.fields {
            let written = squash(&field.name.value).into_owned();
            let mut name =
                of_group(&variables, &claim.path.value, &written).unwrap_or_else(|| written.clone());
            if let Some(variable) = misspelt.get(&written).filter(|_| place != Place::Header) {
                name.clone_from(variable);
            }
            let variable = variables.contains(&name);
            let key = queries.described_by(&written).filter(|_| !variable && place != Place::Header);
            let place = if key.is_some() { Place::Query } else { place };
            if let Some(key) = key {
                key.clone_into(&mut name);
            } else if name != written {
                renamed.entry((written, name.clone())).or_default().push(field.name.span);
            }
            let is = |list: &[&str]| {
                place == Place::Header && list.iter().any(|header| header.eq_ignore_ascii_case(&name))
            };
            if is(TOKEN_HEADERS) {
                tokens.push(field);
            } else if place == Place::Path && !variable {
                let finding = Finding::new(
                    &rules::PATH_PARAMETER_UNKNOWN,
                    format!("{} path {name}", group.subject()),
                    format!("the path has no `{{{name}}}`"),
                    field.row,
                );
                findings.push(finding.with(group.witnesses()).decided("not used"));
                ledger.report_row(field.row);
                continue;
            } else if !is(IMPLIED_HEADERS) {
                rows.entry((if variable { Place::Path } else { place }, name)).or_default().push(field);
            }
            ledger.use_row(field.row);
        }
    }
    for ((written, name), spans) in renamed {
        let message = match misspelt.contains_key(&written) {
            true => format!("no row describes `{name}`, and one describes `{written}`, which the path lacks"),
            false => format!("`{written}` is another name of `{name}` in the same place of the path"),
        };
        let subject = format!("{} path {name}", group.subject());
        findings.push(
            Finding::new(&rules::FIELD_NAME_JOINED, subject, message, spans[0])
                .with(spans[1..].iter().copied())
                .with(group.witnesses())
                .decided(format!("one parameter, named `{name}` as in the path `{}` (rule 5)", group.path)),
        );
    }
    for name in queries.names() {
        rows.entry((Place::Query, name.to_owned())).or_default();
    }
    for name in &variables {
        rows.entry((Place::Path, name.clone())).or_insert_with(|| {
            let finding = Finding::new(
                &rules::PATH_PARAMETER_UNDOCUMENTED,
                format!("{} path {name}", group.subject()),
                format!("no table describes `{{{name}}}`"),
                group.claims[0].path.span,
            );
            findings.push(finding.decided("a required text"));
            Vec::new()
        });
    }
    let mut parameters: Vec<Parameter> = rows
        .into_iter()
        .map(|((place, name), rows)| {
            let subject = format!("{} {} {name}", group.subject(), word(place));
            let mut property = if rows.is_empty() && place == Place::Query {
                queries.undocumented(&name, &subject, findings)
            } else if rows.is_empty() {
                let shape = Shape { types: vec![Type::String(None)], ..Shape::default() };
                Property {
                    name: name.clone(),
                    shape,
                    origin: Origin::Named,
                    witnesses: vec![group.claims[0].path.span],
                    ..Property::default()
                }
            } else {
                let sightings: Vec<_> =
                    rows.iter().map(|field| Sighting { site, spared: false, field }).collect();
                let merge = if place == Place::Path { fields::merge_variable } else { fields::merge };
                merge(&subject, &name, &sightings, structures, editions, findings)
            };
            property.required |= place == Place::Path;
            Parameter { place, property }
        })
        .collect();
    // Path parameters as the path has them, then the others by name.
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, name) in variables.iter().enumerate() {
        order.entry(name).or_insert(at);
    }
    parameters.sort_by_key(|parameter| {
        (parameter.place, order.get(parameter.property.name.as_str()).copied().unwrap_or(usize::MAX))
    });
    let tables = group.claims.iter().flat_map(|claim| &claim.tables);
    let silent = tables.into_iter().all(|table| table.role != Role::Header);
    (parameters, if silent { common } else { token(group, &tokens, findings) })
}

/// Variables that no row describes, by the rows that misspell them: of one variable and one row that the path does
/// not have, with names that are near and no word that the row may be left out.
fn misspelt(group: &Group<'_>, variables: &[String]) -> BTreeMap<String, String> {
    let tables = group.claims.iter().flat_map(|claim| &claim.tables);
    let tables = tables.filter(|table| matches!(table.role, Role::Path | Role::Query));
    let fields: Vec<_> = tables.flat_map(|table| &table.fields).collect();
    let described = |variable: &&String| fields.iter().any(|field| squash(&field.name.value) == **variable);
    let undescribed = variables.iter().filter(|variable| !described(variable));
    let near = |variable: &String| {
        let rows = fields.iter().filter(|field| field.required.as_ref().is_none_or(|stated| stated.value));
        let names = rows.map(|field| squash(&field.name.value));
        let mut near = names.filter(|name| !variables.iter().any(|v| v == name) && similar(name, variable));
        near.next().filter(|name| near.all(|other| other == *name)).map(|name| name.into_owned())
    };
    undescribed.filter_map(|variable| Some((near(variable)?, variable.clone()))).collect()
}

/// The group's name for a variable that a page's own path has in the same place under another name.
fn of_group(variables: &[String], path: &str, written: &str) -> Option<String> {
    if variables.iter().any(|name| name == written) {
        return None;
    }
    let at = self::variables(path).iter().position(|name| name == written)?;
    variables.get(at).cloned()
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    }
}

/// The variables of a path template, in its order.
pub(crate) fn variables(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// Whether a token must be sent: where any edition says so (rule 3).
fn token(group: &Group<'_>, rows: &[&FieldClaim], findings: &mut Vec<Finding>) -> Token {
    let stated: Vec<_> = rows.iter().filter_map(|field| field.required.as_ref()).collect();
    let required = stated.iter().filter(|required| required.value).count();
    if required > 0 && required < stated.len() {
        let finding = Finding::new(
            &rules::REQUIRED_DIFFERS,
            format!("{} header {}", group.subject(), rows[0].name.value),
            format!("required in {} and optional in {}", counted(required, "table"), stated.len() - required),
            stated[0].span,
        );
        findings.push(
            finding.with(stated[1..].iter().map(|required| required.span)).decided("required (rule 3)"),
        );
    }
    match (rows.is_empty(), required) {
        (true, _) => Token::None,
        (false, 0) => Token::Optional,
        (false, _) => Token::Required,
    }
}
