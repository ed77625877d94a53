//! What progenitor writes, made fit to read and to use.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, ExprLit, FieldValue, ImplItem, Item, ItemImpl, ItemStruct, Lit, Member, Meta, Type,
};

use super::items::items_of;
use super::open_object::is_flattened;
use crate::error::CodegenError;

/// Puts the wire's names in the place of those that stand for them: string literals that are
/// exactly such a name.
pub(super) fn wire_names(tokens: TokenStream, names: &BTreeMap<String, String>) -> TokenStream {
    if names.is_empty() {
        return tokens;
    }
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let inner = wire_names(group.stream(), names);
                let mut replaced = Group::new(group.delimiter(), inner);
                replaced.set_span(group.span());
                TokenTree::Group(replaced)
            }
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok();
                match text.and_then(|text| names.get(&text.value())) {
                    Some(wire) => TokenTree::Literal(Literal::string(wire)),
                    None => TokenTree::Literal(literal),
                }
            }
            other => other,
        })
        .collect()
}

/// Doc comments a line a line, without the JSON schema that typify appends; builders for what the
/// client sends only.
pub(super) fn tidy(file: &mut syn::File, sent: &BTreeSet<String>) -> Result<(), CodegenError> {
    Tidy.visit_file_mut(file);
    drop_builders(items_of(file, "types")?, sent);
    Ok(())
}

/// typify writes a builder for every struct. Those of structs that only responses hold are half
/// of the file and of the time that it takes to compile, and of no use to a caller.
fn drop_builders(items: &mut Vec<Item>, sent: &BTreeSet<String>) {
    items.retain(|item| match item {
        Item::Impl(item) if item.trait_.is_none() && only_function(item, "builder") => {
            owner(item).is_none_or(|owner| sent.contains(&owner))
        }
        _ => true,
    });
    for item in items {
        let Item::Mod(module) = item else { continue };
        if module.ident != "builder" {
            continue;
        }
        let Some((_, items)) = &mut module.content else {
            continue;
        };
        items.retain(|item| match item {
            Item::Struct(item) => sent.contains(&item.ident.to_string()),
            Item::Impl(item) => owner(item).is_none_or(|owner| sent.contains(&owner)),
            _ => true,
        });
    }
}

fn only_function(item: &ItemImpl, name: &str) -> bool {
    matches!(item.items.as_slice(), [ImplItem::Fn(function)] if function.sig.ident == name)
}

/// The name of the type that an implementation is for.
pub(super) fn owner(item: &ItemImpl) -> Option<String> {
    match &*item.self_ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    }
}

struct Tidy;

impl VisitMut for Tidy {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = std::mem::take(attributes).into_iter().flat_map(doc_lines).collect();
    }

    // An open object that the client sends has a builder, which would demand its further members.
    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        let is_extra = matches!(&field.member, Member::Named(name) if name == "extra");
        if is_extra && is_missing_value(&field.expr) {
            field.expr = syn::parse_quote!(Ok(::std::default::Default::default()));
        }
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        for field in &mut item.fields {
            if is_flattened(field) && !field.attrs.iter().any(|a| a.path().is_ident("doc")) {
                let docs = [
                    " Members that the documentation does not list. Listed ones too, as they were sent, where",
                    " the fields cannot show it: null, or a list with nulls, which the field leaves out.",
                ];
                field.attrs.splice(0..0, docs.map(|doc| syn::parse_quote!(#[doc = #doc])));
            }
        }
        visit_mut::visit_item_struct_mut(self, item);
    }
}

/// `Err("no value supplied for extra".to_string())`
fn is_missing_value(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Err"))
}

fn doc_lines(attribute: Attribute) -> Vec<Attribute> {
    let text = match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
            _ => return vec![attribute],
        },
        _ => return vec![attribute],
    };
    let shown = text.split("<details><summary>JSON schema</summary>").next().unwrap_or_default();
    shown
        .trim_end()
        .lines()
        .map(|line| {
            // The generator's snippets are fragments: text to read, no tests to skip.
            let line = if line.trim() == "```ignore" { "```text" } else { line.trim() };
            let line = if line.is_empty() { String::new() } else { format!(" {line}") };
            syn::parse_quote!(#[doc = #line])
        })
        .collect()
}
