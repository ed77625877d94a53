//! The report of the findings.

use askama::Template;
use speclift::finding::Severity;

use super::{Page, Shared};
use crate::evidence::{Evidence, Report};

#[derive(Template)]
#[template(path = "findings.html")]
pub(super) struct Findings<'s> {
    page: Page<'s>,
    /// How many there are of each severity.
    counts: [(&'static str, usize); 3],
    reports: Vec<Report>,
}

pub(super) fn page<'s>(shared: &Shared<'s>, evidence: &Evidence<'_>) -> Findings<'s> {
    let words = shared.words;
    Findings {
        page: shared.page("findings.html", words.findings),
        counts: [
            (words.errors, evidence.count(Severity::Error)),
            (words.warnings, evidence.count(Severity::Warning)),
            (words.notes, evidence.count(Severity::Note)),
        ],
        reports: evidence.findings().collect(),
    }
}
