//! A page: one operation of a service, with the contradictions that real pages have.

use serde_json::{Map, Value, json};

use super::random::Random;
use super::service::{Field, PAGES, Service, Type, VALUES};

/// A page before it is written in some layout.
pub(super) struct Page {
    pub(super) title: String,
    pub(super) purpose: String,
    pub(super) line: String,
    pub(super) path: Vec<Row>,
    pub(super) query: Vec<Row>,
    pub(super) request: Vec<Table>,
    pub(super) response: Vec<Table>,
    /// Statuses of failures; each has a table of the body that errors have in common.
    pub(super) failures: &'static [(u16, &'static str)],
    pub(super) failure: Table,
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

/// The failures that pages list.
const FAILURES: [(u16, &str); 6] = [
    (400, "The request has a mistake in it"),
    (401, "The token is none, or no more"),
    (403, "Not allowed"),
    (404, "There is no such resource"),
    (429, "Too many requests at a time"),
    (500, "The service failed"),
];

/// How deep tables and examples go into a body.
const DEPTH: usize = 2;

/// What descriptions say beside facts.
const PROSE: [&str; 6] = [
    "It is set when the resource is made and cannot be changed later without making it anew.",
    "用户可以在控制台查看该参数，取值由服务端生成，调用方不需要关心它的含义。",
    "Where it is left out, the service chooses one that fits what else is asked for.",
    "该参数仅在特定区域开放，其他区域传入时将被忽略。",
    "See the chapter on quotas for how many of them a project may have at the same time.",
    "Nothing is said of it.",
];

/// How often a service's pages go through the verbs.
const ROUNDS: usize = PAGES / VERBS.len();

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
    let request = root(&service.resource, Type::One((1 + round) % ROUNDS));
    let response = match verb {
        "List" => root("resources", Type::Many(round)),
        _ => root(&service.resource, Type::One(round)),
    };
    let with_body = matches!(verb, "Create" | "Update");
    Page {
        title: format!("{verb} {} {}", service.resource, round + 1),
        purpose: format!("{verb}s what page {number} is about. {}", random.pick(&PROSE)),
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
        request: if with_body { tables(&service, &request, &mut random) } else { Vec::new() },
        response: tables(&service, &response, &mut random),
        failures: &FAILURES[..2 + random.below(FAILURES.len() - 1)],
        failure: Table {
            structure: None,
            rows: vec![
                plain("error_code", false, "String", "The code that the catalogue lists"),
                plain("error_msg", false, "String", "What went wrong, in words"),
            ],
        },
        request_example: with_body.then(|| example(&service, &request, &mut random)),
        response_example: example(&service, &response, &mut random),
    }
}

pub(super) fn plain(name: &str, required: bool, ty: &'static str, words: &str) -> Row {
    Row { name: name.to_owned(), required, ty, of: None, words: words.to_owned(), limits: Vec::new() }
}

/// A body: what it is about, and the number of the request.
fn root(name: &str, ty: Type) -> Vec<Field> {
    let about = Field { name: name.to_owned(), required: true, ty };
    vec![about, Field { name: "request_id".to_owned(), required: false, ty: Type::Text }]
}

/// The tables of a body, and of the structures that it contains.
fn tables(service: &Service, root: &[Field], random: &mut Random) -> Vec<Table> {
    let mut order: Vec<usize> = Vec::new();
    let mut next: Vec<usize> = parts(root).collect();
    for _ in 0..DEPTH {
        next.retain(|at| !order.contains(at));
        next.dedup();
        order.extend(&next);
        next = next.iter().flat_map(|&at| parts(&service.structures[at].fields)).collect();
    }
    let mut table = |structure: Option<&str>, fields: &[Field]| Table {
        structure: structure.map(str::to_owned),
        rows: fields.iter().map(|field| row(service, field, random)).collect(),
    };
    let mut tables = vec![table(None, root)];
    tables.extend(order.iter().map(|&at| {
        let structure = &service.structures[at];
        table(Some(&structure.name), &structure.fields)
    }));
    tables
}

/// The structures that fields contain.
fn parts(fields: &[Field]) -> impl Iterator<Item = usize> {
    fields.iter().filter_map(|field| match field.ty {
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
        required: field.required ^ random.once_in(1000),
        ty,
        of: of.map(|at| service.structures[at].name.clone()),
        words: format!(
            "The {} of {}. {} Seen {} times.",
            field.name.replace('_', " "),
            service.resource,
            random.pick(&PROSE),
            random.below(500)
        ),
        limits,
    }
}

fn example(service: &Service, root: &[Field], random: &mut Random) -> String {
    let text = format!("{:#}", value(service, root, 0, random));
    // A comma too many is what people leave behind.
    if random.once_in(30) { text.replacen("\n}", ",\n}", 1) } else { text }
}

fn value(service: &Service, fields: &[Field], depth: usize, random: &mut Random) -> Value {
    let mut object = Map::new();
    for field in fields {
        let value = match field.ty {
            Type::Text => json!(format!("{}-{}", field.name, random.below(10_000))),
            Type::Choice => json!(random.pick(&VALUES)),
            Type::Whole => json!(random.below(110)),
            Type::Flag => json!(random.once_in(2)),
            Type::Texts => json!(["one", format!("two-{}", random.below(100))]),
            Type::One(_) | Type::Many(_) if depth >= DEPTH => continue,
            Type::One(at) => value(service, &service.structures[at].fields, depth + 1, random),
            Type::Many(at) => json!([value(service, &service.structures[at].fields, depth + 1, random)]),
        };
        object.insert(field.name.clone(), if random.once_in(50) { Value::Null } else { value });
    }
    if depth > 0 && random.once_in(20) {
        object.insert(format!("shown_{}", random.below(4)), json!("by an example only"));
    }
    Value::Object(object)
}
