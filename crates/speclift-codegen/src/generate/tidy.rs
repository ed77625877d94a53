//! What progenitor writes, made fit to read and to use.

use std::collections::BTreeMap;

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ExprLit, FieldValue, Fields, ItemStruct, Lit, Member, Meta, Type};

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

/// Doc comments a line a line, without the JSON schema that typify appends; objects that keep
/// further members can be built, and have a default, without any.
pub(super) fn tidy(file: &mut syn::File) {
    Tidy.visit_file_mut(file);
}

struct Tidy;

impl VisitMut for Tidy {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        *attributes = std::mem::take(attributes)
            .into_iter()
            .flat_map(doc_lines)
            .collect();
    }

    fn visit_field_value_mut(&mut self, field: &mut FieldValue) {
        let is_extra = matches!(&field.member, Member::Named(name) if name == "extra");
        if is_extra && is_missing_value(&field.expr) {
            field.expr = syn::parse_quote!(Ok(::std::default::Default::default()));
        }
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        if has_only_optional_fields(item) {
            item.attrs.push(syn::parse_quote!(#[derive(Default)]));
        }
        visit_mut::visit_item_struct_mut(self, item);
    }
}

/// `Err("no value supplied for extra".to_string())`
fn is_missing_value(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Err"))
}

/// Whether a struct keeps further members and every field that it names may be missing. The
/// builder's twin of such a struct has no `extra` that is flattened.
fn has_only_optional_fields(item: &ItemStruct) -> bool {
    let Fields::Named(fields) = &item.fields else {
        return false;
    };
    let flattened = |attributes: &[Attribute]| {
        attributes.iter().any(|attribute| match &attribute.meta {
            Meta::List(list) => {
                list.path.is_ident("serde") && list.tokens.to_string().contains("flatten")
            }
            _ => false,
        })
    };
    let optional = |ty: &Type| match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Option"),
        _ => false,
    };
    fields.named.iter().any(|field| flattened(&field.attrs))
        && fields
            .named
            .iter()
            .all(|field| flattened(&field.attrs) || optional(&field.ty))
}

fn doc_lines(attribute: Attribute) -> Vec<Attribute> {
    let text = match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => text.value(),
            _ => return vec![attribute],
        },
        _ => return vec![attribute],
    };
    let shown = text
        .split("<details><summary>JSON schema</summary>")
        .next()
        .unwrap_or_default();
    shown
        .trim_end()
        .lines()
        .map(|line| {
            let line = line.trim();
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            syn::parse_quote!(#[doc = #line])
        })
        .collect()
}
