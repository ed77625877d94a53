//! The accounts: what became of each table row and each code block. Nothing is dropped in silence.

use std::collections::BTreeMap;

use crate::page::{BlockKind, Page};
use crate::source::Span;

/// What became of a row or a code block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Unaccounted,
    Used,
    Reported,
}

/// How many there are, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Used in the document.
    pub used: usize,
    /// Not used, and named by a finding.
    pub reported: usize,
    /// All of them. Equal to the sum of the others, or something was lost.
    pub total: usize,
}

impl Counts {
    /// How many are neither used nor reported. Anything but 0 is a defect of the compiler.
    pub fn lost(&self) -> usize {
        self.total - self.used - self.reported
    }
}

/// What became of each row and each code block of all pages.
#[derive(Debug, Default)]
pub struct Ledger {
    rows: BTreeMap<Span, Fate>,
    codes: BTreeMap<Span, Fate>,
}

impl Ledger {
    /// Opens the accounts of a page.
    pub(crate) fn enter(&mut self, page: &Page) {
        for block in &page.blocks {
            match &block.kind {
                BlockKind::Table(table) => {
                    self.rows.extend(table.rows.iter().map(|row| (row.span, Fate::Unaccounted)));
                }
                BlockKind::Code(_) => {
                    self.codes.insert(block.span, Fate::Unaccounted);
                }
                _ => {}
            }
        }
    }

    /// Adds the accounts of other pages.
    pub(crate) fn append(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.codes.extend(other.codes);
    }

    /// A row is used in the document, even where a finding speaks of it too.
    pub fn use_row(&mut self, row: Span) {
        self.rows.insert(row, Fate::Used);
    }

    /// A row is named by a finding, and not used.
    pub fn report_row(&mut self, row: Span) {
        self.rows.insert(row, Fate::Reported);
    }

    /// A code block is used in the document.
    pub fn use_code(&mut self, block: Span) {
        self.codes.insert(block, Fate::Used);
    }

    /// A code block is named by a finding, and not used.
    pub fn report_code(&mut self, block: Span) {
        self.codes.insert(block, Fate::Reported);
    }

    /// The accounts of rows.
    pub fn rows(&self) -> Counts {
        count(&self.rows)
    }

    /// The accounts of code blocks.
    pub fn codes(&self) -> Counts {
        count(&self.codes)
    }

    /// Rows and code blocks that are in no account, in the order of the sources.
    pub fn lost(&self) -> Vec<Span> {
        let lost = |map: &BTreeMap<Span, Fate>| {
            map.iter()
                .filter(|(_, fate)| **fate == Fate::Unaccounted)
                .map(|(span, _)| *span)
                .collect::<Vec<_>>()
        };
        let mut spans = lost(&self.rows);
        spans.extend(lost(&self.codes));
        spans.sort();
        spans
    }
}

fn count(map: &BTreeMap<Span, Fate>) -> Counts {
    let mut counts = Counts { total: map.len(), ..Counts::default() };
    for fate in map.values() {
        match fate {
            Fate::Used => counts.used += 1,
            Fate::Reported => counts.reported += 1,
            Fate::Unaccounted => {}
        }
    }
    counts
}
