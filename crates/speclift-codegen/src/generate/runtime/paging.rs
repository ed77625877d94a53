//! Lists, page by page: how the next page is asked for, and where a page has its items.

use quote::{format_ident, quote};
use syn::{Fields, Ident, Item, ItemStruct, Type};

use super::calls::{Call, argument, optional};

/// What makes the builder of a list one that gives its items one after another; nothing for other builders.
pub(super) fn implement(call: &Call, types: &[Item], module: &syn::Path) -> Vec<Item> {
    let Some(list) = list(call, types) else { return Vec::new() };
    let List { field, item, count, .. } = &list;
    let (builder, operation) = (&call.builder, &call.id);
    let takes = |name: &str| call.parameters.iter().any(|parameter| parameter == name);
    // What a marker says does not change when items come and go between two pages; a number does.
    let (by, request) = if takes("marker") && list.has_id {
        (
            "Marker",
            quote!(match position.marker() {
                Some(marker) => self.marker(marker),
                None => self,
            }),
        )
    } else if takes("offset") {
        (
            "Offset",
            quote!(match position.offset() {
                0 => self,
                offset => {
                    let first = self.offset.clone().ok().flatten().unwrap_or_default();
                    self.offset(first.saturating_add(offset))
                }
            }),
        )
    } else {
        (
            "Single",
            quote!({
                let _ = position;
                self
            }),
        )
    };
    let by = format_ident!("{by}");
    let limit = if takes("limit") { quote!(self.limit.clone().ok().flatten()) } else { quote!(None) };
    let count = if *count { quote!(page.count) } else { quote!(None) };
    let id = if list.has_id {
        quote!(item.id.as_deref())
    } else {
        quote!({
            let _ = item;
            None
        })
    };
    vec![
        syn::parse_quote! {
            impl<'a> #module::paging::Paged for #builder<'a> {
                type Item = types::#item;

                const BY: #module::paging::By = #module::paging::By::#by;

                const OPERATION: &'static str = #operation;

                fn limit(&self) -> Option<i64> {
                    #limit
                }

                fn id(item: &Self::Item) -> Option<&str> {
                    #id
                }

                async fn page(
                    self,
                    position: &#module::paging::Position,
                ) -> Result<Response<#module::paging::Page<Self::Item>>, Error> {
                    let request = #request;
                    Ok(request.send().await?.map(|page| #module::paging::Page {
                        count: #count,
                        items: page.#field.unwrap_or_default(),
                    }))
                }
            }
        },
        syn::parse_quote! {
            impl<'a> #builder<'a> {
                /// All items, page by page: the next page is on its way while one is read.
                pub fn stream(self) -> #module::paging::Items<'a, types::#item> {
                    #module::paging::Items::new(self, #module::paging::Position::default())
                }

                /// The items after a position that an earlier stream got to.
                pub fn stream_from(
                    self,
                    position: #module::paging::Position,
                ) -> #module::paging::Items<'a, types::#item> {
                    #module::paging::Items::new(self, position)
                }
            }
        },
    ]
}

/// A page of a list.
struct List {
    /// The field that has the items.
    field: Ident,
    /// Their type.
    item: Ident,
    /// Whether the page says how many items there are in all.
    count: bool,
    /// Whether an item has an ID that is a text.
    has_id: bool,
}

/// The list that a call reads: the response has one list of objects, and the call can ask for a part of it, or
/// the response says how long it is.
fn list(call: &Call, types: &[Item]) -> Option<List> {
    if call.method != "GET" {
        return None;
    }
    let response = structure(types, name_of(&call.response)?)?;
    let mut lists = fields(response).filter_map(|(name, ty)| {
        let item = name_of(argument(optional(ty).filter(|ty| is_list(ty))?, 0)?)?;
        Some((name, item, structure(types, item)?))
    });
    let (field, item, items) = lists.next()?;
    if lists.next().is_some() {
        return None;
    }
    let count = fields(response).any(|(name, ty)| name == "count" && is(ty, "i64"));
    let parts = ["limit", "offset", "marker"];
    if !count && !call.parameters.iter().any(|parameter| parts.iter().any(|part| parameter == part)) {
        return None;
    }
    let has_id = fields(items).any(|(name, ty)| name == "id" && is(ty, "String"));
    Some(List { field: field.clone(), item: item.clone(), count, has_id })
}

fn structure<'a>(types: &'a [Item], name: &Ident) -> Option<&'a ItemStruct> {
    types.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == *name => Some(item),
        _ => None,
    })
}

fn fields(item: &ItemStruct) -> impl Iterator<Item = (&Ident, &Type)> {
    let named = match &item.fields {
        Fields::Named(fields) => Some(&fields.named),
        _ => None,
    };
    named.into_iter().flatten().filter_map(|field| Some((field.ident.as_ref()?, &field.ty)))
}

fn name_of(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
        _ => None,
    }
}

fn is_list(ty: &Type) -> bool {
    name_of(ty).is_some_and(|name| name == "Vec")
}

/// Whether a field is of a type, and may be missing.
fn is(ty: &Type, name: &str) -> bool {
    optional(ty).and_then(name_of).is_some_and(|of| of == name)
}
