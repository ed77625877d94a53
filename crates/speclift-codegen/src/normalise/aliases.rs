use indexmap::IndexMap;

use crate::model::{Api, Shape, Type};

/// typify makes a newtype of every schema that is no struct or enum: `VaultIds(Vec<String>)`,
/// `ExtraInfo(Map)`, which callers would have to wrap and unwrap and which, behind an optional
/// property, refuses null. Such a schema is written out where it is used; so is the nullability
/// of any other, since a nullable schema would be a newtype of an `Option`.
pub(super) fn inline_aliases(api: &mut Api) {
    let schemas = api.schemas.clone();
    for (name, ty) in &mut api.schemas {
        let mut open = vec![name.clone()];
        for part in ty.parts_mut() {
            inline(part, &schemas, &mut open);
        }
        ty.nullable = false;
    }
    for operation in &mut api.operations {
        for ty in operation.sent_mut() {
            inline(ty, &schemas, &mut Vec::new());
        }
        for ty in operation.received_mut() {
            inline(ty, &schemas, &mut Vec::new());
        }
    }
    api.schemas.retain(|_, ty| ty.shape.is_named());
}

fn inline(ty: &mut Type, schemas: &IndexMap<String, Type>, open: &mut Vec<String>) {
    if let Shape::Reference(name) = &ty.shape {
        let name = name.clone();
        let Some(target) = schemas.get(&name) else {
            return;
        };
        ty.nullable |= target.nullable;
        if target.shape.is_named() {
            return;
        }
        if open.contains(&name) {
            // A list of itself: no Rust type without a name says that.
            ty.shape = Shape::Any;
            return;
        }
        ty.shape = target.shape.clone();
        if ty.description.is_none() {
            ty.description.clone_from(&target.description);
        }
        open.push(name);
        inline(ty, schemas, open);
        open.pop();
        return;
    }
    for part in ty.parts_mut() {
        inline(part, schemas, open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Object, Property};
    use crate::testing::api_with_schemas;

    fn reference(name: &str) -> Type {
        Shape::Reference(name.to_owned()).into()
    }

    fn object(property: Type) -> Type {
        let properties = [("p".to_owned(), Property { required: true, ty: property })];
        Shape::Object(Object { properties: properties.into_iter().collect(), open: false }).into()
    }

    fn property(api: &Api) -> &Type {
        let Shape::Object(object) = &api.schemas["A"].shape else { panic!("no object") };
        &object.properties["p"].ty
    }

    #[test]
    fn lists_and_scalars_are_written_out() {
        let ids: Type = Shape::List(Box::new(reference("Id"))).into();
        let mut api = api_with_schemas([
            ("A", object(reference("Ids"))),
            ("Ids", Type { nullable: true, ..ids }),
            ("Id", Shape::TEXT.into()),
        ]);
        inline_aliases(&mut api);
        assert_eq!(property(&api).shape, Shape::List(Box::new(Shape::TEXT.into())));
        assert!(property(&api).nullable);
        assert_eq!(api.schemas.len(), 1);
    }

    #[test]
    fn named_types_stay_references() {
        let limited = Shape::Text { min: None, max: Some(3) };
        let mut api = api_with_schemas([("A", object(reference("B"))), ("B", limited.into())]);
        inline_aliases(&mut api);
        assert_eq!(property(&api).shape, Shape::Reference("B".into()));
    }

    #[test]
    fn an_alias_of_itself_ends() {
        let tree: Type = Shape::List(Box::new(reference("Tree"))).into();
        let mut api = api_with_schemas([("A", object(reference("Tree"))), ("Tree", tree)]);
        inline_aliases(&mut api);
        assert_eq!(property(&api).shape, Shape::List(Box::new(Shape::Any.into())));
    }
}
