//! Requests: what progenitor tells reqwest's builder, told to the runtime's request.
//!
//! `client.client.get(url).header(ACCEPT, …).query(&QueryParam::new("limit", &limit))` becomes
//! `let mut request = call.request(url); request.query("limit", limit);`. A runtime's own request needs less of the
//! compiler than reqwest's generic builder, and it is large: it stays where it is, and is not handed on for each
//! parameter.

use std::collections::BTreeMap;

use syn::{Expr, Stmt, Type};

use super::calls::{argument, optional};

/// The statements that make the runtime's request, with what `progenitor` was given for it; what is not known of it
/// otherwise. The types are those of the variables that parameters are in.
pub(super) fn of(progenitor: Expr, types: &BTreeMap<String, Type>) -> Result<Vec<Stmt>, String> {
    let (start, told) = parts(progenitor, types)?;
    Ok(match told {
        Expr::Path(_) => vec![syn::parse_quote!(let request = #start;)],
        told => vec![syn::parse_quote!(let mut request = #start;), syn::parse_quote!(#told;)],
    })
}

/// A request with nothing in it, and what it is told under the name `request`, or the name alone.
fn parts(progenitor: Expr, types: &BTreeMap<String, Type>) -> Result<(Expr, Expr), String> {
    let Expr::MethodCall(call) = progenitor else { return Err("a request of unknown form".to_owned()) };
    let method = call.method.to_string();
    let first = call.args.first().ok_or_else(|| format!("a request with an empty `{method}`"))?;
    let (start, receiver) = match method.as_str() {
        "get" | "post" | "put" | "delete" | "patch" | "head" => {
            return Ok((syn::parse_quote!(call.request(#first)), syn::parse_quote!(request)));
        }
        _ => parts(*call.receiver, types)?,
    };
    let told = match method.as_str() {
        // The runtime asks for JSON, as progenitor does.
        "header" if is_accept(first) => receiver,
        "query" => {
            let (name, values) =
                query(first, types).ok_or("a parameter in the query whose variable is not known")?;
            syn::parse_quote!(#receiver.query(#name, #values))
        }
        "json" => syn::parse_quote!(#receiver.json(#first)),
        "headers" => syn::parse_quote!(#receiver.headers(#first)),
        _ => return Err(format!("a request with `{method}`")),
    };
    Ok((start, told))
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
        let statements = of(request, &types)?;
        let texts = statements.iter().map(|stmt| stmt.to_token_stream().to_string().replace(' ', ""));
        Ok(texts.collect())
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
            let told = format!("letmutrequest=call.request(url);request.query(\"{name}\",{values});");
            assert_eq!(rewritten(query(name)), Ok(told));
        }
        assert!(rewritten(query("other")).is_err());
    }

    #[test]
    fn bodies_and_headers_stay() {
        let request = syn::parse_quote!(client.http().post(url).json(&body).headers(header_map));
        let told = "letmutrequest=call.request(url);request.json(&body).headers(header_map);";
        assert_eq!(rewritten(request).unwrap(), told);
        let request = syn::parse_quote!(client.http().delete(url));
        assert_eq!(rewritten(request).unwrap(), "letrequest=call.request(url);");
        assert!(rewritten(syn::parse_quote!(client.http().post(url).body(body))).is_err());
        assert!(rewritten(syn::parse_quote!(url)).is_err());
    }
}
