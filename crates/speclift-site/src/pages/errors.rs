//! The catalogue of error codes.

use askama::Template;

use super::{Page, Shared};
use crate::evidence::Said;
use crate::names::Names;
use crate::view::ErrorCode;

#[derive(Template)]
#[template(path = "errors.html")]
pub(super) struct Errors<'s> {
    page: Page<'s>,
    rows: Vec<Row<'s>>,
}

struct Row<'s> {
    anchor: String,
    code: &'s ErrorCode,
    said: Option<Said>,
}

pub(super) fn page<'s>(shared: &Shared<'s>) -> Errors<'s> {
    let mut names = Names::default();
    let row = |code: &'s ErrorCode| Row {
        anchor: names.give(&code.code),
        code,
        said: shared.site.evidence.and_then(|evidence| evidence.of(&code.code)),
    };
    Errors {
        page: shared.page("errors.html", shared.words.error_codes),
        rows: shared.view.errors.iter().map(row).collect(),
    }
}
