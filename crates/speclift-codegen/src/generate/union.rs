//! Values of one of several kinds of JSON.
//!
//! What serde derives for an untagged enum copies the whole value into a buffer, tries one variant after the other, and
//! says of what fits none neither where it stands nor what is wrong. No two variants of a view's unions are of one kind
//! of JSON, so that the first byte of a value tells which it is. What reads them is a macro that the generated file
//! begins with.

use std::collections::BTreeSet;

use quote::format_ident;
use syn::{Fields, Item, ItemEnum, Type};

use super::attributes::{says, underive};
use super::items::follow;

/// What the generated file begins with where it has such values.
pub(super) const SUPPORT: &str = include_str!("union.in");

/// Puts the reading after every such enum, in the place of what serde would derive. Whether there is one. `texts` names
/// the types that are strings on the wire.
pub(super) fn replace_derived(types: &mut Vec<Item>, texts: &BTreeSet<&str>) -> bool {
    let objects = types.iter().filter_map(object).collect();
    let kinds = Kinds { texts, objects: &objects };
    follow(types, |item| match item {
        Item::Enum(item) => reading(item, &kinds),
        _ => None,
    })
}

/// The name of a type that is an object on the wire.
fn object(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) if matches!(item.fields, Fields::Named(_)) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Of which kind of JSON the types of the file are.
struct Kinds<'a> {
    texts: &'a BTreeSet<&'a str>,
    objects: &'a BTreeSet<String>,
}

impl Kinds<'_> {
    fn of(&self, ty: &Type) -> Option<&'static str> {
        let Type::Path(path) = ty else { return None };
        let name = path.path.segments.last()?.ident.to_string();
        Some(match name.as_str() {
            "bool" => "boolean",
            "i64" | "u64" | "f64" | "i32" | "u32" | "f32" => "number",
            "String" => "string",
            "Vec" => "array",
            "BTreeMap" => "object",
            name if self.texts.contains(name) => "string",
            name if self.objects.contains(name) => "object",
            _ => return None,
        })
    }
}

fn reading(item: &mut ItemEnum, kinds: &Kinds<'_>) -> Option<Item> {
    if !item.attrs.iter().any(|attribute| says(attribute, "untagged")) {
        return None;
    }
    let (mut names, mut of) = (Vec::new(), Vec::new());
    for variant in &item.variants {
        let Fields::Unnamed(fields) = &variant.fields else { return None };
        let field = fields.unnamed.first().filter(|_| fields.unnamed.len() == 1)?;
        names.push(&variant.ident);
        of.push(kinds.of(&field.ty)?);
    }
    if of.iter().collect::<BTreeSet<_>>().len() < of.len() {
        return None;
    }
    let refused =
        ["array", "object"].into_iter().filter(|kind| !of.contains(kind)).map(|kind| format_ident!("{kind}"));
    let of = of.iter().map(|kind| format_ident!("{kind}"));
    let name = &item.ident;
    let reading = syn::parse_quote!(union! { #name, #(#of #names,)*; #(#refused,)* });
    item.attrs.iter_mut().for_each(|attribute| underive(attribute, &["Deserialize"]));
    Some(reading)
}
