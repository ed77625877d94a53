//! Examples made of type words in place of values: `"backup": "string"` where an object is documented.

use std::collections::BTreeMap;

use crate::api::{Schema, Type};
use crate::json::{Node, NodeKind};

/// Words that stand for a value.
const WORDS: &[&str] = &["string", "integer", "object", "array", "boolean", "long", "number", "list", "map"];

/// The first place at which an example of a schema shows a type word where a structure or a list is
/// documented, or values of which it is none. Such an example is no witness of types or values.
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
        if is_no_value(&property.shape.limits.values, &member.value) {
            return Some(&member.value);
        }
        property.shape.types.iter().find_map(|ty| in_type(schemas, ty, &member.value))
    })
}

/// Whether a node is a type word in place of one of the documented values.
fn is_no_value(values: &[(String, Option<String>)], node: &Node) -> bool {
    let NodeKind::String(text) = &node.kind else { return false };
    !values.is_empty() && is_word(text) && values.iter().all(|(value, _)| *value != **text)
}

fn is_word(text: &str) -> bool {
    WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn in_type<'n>(schemas: &BTreeMap<String, Schema>, ty: &Type, node: &'n Node) -> Option<&'n Node> {
    match (ty, &node.kind) {
        (Type::Ref(_) | Type::Array(_) | Type::Object | Type::Map(_), NodeKind::String(text)) => {
            is_word(text).then_some(node)
        }
        (Type::Ref(name), NodeKind::Object(_)) => in_structure(schemas, name, node),
        (Type::Array(of), NodeKind::Array(elements)) => {
            elements.iter().find_map(|element| of.types.iter().find_map(|ty| in_type(schemas, ty, element)))
        }
        _ => None,
    }
}
