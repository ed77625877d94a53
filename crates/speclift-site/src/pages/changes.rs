//! The changelog.

use askama::Template;

use super::{Page, Shared};
use crate::markdown::{Headings, to_html};

#[derive(Template)]
#[template(path = "changes.html")]
pub(super) struct Changes<'s> {
    page: Page<'s>,
    /// The changelog as HTML.
    html: String,
}

pub(super) fn page<'s>(shared: &Shared<'s>, changelog: &str) -> Changes<'s> {
    let html = to_html(changelog, Headings::Page);
    Changes { page: shared.page("changelog.html", shared.words.changes), html }
}
