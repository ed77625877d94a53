use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::items::items_of;
use super::variant_name;
use crate::Enumeration;
use crate::error::CodegenError;
use crate::markdown::code_text;

/// typify's enumerations refuse a value that they do not list, and the way around it that
/// progenitor offers, an untagged enum of a known and another value, can be neither printed nor
/// parsed. These keep any value, print and parse, and take the place of typify's.
pub(super) fn add(
    file: &mut syn::File,
    enumerations: &BTreeMap<String, Enumeration>,
) -> Result<(), CodegenError> {
    let items = items_of(file, "types")?;
    for (name, enumeration) in enumerations {
        let documentation =
            enumeration.description.clone().unwrap_or_else(|| format!("`{name}` of the API."));
        let values: Vec<Value> = enumeration.values.iter().map(|value| Value::undescribed(value)).collect();
        items.extend(syn::parse2::<syn::File>(definition(name, &documentation, &values))?.items);
    }
    Ok(())
}

/// A value of an enumeration.
pub(super) struct Value {
    pub(super) value: String,
    pub(super) documentation: String,
}

impl Value {
    /// A value of which no more is known.
    fn undescribed(value: &str) -> Self {
        let shown = code_text(value);
        let documentation =
            if shown.trim().is_empty() { "An empty text.".to_owned() } else { format!("`{shown}`") };
        Self { value: value.to_owned(), documentation }
    }
}

/// The definition of an enumeration of some values that keeps any other.
pub(super) fn definition(name: &str, documentation: &str, values: &[Value]) -> TokenStream {
    let ty = format_ident!("{name}");
    let variants: Vec<_> =
        values.iter().map(|value| format_ident!("{}", variant_name::of(&value.value))).collect();
    let other = format_ident!("{}", variant_name::UNRECOGNIZED);
    let docs = lines(documentation);
    let variant_docs = values.iter().map(|value| {
        let lines = lines(&value.documentation);
        quote!(#(#[doc = #lines])*)
    });
    let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #ty {
            #(#variant_docs #variants,)*
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
                struct Reader;

                impl ::serde::de::Visitor<'_> for Reader {
                    type Value = #ty;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E>(self, value: &str) -> ::std::result::Result<#ty, E> {
                        Ok(#ty::from(value))
                    }
                }
                deserializer.deserialize_str(Reader)
            }
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_values_stay_text() {
        let values = ["a\"b", "*/", "`x`", "\n", ""].map(Value::undescribed);
        syn::parse2::<syn::File>(definition("Kind", "*/ \"# line\nmore", &values)).unwrap();
    }
}
