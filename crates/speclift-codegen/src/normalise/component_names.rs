use std::collections::HashMap;

use crate::model::{Api, Shape};
use crate::names::{Taken, type_name};

/// typify names a type by the PascalCase form of its schema's name and silently gives two schemas
/// of one form one type. Schemas are renamed to that form; a second of one form gets a number.
pub(super) fn unique_component_names(api: &mut Api) {
    let mut taken = Taken::default();
    // A schema that is named in that form already has the first right to it.
    let mut names: HashMap<String, String> = HashMap::new();
    let (exact, others): (Vec<_>, Vec<_>) =
        api.schemas.keys().cloned().partition(|name| type_name(name) == *name);
    for name in exact.into_iter().chain(others) {
        let unique = taken.take(&type_name(&name));
        names.insert(name, unique);
    }
    api.schemas = std::mem::take(&mut api.schemas)
        .into_iter()
        .map(|(name, ty)| (names.get(&name).cloned().unwrap_or(name), ty))
        .collect();
    api.each_type_mut(&mut |ty| {
        if let Shape::Reference(name) = &mut ty.shape
            && let Some(unique) = names.get(name)
        {
            name.clone_from(unique);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Payload;
    use crate::testing::api_with_ids;

    #[test]
    fn names_are_told_apart_and_references_follow() {
        let mut api = api_with_ids(&["A"]);
        api.operations[0].success = Payload::Json(Shape::Reference("vault_create".into()).into());
        for name in ["vault_create", "VaultCreate", "Vault.create", "Backup"] {
            api.schemas.insert(name.into(), Shape::TEXT.into());
        }
        unique_component_names(&mut api);
        assert_eq!(
            api.schemas.keys().collect::<Vec<_>>(),
            ["VaultCreate2", "VaultCreate", "VaultCreate3", "Backup"]
        );
        assert_eq!(api.operations[0].success, Payload::Json(Shape::Reference("VaultCreate2".into()).into()));
    }
}
