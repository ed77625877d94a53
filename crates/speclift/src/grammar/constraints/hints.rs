//! What a description says about a field other than its values: its form, that it may be repeated, that
//! it is required.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::glyphs::{Glyph, is_han};
use super::super::lexicon::Lexicon;
use super::Reading;
use super::numbers::skip;
use super::values::{Constraint, Format, Origin};
use crate::vocabulary::constraints as words;

static REQUIRED: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::new(words::REQUIRED));

/// `格式为YYYY-MM-DDTHH:MM:SSZ`, also with `%` before each part.
pub(super) fn date_format(cell: &mut Reading<'_>, start: usize, after: usize) -> Option<usize> {
    let glyphs = cell.glyphs();
    let stops = |g: &&Glyph| !matches!(g.c, ',' | '。' | ';' | '\n' | '(') && !is_han(g.c);
    let len = glyphs[after..].iter().take(48).take_while(stops).count();
    let form: String = glyphs[after..after + len]
        .iter()
        .filter(|g| !matches!(g.c, '%' | ' ' | '"' | '\''))
        .map(|g| g.lower())
        .collect();
    let format = match form.as_str() {
        "yyyy-mm-dd" => Format::Date,
        "yyyy-mm-ddthh:mm:ssz" | "yyyy-mm-ddthh:mm:ss.sssz" => Format::DateTime,
        _ => return None,
    };
    cell.add(Constraint::Format(format), Origin::Prose, start..after + len);
    Some(after + len)
}

/// `status=a&status=b`: a key that stands twice in a query.
pub(super) fn repeated_key(cell: &mut Reading<'_>, range: &Range<usize>) {
    let glyphs = &cell.glyphs()[..range.end];
    let amp = (range.start..range.end).find(|&i| glyphs[i].c == '&');
    let Some(amp) = amp else { return };
    let name =
        |from: usize| glyphs[from..].iter().take_while(|g| g.is_word()).map(|g| g.c).collect::<String>();
    let second = name(amp + 1);
    let before = glyphs[range.start..amp].iter().rev().take(128);
    let len = before.take_while(|g| g.is_word() || matches!(g.c, '=' | '-' | ':' | '.')).count();
    let from = (amp - len..amp).find(|&i| glyphs[i].is_word()).unwrap_or(amp);
    let first = name(from);
    let assigned = |at: usize| glyphs.get(at).is_some_and(|g| g.c == '=');
    if !second.is_empty()
        && first == second
        && assigned(from + first.len())
        && assigned(amp + 1 + second.len())
    {
        cell.add(Constraint::Repeatable, Origin::Prose, from..amp + 1 + second.len());
    }
}

/// Whether a sentence is no more than the word that the field is no longer used: `Deprecated.`, `（废弃）`.
pub(super) fn is_deprecated(cell: &Reading<'_>, sentence: &Range<usize>) -> bool {
    if sentence.len() > 32 {
        return false;
    }
    let around = |g: &&Glyph| g.c.is_whitespace() || matches!(g.c, '(' | ')' | '[' | ']' | '*');
    let glyphs = &cell.glyphs()[sentence.clone()];
    let glyphs = &glyphs[glyphs.iter().take_while(around).count()..];
    let glyphs = &glyphs[..glyphs.len() - glyphs.iter().rev().take_while(around).count()];
    words::DEPRECATED.iter().any(|word| word.chars().eq(glyphs.iter().map(Glyph::lower)))
}

/// `必选。` at the start of a description.
pub(super) fn required(cell: &mut Reading<'_>) {
    let Some((len, &required)) = REQUIRED.at(cell.glyphs(), 0) else {
        return;
    };
    let glyphs = cell.glyphs();
    // `是`, `true` and their like are words of the column, and begin sentences of descriptions.
    let plain = len >= 2 && matches!(glyphs[0].lower(), '必' | '可' | '选' | '非' | 'm' | 'r' | 'o');
    let next = glyphs.get(skip(glyphs, len)).map_or('\n', |g| g.c);
    if plain && !cell.used[0] && matches!(next, '\n' | '。' | ',' | '.' | ';' | ':') {
        cell.add(Constraint::Required(required), Origin::Prose, 0..len);
    }
}
