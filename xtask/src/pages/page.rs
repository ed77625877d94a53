//! A page: one operation of a service, with the contradictions that real pages have.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::service::{Field, PAGES, Service, Structure, Type, VALUES};

/// A page before it is written in some layout.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) purpose: String,
    pub(super) line: String,
    pub(super) path: Vec<Row>,
    pub(super) query: Vec<Row>,
    pub(super) request: Vec<Table>,
    pub(super) response: Vec<Table>,
    pub(super) request_example: Option<String>,
    pub(super) response_example: String,
}

/// A table of fields, with the name of its structure where it is not the whole body.
pub(super) struct Table {
    pub(super) structure: Option<String>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) ty: &'static str,
    /// The structure that the type names.
    pub(super) of: Option<String>,
    pub(super) words: String,
    /// Labels and values of constraints.
    pub(super) limits: Vec<(&'static str, Vec<String>)>,
}

const VERBS: [(&str, &str); 5] =
    [("Create", "POST"), ("Show", "GET"), ("List", "GET"), ("Update", "PUT"), ("Delete", "DELETE")];

/// The page of a number. Numbers that are close belong to one service.
pub(super) fn page(number: usize) -> Page {
    let service = Service::new(number / PAGES);
    let mut random = Random::new([number, 1]);
    let (verb, method) = VERBS[number % VERBS.len()];
    let round = number % PAGES / VERBS.len();
    let whole = !matches!(verb, "Create" | "List");
    let id = if whole { "/{resource_id}" } else { "" };
    let path = format!("/v{}/{{project_id}}/{}{id}", round + 1, service.resource);
    let mut paths = vec![plain("project_id", true, "String", "Project")];
    if whole {
        paths.push(plain("resource_id", true, "String", "The resource"));
    }
    let with_body = matches!(verb, "Create" | "Update");
    let root = 1 + round;
    Page {
        title: format!("{verb} {} {}", service.resource, round + 1),
        purpose: format!("{verb}s what page {number} is about."),
        line: format!("{method} {path}"),
        path: paths,
        query: if verb == "List" {
            vec![
                plain("limit", false, "Integer", "How many are listed"),
                plain("marker", false, "String", "Where the list goes on"),
            ]
        } else {
            Vec::new()
        },
        request: if with_body { tables(&service, root, &mut random) } else { Vec::new() },
        response: tables(&service, if verb == "List" { 0 } else { round }, &mut random),
        request_example: with_body.then(|| example(&service, root, &mut random)),
        response_example: example(&service, if verb == "List" { 0 } else { round }, &mut random),
    }
}

fn plain(name: &str, required: bool, ty: &'static str, words: &str) -> Row {
    Row { name: name.to_owned(), required, ty, of: None, words: words.to_owned(), limits: Vec::new() }
}

/// The body whose root is a structure, and the structures that it contains.
fn tables(service: &Service, root: usize, random: &mut Random) -> Vec<Table> {
    let mut order = vec![root];
    for at in parts(&service.structures[root]) {
        if !order.contains(&at) {
            order.push(at);
        }
    }
    let tables = order.iter().enumerate().map(|(i, &at)| {
        let structure = &service.structures[at];
        let name = (i > 0).then(|| structure.name.clone());
        let rows = structure.fields.iter().map(|field| row(service, field, random)).collect();
        Table { structure: name, rows }
    });
    tables.collect()
}

fn parts(structure: &Structure) -> impl Iterator<Item = usize> {
    structure.fields.iter().filter_map(|field| match field.ty {
        Type::One(at) | Type::Many(at) => Some(at),
        _ => None,
    })
}

/// A row as one page writes it: now and then it says something else than others do.
fn row(service: &Service, field: &Field, random: &mut Random) -> Row {
    let contradicts = random.once_in(24);
    let (ty, of) = match field.ty {
        Type::Text if contradicts => ("Integer", None),
        Type::Text | Type::Choice => ("String", None),
        Type::Whole if contradicts => ("String", None),
        Type::Whole => ("Integer", None),
        Type::Flag => ("Boolean", None),
        Type::Texts => ("Array of strings", None),
        Type::One(at) => ("{} object", Some(at)),
        Type::Many(at) => ("Array of {} objects", Some(at)),
    };
    let limits = match field.ty {
        Type::Choice => {
            let shown = if contradicts { VALUES.len() - 1 } else { VALUES.len() - 2 };
            vec![("Enumeration", VALUES[..shown].iter().map(|value| (*value).to_owned()).collect())]
        }
        Type::Whole => vec![
            ("Minimum", vec!["1".to_owned()]),
            ("Maximum", vec![(if contradicts { 50 } else { 100 }).to_string()]),
        ],
        Type::Text => vec![("Maximum length", vec!["64".to_owned()])],
        _ => Vec::new(),
    };
    Row {
        name: field.name.clone(),
        required: field.required ^ random.once_in(40),
        ty,
        of: of.map(|at| service.structures[at].name.clone()),
        words: format!(
            "The {} of {}, as seen {} times",
            field.name.replace('_', " "),
            service.resource,
            random.below(500)
        ),
        limits,
    }
}

fn example(service: &Service, root: usize, random: &mut Random) -> String {
    let text = format!("{:#}", value(service, root, 0, random));
    // A comma too many is what people leave behind.
    if random.once_in(30) { text.replacen("\n}", ",\n}", 1) } else { text }
}

fn value(service: &Service, at: usize, depth: usize, random: &mut Random) -> Value {
    let mut object = Map::new();
    for field in &service.structures[at].fields {
        let value = match field.ty {
            Type::Text => json!(format!("{}-{}", field.name, random.below(10_000))),
            Type::Choice => json!(random.pick(&VALUES)),
            Type::Whole => json!(random.below(110)),
            Type::Flag => json!(random.once_in(2)),
            Type::Texts => json!(["one", format!("two-{}", random.below(100))]),
            Type::One(_) | Type::Many(_) if depth > 0 => continue,
            Type::One(at) => value(service, at, depth + 1, random),
            Type::Many(at) => json!([value(service, at, depth + 1, random)]),
        };
        object.insert(field.name.clone(), if random.once_in(50) { Value::Null } else { value });
    }
    if random.once_in(10) {
        object.insert(format!("shown_{at}"), json!("by an example only"));
    }
    Value::Object(object)
}
