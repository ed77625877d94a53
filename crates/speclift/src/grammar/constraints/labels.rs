//! Labels with values: `最小长度：**1**`, `Default: 10`, also run together without separators.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::glyphs::{Glyph, is_han};
use super::super::lexicon::Lexicon;
use super::super::types::TypeExpr;
use super::lists::{literal, unquoted};
use super::numbers::{number, skip};
use super::values::{Constraint, Literal, Number, Origin};
use super::{Reading, enums};
use crate::vocabulary::constraints::{self as words, Label};

static LABELS: LazyLock<Lexicon<Label>> = LazyLock::new(|| Lexicon::new(words::LABELS));

/// The most labels of one cell; what follows them stays in the description.
const MAX_LABELS: usize = 64;

/// A label where it stands.
struct Labelled {
    label: Label,
    /// Its words.
    words: Range<usize>,
    /// Its value and what follows, up to the next label.
    zone: Range<usize>,
}

/// Reads all labels of a cell and takes them out of the description.
pub(super) fn read(cell: &mut Reading<'_>) {
    for found in find(cell.glyphs()) {
        let Labelled { label, words, zone } = found;
        let next = zone.end;
        let end = match label {
            Label::Enumeration => enums::read(cell, words.start, zone),
            Label::Default => default(cell, words.start, zone),
            Label::Pattern => pattern(cell, words.start, zone),
            Label::Items => items(cell, words.start, zone),
            _ => bound(cell, label, words.start, zone),
        };
        match end {
            Some(end) => cell.take(words.start..end),
            None => {
                let end = cell.line_end(words.start).min(next);
                let what = cell.view.written(cell.view.trim(words.start..end));
                // A word in Latin script may be a value with its meaning: `• default：…`.
                let latin = cell.glyphs()[words.start].is_word();
                if !latin && !is_nothing(cell, words.end, next) {
                    cell.add(Constraint::Unreadable(what), Origin::Label, words.start..end);
                }
            }
        }
    }
}

fn find(glyphs: &[Glyph]) -> Vec<Labelled> {
    let mut found: Vec<Labelled> = Vec::new();
    let mut at = 0;
    while at < glyphs.len() && found.len() < MAX_LABELS {
        let hit = LABELS.at(glyphs, at).and_then(|(len, &label)| {
            let colon = skip(glyphs, at + len);
            let apart = !glyphs[at].is_word() || at == 0 || !glyphs[at - 1].is_word();
            (apart && glyphs.get(colon)?.c == ':').then_some((label, at + len, colon + 1))
        });
        let Some((label, end, value)) = hit else {
            at += 1;
            continue;
        };
        if let Some(last) = found.last_mut() {
            last.zone.end = at;
        }
        found.push(Labelled { label, words: at..end, zone: value..glyphs.len() });
        at = value;
    }
    found
}

/// Whether a label says in so many words that there is no such value.
fn is_nothing(cell: &Reading<'_>, label_end: usize, next: usize) -> bool {
    let glyphs = cell.glyphs();
    let from = skip(glyphs, skip(glyphs, label_end) + 1);
    let end = cell.line_end(from).min(next);
    let value = cell.view.string(cell.view.trim(from.min(end)..end)).to_ascii_lowercase();
    let value = value.trim_end_matches(['。', '.', ';']);
    value.is_empty() || words::NOTHING.contains(&value)
}

fn bound(cell: &mut Reading<'_>, label: Label, start: usize, zone: Range<usize>) -> Option<usize> {
    let at = skip_breaks(cell.glyphs(), zone.start);
    let quoted = cell.glyphs().get(at).is_some_and(|g| g.c == '"');
    let (n, mut end) = number(&cell.glyphs()[..zone.end], at + usize::from(quoted))?;
    end += usize::from(quoted);
    let count = n.whole().and_then(|w| u64::try_from(w).ok());
    let constraint = match (label, cell.ty) {
        (Label::Minimum, _) => Constraint::Minimum(n.into()),
        (Label::Maximum, _) => Constraint::Maximum(n.into()),
        (Label::Least, TypeExpr::Array(_)) | (Label::MinItems, _) => Constraint::MinItems(count?),
        (Label::Most, TypeExpr::Array(_)) | (Label::MaxItems, _) => Constraint::MaxItems(count?),
        (Label::Least, ty) if !ty.is_text() => Constraint::Minimum(n.into()),
        (Label::Most, ty) if !ty.is_text() => Constraint::Maximum(n.into()),
        (Label::Least | Label::MinLength, _) => Constraint::MinLength(count?),
        (Label::Most | Label::MaxLength, _) => Constraint::MaxLength(count?),
        _ => return None,
    };
    cell.add(constraint, Origin::Label, start..end);
    Some(end)
}

/// `数组长度：1 - 10`
fn items(cell: &mut Reading<'_>, start: usize, zone: Range<usize>) -> Option<usize> {
    let glyphs = &cell.glyphs()[..zone.end];
    let (min, end) = number(glyphs, skip_breaks(glyphs, zone.start))?;
    let dash = skip(glyphs, end);
    if !matches!(glyphs.get(dash)?.c, '-' | '~') {
        return None;
    }
    let (max, end) = number(glyphs, skip(glyphs, dash + 1))?;
    let count = |n: Number| n.whole().and_then(|w| u64::try_from(w).ok());
    let (min, max) = (count(min)?, count(max)?);
    cell.add(Constraint::MinItems(min), Origin::Label, start..end);
    cell.add(Constraint::MaxItems(max), Origin::Label, start..end);
    Some(end)
}

fn default(cell: &mut Reading<'_>, start: usize, zone: Range<usize>) -> Option<usize> {
    let glyphs = &cell.glyphs()[..zone.end];
    let at = skip_breaks(glyphs, zone.start);
    let first = glyphs.get(at)?;
    let (value, end) = if first.edge || matches!(first.c, '"' | '\'') {
        let lit = literal(glyphs, at)?;
        (lit.value, lit.all.end)
    } else {
        let stops = |g: &Glyph| g.is_space() || matches!(g.c, '。' | ';' | ',') || is_han(g.c);
        let len = glyphs[at..].iter().position(stops).unwrap_or(glyphs.len() - at);
        let end = at + len;
        // More words behind it: a sentence, not a value.
        let next = glyphs.get(skip(glyphs, end));
        let goes_on = glyphs.get(end).is_some_and(|g| is_han(g.c)) || next.is_some_and(Glyph::is_word);
        let cut_by_label = skip(glyphs, end) == glyphs.len();
        if len == 0 || (goes_on && !cut_by_label) {
            return None;
        }
        (unquoted(glyphs, at..end), end)
    };
    let written = cell.view.written(value);
    // A word of another language for nothing is no value.
    if written.chars().all(is_han) && words::NOTHING.contains(&written.as_str()) {
        return None;
    }
    let value = typed(cell.ty, &written).unwrap_or_else(|| serde_json::Value::String(written.clone()));
    cell.add(Constraint::Default(Literal { written, value }.into()), Origin::Label, start..end);
    Some(end)
}

/// `Pattern: ^[a-z]+$`, up to the end of the line.
fn pattern(cell: &mut Reading<'_>, start: usize, zone: Range<usize>) -> Option<usize> {
    let line = cell.line_end(zone.start).min(zone.end);
    let range = cell.view.trim(zone.start..line);
    let inner = unquoted(cell.glyphs(), range.clone());
    let written = cell.view.written(inner);
    if !(written.starts_with('^') || written.ends_with('$')) {
        return None;
    }
    cell.add(Constraint::Pattern(written), Origin::Label, start..range.end);
    Some(range.end)
}

/// A text that is nothing but a value of the type.
pub fn parse_literal(ty: &TypeExpr, written: &str) -> Option<Literal> {
    let written = written.trim();
    let quoted = written.strip_prefix(['"', '“']).and_then(|rest| rest.strip_suffix(['"', '”']));
    let value = typed(ty, quoted.unwrap_or(written))?;
    Some(Literal { written: written.to_owned(), value })
}

/// A value of the type as JSON; `None` where the text is no such value.
pub(super) fn typed(ty: &TypeExpr, written: &str) -> Option<serde_json::Value> {
    match ty {
        TypeExpr::Boolean if written.eq_ignore_ascii_case("true") => Some(true.into()),
        TypeExpr::Boolean if written.eq_ignore_ascii_case("false") => Some(false.into()),
        TypeExpr::Boolean | TypeExpr::Array(_) | TypeExpr::Object | TypeExpr::Named(_) | TypeExpr::Map(_) => {
            None
        }
        _ if ty.is_numeric() => Number::parse(written).map(|n| serde_json::Value::Number(n.value)),
        _ => Some(written.into()),
    }
}

/// Skips spaces, and a line break where the value stands on a line of its own.
pub(super) fn skip_breaks(glyphs: &[Glyph], mut at: usize) -> usize {
    while glyphs.get(at).is_some_and(Glyph::is_space) {
        at += 1;
    }
    at
}
