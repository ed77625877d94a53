use std::collections::HashSet;

use crate::generate::variant_name;
use crate::model::{Api, Shape};

/// typify panics on an enumeration whose values differ by punctuation or case only (`error` and
/// `Error`): such a one is text.
pub(super) fn distinct_enumerations(api: &mut Api) {
    api.each_type_mut(&mut |ty| {
        if let Shape::Enumeration(values) = &mut ty.shape {
            let mut seen = HashSet::new();
            values.retain(|value| seen.insert(value.clone()));
            let mut names: HashSet<String> = HashSet::from([variant_name::UNRECOGNIZED.to_owned()]);
            if !values.iter().all(|value| names.insert(variant_name::of(value))) {
                ty.shape = Shape::TEXT;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::api_with_schemas;

    fn shape(values: &[&str]) -> Shape {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        let mut api = api_with_schemas([("A", Shape::Enumeration(values).into())]);
        distinct_enumerations(&mut api);
        api.schemas.swap_remove("A").unwrap().shape
    }

    #[test]
    fn values_that_give_one_variant_are_text() {
        assert_eq!(shape(&["error", "Error"]), Shape::TEXT);
        assert_eq!(shape(&["a-b", "a_b"]), Shape::TEXT);
        assert_eq!(shape(&["unrecognized"]), Shape::TEXT);
    }

    #[test]
    fn distinct_values_stay_and_repeated_ones_count_once() {
        let expected = ["OS::Nova::Server", "error-deleting", "", "0"].map(str::to_owned).to_vec();
        assert_eq!(
            shape(&["OS::Nova::Server", "error-deleting", "", "0", "0"]),
            Shape::Enumeration(expected)
        );
    }
}
