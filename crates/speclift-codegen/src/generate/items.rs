//! The items of the generated file.

use syn::Item;

use crate::error::CodegenError;

/// The items of a module of the generated file.
pub(super) fn items_of<'a>(file: &'a mut syn::File, name: &str) -> Result<&'a mut Vec<Item>, CodegenError> {
    let found = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => module.content.as_mut().map(|(_, items)| items),
        _ => None,
    });
    found.ok_or_else(|| CodegenError::Document(format!("the generated file has no module `{name}`")))
}

/// Puts behind each item what goes with it. Whether something goes with any.
pub(super) fn follow(items: &mut Vec<Item>, mut with: impl FnMut(&mut Item) -> Option<Item>) -> bool {
    let mut found = false;
    for mut item in std::mem::take(items) {
        let follower = with(&mut item);
        items.push(item);
        found |= follower.is_some();
        items.extend(follower);
    }
    found
}
