//! Requests: what progenitor tells reqwest's builder, told to the runtime's request.
//!
//! `client.client.get(url).header(ACCEPT, …).query(&QueryParam::new("limit", &limit))` becomes
//! `call.request(url).query("limit", limit)`. A runtime's own request needs less of the compiler than reqwest's generic
//! builder, and parses the query once.

use std::collections::BTreeMap;

use syn::{Expr, Type};

use super::calls::{argument, optional};

/// The runtime's request, with what `progenitor` was given for it; what is not known of it otherwise. The types are
/// those of the variables that parameters are in.
pub(super) fn of(progenitor: Expr, types: &BTreeMap<String, Type>) -> Result<Expr, String> {
    let Expr::MethodCall(call) = progenitor else { return Err("a request of unknown form".to_owned()) };
    let method = call.method.to_string();
    let first = call.args.first().ok_or_else(|| format!("a request with an empty `{method}`"))?;
    let receiver = match method.as_str() {
        "get" | "post" | "put" | "delete" | "patch" | "head" => {
            return Ok(syn::parse_quote!(call.request(#first)));
        }
        _ => of(*call.receiver, types)?,
    };
    match method.as_str() {
        // The runtime asks for JSON, as progenitor does.
        "header" if is_accept(first) => Ok(receiver),
        "query" => {
            let (name, values) =
                query(first, types).ok_or("a parameter in the query whose variable is not known")?;
            Ok(syn::parse_quote!(#receiver.query(#name, #values)))
        }
        "json" => Ok(syn::parse_quote!(#receiver.json(#first))),
        "headers" => Ok(syn::parse_quote!(#receiver.headers(#first))),
        _ => Err(format!("a request with `{method}`")),
    }
}

fn is_accept(name: &Expr) -> bool {
    matches!(name, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "ACCEPT"))
}

/// `&QueryParam::new("limit", &limit)`: the name, and an iterator of the values.
fn query(parameter: &Expr, types: &BTreeMap<String, Type>) -> Option<(Expr, Expr)> {
    let Expr::Reference(new) = parameter else { return None };
    let Expr::Call(new) = &*new.expr else { return None };
    let (name, variable) = (new.args.first()?, new.args.get(1)?);
    let Expr::Reference(variable) = variable else { return None };
    let Expr::Path(path) = &*variable.expr else { return None };
    let ty = types.get(&path.path.get_ident()?.to_string())?;
    let is_list = |ty: &Type| {
        matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Vec"))
            && argument(ty, 0).is_some()
    };
    let values = match optional(ty) {
        Some(inner) if is_list(inner) => syn::parse_quote!(#path.into_iter().flatten()),
        Some(_) => syn::parse_quote!(#path),
        None if is_list(ty) => syn::parse_quote!(#path),
        None => syn::parse_quote!([#path]),
    };
    Some((name.clone(), values))
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use super::*;

    fn rewritten(request: Expr) -> Result<String, String> {
        let types: [(&str, Type); 4] = [
            ("limit", syn::parse_quote!(Option<i64>)),
            ("id", syn::parse_quote!(String)),
            ("ids", syn::parse_quote!(::std::vec::Vec<String>)),
            ("tags", syn::parse_quote!(Option<::std::vec::Vec<String>>)),
        ];
        let types = types.map(|(name, ty)| (name.to_owned(), ty)).into_iter().collect();
        of(request, &types).map(|request| request.into_token_stream().to_string().replace(' ', ""))
    }

    #[test]
    fn each_parameter_becomes_its_values() {
        let query = |name: &str| -> Expr {
            let variable = quote::format_ident!("{name}");
            syn::parse_quote! {
                client.http().get(url).header(::reqwest::header::ACCEPT, x).query(&QueryParam::new(#name, &#variable))
            }
        };
        for (name, values) in
            [("limit", "limit"), ("id", "[id]"), ("ids", "ids"), ("tags", "tags.into_iter().flatten()")]
        {
            assert_eq!(rewritten(query(name)), Ok(format!("call.request(url).query(\"{name}\",{values})")));
        }
        assert!(rewritten(query("other")).is_err());
    }

    #[test]
    fn bodies_and_headers_stay() {
        let request = syn::parse_quote!(client.http().post(url).json(&body).headers(header_map));
        assert_eq!(rewritten(request).unwrap(), "call.request(url).json(&body).headers(header_map)");
        assert!(rewritten(syn::parse_quote!(client.http().post(url).body(body))).is_err());
        assert!(rewritten(syn::parse_quote!(url)).is_err());
    }
}
