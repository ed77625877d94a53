//! The builders of calls: progenitor's, up to the request.

use std::collections::BTreeMap;

use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, FieldPat, FnArg, GenericArgument, Ident, ImplItem, ImplItemFn, Item, ItemImpl,
    ItemStruct, Pat, PathArguments, ReturnType, Stmt, Type,
};

use crate::ClientView;
use crate::error::CodegenError;

use super::{request, setters, unknown};

/// A call of an operation, as its builder is written.
pub(super) struct Call {
    pub(super) builder: Ident,
    /// The operation's ID in the document.
    pub(super) id: String,
    /// The method, in capitals.
    pub(super) method: String,
    pub(super) path: String,
    /// What the caller has to give, in the order of the path, the body last: names, and the type where it is no text.
    pub(super) arguments: Vec<Argument>,
    /// The names of all parameters.
    pub(super) parameters: Vec<Ident>,
    /// What a response has, `()` for nothing.
    pub(super) response: Type,
    /// What the operation is for.
    pub(super) documentation: Vec<String>,
    /// What each parameter is for.
    pub(super) parameter_documentation: BTreeMap<String, String>,
}

/// What a call cannot do without.
pub(super) struct Argument {
    pub(super) name: Ident,
    pub(super) ty: Type,
    pub(super) is_body: bool,
}

impl Call {
    /// How the documentation calls the operation.
    pub(super) fn title(&self) -> String {
        format!("`{}` of the API: `{} {}`.", self.id, self.method, self.path)
    }

    /// Takes the documentation of the method that progenitor had for the operation, by the name of its builder.
    pub(super) fn take_documentation(&mut self, all: &BTreeMap<String, Vec<String>>) {
        let Some(lines) = all.get(&self.builder.to_string()) else { return };
        let mut lines = lines.iter().map(|line| line.trim());
        for line in lines.by_ref() {
            if line.starts_with("Sends a `") {
                break;
            }
            self.documentation.push(line.to_owned());
        }
        let mut last: Option<String> = None;
        for line in lines.take_while(|line| !line.starts_with("```")) {
            if let Some((name, text)) = line.strip_prefix("- `").and_then(|line| line.split_once("`: ")) {
                self.parameter_documentation.insert(name.to_owned(), text.to_owned());
                last = Some(name.to_owned());
            } else if let Some(text) =
                last.as_ref().and_then(|name| self.parameter_documentation.get_mut(name))
            {
                text.push('\n');
                text.push_str(line);
            }
        }
        while self.documentation.last().is_some_and(String::is_empty) {
            self.documentation.pop();
        }
    }
}

/// Rewrites all builders; what they call, one each.
pub(super) fn rewrite(
    items: &mut Vec<Item>,
    view: &ClientView,
    module: &syn::Path,
    known: &[String],
) -> Result<Vec<Call>, CodegenError> {
    let mut structs: BTreeMap<String, usize> = BTreeMap::new();
    let mut calls = Vec::new();
    for at in 0..items.len() {
        match &items[at] {
            Item::Struct(item) => {
                structs.insert(item.ident.to_string(), at);
            }
            Item::Impl(item) => {
                let Some(&owner) = super::super::tidy::owner(item).and_then(|owner| structs.get(&owner))
                else {
                    continue;
                };
                let (before, after) = items.split_at_mut(at);
                let (Item::Struct(builder), Item::Impl(methods)) = (&mut before[owner], &mut after[0]) else {
                    continue;
                };
                calls.push(call(builder, methods, view, module, known)?);
            }
            _ => {}
        }
    }
    items.retain(|item| !matches!(item, Item::Use(_)));
    let imports: [Item; 2] = [
        syn::parse_quote!(
            use super::types;
        ),
        syn::parse_quote!(
            use #module::{Call, CallOptions, Client, Error, Operation, Response, RetryPolicy, Segment, converted, described};
        ),
    ];
    items.splice(0..0, imports);
    Ok(calls)
}

fn call(
    builder: &mut ItemStruct,
    methods: &mut ItemImpl,
    view: &ClientView,
    module: &syn::Path,
    known: &[String],
) -> Result<Call, CodegenError> {
    let name = builder.ident.clone();
    let mut types = BTreeMap::new();
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    for field in &mut builder.fields {
        let Some(ident) = field.ident.clone() else { continue };
        if ident == "client" {
            field.ty = syn::parse_quote!(&'a Client);
            continue;
        }
        let value = argument(&field.ty, 0).ok_or_else(|| unknown(&name, "a field of unknown type"))?.clone();
        let is_body = ident == "body";
        if known.iter().any(|known| ident == known) {
            field.ty = syn::parse_quote!(Option<#value>);
        } else if optional(&value).is_none() {
            arguments.push(Argument { name: ident.clone(), ty: value.clone(), is_body });
        }
        types.insert(ident.to_string(), value);
        parameters.push(ident);
    }
    let syn::Fields::Named(fields) = &mut builder.fields else {
        return Err(unknown(&name, "no named fields"));
    };
    fields.named.push(syn::parse_quote!(options: CallOptions));

    let mut found = None;
    for item in &mut methods.items {
        let ImplItem::Fn(method) = item else { continue };
        if method.sig.ident == "new" {
            start(method, known);
        } else if method.sig.ident == "send" {
            found = Some(send(&name, method, view, known, &types)?);
        } else if method.sig.ident == "body" {
            // The body's own type, and not that of its unfinished builder.
            let body = arguments.iter_mut().find(|argument| argument.is_body);
            if let (Some(body), Some(ty)) = (body, converted(method)) {
                body.ty = ty;
            }
        }
    }
    for item in &mut methods.items {
        let ImplItem::Fn(method) = item else { continue };
        if known.iter().any(|known| method.sig.ident == known) {
            setters::take_text(method);
        } else {
            setters::shorten(method);
        }
    }
    let (id, verb, path, response) = found.ok_or_else(|| unknown(&name, "no method `send`"))?;
    methods.items.push(send_blocking(&response, module));
    methods.items.extend(settings());
    let call = Call {
        builder: name,
        id,
        method: verb,
        path,
        arguments,
        parameters,
        response,
        documentation: Vec::new(),
        parameter_documentation: BTreeMap::new(),
    };
    let title = format!(" The call of {}", call.title());
    builder.attrs.retain(|attribute| !attribute.path().is_ident("doc"));
    builder.attrs.insert(0, syn::parse_quote!(#[doc = #title]));
    Ok(call)
}

/// `send` for programs that are not asynchronous.
fn send_blocking(response: &Type, module: &syn::Path) -> ImplItem {
    syn::parse_quote! {
        /// Sends the request as [`send`](Self::send) does, and waits for the answer, in a program without tokio.
        #[cfg(feature = "blocking")]
        pub fn send_blocking(self) -> Result<Response<#response>, Error> {
            #module::blocking::block_on(self.send())
        }
    }
}

/// What every call can be told beside its parameters.
fn settings() -> [ImplItem; 2] {
    [
        syn::parse_quote! {
            /// How often and when this call is repeated, instead of as the client says.
            pub fn retry(mut self, policy: RetryPolicy) -> Self {
                self.options.retry = Some(policy);
                self
            }
        },
        syn::parse_quote! {
            /// How long this call may take with all its repetitions, instead of as the client says.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.options.timeout = Some(timeout);
                self
            }
        },
    ]
}

/// Makes `new` start with no options, and nothing said of what the client knows.
fn start(method: &mut ImplItemFn, known: &[String]) {
    method.vis = syn::parse_quote!(pub(crate));
    if let Some(FnArg::Typed(client)) = method.sig.inputs.first_mut() {
        *client.ty = syn::parse_quote!(&'a Client);
    }
    if let Some(Stmt::Expr(Expr::Struct(new), _)) = method.block.stmts.last_mut() {
        for field in &mut new.fields {
            if matches!(&field.member, syn::Member::Named(name) if known.iter().any(|known| name == known)) {
                field.expr = syn::parse_quote!(None);
            }
        }
        new.fields.push(syn::parse_quote!(options: CallOptions::default()));
    }
}

/// Rewrites `send`: the operation's ID, its method and path, and what its response has.
fn send(
    builder: &Ident,
    method: &mut ImplItemFn,
    view: &ClientView,
    known: &[String],
    types: &BTreeMap<String, Type>,
) -> Result<(String, String, String, Type), CodegenError> {
    let ReturnType::Type(_, returned) = &method.sig.output else { return Err(unknown(builder, "no result")) };
    let response = argument(returned, 0).and_then(|value| argument(value, 0)).cloned();
    let response = response.ok_or_else(|| unknown(builder, "a result of unknown type"))?;
    let (verb, path) = target(&method.attrs).ok_or_else(|| unknown(builder, "no path in its comment"))?;
    let operation = view.document.operations().find(|(other, method, _)| *other == path && *method == verb);
    let id = operation.and_then(|(_, _, operation)| operation.operation_id.clone());
    let id = id.ok_or_else(|| unknown(builder, "a path that the document has not"))?;
    let verb = verb.to_uppercase();

    let mut kept: Vec<Stmt> = Vec::new();
    let mut asked: Vec<Stmt> = Vec::new();
    let mut request = None;
    let stmts = std::mem::take(&mut method.block.stmts);
    let has_headers = stmts.iter().filter(|stmt| sets_header(stmt)).count() > 0;
    for mut stmt in stmts {
        let Some(name) = local(&stmt) else {
            kept.extend(sets_header(&stmt).then_some(stmt));
            continue;
        };
        match name.as_str() {
            "Self" => add_options(&mut stmt),
            "header_map" if !has_headers => continue,
            name if known.iter().any(|known| known == name) => {
                let name = quote::format_ident!("{name}");
                asked.push(syn::parse_quote!(let #name = call.#name(#name).await?;));
                continue;
            }
            // What is wrong with the other parameters is told before the call begins, which may have to ask someone.
            "url" => {
                kept.push(syn::parse_quote! {
                    const OPERATION: Operation = Operation { id: #id, method: #verb, path: #path };
                });
                kept.push(syn::parse_quote!(let call = Call::new(client, &OPERATION, &options);));
                kept.append(&mut asked);
            }
            _ => {}
        }
        ToRuntime.visit_stmt_mut(&mut stmt);
        if name == "request" {
            let progenitor = request_of(stmt, has_headers).ok_or_else(|| unknown(builder, "no request"))?;
            request = Some(request::of(progenitor, types).map_err(|what| unknown(builder, &what))?);
            break;
        }
        kept.push(stmt);
    }
    let request = request.ok_or_else(|| unknown(builder, "no request"))?;
    let sent = if matches!(&response, Type::Tuple(tuple) if tuple.elems.is_empty()) {
        quote!(send_for_nothing)
    } else {
        quote!(send)
    };
    kept.extend(request);
    kept.push(Stmt::Expr(syn::parse_quote!(call.#sent(request).await), None));
    method.block.stmts = kept;
    method.sig.output = syn::parse_quote!(-> Result<Response<#response>, Error>);
    Ok((id, verb, path, response))
}

/// The variable that a statement binds; `Self` for the fields of a builder.
fn local(stmt: &Stmt) -> Option<String> {
    let Stmt::Local(local) = stmt else { return None };
    match &local.pat {
        Pat::Ident(name) => Some(name.ident.to_string()),
        Pat::Struct(_) => Some("Self".to_owned()),
        _ => None,
    }
}

fn add_options(stmt: &mut Stmt) {
    if let Stmt::Local(local) = stmt
        && let Pat::Struct(fields) = &mut local.pat
    {
        let fields = &mut fields.fields;
        let member = syn::Member::Named(quote::format_ident!("options"));
        let pat = Box::new(syn::parse_quote!(options));
        fields.push(FieldPat { attrs: Vec::new(), member, colon_token: None, pat });
    }
}

/// Whether a statement sets a header of a parameter. progenitor sends the version of the API too, which this family
/// knows nothing of.
fn sets_header(stmt: &Stmt) -> bool {
    let text = quote!(#stmt).to_string();
    matches!(stmt, Stmt::Expr(..))
        && text.contains("header_map . append")
        && !text.contains("\"api-version\"")
}

/// `let request = X.headers(header_map).build()?;` → `X`, with the headers where there are any.
fn request_of(stmt: Stmt, has_headers: bool) -> Option<Expr> {
    let Stmt::Local(local) = stmt else { return None };
    let Expr::Try(tried) = *local.init?.expr else { return None };
    let Expr::MethodCall(build) = *tried.expr else { return None };
    match *build.receiver {
        Expr::MethodCall(headers) if headers.method == "headers" && !has_headers => Some(*headers.receiver),
        other => Some(other),
    }
}

/// Puts the runtime's client and error in the place of progenitor's.
struct ToRuntime;

impl VisitMut for ToRuntime {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::Field(field) = expr
            && matches!(&*field.base, Expr::Path(path) if path.path.is_ident("client"))
        {
            match &field.member {
                syn::Member::Named(name) if name == "client" => *expr = syn::parse_quote!(client.http()),
                syn::Member::Named(name) if name == "baseurl" => *expr = syn::parse_quote!(client.endpoint()),
                _ => {}
            }
        } else if let Some(value) = encoded(expr) {
            *expr = syn::parse_quote!(Segment(&#value));
        } else if let Expr::Path(path) = expr
            && path.path.segments.last().is_some_and(|last| last.ident == "InvalidRequest")
        {
            *expr = syn::parse_quote!(Error::invalid_request);
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        // `format!("{}/v3/{}/…", client.baseurl, encode_path(…), …)`
        let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(mut arguments) = mac.parse_body_with(parser) {
            arguments.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
            mac.tokens = quote!(#arguments);
        }
    }
}

/// `encode_path(&id.to_string())` → `id`
fn encoded(expr: &Expr) -> Option<&Expr> {
    let Expr::Call(call) = expr else { return None };
    let is_encode = matches!(&*call.func, Expr::Path(path) if path.path.is_ident("encode_path"));
    let Expr::Reference(text) = call.args.first().filter(|_| is_encode)? else { return None };
    match &*text.expr {
        Expr::MethodCall(text) if text.method == "to_string" => Some(&text.receiver),
        _ => None,
    }
}

/// The method and path in a comment: ``Sends a `GET` request to `/v3/vaults` ``.
fn target(attributes: &[Attribute]) -> Option<(String, String)> {
    let text = super::handles::text(attributes).into_iter().find(|line| line.contains("Sends a `"))?;
    let mut parts = text.split('`');
    let verb = parts.nth(1)?.to_ascii_lowercase();
    Some((verb, parts.nth(1)?.to_owned()))
}

/// What a setter's value is converted to: `V: TryInto<X>`.
fn converted(method: &ImplItemFn) -> Option<Type> {
    let clause = method.sig.generics.where_clause.as_ref()?;
    clause.predicates.iter().find_map(|predicate| {
        let syn::WherePredicate::Type(bound) = predicate else { return None };
        bound.bounds.iter().find_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => path_argument(&bound.path, 0).cloned(),
            _ => None,
        })
    })
}

/// The type that a generic type is applied to, at a place.
pub(super) fn argument(ty: &Type, at: usize) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    path_argument(&path.path, at)
}

fn path_argument(path: &syn::Path, at: usize) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    match arguments.args.iter().nth(at)? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// What is inside an `Option`.
pub(super) fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    (path.path.segments.last()?.ident == "Option").then(|| argument(ty, 0)).flatten()
}

/// Gives each setter the description of its parameter.
pub(super) fn document_setters(items: &mut [Item], calls: &[Call]) {
    for item in items {
        let Item::Impl(item) = item else { continue };
        let owner = super::super::tidy::owner(item);
        let Some(call) = calls.iter().find(|call| owner.as_deref() == Some(&call.builder.to_string())) else {
            continue;
        };
        for method in &mut item.items {
            let ImplItem::Fn(method) = method else { continue };
            let name = method.sig.ident.to_string();
            let shown = name.strip_prefix("r#").unwrap_or(&name);
            if let Some(text) = call.parameter_documentation.get(shown) {
                let lines = text.lines().map(|line| format!(" {line}"));
                method.attrs.splice(0..0, lines.map(|line| syn::parse_quote!(#[doc = #line])));
            }
        }
    }
}
