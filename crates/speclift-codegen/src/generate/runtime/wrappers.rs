//! Bodies that are nothing but an envelope: `{"vault": …}`. What is in the envelope can stand for the whole.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Item, Type};

use super::calls::Call;
use crate::error::CodegenError;

/// For each body of one required member, an object: how the body is made of it, or of its unfinished builder.
pub(super) fn wrappers(calls: &[Call], types: &[Item]) -> Result<Vec<Item>, CodegenError> {
    let mut all = TokenStream::new();
    for call in calls {
        let Some(Type::Path(body)) =
            call.arguments.iter().find(|argument| argument.is_body).map(|body| &body.ty)
        else {
            continue;
        };
        let Some(name) = body.path.segments.last().map(|last| &last.ident) else { continue };
        let structure = |name: &syn::Ident| {
            types.iter().find_map(|item| match item {
                Item::Struct(item) if item.ident == *name => Some(item),
                _ => None,
            })
        };
        let Some(Fields::Named(fields)) = structure(name).map(|item| &item.fields) else { continue };
        let mut fields = fields.named.iter();
        let (Some(only), None) = (fields.next(), fields.next()) else { continue };
        let (Some(member), Type::Path(inner)) = (&only.ident, &only.ty) else { continue };
        let Some(inner) = inner.path.get_ident().filter(|inner| structure(inner).is_some()) else { continue };
        all.extend(quote! {
            impl ::std::convert::From<types::#inner> for types::#name {
                fn from(#member: types::#inner) -> Self {
                    Self { #member }
                }
            }
            impl ::std::convert::TryFrom<types::builder::#inner> for types::#name {
                type Error = <types::#inner as ::std::convert::TryFrom<types::builder::#inner>>::Error;

                fn try_from(#member: types::builder::#inner) -> ::std::result::Result<Self, Self::Error> {
                    types::#inner::try_from(#member).map(Self::from)
                }
            }
        });
    }
    Ok(syn::parse2::<syn::File>(all)?.items)
}
