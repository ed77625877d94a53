//! Names as progenitor and typify derive them, to see a clash before they do.

use std::collections::HashSet;

use heck::{ToPascalCase, ToSnakeCase};

/// Names that generated code says without a path and means the prelude's by.
const RESERVED: [&str; 17] = [
    "Box", "Clone", "Debug", "Default", "Display", "Err", "From", "Into", "None", "Ok", "Option", "Result",
    "Self", "Some", "String", "TryFrom", "Vec",
];

/// The name of the Rust type that `name` becomes.
pub(crate) fn type_name(name: &str) -> String {
    let pascal = separated(name).to_pascal_case();
    match pascal.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_alphabetic() => match pascal.as_str() {
            reserved if RESERVED.contains(&reserved) => format!("{pascal}Object"),
            _ => pascal,
        },
        Some(_) => format!("N{pascal}"),
    }
}

/// The name of the Rust field or function that `name` becomes, less the trailing underscore of a
/// keyword: two names that are equal here clash, or read alike.
pub(crate) fn field_name(name: &str) -> String {
    let snake = separated(name).to_snake_case();
    if snake.is_empty() { "x".to_owned() } else { snake }
}

fn separated(name: &str) -> String {
    name.replace('\'', "").replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-")
}

/// Names already given.
#[derive(Debug, Default)]
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// `wanted` if it is free, else `wanted` with the first free number from 2; takes it.
    pub(crate) fn take(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{wanted}{number}");
            number += 1;
        }
        name
    }

    /// The same for the name of a field, where the number is a word of its own.
    pub(crate) fn take_field(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        name
    }

    /// Whether `name` is given already.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

impl<S: Into<String>> FromIterator<S> for Taken {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_are_identifiers() {
        for (name, expected) in [
            ("Vault_create", "VaultCreate"),
            ("vault-create.v2", "VaultCreateV2"),
            ("OS::Nova::Server", "OsNovaServer"),
            ("2fa", "N2fa"),
            ("***", "Unnamed"),
            ("self", "SelfObject"),
            ("result", "ResultObject"),
            ("存储库", "存储库"),
        ] {
            assert_eq!(type_name(name), expected);
            syn::parse_str::<syn::Ident>(&type_name(name)).unwrap();
        }
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut taken = Taken::from_iter(["Vault"]);
        assert_eq!(taken.take("Vault"), "Vault2");
        assert_eq!(taken.take("Vault"), "Vault3");
        assert_eq!(taken.take("Backup"), "Backup");
    }
}
