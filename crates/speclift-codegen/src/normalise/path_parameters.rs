use crate::model::{Api, Location, Parameter, Shape};
use crate::names::Taken;

/// progenitor panics where a path names a parameter that is not declared, and where one is
/// declared that the path does not name. The former is declared as text, the latter left out. A
/// name that a path repeats gets a number: the second is another value.
pub(super) fn declared_path_parameters(api: &mut Api) {
    for operation in &mut api.operations {
        let mut taken = Taken::default();
        let mut path = String::new();
        let mut declared = Vec::new();
        let mut rest = operation.path.as_str();
        while let Some((before, name, after)) = placeholder(rest) {
            let unique = taken.take(name);
            path.push_str(&format!("{before}{{{unique}}}"));
            rest = after;
            let found =
                operation.parameters.iter().find(|p| p.location == Location::Path && p.name == name).cloned();
            declared.push(match found {
                Some(parameter) => Parameter { name: unique, ..parameter },
                None => Parameter {
                    name: unique,
                    location: Location::Path,
                    required: true,
                    description: None,
                    ty: Shape::TEXT.into(),
                },
            });
        }
        path.push_str(rest);
        operation.path = path;
        operation.parameters.retain(|p| p.location != Location::Path);
        operation.parameters.splice(0..0, declared);
    }
}

/// What is before the first `{name}`, the name, and what is after it.
fn placeholder(path: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = path.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::api_with_ids;

    fn path_parameter(name: &str) -> Parameter {
        Parameter {
            name: name.to_owned(),
            location: Location::Path,
            required: true,
            description: Some("d".to_owned()),
            ty: Shape::TEXT.into(),
        }
    }

    fn normalised(path: &str, names: &[&str]) -> (String, Vec<(String, bool)>) {
        let mut api = api_with_ids(&["A"]);
        api.operations[0].path = path.to_owned();
        api.operations[0].parameters = names.iter().map(|name| path_parameter(name)).collect();
        declared_path_parameters(&mut api);
        let operation = api.operations.remove(0);
        let parameters = operation.parameters.into_iter();
        let named = parameters.map(|p| (p.name, p.description.is_some())).collect();
        (operation.path, named)
    }

    #[test]
    fn undeclared_ones_are_declared_and_unused_ones_go() {
        let (_, parameters) = normalised("/{a}/{b}", &["b", "c"]);
        assert_eq!(parameters, [("a".to_owned(), false), ("b".to_owned(), true)]);
    }

    #[test]
    fn a_repeated_name_gets_a_number() {
        let (path, parameters) = normalised("/{a}/x/{a}", &["a"]);
        assert_eq!(path, "/{a}/x/{a2}");
        assert_eq!(parameters, [("a".to_owned(), true), ("a2".to_owned(), true)]);
    }

    #[test]
    fn declared_ones_stay() {
        let (path, parameters) = normalised("/v3/{a}", &["a"]);
        assert_eq!((path.as_str(), parameters.len()), ("/v3/{a}", 1));
    }
}
