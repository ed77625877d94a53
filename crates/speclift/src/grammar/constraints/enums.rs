//! Enumerations behind a label, and the meanings of their values.

use std::ops::Range;

use super::super::glyphs::{Glyph, is_han};
use super::lists::{literal, unquoted};
use super::numbers::skip;
use super::values::{Constraint, EnumValue, Origin};
use super::{Reading, lists};

/// The most values of one enumeration.
const MAX_VALUES: usize = 1024;
/// The longest text that is one value.
const MAX_VALUE: usize = 128;

/// Reads the values behind a label. Returns where they end; `None` where none could be read.
///
/// Values come marked one by one, in the label's line with separators, or as list items below it.
pub(super) fn read(cell: &mut Reading<'_>, start: usize, zone: Range<usize>) -> Option<usize> {
    let mut pieces = Vec::new();
    let mut at = skip(cell.glyphs(), zone.start);
    let mut end = inline(cell, at..cell.line_end(at).min(zone.end), &mut pieces)?;
    if pieces.is_empty() {
        at = cell.line_end(at) + 1;
        if at < zone.end && !cell.is_item(at) {
            end = inline(cell, at..cell.line_end(at).min(zone.end), &mut pieces)?;
        }
        while pieces.is_empty() || cell.is_item(at) {
            if at >= zone.end || !cell.is_item(at) {
                break;
            }
            let line = at..cell.line_end(at).min(zone.end);
            let before = pieces.len();
            bullets(cell.glyphs(), line.clone(), &mut pieces);
            if pieces[before..].iter().any(|p| !is_value(cell.glyphs(), p) && !is_words(cell.glyphs(), p)) {
                pieces.truncate(before);
                break;
            }
            end = line.end;
            at = cell.line_end(at) + 1;
        }
    }
    if let [only] = pieces.as_slice() {
        // One item of several words, each of which can be a value: the conversion lost its bullets.
        let words = words(cell.glyphs(), only.clone());
        if words.len() > 1 {
            pieces = words;
        }
    }
    if pieces.len() > MAX_VALUES {
        return None;
    }
    let known = meanings(cell, start);
    let mut values: Vec<EnumValue> = Vec::new();
    let mut unreadable = Vec::new();
    for piece in pieces.iter().cloned().flat_map(|p| split_glued(cell, p, &known)) {
        match value(cell, piece.clone()) {
            Some(value) => match values.iter_mut().find(|known| known.value == value.value) {
                Some(known) => known.also_means(value.meaning),
                None => values.push(value),
            },
            None => unreadable.push(piece),
        }
    }
    if values.is_empty() && unreadable.is_empty() {
        return None;
    }
    for value in &mut values {
        if value.meaning.is_none() {
            value.meaning = known.iter().find(|(w, _)| *w == value.value).and_then(|(_, m)| m.clone());
        }
    }
    for piece in unreadable {
        // Without any value, the label is what cannot be read.
        let piece = if values.is_empty() { start..end } else { piece };
        let what = cell.view.written(piece.clone());
        cell.add(Constraint::Unreadable(what), Origin::Label, piece);
    }
    if !values.is_empty() {
        cell.add(Constraint::Enum(values), Origin::Label, start..end);
    }
    Some(end)
}

/// The values in one line. Returns where they end; `None` where the line is a sentence.
fn inline(cell: &Reading<'_>, line: Range<usize>, pieces: &mut Vec<Range<usize>>) -> Option<usize> {
    let glyphs = cell.glyphs();
    let line = line.start..line.end.max(line.start);
    let line = cell.view.trim(line.clone());
    if line.is_empty() {
        return Some(line.start);
    }
    if glyphs[line.start].edge {
        let (mut at, mut end) = (line.start, line.start);
        while at < line.end && glyphs[at].edge {
            let lit = literal(&glyphs[..line.end], at)?;
            pieces.push(cell.view.trim(lit.all.clone()));
            end = lit.all.end;
            at = end;
            while at < line.end && !glyphs[at].edge && is_separator(glyphs[at].c) {
                at += 1;
            }
        }
        return Some(end);
    }
    if glyphs[line.clone()].iter().any(|g| g.c == '•') {
        bullets(glyphs, line.clone(), pieces);
        return Some(line.end);
    }
    let stop = glyphs[line.clone()].iter().position(|g| g.c == '。').map_or(line.end, |i| line.start + i);
    let words = unbracketed(cell, line.start..stop);
    split(glyphs, words.clone(), pieces);
    if pieces.iter().all(|p| is_plain(&glyphs[p.clone()])) {
        return Some(stop);
    }
    // `A（甲）、B（乙）`
    pieces.clear();
    let (items, end) = lists::list(&glyphs[..stop], words.start)?;
    if !lists::closed(glyphs, end) {
        return None;
    }
    pieces.extend(items.into_iter().map(|item| item.lit.all));
    Some(end)
}

/// A range without brackets around all of it: `[a, b]`.
fn unbracketed(cell: &Reading<'_>, range: Range<usize>) -> Range<usize> {
    let range = cell.view.trim(range);
    let brackets = |g: &Glyph| matches!(g.c, '[' | ']');
    match &cell.glyphs()[range.clone()] {
        [open, inner @ .., close]
            if open.c == '[' && close.c == ']' && !inner.is_empty() && !inner.iter().any(brackets) =>
        {
            range.start + 1..range.end - 1
        }
        _ => range,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\n' | '、' | ',' | ';' | '/' | '|')
}

/// Values parted by separators, or set in quotation marks one behind the other.
fn split(glyphs: &[Glyph], range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    while at < range.end {
        if is_separator(glyphs[at].c) {
            at += 1;
            continue;
        }
        let quoted = matches!(glyphs[at].c, '"' | '\'').then(|| literal(&glyphs[..range.end], at)).flatten();
        let end = match quoted {
            Some(lit) => lit.all.end,
            None => {
                let part = glyphs[at + 1..range.end].iter();
                at + 1 + part.take_while(|g| !is_separator(g.c) && !matches!(g.c, '"' | '\'')).count()
            }
        };
        pieces.push(at..end);
        at = end;
    }
}

/// Items of a list that stand in one line: `• a• b`.
fn bullets(glyphs: &[Glyph], range: Range<usize>, pieces: &mut Vec<Range<usize>>) {
    let mut from = range.start;
    for at in range.start..=range.end {
        if at < range.end && glyphs[at].c != '•' {
            continue;
        }
        let mut piece = from..at;
        while piece.start < piece.end && glyphs[piece.start].is_space() {
            piece.start += 1;
        }
        while piece.start < piece.end && glyphs[piece.end - 1].is_space() {
            piece.end -= 1;
        }
        if !piece.is_empty() {
            pieces.push(piece);
        }
        from = at + 1;
    }
}

/// The words of an item, if each of them can be a value by itself; else nothing.
fn words(glyphs: &[Glyph], item: Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for at in item {
        let glyph = &glyphs[at];
        if glyph.is_space() {
            continue;
        }
        if !glyph.is_word() && !matches!(glyph.c, '_' | '-' | ':' | '.') {
            return Vec::new();
        }
        match words.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

fn is_plain(glyphs: &[Glyph]) -> bool {
    glyphs.len() <= MAX_VALUE && !glyphs.iter().any(|g| is_han(g.c) || matches!(g.c, '(' | ')'))
}

/// Whether a list item is a value, with or without a meaning, and no remark.
fn is_value(glyphs: &[Glyph], piece: &Range<usize>) -> bool {
    let piece = &glyphs[piece.clone()];
    piece.len() <= MAX_VALUE && (is_plain(piece) || described(piece).is_some())
}

/// Whether a list item is a few words without punctuation: in the place of a value, one that cannot be read.
pub(super) fn is_words(glyphs: &[Glyph], piece: &Range<usize>) -> bool {
    let piece = &glyphs[piece.clone()];
    piece.len() <= 16 && piece.iter().all(|g| is_han(g.c) || g.is_word())
}

/// `word: meaning` or `word（meaning）`: where the word ends, and the meaning.
pub(super) fn described(item: &[Glyph]) -> Option<(Range<usize>, Range<usize>)> {
    let lit = literal(item, 0)?;
    let at = skip(item, lit.all.end);
    let sep = item.get(at)?;
    let end = match sep.c {
        ':' | '-' => item.len(),
        '(' => item.iter().rposition(|g| g.c == ')')?,
        _ => return None,
    };
    let meaning = skip(item, at + 1)..end;
    let meant = item.get(meaning.clone())?.iter().any(|g| is_han(g.c) || g.c.is_ascii_alphabetic());
    meant.then_some((lit.value, meaning))
}

/// A piece as a value; `None` where it is a lone quotation mark or words.
fn value(cell: &Reading<'_>, piece: Range<usize>) -> Option<EnumValue> {
    let glyphs = &cell.glyphs()[piece.clone()];
    let (inner, meaning) = match described(glyphs) {
        Some((word, meaning)) if !is_plain(glyphs) => {
            let shift = |r: Range<usize>| piece.start + r.start..piece.start + r.end;
            (shift(word), Some(clean(&cell.view.written(shift(meaning)))))
        }
        _ => (unquoted(cell.glyphs(), piece.clone()), None),
    };
    let word = &cell.glyphs()[inner.clone()];
    if !is_plain(word) || word.iter().any(|g| matches!(g.c, '"')) || matches!(word, [g] if g.c == '\'') {
        return None;
    }
    let value = cell.view.string(inner);
    let value = if piece.len() > value.len() { value } else { value.trim().to_owned() };
    Some(EnumValue { value, meaning, span: cell.view.span(piece) })
}

/// A meaning without the punctuation that ends it.
pub(super) fn clean(meaning: &str) -> String {
    meaning.trim().trim_end_matches(['。', '；', ';', '，', ',', '、', ' ', '.']).to_owned()
}

/// Words with their meanings in the description above a label: `pending: 等待中accepted: 已接受`.
fn meanings(cell: &Reading<'_>, before: usize) -> Vec<(String, Option<String>)> {
    let glyphs = &cell.glyphs()[..before];
    let mut words: Vec<(Range<usize>, usize)> = Vec::new();
    for colon in 1..glyphs.len() {
        if !matches!(glyphs[colon].c, ':' | '(') || cell.used[colon] {
            continue;
        }
        let mut end = colon;
        while end > 0 && glyphs[end - 1].c == ' ' {
            end -= 1;
        }
        let floor = words.last().map_or(0, |(_, colon)| colon + 1);
        let part = |g: &Glyph| g.is_word() || matches!(g.c, '-' | '.' | '"' | '\'');
        let len = glyphs[floor..end].iter().rev().take(MAX_VALUE).take_while(|g| part(g)).count();
        if len > 0 && glyphs.get(skip(glyphs, colon + 1)).is_some_and(|g| is_han(g.c)) {
            words.push((unquoted(glyphs, end - len..end), colon));
        }
    }
    let starts: Vec<usize> = words.iter().map(|(w, _)| w.start).skip(1).chain([glyphs.len()]).collect();
    words
        .into_iter()
        .zip(starts)
        .map(|((word, colon), next)| {
            let stop = |g: &Glyph| matches!(g.c, '\n' | '•' | ';') || (glyphs[colon].c == '(' && g.c == ')');
            let len = glyphs[colon + 1..next.max(colon + 1)].iter().position(stop);
            let end = len.map_or(next.max(colon + 1), |len| colon + 1 + len);
            let meaning = clean(&cell.view.written(colon + 1..end));
            (cell.view.string(word), (!meaning.is_empty()).then_some(meaning))
        })
        .collect()
}

/// Parts `pendingaccepted` where the description above explains `pending` and `accepted`.
fn split_glued(
    cell: &Reading<'_>,
    piece: Range<usize>,
    known: &[(String, Option<String>)],
) -> Vec<Range<usize>> {
    let word = cell.view.string(piece.clone());
    if known.len() < 2
        || known.len() > MAX_VALUES
        || word.len() > 4 * MAX_VALUE
        || !word.is_ascii()
        || known.iter().any(|(w, _)| *w == word)
    {
        return vec![piece];
    }
    let (mut parts, mut at) = (Vec::new(), 0);
    while at < word.len() {
        let fits = known.iter().filter(|(w, _)| !w.is_empty() && word[at..].starts_with(w.as_str()));
        let Some(len) = fits.map(|(w, _)| w.len()).max() else {
            return vec![piece];
        };
        parts.push(piece.start + at..piece.start + at + len);
        at += len;
    }
    parts
}
