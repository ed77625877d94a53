use super::{WireNames, stand_in};
use crate::model::{Api, Shape};
use crate::names::{Taken, field_name};

/// typify gives two properties whose names differ by punctuation or case (`a_b` and `a-b`) one
/// field, and calls the field of an open object's further members `extra`, even beside a property
/// of that name: neither compiles. The second gets a field of its own and keeps its wire name.
pub(super) fn distinct_properties(api: &mut Api, wire_names: &mut WireNames) {
    for ty in api.schemas.values_mut() {
        let Shape::Object(object) = &mut ty.shape else {
            continue;
        };
        let mut taken = Taken::default();
        if object.open {
            taken.take_field("extra");
        }
        object.properties = std::mem::take(&mut object.properties)
            .into_iter()
            .map(|(name, property)| {
                let field = field_name(&name);
                let unique = if field == "extra" && taken.contains("extra") {
                    taken.take_field("extra_field")
                } else {
                    taken.take_field(&field)
                };
                match unique.strip_prefix(&field).filter(|suffix| !suffix.is_empty()) {
                    None => (name, property),
                    Some(suffix) => {
                        let suffix = suffix.trim_start_matches('_');
                        (stand_in(&field, suffix, &name, wire_names), property)
                    }
                }
            })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Object, Property, Type};
    use crate::testing::api_with_schemas;

    fn properties(names: &[&str], open: bool) -> (Vec<String>, WireNames) {
        let text = |name: &&str| ((*name).to_owned(), Property { required: false, ty: Shape::TEXT.into() });
        let object = Object { properties: names.iter().map(text).collect(), open };
        let mut api = api_with_schemas([("A", Type::from(Shape::Object(object)))]);
        let mut wire_names = WireNames::new();
        distinct_properties(&mut api, &mut wire_names);
        let Shape::Object(object) = &api.schemas["A"].shape else { panic!("no object") };
        (object.properties.keys().cloned().collect(), wire_names)
    }

    #[test]
    fn clashing_names_stand_in_for_wire_names() {
        let (names, wire) = properties(&["a_b", "a-b", "extra"], true);
        assert_eq!(names, ["a_b", "a_b--2", "extra--field"]);
        assert_eq!(wire["a_b--2"], "a-b");
        assert_eq!(wire["extra--field"], "extra");
    }

    #[test]
    fn distinct_names_stay() {
        let (names, wire) = properties(&["a", "b", "extra"], false);
        assert_eq!(names, ["a", "b", "extra"]);
        assert!(wire.is_empty());
    }
}
