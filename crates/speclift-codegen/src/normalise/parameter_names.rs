use super::{WireNames, stand_in};
use crate::model::{Api, Location};
use crate::names::{Taken, field_name};

/// progenitor loses one of a query and a header parameter of one name, panics on a path and a
/// query parameter of one name, and writes code that does not compile for a parameter called as a
/// function of its builder. The second gets a name of its own: in a path that is all there is to
/// it, elsewhere it keeps its wire name.
pub(super) fn distinct_parameters(api: &mut Api, wire_names: &mut WireNames) {
    for operation in &mut api.operations {
        let mut taken = Taken::from_iter(["new", "send", "body", "body_map"]);
        for parameter in &mut operation.parameters {
            let field = field_name(&parameter.name);
            let location = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
            };
            let unique = if taken.contains(&field) {
                taken.take_field(&format!("{field}_{location}"))
            } else {
                taken.take_field(&field)
            };
            let Some(suffix) = unique.strip_prefix(&field).filter(|s| !s.is_empty()) else {
                continue;
            };
            if parameter.location == Location::Path {
                let before = format!("{{{}}}", parameter.name);
                operation.path = operation.path.replacen(&before, &format!("{{{unique}}}"), 1);
                parameter.name = unique;
            } else {
                let suffix = suffix.trim_start_matches('_');
                parameter.name = stand_in(&field, suffix, &parameter.name, wire_names);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Parameter, Shape};
    use crate::testing::api_with_ids;

    fn parameters(path: &str, given: &[(&str, Location)]) -> (String, Vec<String>, WireNames) {
        let mut api = api_with_ids(&["A"]);
        api.operations[0].path = path.to_owned();
        api.operations[0].parameters = given
            .iter()
            .map(|(name, location)| Parameter {
                name: (*name).to_owned(),
                location: *location,
                required: true,
                description: None,
                ty: Shape::TEXT.into(),
            })
            .collect();
        let mut wire_names = WireNames::new();
        distinct_parameters(&mut api, &mut wire_names);
        let operation = api.operations.remove(0);
        (operation.path, operation.parameters.into_iter().map(|p| p.name).collect(), wire_names)
    }

    #[test]
    fn clashes_are_told_apart() {
        let (path, names, wire) = parameters(
            "/{id}/{send}",
            &[
                ("id", Location::Path),
                ("send", Location::Path),
                ("id", Location::Query),
                ("Id", Location::Header),
                ("body", Location::Query),
            ],
        );
        assert_eq!(path, "/{id}/{send_path}");
        assert_eq!(names, ["id", "send_path", "id--query", "id--header", "body--query"]);
        assert_eq!(wire["id--query"], "id");
        assert_eq!(wire["id--header"], "Id");
        assert_eq!(wire["body--query"], "body");
    }

    #[test]
    fn distinct_names_stay() {
        let (path, names, wire) = parameters("/{id}", &[("id", Location::Path), ("limit", Location::Query)]);
        assert_eq!((path.as_str(), names), ("/{id}", vec!["id".to_owned(), "limit".to_owned()]));
        assert!(wire.is_empty());
    }
}
