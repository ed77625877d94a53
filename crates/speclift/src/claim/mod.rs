//! Claiming: pages become claims. Knows the documentation family and nothing about formats.
//!
//! A page is cut into the scopes of its operations (`outline`); each scope is walked block by block
//! (`operation`), and what lies outside any operation is walked for error catalogues, the meaning of
//! HTTP statuses and worked scenarios (`rest`). Claiming never fails: what is not understood is a
//! finding, and the [`Ledger`] shows that each row and each code block was accounted for.

mod abroad;
mod caption;
mod code;
mod columns;
mod command;
mod contents;
mod dump;
mod errors;
mod examples;
mod explorer;
mod flat;
mod leads;
mod ledger;
mod media;
mod members;
mod model;
mod nesting;
mod operation;
mod outline;
mod permissions;
mod places;
mod request_line;
mod rest;
mod roles;
mod shared;
mod tables;
mod target;
mod template;
mod told;
mod uri;
mod with_headers;
mod with_uri;

pub use caption::is_date;
pub use dump::dump;
pub use ledger::{Counts, Ledger};
pub use model::*;

use crate::finding::Finding;
use crate::page::Page;
use crate::rules;
use crate::source::Sources;

/// What claiming a set of pages gives.
#[derive(Debug, Default)]
pub struct Claimed {
    /// The claims.
    pub claims: Claims,
    /// What was not understood.
    pub findings: Vec<Finding>,
    /// What became of each row and each code block.
    pub ledger: Ledger,
}

/// Reads the claims of all pages, which are of these sources.
pub fn claim(pages: &[Page], sources: &Sources) -> Claimed {
    let mut all = Claimed::default();
    for page in pages {
        all.append(claim_page(page));
    }
    all.join(sources);
    all
}

impl Claimed {
    /// Adds what another page gave.
    pub(crate) fn append(&mut self, other: Self) {
        self.claims.append(other.claims);
        self.findings.extend(other.findings);
        self.ledger.append(other.ledger);
    }

    /// Brings together what different pages say of one operation, once all pages are appended.
    pub(crate) fn join(&mut self, sources: &Sources) {
        abroad::adopt(self, sources);
        shared::adopt(self);
    }
}

/// Reads the claims of a page. No other page has a part in them.
pub(crate) fn claim_page(page: &Page) -> Claimed {
    let mut claimed = Claimed::default();
    let out = &mut claimed;
    out.ledger.enter(page);
    let markers = outline::markers(page);
    let outline = outline::outline(page, &markers);
    for &(title, at) in &outline.unreadable {
        let subject = outline::line(&page.blocks[title]).map_or("", |text| text.as_str().trim());
        out.findings.push(
            Finding::new(
                &rules::OPERATION_UNREADABLE,
                subject,
                "an operation is described, and no method with a well-formed path is stated",
                page.blocks[at].span,
            )
            .decided("left out of the document"),
        );
    }
    let mut outside = 0;
    for scope in &outline.scopes {
        rest::walk(page, outside..scope.start, out);
        operation::walk(page, &markers, scope, out);
        outside = scope.end;
    }
    rest::walk(page, outside..page.blocks.len(), out);
    claimed.claims.operations.iter_mut().for_each(OperationClaim::fit);
    claimed
}
