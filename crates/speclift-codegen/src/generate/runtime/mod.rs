//! A client that stands on a crate's own code: what it sends goes through that code, whose errors and responses
//! it returns, and it reads as `client.vaults().list().limit(10).stream()`.
//!
//! progenitor's client builds requests well, and knows nothing of signing, retries or pages. So its builders are
//! kept up to the request, and the rest of each is a call of the [`Runtime`].

mod calls;
mod catalogue;
mod handles;
mod paging;
mod request;
mod setters;
mod wrappers;

use syn::Item;

use super::Runtime;
use super::items::items_of;
use crate::ClientView;
use crate::error::CodegenError;

/// Makes the client one that stands on a runtime.
pub(super) fn attach(file: &mut syn::File, view: &ClientView, runtime: &Runtime) -> Result<(), CodegenError> {
    let module: syn::Path = syn::parse_str(&runtime.module)
        .map_err(|_| CodegenError::Setting { value: runtime.module.clone(), expected: "path of a module" })?;
    let documented = handles::documentation(&file.items);
    file.items.retain(|item| !is_client(item));
    let mut calls = calls::rewrite(items_of(file, "builder")?, view, &module, &runtime.known)?;
    for call in &mut calls {
        call.take_documentation(&documented);
    }
    setters::take_values(items_of(file, "types")?, &module);
    let types = items_of(file, "types")?.clone();
    let builders = items_of(file, "builder")?;
    calls::document_setters(builders, &calls);
    for call in &calls {
        builders.extend(paging::implement(call, &types, &module));
    }
    file.items.extend(handles::handles(&calls, &module)?);
    file.items.extend(wrappers::wrappers(&calls, &types)?);
    file.items.extend(catalogue::catalogue(&view.error_codes)?);
    Ok(())
}

/// What progenitor's own client consists of, beside its types and builders.
fn is_client(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Struct(item) => item.ident == "Client",
        Item::Impl(item) => {
            let of = match &*item.self_ty {
                syn::Type::Reference(of) => &of.elem,
                _ => &item.self_ty,
            };
            matches!(&**of, syn::Type::Path(path) if path.path.is_ident("Client"))
        }
        Item::Mod(item) => item.ident == "prelude",
        _ => false,
    }
}

/// That progenitor wrote something else than what is known of it.
fn unknown(builder: &syn::Ident, what: &str) -> CodegenError {
    CodegenError::Document(format!(
        "the builder {builder} that progenitor wrote has {what}; is its version the pinned one?"
    ))
}
