//! Which source is newer. The newest edition decides wording.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::claim::Claims;
use crate::source::{SourceId, Sources, Span};

/// The order of sources: by edition, then by the language that most text is in, then by name.
#[derive(Debug)]
pub(crate) struct Editions {
    ranks: Vec<usize>,
    /// The date of each source; empty where none is known.
    dates: Vec<String>,
    newest: Option<String>,
}

impl Editions {
    pub(crate) fn new(sources: &Sources, claims: &Claims) -> Self {
        let mut stated: BTreeMap<SourceId, &str> = BTreeMap::new();
        for edition in &claims.editions {
            let date = stated.entry(edition.span.source).or_default();
            *date = (*date).max(edition.value.as_str());
        }
        let date = |id: SourceId| -> &str {
            let of_manifest = sources.get(id).edition.as_deref();
            of_manifest.or_else(|| stated.get(&id).copied()).unwrap_or_default()
        };
        let han: Vec<usize> = sources.iter().map(|(_, source)| han_characters(&source.text)).collect();
        let sizes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
        // A Chinese page has a Chinese character every few bytes, an English one next to none.
        let mainly_chinese = han.iter().sum::<usize>() * 50 > sizes;
        let mut order: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
        order.sort_by_key(|&id| {
            let chinese = han[id.index()] * 50 > sources.get(id).text.len();
            (Reverse(date(id)), chinese != mainly_chinese, id)
        });
        let mut ranks = vec![0; order.len()];
        for (rank, id) in order.iter().enumerate() {
            ranks[id.index()] = rank;
        }
        let newest =
            sources.iter().map(|(id, _)| date(id)).max().filter(|date| !date.is_empty()).map(str::to_owned);
        let dates = sources.iter().map(|(id, _)| date(id).to_owned()).collect();
        Self { ranks, dates, newest }
    }

    /// The date of a source's edition; empty where none is known.
    pub(crate) fn date(&self, id: SourceId) -> &str {
        &self.dates[id.index()]
    }

    /// The place of a source in the order: 0 is the newest.
    pub(crate) fn rank(&self, id: SourceId) -> usize {
        self.ranks[id.index()]
    }

    /// A key that puts spans of newer sources first and keeps the order of the page.
    pub(crate) fn key(&self, span: Span) -> (usize, Span) {
        (self.rank(span.source), span)
    }

    /// The date of the newest edition.
    pub(crate) fn newest(&self) -> Option<&str> {
        self.newest.as_deref()
    }
}

fn han_characters(text: &str) -> usize {
    // The first bytes of U+4000 to U+9FFF in UTF-8. Counts of one byte each, which no chunk overflows, are
    // summed many at a time.
    let of_chunk = |chunk: &[u8]| chunk.iter().map(|byte| u8::from((0xe4..=0xe9).contains(byte))).sum::<u8>();
    text.as_bytes().chunks(255).map(|chunk| usize::from(of_chunk(chunk))).sum()
}
