//! Examples made of type words in place of values: `"backup": "string"` where an object is documented.

use std::collections::BTreeMap;

use crate::api::{Schema, Type};
use crate::json::{Node, NodeKind};

/// Words that stand for a value.
const WORDS: &[&str] = &["string", "integer", "object", "array", "boolean", "long", "number", "list", "map"];

/// The first place at which an example of a schema shows a type word where a structure or a list is
/// documented. Such an example is no witness of types.
pub(crate) fn placeholder<'n>(
    schemas: &BTreeMap<String, Schema>,
    types: &[Type],
    node: &'n Node,
) -> Option<&'n Node> {
    types.iter().find_map(|ty| in_type(schemas, ty, node))
}

fn in_structure<'n>(schemas: &BTreeMap<String, Schema>, name: &str, node: &'n Node) -> Option<&'n Node> {
    let schema = schemas.get(name)?;
    node.members().iter().find_map(|member| {
        let property = schema.properties.get(&*member.key)?;
        property.shape.types.iter().find_map(|ty| in_type(schemas, ty, &member.value))
    })
}

fn in_type<'n>(schemas: &BTreeMap<String, Schema>, ty: &Type, node: &'n Node) -> Option<&'n Node> {
    match (ty, &node.kind) {
        (Type::Ref(_) | Type::Array(_) | Type::Object | Type::Map(_), NodeKind::String(text)) => {
            WORDS.contains(&text.to_ascii_lowercase().as_str()).then_some(node)
        }
        (Type::Ref(name), NodeKind::Object(_)) => in_structure(schemas, name, node),
        (Type::Array(of), NodeKind::Array(elements)) => {
            elements.iter().find_map(|element| of.types.iter().find_map(|ty| in_type(schemas, ty, element)))
        }
        _ => None,
    }
}
