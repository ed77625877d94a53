//! Joining an example that a page break cut in two.

use super::{FailureKind, MendKind, Parsed, continues_json, parse, parse_closing};

/// How many invented closing brackets are tried.
const MAX_DROPPED: usize = 16;

/// Two blocks that are one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// How many bytes of the first block belong to the value. Brackets after them were made up at the cut.
    pub keep: usize,
    /// `first[..keep]`, a line break, and the second block.
    pub text: String,
    /// What [`parse`] makes of that text; it has a value and no failure.
    pub parsed: Parsed,
}

impl Joined {
    /// The offset in [`Joined::text`] at which the second block starts.
    pub fn second_at(&self) -> usize {
        self.keep + 1
    }
}

/// Reads `second` as the rest of `first`, if it is that.
///
/// It is if the two together are a value, and `second` alone is none. Converters close what a page
/// break leaves open, so closing brackets at the end of `first` may have to go: as few as make the whole
/// fit, but all up to a dangling comma, since that is where the page ended. Where a bracket is missing
/// at the end even so, it is added, which is a [`MendKind::MissingClose`].
pub fn join(first: &str, second: &str) -> Option<Joined> {
    if first.trim().is_empty() || second.trim().is_empty() || parse(second).complete().is_some() {
        return None;
    }
    let alone = parse(first);
    let cut = alone.failure.as_ref().is_some_and(|f| f.kind == FailureKind::UnexpectedEnd);
    if !cut && !continues_json(second) {
        return None;
    }
    if let Some(keep) = dangling_comma(first, &alone) {
        return attempt(first, keep, second, parse).or_else(|| attempt(first, keep, second, parse_closing));
    }
    let keeps: Vec<usize> = endings(first).take(MAX_DROPPED).collect();
    keeps
        .iter()
        .find_map(|&keep| attempt(first, keep, second, parse))
        .or_else(|| attempt(first, *keeps.first()?, second, parse_closing))
}

fn attempt(first: &str, keep: usize, second: &str, read: fn(&str) -> Parsed) -> Option<Joined> {
    let text = format!("{}\n{second}", &first[..keep]);
    let parsed = read(&text);
    parsed.complete()?;
    // If the comma is missing just where the parts meet, they meet at the wrong place.
    let seam = keep + 1 + (second.len() - second.trim_start().len());
    let unseamly = |mend: &super::Mend| mend.kind == MendKind::MissingComma && mend.range.start == seam;
    if parsed.mends.iter().any(unseamly) {
        return None;
    }
    Some(Joined { keep, text, parsed })
}

/// The end of the first comma that only closing brackets and commas follow.
fn dangling_comma(first: &str, alone: &Parsed) -> Option<usize> {
    let tail = first.trim_end_matches(|c: char| matches!(c, '}' | ']' | ',') || c.is_whitespace()).len();
    let comma =
        alone.mends.iter().find(|mend| mend.kind == MendKind::TrailingComma && mend.range.start >= tail)?;
    Some(comma.range.end)
}

/// The ends of `first` without its last brackets: none of them, one, two …
fn endings(first: &str) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(first.trim_end()), |rest| {
        let rest = rest.trim_end_matches(|c: char| c == ',' || c.is_whitespace());
        Some(rest.strip_suffix(['}', ']'])?.trim_end())
    })
    .map(str::len)
}
