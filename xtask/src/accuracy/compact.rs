//! The compact form of a description: operations whose bodies name structures, and a list of structures.
//!
//! ```json
//! {
//!   "operations": [{ "method": "POST", "path": "/v1/things", "query_params": [],
//!                    "body_schema": "CreateThing", "response_schema": "array<Thing>" }],
//!   "schemas": { "Thing": { "fields": [{ "name": "id", "type": "string", "required": true }] } }
//! }
//! ```
//!
//! A type is a word for a scalar, a structure's name, `array<…>` or `map<…>`.

use indexmap::IndexMap;
use serde::Deserialize;

use super::api::{Fields, Key, Kind, Operation, Operations, Shape, by_key};

#[derive(Debug, Deserialize)]
pub(super) struct Description {
    operations: Vec<Described>,
    schemas: IndexMap<String, Structure>,
}

#[derive(Debug, Deserialize)]
struct Described {
    method: String,
    path: String,
    #[serde(default)]
    query_params: Vec<Member>,
    #[serde(default)]
    body_schema: Option<String>,
    #[serde(default)]
    response_schema: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Structure {
    #[serde(default)]
    fields: Vec<Member>,
}

#[derive(Debug, Deserialize)]
struct Member {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    #[serde(default)]
    required: bool,
}

impl Description {
    pub(super) fn operations(&self) -> Operations {
        let operations = self.operations.iter().map(|described| {
            let operation = Operation {
                query: self.query(&described.query_params),
                request: self.body(described.body_schema.as_deref()),
                response: self.body(described.response_schema.as_deref()),
            };
            (Key::new(&described.method, &described.path), operation)
        });
        by_key(operations)
    }

    fn query(&self, parameters: &[Member]) -> Fields {
        let field = |parameter: &Member| self.shape(&parameter.ty, &mut Vec::new()).field(parameter.required);
        parameters.iter().map(|parameter| (parameter.name.clone(), field(parameter))).collect()
    }

    fn body(&self, ty: Option<&str>) -> Fields {
        ty.map(|ty| self.shape(ty, &mut Vec::new()).fields()).unwrap_or_default()
    }

    /// `open` are the structures that the type stands in: one that contains itself ends there.
    fn shape<'a>(&'a self, ty: &'a str, open: &mut Vec<&'a str>) -> Shape {
        if let Some(elements) = ty.strip_prefix("array<").and_then(|rest| rest.strip_suffix('>')) {
            return Shape::list(self.shape(elements, open));
        }
        let structure = self.schemas.get(ty);
        if structure.is_none() {
            return Shape::of(Kind::of_word(ty).unwrap_or(Kind::Object));
        }
        let mut shape = Shape::of(Kind::Object);
        if !open.contains(&ty) {
            open.push(ty);
            for member in structure.into_iter().flat_map(|structure| &structure.fields) {
                shape.members.insert(member.name.clone(), (self.shape(&member.ty, open), member.required));
            }
            open.pop();
        }
        shape
    }
}
