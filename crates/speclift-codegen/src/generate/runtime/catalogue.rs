//! The codes that the service gives its errors.

use syn::Item;

use crate::ErrorCode;
use crate::error::CodegenError;
use crate::generate::enumeration::{Value, definition};
use crate::generate::variant_name;
use crate::markdown::{code_text, doc_text};

/// The type of the codes, with what the documentation says of each.
pub(super) fn catalogue(codes: &[ErrorCode]) -> Result<Vec<Item>, CodegenError> {
    let values: Vec<Value> = codes
        .iter()
        .map(|code| {
            let mut documentation = vec![format!("`{}`, status {}.", code_text(&code.code), code.status)];
            let parts = [(&code.message, ""), (&code.meaning, ""), (&code.remedy, "What to do: ")].map(
                |(text, label)| {
                    text.as_deref()
                        .map(doc_text)
                        .filter(|text| !text.is_empty())
                        .map(|text| format!("{label}{text}"))
                },
            );
            for part in parts.into_iter().flatten() {
                if !documentation.contains(&part) {
                    documentation.extend([String::new(), part]);
                }
            }
            Value { value: code.code.clone(), documentation: documentation.join("\n") }
        })
        .collect();
    let mut items = syn::parse2::<syn::File>(definition(
        "ErrorCode",
        "A code of the service's error catalogue, or one that it does not list.",
        &values,
    ))?
    .items;
    let arms = |get: fn(&ErrorCode) -> Option<String>| -> Vec<syn::Arm> {
        let known = codes.iter().filter_map(|code| {
            let variant = quote::format_ident!("{}", variant_name::of(&code.code));
            let text = get(code)?;
            Some(syn::parse_quote!(Self::#variant => Some(#text),))
        });
        known.collect()
    };
    let meaning = arms(|code| code.meaning.clone().or_else(|| code.message.clone()));
    let remedy = arms(|code| code.remedy.clone());
    let statuses: Vec<syn::Arm> = codes
        .iter()
        .map(|code| {
            let variant = quote::format_ident!("{}", variant_name::of(&code.code));
            let status = code.status;
            syn::parse_quote!(Self::#variant => Some(#status),)
        })
        .collect();
    items.push(syn::parse_quote! {
        impl ErrorCode {
            /// What the catalogue says that the code means.
            #[must_use]
            pub fn meaning(&self) -> Option<&'static str> {
                match self { #(#meaning)* _ => None }
            }

            /// What the catalogue says is to be done.
            #[must_use]
            pub fn remedy(&self) -> Option<&'static str> {
                match self { #(#remedy)* _ => None }
            }

            /// The HTTP status that the catalogue gives for the code.
            #[must_use]
            pub fn status(&self) -> Option<u16> {
                match self { #(#statuses)* _ => None }
            }
        }
    });
    Ok(items)
}
