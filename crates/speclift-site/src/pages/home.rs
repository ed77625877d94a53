//! The front page.

use askama::Template;
use speclift::finding::Severity;

use super::operation::Chapter;
use super::{Page, Shared};
use crate::markdown::{Headings, to_html};
use crate::site::Download;

#[derive(Template)]
#[template(path = "home.html")]
pub(super) struct Home<'s> {
    page: Page<'s>,
    /// The document's description as HTML.
    description: String,
    version: &'s str,
    compiler: &'s str,
    counts: Vec<(&'static str, usize)>,
    chapters: &'s [Chapter<'s>],
    downloads: &'s [Download],
    sources: Vec<(&'s str, &'s str)>,
    has_errors: bool,
    has_changes: bool,
}

pub(super) fn page<'s>(
    shared: &Shared<'s>,
    downloads: &'s [Download],
    chapters: &'s [Chapter<'s>],
) -> Home<'s> {
    let (view, words) = (shared.view, shared.words);
    let mut counts = vec![
        (words.operations, view.operations.len()),
        (words.structures, view.structures()),
        (words.error_codes, view.errors.len()),
    ];
    if let Some(evidence) = shared.site.evidence {
        counts.push((words.warnings, evidence.count(Severity::Error) + evidence.count(Severity::Warning)));
        counts.push((words.notes, evidence.count(Severity::Note)));
    }
    Home {
        page: shared.page("index.html", ""),
        description: to_html(view.info("description"), Headings::Page),
        version: view.info("version"),
        compiler: view.origin("compiler"),
        counts,
        chapters,
        downloads,
        sources: view.sources(),
        has_errors: !view.errors.is_empty(),
        has_changes: shared.site.changelog.is_some(),
    }
}
