//! A tour of the structures that examples show, before anything is decided by them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::api::{Property, Schema, Type};
use crate::json::Node;

use super::evidence::{Exhibit, Shown};

/// Calls on each member of a structure that an example shows and a table has, with the structure's name.
pub(crate) fn members<'a>(
    schemas: &BTreeMap<String, Schema>,
    exhibits: &[(Cow<'_, [Type]>, Exhibit<'a>)],
    mut call: impl FnMut(&str, &Property, Shown<'a>),
) {
    for (root, exhibit) in exhibits {
        visit(schemas, root, &exhibit.body.value, exhibit, &mut call);
    }
}

fn visit<'a>(
    schemas: &BTreeMap<String, Schema>,
    types: &[Type],
    node: &'a Node,
    exhibit: &Exhibit<'a>,
    call: &mut impl FnMut(&str, &Property, Shown<'a>),
) {
    for ty in types {
        match ty {
            Type::Array(of) => {
                node.elements().iter().for_each(|element| visit(schemas, &of.types, element, exhibit, call));
            }
            Type::Map(of) => {
                node.members()
                    .iter()
                    .for_each(|member| visit(schemas, &of.types, &member.value, exhibit, call));
            }
            Type::Ref(name) => {
                let Some(schema) = schemas.get(name) else { continue };
                // A list where one is documented: its elements may be the structure.
                for member in node.members().iter().chain(node.elements().iter().flat_map(Node::members)) {
                    let Some(property) = schema.properties.get(&*member.key) else { continue };
                    call(name, property, Shown { node: &member.value, body: exhibit.body });
                    visit(schemas, &property.shape.types, &member.value, exhibit, call);
                }
            }
            _ => {}
        }
    }
}
