//! The attributes of what progenitor writes.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

/// Whether this tells serde a word, such as `flatten`.
pub(super) fn says(attribute: &Attribute, word: &str) -> bool {
    match &attribute.meta {
        Meta::List(list) => list.path.is_ident("serde") && list.tokens.to_string().contains(word),
        _ => false,
    }
}

/// Leaves traits out of those that are derived.
pub(super) fn underive(attribute: &mut Attribute, left_out: &[&str]) {
    if !attribute.path().is_ident("derive") {
        return;
    }
    if let Ok(traits) = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated) {
        let kept = traits.iter().filter(|path| {
            path.segments.last().is_none_or(|last| !left_out.iter().any(|derived| last.ident == derived))
        });
        *attribute = syn::parse_quote!(#[derive(#(#kept),*)]);
    }
}
