//! Setters of what may be left out: `description("…")`, as of what may not.
//!
//! typify's take an `Option`, to which a text or a builder that is not finished cannot be converted. And each has code of
//! its own for a conversion that fails, which is half of what the compiler has to read: here a function has it.

use syn::ext::IdentExt as _;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, Field, ImplItem, ImplItemFn, Item, PathArguments, Stmt, Type, TypeParamBound, WherePredicate,
};

use super::calls::optional;

/// Makes the setters in the module of the types' builders take the value alone.
pub(super) fn take_values(types: &mut [Item], runtime: &syn::Path) {
    for item in types {
        let Item::Mod(module) = item else { continue };
        let Some((_, items)) = &mut module.content else { continue };
        if module.ident == "builder" {
            for item in items.iter_mut() {
                take_value(item);
                ToBorrowed.visit_item_mut(item);
            }
            items.insert(0, syn::parse_quote!(use #runtime::described;));
        } else if module.ident == "error" {
            items.push(syn::parse_quote! {
                impl From<::std::borrow::Cow<'static, str>> for ConversionError {
                    fn from(value: ::std::borrow::Cow<'static, str>) -> Self {
                        Self(value)
                    }
                }
            });
        }
    }
}

fn take_value(item: &mut Item) {
    let Item::Impl(item) = item else { return };
    for method in &mut item.items {
        let ImplItem::Fn(method) = method else { continue };
        let Some(clause) = &mut method.sig.generics.where_clause else { continue };
        if clause.predicates.iter_mut().any(unwrap) {
            ToSome.visit_block_mut(&mut method.block);
        }
        shorten(method);
    }
}

/// `self.limit = value.try_into()….map_err(|e| …)` → `self.limit = described(value, "limit")…`: the runtime's function
/// converts, and says what was wrong with which parameter; `converted` where the conversion does not say.
pub(super) fn shorten(method: &mut ImplItemFn) {
    let says = method.sig.generics.where_clause.as_ref().is_some_and(|clause| clause.predicates.len() > 1);
    let function = quote::format_ident!("{}", if says { "described" } else { "converted" });
    let Some(Stmt::Expr(Expr::Assign(assign), _)) = method.block.stmts.first_mut() else { return };
    let Expr::Field(field) = &*assign.left else { return };
    let syn::Member::Named(name) = &field.member else { return };
    let name = name.unraw().to_string();
    let Expr::MethodCall(failed) = &*assign.right else { return };
    if failed.method == "map_err" {
        let mut value = (*failed.receiver).clone();
        ToFunction(&syn::parse_quote!(#function(value, #name))).visit_expr_mut(&mut value);
        *assign.right = value;
    }
}

/// The setter of what the client may know itself: a text.
pub(super) fn take_text(method: &mut ImplItemFn) {
    let name = &method.sig.ident;
    let setter: ImplItemFn = syn::parse_quote! {
        pub fn #name(mut self, value: impl Into<::std::string::String>) -> Self {
            self.#name = Some(value.into());
            self
        }
    };
    *method = ImplItemFn { attrs: std::mem::take(&mut method.attrs), ..setter };
}

/// What is wrong with a builder that lacks something, which they all do at first, costs no allocation.
struct ToBorrowed;

impl VisitMut for ToBorrowed {
    fn visit_field_mut(&mut self, field: &mut Field) {
        if let Type::Path(ty) = &mut field.ty
            && let Some(result) = ty.path.segments.last_mut().filter(|last| last.ident == "Result")
            && let PathArguments::AngleBracketed(arguments) = &mut result.arguments
            && let Some(error) = arguments.args.last_mut()
        {
            *error = syn::parse_quote!(::std::borrow::Cow<'static, str>);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::MethodCall(call) = expr
            && call.method == "to_string"
            && matches!(&*call.receiver, Expr::Lit(_))
        {
            call.method = quote::format_ident!("into");
        }
    }
}

/// `value.try_into()` → a call.
struct ToFunction<'a>(&'a Expr);

impl VisitMut for ToFunction<'_> {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if matches!(expr, Expr::MethodCall(call) if call.method == "try_into") {
            *expr = self.0.clone();
        } else {
            visit_mut::visit_expr_mut(self, expr);
        }
    }
}

/// `T: TryInto<Option<X>>` → `T: TryInto<X>`; whether it was one.
fn unwrap(predicate: &mut WherePredicate) -> bool {
    let WherePredicate::Type(predicate) = predicate else { return false };
    predicate.bounds.iter_mut().any(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return false };
        let Some(conversion) = bound.path.segments.last_mut() else { return false };
        let PathArguments::AngleBracketed(to) = &mut conversion.arguments else { return false };
        let Some(syn::GenericArgument::Type(ty)) = to.args.first_mut() else { return false };
        let Some(value) = optional(ty).cloned() else { return false };
        *ty = value;
        true
    })
}

/// `value.try_into()` → `value.try_into().map(Some)`
struct ToSome;

impl VisitMut for ToSome {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if matches!(expr, Expr::MethodCall(call) if call.method == "try_into") {
            *expr = syn::parse_quote!(#expr.map(Some));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_taken_away() {
        let setter = |value: syn::Type, body: syn::Expr, used: Option<syn::Item>| -> syn::File {
            syn::parse_quote! {
                pub mod builder {
                    #used
                    impl Vault {
                        fn name<T>(mut self, value: T) -> Self
                        where
                            T: ::std::convert::TryInto<#value>,
                            T::Error: ::std::fmt::Display,
                        {
                            self.name = #body;
                            self
                        }
                    }
                }
            }
        };
        let used = || {
            Some(syn::parse_quote!(
                use crate::described;
            ))
        };
        let expected = |body| prettyplease::unparse(&setter(syn::parse_quote!(String), body, used()));
        let failing: Expr = syn::parse_quote!(value.try_into().map_err(|e| format!("{e}")));
        for (given, body) in [
            (
                syn::parse_quote!(::std::option::Option<String>),
                syn::parse_quote!(described(value, "name").map(Some)),
            ),
            (syn::parse_quote!(String), syn::parse_quote!(described(value, "name"))),
        ] {
            let mut file = setter(given, failing.clone(), None);
            take_values(&mut file.items, &syn::parse_quote!(crate));
            assert_eq!(prettyplease::unparse(&file), expected(body));
        }
    }
}
