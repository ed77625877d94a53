use heck::ToPascalCase;

/// The variant for a value that the documentation does not list.
pub(crate) const UNRECOGNIZED: &str = "Unrecognized";

/// The variant for a value of an enumeration.
pub(crate) fn of(value: &str) -> String {
    let words = value.replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-");
    let pascal = words.to_pascal_case();
    match pascal.chars().next() {
        None if value.is_empty() => "Empty".to_owned(),
        None => "Symbol".to_owned(),
        Some(first) if first.is_alphabetic() && pascal != "Self" => pascal,
        Some(_) => format!("Value{pascal}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_identifiers() {
        for (value, expected) in [
            ("", "Empty"),
            ("0", "Value0"),
            ("OS::Nova::Server", "OsNovaServer"),
            ("error-deleting", "ErrorDeleting"),
            ("self", "ValueSelf"),
            ("+", "Symbol"),
            ("存储库", "存储库"),
        ] {
            assert_eq!(of(value), expected);
            syn::parse_str::<syn::Ident>(&of(value)).unwrap();
        }
    }
}
