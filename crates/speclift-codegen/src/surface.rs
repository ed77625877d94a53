//! The public surface of generated code, for a snapshot that shows what a change means to callers.

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Type, Visibility};

/// Every public type with its fields or variants, and every public method of an inherent
/// implementation, one a line, in a stable order. Not listed: bodies, attributes, comments, trait
/// implementations. Source that does not parse gives one line that says so.
#[must_use]
pub fn public_surface(rust_source: &str) -> String {
    let mut lines = match syn::parse_file(rust_source) {
        Ok(file) => items("", &file.items),
        Err(error) => vec![format!("the source does not parse: {error}")],
    };
    lines.sort();
    lines.dedup();
    lines.push(String::new());
    lines.join("\n")
}

fn items(module: &str, items: &[Item]) -> Vec<String> {
    let mut lines = Vec::new();
    for item in items {
        match item {
            Item::Mod(inner) if is_public(&inner.vis) => {
                if let Some((_, content)) = &inner.content {
                    lines.extend(self::items(&format!("{module}{}::", inner.ident), content));
                }
            }
            Item::Struct(item) if is_public(&item.vis) => {
                lines.push(format!("struct {module}{}{}", item.ident, text(&item.generics)));
                lines.extend(fields(&format!("{module}{}", item.ident), &item.fields));
            }
            Item::Enum(item) if is_public(&item.vis) => {
                lines.push(format!("enum {module}{}{}", item.ident, text(&item.generics)));
                for variant in &item.variants {
                    let types: Vec<_> = variant.fields.iter().map(|f| text(&f.ty)).collect();
                    let types =
                        if types.is_empty() { String::new() } else { format!("({})", types.join(", ")) };
                    lines.push(format!("enum {module}{}::{}{types}", item.ident, variant.ident));
                }
            }
            Item::Trait(item) if is_public(&item.vis) => {
                lines.push(format!("trait {module}{}", item.ident));
            }
            Item::Fn(item) if is_public(&item.vis) => {
                lines.push(format!("{module}{}", text(&item.sig)));
            }
            Item::Type(item) if is_public(&item.vis) => {
                lines.push(format!("type {module}{} = {}", item.ident, text(&item.ty)));
            }
            Item::Use(item) if is_public(&item.vis) => {
                lines.push(format!("use {module}{}", text(&item.tree)));
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let Type::Path(path) = &*item.self_ty else {
                    continue;
                };
                let owner = path.path.segments.last().map(|last| last.ident.to_string());
                let owner = owner.unwrap_or_default();
                for member in &item.items {
                    if let ImplItem::Fn(function) = member
                        && is_public(&function.vis)
                    {
                        lines.push(format!("impl {module}{owner}: {}", text(&function.sig)));
                    }
                }
            }
            _ => {}
        }
    }
    lines
}

fn fields(owner: &str, fields: &Fields) -> Vec<String> {
    let public = fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis));
    public
        .map(|(index, field)| {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            format!("struct {owner}.{name}: {}", text(&field.ty))
        })
        .collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as text without the spaces that only tokens need.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (long, short) in [
        (" , ", ", "),
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" : ", ": "),
        (",>", ">"),
        (" ,", ","),
        (",)", ")"),
        (",<", ", <"),
        ("& ", "&"),
        ("' ", "'"),
        ("- >", " ->"),
        ("::std::option::", ""),
        ("::std::vec::", ""),
        ("::std::string::", ""),
        ("::std::boxed::", ""),
        ("::std::collections::", ""),
    ] {
        text = text.replace(long, short);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_items_are_listed_in_order() {
        let source = "
            pub struct Client { pub(crate) baseurl: String }
            impl Client { pub fn list_vault(&self) -> builder::ListVault<'_> { todo!() } fn x() {} }
            impl Clone for Client { fn clone(&self) -> Self { todo!() } }
            pub mod types {
                /// Text.
                pub struct Vault { pub id: Option<String>, hidden: u8 }
                pub enum Kind { A, Other(String) }
                struct Private;
            }";
        assert_eq!(
            public_surface(source),
            "enum types::Kind\nenum types::Kind::A\nenum types::Kind::Other(String)\nimpl Client: fn \
             list_vault(&self) -> builder::ListVault<'_>\nstruct Client\nstruct types::Vault\nstruct \
             types::Vault.id: Option<String>\n"
        );
    }

    #[test]
    fn what_does_not_parse_says_so() {
        assert!(public_surface("pub struct {").starts_with("the source does not parse"));
    }
}
