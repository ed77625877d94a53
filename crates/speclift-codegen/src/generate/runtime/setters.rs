//! Setters of what may be left out: `description("…")`, as of what may not.
//!
//! typify's take an `Option`, to which a text or a builder that is not finished cannot be converted.

use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ImplItem, Item, PathArguments, TypeParamBound, WherePredicate};

use super::calls::optional;

/// Makes the setters in the module of the types' builders take the value alone.
pub(super) fn take_values(types: &mut [Item]) {
    let builders = types.iter_mut().filter_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    });
    for item in builders.flatten() {
        let Item::Impl(item) = item else { continue };
        for method in &mut item.items {
            let ImplItem::Fn(method) = method else { continue };
            let Some(clause) = &mut method.sig.generics.where_clause else { continue };
            if clause.predicates.iter_mut().any(unwrap) {
                ToSome.visit_block_mut(&mut method.block);
            }
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
        let setter = |value: syn::Type, body: syn::Expr| -> syn::File {
            syn::parse_quote! {
                pub mod builder {
                    impl Vault {
                        fn name<T>(mut self, value: T) -> Self
                        where
                            T: ::std::convert::TryInto<#value>,
                            T::Error: ::std::fmt::Display,
                        {
                            self.name = #body.map_err(|e| format!("{e}"));
                            self
                        }
                    }
                }
            }
        };
        let mut file =
            setter(syn::parse_quote!(::std::option::Option<String>), syn::parse_quote!(value.try_into()));
        take_values(&mut file.items);
        let expected = setter(syn::parse_quote!(String), syn::parse_quote!(value.try_into().map(Some)));
        assert_eq!(prettyplease::unparse(&file), prettyplease::unparse(&expected));
        let mut untouched = setter(syn::parse_quote!(String), syn::parse_quote!(value.try_into()));
        let before = prettyplease::unparse(&untouched);
        take_values(&mut untouched.items);
        assert_eq!(prettyplease::unparse(&untouched), before);
    }
}
