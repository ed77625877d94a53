//! Objects that keep every member of theirs.
//!
//! serde's `flatten` keeps the members that an object does not name; a null of a member that it
//! does name becomes `None`, which is written as nothing, so that what was sent is lost. These
//! objects are read and written by code of their own, the same for all of them, that the generated
//! file begins with: it needs less of the compiler than what serde derives, and no buffer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Field, Fields, GenericArgument, Ident, Item, ItemStruct, PathArguments, Type};

use super::attributes::{says, underive};
use super::items::follow;

/// What the generated file begins with where it has such objects.
pub(super) const SUPPORT: &str = include_str!("open_object.in");

/// Puts the reading and writing after every struct that keeps further members and names only
/// ones that may be missing, in the place of what serde would derive. Whether there is one.
pub(super) fn replace_derived(types: &mut Vec<Item>) -> bool {
    follow(types, |item| match item {
        Item::Struct(item) => table(item),
        _ => None,
    })
}

fn table(item: &mut ItemStruct) -> Option<Item> {
    let Fields::Named(fields) = &mut item.fields else { return None };
    let extra = fields.named.iter().find(|field| is_flattened(field))?.ident.clone()?;
    let is_extra = |field: &Field| field.ident.as_ref() == Some(&extra);
    if !fields.named.iter().all(|field| is_extra(field) || inside("Option", &field.ty).is_some()) {
        return None;
    }
    let mut members = TokenStream::new();
    let mut numbers = 0..;
    for field in &mut fields.named {
        if !is_extra(field) {
            let (how, name, wire) = (how(&field.ty), field.ident.clone()?, wire_name(field)?);
            let number = numbers.next().map(Literal::usize_unsuffixed);
            members.extend(quote!(#number #how #name #wire,));
        }
        field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    }
    for attribute in &mut item.attrs {
        underive(attribute, &["Serialize", "Deserialize", "Default"]);
    }
    item.attrs.push(syn::parse_quote!(#[derive(Default)]));
    let name = &item.ident;
    Some(syn::parse_quote!(open_object! { #name, #extra, #members }))
}

/// Which of the functions of the support reads and writes a field.
fn how(ty: &Type) -> Ident {
    let named = |ty: &Type, wanted: &[&str]| match ty {
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| wanted.iter().any(|wanted| last.ident == wanted))
        }
        _ => false,
    };
    let value = inside("Option", ty);
    let item = value.and_then(|value| inside("Vec", value));
    let how = match (value, item) {
        // These show a null themselves.
        (_, Some(item)) if named(item, &["Option", "Value"]) => "value",
        (_, Some(_)) => "list",
        (Some(value), None) if named(value, &["f64"]) => "number",
        _ => "value",
    };
    quote::format_ident!("{how}")
}

/// The argument of a generic type of this name.
fn inside<'a>(name: &str, ty: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn wire_name(field: &Field) -> Option<String> {
    let mut name = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            if !meta.input.peek(syn::Token![=]) {
                return Ok(());
            }
            let text: syn::LitStr = meta.value()?.parse()?;
            if meta.path.is_ident("rename") {
                name = Some(text.value());
            }
            Ok(())
        });
        parsed.ok()?;
    }
    use syn::ext::IdentExt as _;
    name.or_else(|| Some(field.ident.as_ref()?.unraw().to_string()))
}

pub(super) fn is_flattened(field: &Field) -> bool {
    field.attrs.iter().any(|attribute| says(attribute, "flatten"))
}
