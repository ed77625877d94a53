use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::variant_name;
use crate::Enumeration;
use crate::error::CodegenError;

/// typify's enumerations refuse a value that they do not list, and the way around it that
/// progenitor offers, an untagged enum of a known and another value, can be neither printed nor
/// parsed. These keep any value, print and parse, and take the place of typify's.
pub(super) fn add(
    file: &mut syn::File,
    enumerations: &BTreeMap<String, Enumeration>,
) -> Result<(), CodegenError> {
    let types = file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content.as_mut(),
        _ => None,
    });
    let Some((_, items)) = types else {
        return Err(CodegenError::Document("the generated file has no module `types`".to_owned()));
    };
    for (name, enumeration) in enumerations {
        items.extend(syn::parse2::<syn::File>(definition(name, enumeration))?.items);
    }
    Ok(())
}

fn definition(name: &str, enumeration: &Enumeration) -> TokenStream {
    let ty = format_ident!("{name}");
    let values = &enumeration.values;
    let variants: Vec<_> = values.iter().map(|value| format_ident!("{}", variant_name::of(value))).collect();
    let other = format_ident!("{}", variant_name::UNRECOGNIZED);
    let docs = enumeration.description.as_deref().map(str::to_owned);
    let docs = docs.unwrap_or_else(|| format!("`{name}` of the API."));
    let docs = docs.lines().map(|line| format!(" {line}"));
    let variant_docs = values.iter().map(|value| {
        // What a comment cannot show: the compiler refuses what turns the direction of text.
        let unseen = |c: char| {
            c.is_control()
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let shown = value.replace(|c: char| c == '`' || unseen(c), " ");
        if shown.trim().is_empty() { " An empty text.".to_owned() } else { format!(" `{shown}`") }
    });
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #ty {
            #(#[doc = #variant_docs] #variants,)*
            #[doc = " A value that the documentation does not list."]
            #other(::std::string::String),
        }

        impl #ty {
            #[doc = " The values that the documentation lists."]
            pub const KNOWN: &'static [&'static str] = &[#(#values),*];

            #[doc = " The value on the wire."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(value) => value,
                }
            }
        }

        impl ::std::fmt::Display for #ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for #ty {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    _ => Self::#other(value.to_owned()),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for #ty {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::str::FromStr for #ty {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl ::serde::Serialize for #ty {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ty {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)
                    .map(Self::from)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_values_stay_text() {
        let values = ["a\"b", "*/", "`x`", "\n", ""].map(str::to_owned).to_vec();
        let enumeration = Enumeration { description: Some("*/ \"# line\nmore".to_owned()), values };
        syn::parse2::<syn::File>(definition("Kind", &enumeration)).unwrap();
    }
}
