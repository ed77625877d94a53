//! The accounts: what became of each table row and each code block. Nothing is dropped in silence.

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
    rows: Accounts,
    codes: Accounts,
}

impl Ledger {
    /// Opens the accounts of a page.
    pub(crate) fn enter(&mut self, page: &Page) {
        for block in &page.blocks {
            match &block.kind {
                BlockKind::Table(table) => {
                    table.rows.iter().for_each(|row| self.rows.set(row.span, Fate::Unaccounted));
                }
                BlockKind::Code(_) => self.codes.set(block.span, Fate::Unaccounted),
                _ => {}
            }
        }
    }

    /// Adds the accounts of other pages, or what else became of these.
    pub(crate) fn append(&mut self, other: Self) {
        self.rows.append(other.rows);
        self.codes.append(other.codes);
    }

    /// A row is used in the document, even where a finding speaks of it too.
    pub fn use_row(&mut self, row: Span) {
        self.rows.set(row, Fate::Used);
    }

    /// A row is named by a finding, and not used.
    pub fn report_row(&mut self, row: Span) {
        self.rows.set(row, Fate::Reported);
    }

    /// A code block is used in the document.
    pub fn use_code(&mut self, block: Span) {
        self.codes.set(block, Fate::Used);
    }

    /// A code block is named by a finding, and not used.
    pub fn report_code(&mut self, block: Span) {
        self.codes.set(block, Fate::Reported);
    }

    /// The accounts of rows.
    pub fn rows(&self) -> Counts {
        self.rows.count()
    }

    /// The accounts of code blocks.
    pub fn codes(&self) -> Counts {
        self.codes.count()
    }

    /// Rows and code blocks that are in no account, in the order of the sources.
    pub fn lost(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.rows.lost().chain(self.codes.lost()).collect();
        spans.sort();
        spans
    }
}

/// What became of each of many places, in the order of the places. They are opened in that order nearly always, so a
/// place is added at the end, and found by halving.
#[derive(Debug, Default)]
struct Accounts(Vec<(Span, Fate)>);

impl Accounts {
    fn set(&mut self, span: Span, fate: Fate) {
        let Self(all) = self;
        if all.last().is_none_or(|(last, _)| *last < span) {
            return all.push((span, fate));
        }
        match all.binary_search_by_key(&span, |(span, _)| *span) {
            Ok(at) => all[at].1 = fate,
            Err(at) => all.insert(at, (span, fate)),
        }
    }

    fn append(&mut self, Self(mut other): Self) {
        let Self(all) = self;
        match (all.last(), other.first()) {
            (Some((last, _)), Some((first, _))) if last >= first => {
                other.into_iter().for_each(|(span, fate)| self.set(span, fate));
            }
            _ => all.append(&mut other),
        }
    }

    fn count(&self) -> Counts {
        let Self(all) = self;
        let of = |wanted: Fate| all.iter().filter(|(_, fate)| *fate == wanted).count();
        Counts { used: of(Fate::Used), reported: of(Fate::Reported), total: all.len() }
    }

    fn lost(&self) -> impl Iterator<Item = Span> {
        let Self(all) = self;
        all.iter().filter(|(_, fate)| *fate == Fate::Unaccounted).map(|(span, _)| *span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    #[test]
    fn accounts_are_the_same_in_any_order() {
        let sources = Sources::new(vec![Source::new("x", "")]);
        let id = sources.iter().next().unwrap().0;
        let at = |start| Span::new(id, start, start + 1);
        let mut ledger = Ledger::default();
        ledger.use_row(at(3));
        ledger.report_row(at(1));
        ledger.use_row(at(2));
        let mut other = Ledger::default();
        other.report_row(at(2));
        other.use_row(at(5));
        ledger.append(other);
        ledger.rows.set(at(4), Fate::Unaccounted);
        assert_eq!(ledger.rows(), Counts { used: 2, reported: 2, total: 5 });
        assert_eq!(ledger.lost(), [at(4)]);
    }
}
