//! Model → model: one function for each limit of the generator that lowering did not settle.

mod aliases;
mod component_names;
mod direction;
mod enumerations;
mod hoist;
mod operation_ids;
mod parameter_names;
mod path_parameters;
mod property_names;
mod references;
mod relax;

use std::collections::BTreeMap;

use crate::error::ClientViewError;
use crate::model::Api;

/// Names in the view that stand for others on the wire.
pub(crate) type WireNames = BTreeMap<String, String>;

/// Applies every normalisation, in the order in which each may rely on those before it.
pub(crate) fn normalise(api: &mut Api) -> Result<WireNames, Vec<ClientViewError>> {
    let mut wire_names = WireNames::new();
    operation_ids::unique_operation_ids(api);
    path_parameters::declared_path_parameters(api);
    references::known_references(api)?;
    component_names::unique_component_names(api);
    enumerations::distinct_enumerations(api);
    hoist::hoist_shared_types(api);
    direction::split_by_direction(api);
    aliases::inline_aliases(api);
    hoist::hoist_named_types(api);
    property_names::distinct_properties(api, &mut wire_names);
    parameter_names::distinct_parameters(api, &mut wire_names);
    Ok(wire_names)
}

/// A name that reads as `base` followed by `suffix` once it is an identifier, is equal to nothing
/// that an API would call a parameter or property, and is marked as standing for `wire`.
fn stand_in(base: &str, suffix: &str, wire: &str, wire_names: &mut WireNames) -> String {
    let mut dashes = "--".to_owned();
    loop {
        let name = format!("{base}{dashes}{suffix}");
        match wire_names.get(&name) {
            Some(known) if known != wire => dashes.push('-'),
            _ => {
                wire_names.insert(name.clone(), wire.to_owned());
                return name;
            }
        }
    }
}
