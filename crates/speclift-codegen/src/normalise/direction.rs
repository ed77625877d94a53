use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::relax::relaxed;
use crate::model::{Api, Shape, Type};
use crate::names::Taken;

/// progenitor has one type for a schema whichever way it travels, so that a request would be as
/// lax as a response, or a response as strict as a request. A schema that only responses reach is
/// relaxed; one that both reach stays strict for requests and gets a relaxed twin,
/// `XResponse`, where that makes a difference to it or to a schema that it refers to.
pub(super) fn split_by_direction(api: &mut Api) {
    let sent = api.sent_schemas();
    let received = api.received_schemas();
    let twins = twins(&api.schemas, &sent, &received);

    for name in &received {
        let Some(strict) = api.schemas.get(name) else {
            continue;
        };
        let mut lax = relaxed(strict);
        redirect(&mut lax, &twins);
        let place = twins.get(name).unwrap_or(name);
        if place != name || !sent.contains(name) {
            api.schemas.insert(place.clone(), lax);
        }
    }
    for operation in &mut api.operations {
        for ty in operation.received_mut() {
            *ty = relaxed(ty);
            redirect(ty, &twins);
        }
    }
}

/// The name of the relaxed twin of each schema that needs one.
fn twins(
    schemas: &IndexMap<String, Type>,
    sent: &IndexSet<String>,
    received: &IndexSet<String>,
) -> HashMap<String, String> {
    let both: Vec<&String> = received.iter().filter(|name| sent.contains(*name)).collect();
    let mut differ: HashSet<&str> = HashSet::new();
    loop {
        let before = differ.len();
        for name in &both {
            let Some(ty) = schemas.get(*name) else {
                continue;
            };
            if relaxed(ty) != *ty || ty.references().iter().any(|inner| differ.contains(inner)) {
                differ.insert(name);
            }
        }
        if differ.len() == before {
            break;
        }
    }
    let mut taken: Taken = schemas.keys().collect();
    both.into_iter()
        .filter(|name| differ.contains(name.as_str()))
        .map(|name| (name.clone(), taken.take(&format!("{name}Response"))))
        .collect()
}

fn redirect(ty: &mut Type, twins: &HashMap<String, String>) {
    ty.walk_mut(&mut |ty| {
        if let Shape::Reference(name) = &mut ty.shape
            && let Some(twin) = twins.get(name)
        {
            name.clone_from(twin);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Content, Object, Payload, Property};
    use crate::testing::api_with_schemas;

    fn reference(name: &str) -> Type {
        Shape::Reference(name.to_owned()).into()
    }

    fn object(property: Type) -> Type {
        let properties = [("p".to_owned(), Property { required: true, ty: property })];
        Shape::Object(Object { properties: properties.into_iter().collect(), open: false }).into()
    }

    fn split(schemas: &[(&str, Type)], sent: Option<&str>, received: Option<&str>) -> Api {
        let mut api = api_with_schemas(schemas.to_vec());
        let json = |name: &str| Content::Json(reference(name));
        api.operations[0].body = sent.map(|name| Body { description: None, content: json(name) });
        if let Some(name) = received {
            api.operations[0].success = Payload::Json(reference(name));
        }
        split_by_direction(&mut api);
        api
    }

    fn required(api: &Api, name: &str) -> bool {
        let Shape::Object(object) = &api.schemas[name].shape else { panic!("no object") };
        object.properties["p"].required
    }

    #[test]
    fn a_schema_of_both_directions_gets_a_twin_and_so_does_what_refers_to_it() {
        let outer: Type = Shape::List(Box::new(reference("Inner"))).into();
        let schemas = [("Outer", outer), ("Inner", object(Shape::TEXT.into()))];
        let api = split(&schemas, Some("Outer"), Some("Outer"));
        assert!(required(&api, "Inner") && !required(&api, "InnerResponse"));
        assert_eq!(api.schemas["OuterResponse"].references(), ["InnerResponse"]);
        assert_eq!(api.schemas["Outer"].references(), ["Inner"]);
        assert_eq!(api.operations[0].success, Payload::Json(reference("OuterResponse")));
    }

    #[test]
    fn a_schema_of_one_direction_keeps_its_name() {
        let schemas = [("A", object(Shape::TEXT.into())), ("B", object(Shape::TEXT.into()))];
        let api = split(&schemas, Some("A"), Some("B"));
        assert_eq!(api.schemas.len(), 2);
        assert!(required(&api, "A") && !required(&api, "B"));
    }

    #[test]
    fn a_schema_that_is_alike_in_both_is_shared() {
        let kinds: Type = Shape::Enumeration(vec!["a".into()]).into();
        let api = split(&[("Kind", kinds)], Some("Kind"), Some("Kind"));
        assert_eq!(api.schemas.len(), 1);
    }
}
