use crate::model::{Api, Operation};
use crate::names::{Taken, field_name, type_name};

/// Names that the generated client has already: its functions, and the items that its builder
/// module imports.
const TAKEN: [&str; 14] = [
    "new",
    "new_with_client",
    "api_version",
    "baseurl",
    "client",
    "inner",
    "pre",
    "post",
    "exec",
    "byte_stream",
    "client_info",
    "client_hooks",
    "error",
    "operation_info",
];
const TAKEN_TYPES: [&str; 2] = ["request_builder_ext", "response_value"];

/// progenitor refuses a missing or repeated `operationId` and writes code that does not compile
/// for two that differ in case or punctuation only, or for one that is a function of its client.
/// A missing one is derived from method and path, `get_vaults_by_vault_id`; a second of one name
/// gets a number.
pub(super) fn unique_operation_ids(api: &mut Api) {
    let mut taken: Taken = TAKEN.into_iter().chain(TAKEN_TYPES).collect();
    for operation in &mut api.operations {
        let mut wanted = if operation.id.is_empty() { derived(operation) } else { field_name(&operation.id) };
        if !wanted.starts_with(char::is_alphabetic) {
            wanted = format!("call_{}", wanted.trim_start_matches('_'));
        }
        operation.id = if taken.contains(&wanted) {
            field_name(&taken.take(&format!("{wanted}_operation")))
        } else {
            taken.take(&wanted)
        };
        operation.id = type_name(&operation.id);
    }
}

fn derived(operation: &Operation) -> String {
    let mut words = vec![operation.method.to_owned()];
    for segment in operation.path.split('/').filter(|segment| !segment.is_empty()) {
        match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
            Some(name) => words.extend(["by".to_owned(), name.to_owned()]),
            None => words.push(segment.to_owned()),
        }
    }
    field_name(&words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::api_with_ids;

    fn ids(given: &[&str]) -> Vec<String> {
        let mut api = api_with_ids(given);
        unique_operation_ids(&mut api);
        api.operations.into_iter().map(|operation| operation.id).collect()
    }

    #[test]
    fn a_missing_id_is_derived() {
        assert_eq!(ids(&[""]), ["GetV3Vaults0ByVaultId"]);
    }

    #[test]
    fn clashes_are_told_apart() {
        assert_eq!(
            ids(&["ListVault", "listVault", "list-vault", "new", "Error", "2fa"]),
            [
                "ListVault",
                "ListVaultOperation",
                "ListVaultOperation2",
                "NewOperation",
                "ErrorOperation",
                "Call2fa"
            ]
        );
    }

    #[test]
    fn unique_ids_stay() {
        assert_eq!(ids(&["ListVault", "ShowVault"]), ["ListVault", "ShowVault"]);
    }
}
