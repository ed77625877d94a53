//! Links to an explorer, where an operation can be tried: the address names it.

use crate::page::{MarkKind, Text};
use crate::vocabulary::sections::OPERATION_LINK_KEYS;

use super::model::Stated;

/// The operationIds that the addresses of a text's links have.
pub(crate) fn ids(text: &Text) -> impl Iterator<Item = Stated<String>> + '_ {
    text.marks().iter().filter_map(|mark| {
        let MarkKind::Link(to) = &mark.kind else { return None };
        let (_, query) = to.split_once('?')?;
        let (_, id) = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| OPERATION_LINK_KEYS.contains(key))?;
        let id = id.split('#').next().unwrap_or_default();
        Some(Stated::new(id.to_owned(), text.span(mark.range.clone())))
    })
}
