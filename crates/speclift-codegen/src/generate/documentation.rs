//! Documentation of what the API's description says nothing about, so that every public item has some.

use std::collections::BTreeMap;

use syn::{Attribute, Field, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemMod, Type, Visibility};

use super::tidy::owner;

/// What is documented of the fields of each structure.
type Documented = BTreeMap<String, BTreeMap<String, Vec<Attribute>>>;

/// Gives a doc comment to each public item that has none.
pub(super) fn complete(file: &mut syn::File) {
    for item in &mut file.items {
        let Item::Mod(module) = item else { continue };
        let is_types = module.ident == "types";
        let Some((_, items)) = &mut module.content else { continue };
        if is_types {
            types(items);
        } else if module.ident == "builder" {
            items.iter_mut().filter_map(as_impl).for_each(|item| methods(item, None));
        }
    }
}

fn types(items: &mut [Item]) {
    let mut documented = Documented::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                let Fields::Named(fields) = &mut item.fields else { continue };
                for field in &mut fields.named {
                    let said = format!("`{}`, which the documentation does not describe.", wire_name(field));
                    document(&mut field.attrs, &said);
                    let docs = field.attrs.iter().filter(|attribute| is_doc(attribute)).cloned();
                    let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                    documented.entry(name.clone()).or_default().insert(ident, docs.collect());
                }
            }
            Item::Enum(item) => forms(item),
            Item::Impl(item) if item.trait_.is_none() => methods(item, None),
            _ => {}
        }
    }
    for item in items {
        if let Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) = item
            && ident == "builder"
        {
            builders(items, &documented);
        }
    }
}

/// Builders of types: a setter has the documentation of its field.
fn builders(items: &mut [Item], documented: &Documented) {
    for item in items {
        match item {
            Item::Struct(item) => {
                let said = format!("Builds a [`{0}`](super::{0}).", item.ident);
                document(&mut item.attrs, &said);
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let fields = owner(item).and_then(|owner| documented.get(&owner));
                methods(item, fields);
            }
            _ => {}
        }
    }
}

fn methods(item: &mut ItemImpl, fields: Option<&BTreeMap<String, Vec<Attribute>>>) {
    for item in &mut item.items {
        let ImplItem::Fn(method) = item else { continue };
        if !matches!(method.vis, Visibility::Public(_)) || method.attrs.iter().any(is_doc) {
            continue;
        }
        let name = method.sig.ident.to_string();
        if let Some(docs) = fields.and_then(|fields| fields.get(&name)) {
            method.attrs.splice(0..0, docs.iter().cloned());
            continue;
        }
        let said = match name.as_str() {
            "builder" => {
                "Starts to build one. What was built stands for it in calls and in other builders.".to_owned()
            }
            "body" => "The body.".to_owned(),
            "body_map" => "Changes what the body has so far.".to_owned(),
            name => format!("`{name}`, which the documentation does not describe."),
        };
        document(&mut method.attrs, &said);
    }
}

/// The forms that a value can have.
fn forms(item: &mut ItemEnum) {
    for variant in &mut item.variants {
        let form = match &variant.fields {
            Fields::Unnamed(fields) => fields.unnamed.first().and_then(|field| last_name(&field.ty)),
            _ => None,
        };
        let said = form.map_or_else(|| format!("`{}`", variant.ident), |form| format!("As `{form}`."));
        document(&mut variant.attrs, &said);
    }
}

fn document(attributes: &mut Vec<Attribute>, said: &str) {
    if !attributes.iter().any(is_doc) {
        let said = format!(" {said}");
        attributes.insert(0, syn::parse_quote!(#[doc = #said]));
    }
}

fn is_doc(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc")
}

fn as_impl(item: &mut Item) -> Option<&mut ItemImpl> {
    match item {
        Item::Impl(item) if item.trait_.is_none() => Some(item),
        _ => None,
    }
}

fn last_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    }
}

/// What a field is called on the wire.
fn wire_name(field: &Field) -> String {
    let mut renamed = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other settings than `rename` end the reading, which is no error here.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                renamed = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Lit>()?;
            }
            Ok(())
        });
    }
    let name = renamed.or_else(|| field.ident.as_ref().map(ToString::to_string)).unwrap_or_default();
    name.replace(['`', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn completed(tokens: proc_macro2::TokenStream) -> String {
        let mut file = syn::parse2(tokens).unwrap();
        complete(&mut file);
        prettyplease::unparse(&file)
    }

    #[test]
    fn setters_say_what_fields_say() {
        let text = completed(quote! {
            pub mod types {
                pub struct Tag {
                    /// The key
                    pub key: String,
                    #[serde(default, rename = "type", skip_serializing_if = "no")]
                    pub type_: String,
                }
                pub mod builder {
                    pub struct Tag;
                    impl Tag {
                        pub fn key(self) {}
                        pub fn type_(self) {}
                    }
                }
            }
        });
        assert_eq!(text.matches("/// The key").count(), 2, "{text}");
        assert_eq!(
            text.matches("/// `type`, which the documentation does not describe.").count(),
            2,
            "{text}"
        );
        assert!(text.contains("/// Builds a [`Tag`](super::Tag)."), "{text}");
    }

    #[test]
    fn forms_and_calls() {
        let text = completed(quote! {
            pub mod types {
                pub enum Size { Integer(i64), Text(::std::string::String) }
            }
            pub mod builder {
                impl<'a> ListVaults<'a> {
                    pub(crate) fn new() {}
                    pub fn body(self) {}
                    pub fn limit(self) {}
                }
            }
        });
        for said in ["As `i64`.", "As `String`.", "The body.", "`limit`, which"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(text.matches("///").count(), 4, "{text}");
    }
}
