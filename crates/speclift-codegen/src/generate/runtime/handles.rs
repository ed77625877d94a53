//! The operations by what they are about: `client.vaults().list()`.
//!
//! The path says what an operation is about, and its ID what it does: `/v3/{project_id}/vaults/{vault_id}` and
//! `ShowVault` are `get` of `vaults`.

use std::collections::BTreeMap;

use heck::{ToPascalCase, ToSnakeCase};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, Ident, ImplItem, Item, Lit, Meta};

use super::calls::Call;
use crate::error::CodegenError;

/// Verbs of operation IDs that readers of Rust know by another name.
const VERBS: &[(&str, &str)] = &[("show", "get")];

/// The documentation of the methods of progenitor's client, by the name of the builder that they start.
pub(super) fn documentation(items: &[Item]) -> BTreeMap<String, Vec<String>> {
    let methods = items.iter().flat_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => item.items.as_slice(),
        _ => &[],
    });
    methods
        .filter_map(|item| match item {
            ImplItem::Fn(method) => {
                Some((method.sig.ident.to_string().to_pascal_case(), text(&method.attrs)))
            }
            _ => None,
        })
        .collect()
}

/// The lines of doc comments.
pub(super) fn text(attributes: &[Attribute]) -> Vec<String> {
    attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// A handle for each thing that operations are about, and the client's methods that give them.
pub(super) fn handles(calls: &[Call], module: &syn::Path) -> Result<Vec<Item>, CodegenError> {
    let mut things: IndexMap<&str, Vec<&Call>> = IndexMap::new();
    for call in calls {
        things.entry(thing(&call.path)).or_default().push(call);
    }
    let (mut getters, mut handles) = (TokenStream::new(), TokenStream::new());
    for (thing, calls) in &things {
        let (getter, handle) = (identifier(&thing.to_snake_case())?, identifier(&thing.to_pascal_case())?);
        let words = format!(" The operations on {}.", thing.replace(['-', '_'], " "));
        getters.extend(quote! {
            #[doc = #words]
            pub fn #getter(&self) -> resources::#handle<'_> {
                resources::#handle { client: self }
            }
        });
        let mut methods = TokenStream::new();
        for (call, name) in calls.iter().zip(names(thing, calls)) {
            methods.extend(method(call, &identifier(&name)?));
        }
        handles.extend(quote! {
            #[doc = #words]
            #[derive(Debug, Clone, Copy)]
            pub struct #handle<'a> {
                pub(super) client: &'a Client,
            }
            impl<'a> #handle<'a> {
                #methods
            }
        });
    }
    let file: syn::File = syn::parse2(quote! {
        impl #module::Client {
            #getters
        }
        /// The operations, by what they are about.
        pub mod resources {
            use super::{builder, types};
            use #module::Client;
            #handles
        }
    })?;
    Ok(file.items)
}

/// The method of an operation: the caller gives what the call cannot do without.
fn method(call: &Call, name: &Ident) -> TokenStream {
    let builder = &call.builder;
    let (mut inputs, mut sets) = (TokenStream::new(), TokenStream::new());
    for argument in &call.arguments {
        let (name, ty) = (&argument.name, &argument.ty);
        if argument.is_body {
            inputs.extend(quote!(#name: impl TryInto<#ty, Error: ::std::fmt::Display>,));
        } else {
            inputs.extend(quote!(#name: impl TryInto<#ty>,));
        }
        sets.extend(quote!(.#name(#name)));
    }
    let documentation = call
        .documentation
        .iter()
        .map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let source = format!(" {}", call.title());
    quote! {
        #(#[doc = #documentation])*
        #[doc = ""]
        #[doc = #source]
        pub fn #name(&self, #inputs) -> builder::#builder<'a> {
            builder::#builder::new(self.client) #sets
        }
    }
}

/// What an operation is about: the first part of its path that names something.
fn thing(path: &str) -> &str {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    parts.find(|part| !is_version(part)).unwrap_or("root")
}

/// What the methods of a thing are called: their operations' IDs without the thing, unless two would be one.
fn names(thing: &str, calls: &[&Call]) -> Vec<String> {
    let thing: Vec<String> = thing.to_snake_case().split('_').map(singular).collect();
    let whole: Vec<String> = calls.iter().map(|call| call.id.to_snake_case()).collect();
    let short: Vec<String> = whole.iter().map(|id| without(id, &thing)).collect();
    let alone = |name: &String| short.iter().filter(|other| *other == name).count() == 1;
    short.iter().zip(&whole).map(|(short, whole)| if alone(short) { short } else { whole }.clone()).collect()
}

fn without(id: &str, thing: &[String]) -> String {
    let words: Vec<&str> = id.split('_').collect();
    let is_thing = |window: &[&str]| window.iter().map(|word| singular(word)).eq(thing.iter().cloned());
    let rest: Vec<&str> = match words.windows(thing.len()).position(is_thing) {
        Some(at) => [&words[..at], &words[at + thing.len()..]].concat(),
        None => words,
    };
    let Some((verb, others)) = rest.split_first() else { return id.to_owned() };
    let verb = VERBS.iter().find(|(other, _)| other == verb).map_or(*verb, |(_, known)| *known);
    [&[verb], others].concat().join("_")
}

fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) if !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

fn identifier(name: &str) -> Result<Ident, CodegenError> {
    syn::parse_str::<Ident>(name)
        .or_else(|_| syn::parse_str::<Ident>(&format!("r#{name}")))
        .or_else(|_| syn::parse_str::<Ident>(&format!("_{name}")))
        .map_err(|_| CodegenError::Document(format!("`{name}` of a path can be no Rust name")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_path_is_about() {
        assert_eq!(thing("/v3/{project_id}/operation-logs/{id}"), "operation-logs");
        assert_eq!(thing("/v2.0/{id}"), "root");
    }

    #[test]
    fn ids_lose_what_they_are_about() {
        let logs = ["operation".to_owned(), "log".to_owned()];
        assert_eq!(without("list_operation_logs", &logs), "list");
        let policies = ["policy".to_owned()];
        assert_eq!(without("show_policy", &policies), "get");
        assert_eq!(without("policies", &policies), "policies");
        assert_eq!(without("create_backup_member", &["backup".to_owned()]), "create_member");
        assert_eq!(without("backup_sync", &["backup".to_owned()]), "sync");
    }
}
