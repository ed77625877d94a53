use indexmap::IndexMap;

use super::relax::relaxed;
use crate::model::{Api, Shape, Type};
use crate::names::{Taken, type_name};

/// progenitor names an inline type after its place and takes whatever type has that name
/// already: two inline responses of one operation become one, `Vault.name` with a length becomes
/// the schema `VaultName`. So every type that needs a name becomes a schema of its own, named
/// `<OperationId>Request`, `<OperationId>Response`, `<OperationId>Error`, `<OperationId><Parameter>`
/// or `<Schema><Property>`, with a number where that is taken.
pub(super) fn hoist_named_types(api: &mut Api) {
    hoist(api, |_| true);
}

/// The same for what is alike in both directions, before schemas are split by direction: an
/// enumeration of a schema that gets a twin is one type, not two that callers would convert.
pub(super) fn hoist_shared_types(api: &mut Api) {
    hoist(api, |ty| ty.references().is_empty() && relaxed(ty) == *ty);
}

fn hoist(api: &mut Api, wanted: fn(&Type) -> bool) {
    let mut hoist = Hoist { wanted, taken: api.schemas.keys().collect(), found: IndexMap::new() };
    for (name, ty) in &mut api.schemas {
        hoist.inside(ty, name);
    }
    for operation in &mut api.operations {
        let id = operation.id.clone();
        let parameters = operation.parameters.len();
        let names: Vec<String> = operation
            .parameters
            .iter()
            .map(|parameter| format!("{id}{}", type_name(&parameter.name)))
            .collect();
        for (index, ty) in operation.sent_mut().enumerate() {
            if index < parameters {
                hoist.named(ty, &names[index]);
            } else {
                hoist.named(ty, &format!("{id}Request"));
            }
        }
        if let crate::model::Payload::Json(ty) = &mut operation.success {
            hoist.named(ty, &format!("{id}Response"));
        }
        if let crate::model::Payload::Json(ty) = &mut operation.error {
            hoist.named(ty, &format!("{id}Error"));
        }
    }
    api.schemas.extend(hoist.found);
}

struct Hoist {
    /// Which of the types that need a name to give one.
    wanted: fn(&Type) -> bool,
    taken: Taken,
    found: IndexMap<String, Type>,
}

impl Hoist {
    /// Makes `ty` a reference where it needs a name.
    fn named(&mut self, ty: &mut Type, wanted: &str) {
        if !(ty.shape.is_named() && (self.wanted)(ty)) {
            self.inside(ty, wanted);
            return;
        }
        let name = self.taken.take(wanted);
        let mut hoisted = Type { nullable: false, ..ty.clone() };
        self.inside(&mut hoisted, &name);
        self.found.insert(name.clone(), hoisted);
        ty.shape = Shape::Reference(name);
    }

    fn inside(&mut self, ty: &mut Type, name: &str) {
        match &mut ty.shape {
            Shape::Object(object) => {
                for (property, part) in &mut object.properties {
                    self.named(&mut part.ty, &format!("{name}{}", type_name(property)));
                }
            }
            Shape::List(part) => self.named(part, &format!("{name}Item")),
            Shape::Map(part) => self.named(part, &format!("{name}Value")),
            Shape::Union(parts) => {
                for part in parts {
                    let wanted = match part.shape {
                        Shape::Object(_) => format!("{name}Object"),
                        _ => format!("{name}Text"),
                    };
                    self.named(part, &wanted);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Object, Payload, Property};
    use crate::testing::api_with_schemas;

    fn object(name: &str, ty: Type) -> Type {
        let properties = [(name.to_owned(), Property { required: false, ty })];
        Shape::Object(Object { properties: properties.into_iter().collect(), open: false }).into()
    }

    #[test]
    fn inline_types_get_unique_names() {
        let limited: Type = Shape::Text { min: Some(1), max: None }.into();
        let mut api = api_with_schemas([
            ("Vault", object("name", limited)),
            ("VaultName", Shape::Enumeration(vec!["a".into()]).into()),
        ]);
        let kinds: Type = Shape::Enumeration(vec!["x".into()]).into();
        let list: Type = Shape::List(Box::new(object("kind", kinds))).into();
        api.operations[0].success = Payload::Json(object("vaults", list));
        api.operations[0].error = Payload::Json(object("code", Shape::TEXT.into()));
        hoist_named_types(&mut api);
        assert_eq!(
            api.schemas.keys().collect::<Vec<_>>(),
            [
                "Vault",
                "VaultName",
                "VaultName2",
                "AResponseVaultsItemKind",
                "AResponseVaultsItem",
                "AResponse",
                "AError"
            ]
        );
    }

    #[test]
    fn only_what_is_alike_in_both_directions_is_shared() {
        let kinds: Type = Shape::Enumeration(vec!["x".into()]).into();
        let mut api = api_with_schemas([("Vault", object("kind", kinds))]);
        api.operations[0].success = Payload::Json(object("name", Shape::TEXT.into()));
        hoist_shared_types(&mut api);
        assert_eq!(api.schemas.keys().collect::<Vec<_>>(), ["Vault", "VaultKind"]);
    }

    #[test]
    fn scalars_lists_and_maps_stay_where_they_are() {
        let mut api = api_with_schemas([("Vault", object("ids", Shape::TEXT.into()))]);
        let list = Shape::List(Box::new(Shape::Integer.into()));
        api.operations[0].success = Payload::Json(list.clone().into());
        hoist_named_types(&mut api);
        assert_eq!(api.schemas.len(), 1);
        assert_eq!(api.operations[0].success, Payload::Json(list.into()));
    }
}
