//! Enumerations in sentences and in lists without a label.

use std::ops::Range;

use super::super::glyphs::{Glyph, is_han};
use super::super::types::TypeExpr;
use super::Reading;
use super::enums::{clean, described, is_words};
use super::lists::{Item, closed, counted, list, literal, named_list};
use super::numbers::{number, skip};
use super::values::{Constraint, EnumValue, Origin};
use crate::vocabulary::constraints as words;

/// The most values of a list without a label.
const MAX_ITEMS: usize = 256;

/// Whether a field of this type can have these values.
fn fits(cell: &Reading<'_>, items: &[Item]) -> bool {
    let numeric = |item: &Item| {
        let value = item.lit.value.clone();
        number(&cell.glyphs()[..value.end], value.start).is_some_and(|(_, end)| end == value.end)
    };
    match cell.ty.element() {
        TypeExpr::Boolean | TypeExpr::Object | TypeExpr::Named(_) | TypeExpr::Map(_) | TypeExpr::Array(_) => {
            false
        }
        ty if ty.is_numeric() => items.iter().all(numeric),
        _ => items.iter().all(|item| !item.lit.value.is_empty()),
    }
}

fn add(cell: &mut Reading<'_>, items: Vec<Item>, range: Range<usize>) -> Option<usize> {
    if !fits(cell, &items) {
        return None;
    }
    let mut values: Vec<EnumValue> = Vec::new();
    for item in items {
        let value = cell.view.string(item.lit.value.clone());
        let meaning = item.meaning.map(|m| clean(&cell.view.written(m))).filter(|m| !m.is_empty());
        if !values.iter().any(|v| v.value == value) {
            values.push(EnumValue { value, meaning, span: cell.view.span(item.lit.all) });
        }
    }
    cell.add(Constraint::Enum(values), Origin::Prose, range.clone());
    Some(range.end)
}

/// What follows `取值为`: a list, or nothing where the list stands in the lines below.
pub(super) fn values(cell: &mut Reading<'_>, start: usize, at: usize) -> Option<usize> {
    let glyphs = cell.glyphs();
    if glyphs.get(at).is_none_or(|g| g.c == '\n') {
        return below(cell, start, at);
    }
    // `[a, b, c]`
    let open = glyphs[at].c == '[';
    let (items, end) = list(glyphs, at + usize::from(open)).or_else(|| named_list(glyphs, at))?;
    let end = if open { skip(glyphs, end) } else { end };
    let complete = if open { glyphs.get(end)?.c == ']' } else { closed(glyphs, end) };
    if items.len() < 2 || !complete {
        return None;
    }
    add(cell, items, start..end + usize::from(open))
}

/// `支持A和B两种`: only with the number of values behind it, for a list alone may be examples.
pub(super) fn supported(cell: &mut Reading<'_>, start: usize, at: usize) -> Option<usize> {
    let (items, end) = list(cell.glyphs(), at)?;
    if items.len() < 2 || !counted(cell.glyphs(), end) {
        return None;
    }
    add(cell, items, start..end)
}

/// Values in the items below a line that announces them.
fn below(cell: &mut Reading<'_>, start: usize, line_end: usize) -> Option<usize> {
    let (items, end, complete) = item_values(cell, line_end + 1);
    if items.is_empty() || !complete {
        return None;
    }
    add(cell, items, start..end)?;
    Some(line_end)
}

/// The values of the list items from `at` on, where they end, and whether nothing that followed looked
/// like one more value that is not literal.
fn item_values(cell: &Reading<'_>, mut at: usize) -> (Vec<Item>, usize, bool) {
    let glyphs = cell.glyphs();
    let (mut items, mut last) = (Vec::new(), at);
    while at < glyphs.len() && cell.is_item(at) && !cell.used[at] {
        let end = cell.line_end(at);
        let line = &glyphs[..end];
        let Some(lit) = literal(line, at) else {
            return (items, last, is_remark(&glyphs[at..end]));
        };
        let rest = skip(line, lit.all.end);
        let meaning = match described(&glyphs[at..end]) {
            Some((_, meaning)) => Some(at + meaning.start..at + meaning.end),
            None if rest == end || (rest + 1 == end && matches!(line[rest].c, '。' | ';' | ',')) => None,
            // `periodType为month时…`: a sentence.
            None => return (items, last, false),
        };
        if items.len() == MAX_ITEMS {
            return (items, last, false);
        }
        items.push(Item { lit, meaning });
        last = end;
        at = end + 1;
    }
    (items, last, true)
}

/// Whether an item begins with a heading such as `约束：`, or is a sentence, rather than one more value.
fn is_remark(item: &[Glyph]) -> bool {
    let head: String = item.iter().take_while(|g| g.c != ':').map(Glyph::lower).collect();
    let sentence = !item.iter().any(|g| g.c == ':') && !is_words(item, &(0..item.len()));
    sentence || words::REMARKS.contains(&head.trim())
}

/// Lists that a sentence states without a word for it: `类型：云服务器（server），云硬盘（disk）。`
pub(super) fn anchored(cell: &mut Reading<'_>, range: Range<usize>) {
    if range.len() < 6 {
        return;
    }
    let mut tries = 0;
    for at in range.clone() {
        let c = cell.glyphs()[at].c;
        let first = at == range.start;
        if !(first || matches!(c, ':' | ',')) || tries > 8 {
            continue;
        }
        tries += 1;
        let from = skip(cell.glyphs(), if first { at } else { at + 1 });
        let kind = c == ':' && ends_with_kind(&cell.glyphs()[range.start..at]);
        let least = if kind { 1 } else { 2 };
        if let Some((items, end)) = named_list(cell.glyphs(), from)
            && items.len() >= least
            && ends(cell, end, &range)
            && add(cell, items, from..end).is_some()
        {
            return;
        }
        if let Some((items, end)) = list(cell.glyphs(), from)
            && items.len() >= 2
            && ends(cell, end, &range)
            && (kind || items.iter().all(|i| meant(cell, i)))
            && items.iter().all(|i| i.lit.value.len() >= 2 || i.meaning.is_some())
            && add(cell, items, from..end).is_some()
        {
            return;
        }
    }
}

fn meant(cell: &Reading<'_>, item: &Item) -> bool {
    item.meaning.clone().is_some_and(|m| cell.glyphs()[m].iter().any(|g| is_han(g.c)))
}

fn ends(cell: &Reading<'_>, end: usize, sentence: &Range<usize>) -> bool {
    skip(cell.glyphs(), end) >= sentence.end && closed(cell.glyphs(), end)
}

fn ends_with_kind(before: &[Glyph]) -> bool {
    let before: String = before.iter().map(|g| g.c).collect();
    words::KINDS.iter().any(|kind| before.trim_end().ends_with(kind))
}

/// A list whose items all are `word: meaning` states the values of a text or number.
pub(super) fn described_items(cell: &mut Reading<'_>) {
    if !(cell.ty.is_text() || cell.ty.is_numeric()) {
        return;
    }
    let Some(first) = (0..cell.glyphs().len()).find(|&i| cell.is_item(i) && !cell.used[i]) else {
        return;
    };
    if below_remark(cell, first) {
        return;
    }
    let (items, end, complete) = item_values(cell, first);
    let more = (end + 1..cell.glyphs().len()).any(|i| cell.is_item(i));
    if items.len() < 2 || !complete || more || items.iter().any(|i| i.meaning.is_none()) {
        return;
    }
    add(cell, items, first..end);
}

/// Whether the line before `at` is a heading such as `说明：`, so that what follows are notes.
fn below_remark(cell: &Reading<'_>, at: usize) -> bool {
    let Some(end) = at.checked_sub(1) else {
        return false;
    };
    let start = cell.glyphs()[..end].iter().rposition(|g| g.c == '\n').map_or(0, |i| i + 1);
    let head = cell.view.string(start..end).to_ascii_lowercase();
    words::REMARKS.contains(&head.trim().trim_end_matches(':').trim_end())
}
