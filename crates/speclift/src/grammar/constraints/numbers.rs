//! Numbers, ranges and comparisons: `-1或0-99999`, `[1, 64]`, `大于等于1`.

use std::sync::LazyLock;

use super::super::glyphs::{Glyph, is_han};
use super::super::lexicon::Lexicon;
use super::values::Number;
use crate::vocabulary::constraints::{self as words, Compare};

static COMPARE: LazyLock<Lexicon<Compare>> = LazyLock::new(|| Lexicon::new(words::COMPARE));
static TO: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::TO));
static JOINERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::JOINERS));

/// What a range or comparison bounds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bounds {
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    /// One past its last glyph.
    pub(super) end: usize,
    /// Whether it is written with brackets or comparing words, and so can be nothing else.
    pub(super) explicit: bool,
}

/// Skips spaces, but no line breaks.
pub(super) fn skip(glyphs: &[Glyph], mut at: usize) -> usize {
    while glyphs.get(at).is_some_and(|g| g.c == ' ') {
        at += 1;
    }
    at
}

/// The number at `at` and where it ends. `1.1.1`, `010` and `10GB` are none.
pub(super) fn number(glyphs: &[Glyph], at: usize) -> Option<(Number, usize)> {
    let digit = |i: usize| glyphs.get(i).is_some_and(|g| g.c.is_ascii_digit());
    let from = if glyphs.get(at)?.c == '-' { at + 1 } else { at };
    let mut end = from;
    while digit(end) {
        end += 1;
    }
    if end == from || (glyphs[from].c == '0' && end > from + 1) {
        return None;
    }
    if glyphs.get(end).is_some_and(|g| g.c == '.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    let dotted = glyphs.get(end).is_some_and(|g| g.c == '.') && digit(end + 1);
    // A new mark starts a new value: `**4****6**`.
    let glued = glyphs.get(end).is_some_and(|g| g.is_word() && !g.edge);
    let strong_ends = end > 0 && glyphs[end - 1].strong && glyphs.get(end).is_some_and(|g| !g.strong);
    if dotted || (glued && !strong_ends) {
        return None;
    }
    let written: String = glyphs[at..end].iter().map(|g| g.c).collect();
    Some((Number::parse(&written)?, end))
}

/// The same, with commas between its thousands: `65,535`.
pub(super) fn grouped(glyphs: &[Glyph], at: usize) -> Option<(Number, usize)> {
    let (plain, mut end) = number(glyphs, at)?;
    let from = end;
    while let Some([comma, group @ ..]) = glyphs.get(end..end + 4)
        && comma.c == ','
        && group.iter().all(|g| g.c.is_ascii_digit())
        && !glyphs.get(end + 4).is_some_and(Glyph::is_word)
    {
        end += 4;
    }
    if end == from || from - at > 3 {
        return Some((plain, from));
    }
    let digits: String = glyphs[at..end].iter().filter(|g| g.c != ',').map(|g| g.c).collect();
    Some((Number::parse(&digits)?, end))
}

/// A range, a comparison, or values joined with a range, at `at`.
pub(super) fn bounds(glyphs: &[Glyph], at: usize) -> Option<Bounds> {
    let at = skip(glyphs, at);
    let found = bracketed(glyphs, at)
        .or_else(|| compared(glyphs, at))
        .or_else(|| joined(glyphs, at))
        .or_else(|| range(glyphs, at))?;
    let next = glyphs.get(skip(glyphs, found.end)).copied();
    let closed = next.is_none_or(|g| match g.c {
        '.' => glyphs.get(skip(glyphs, found.end) + 1).is_none_or(Glyph::is_space),
        '-' | '~' | ':' | '%' | '/' | '*' | '+' | '=' => false,
        _ => true,
    });
    let ordered = match (&found.min, &found.max) {
        (Some(min), Some(max)) => min.float() <= max.float(),
        _ => true,
    };
    (closed && ordered).then_some(found)
}

/// `[1, 64]`
fn bracketed(glyphs: &[Glyph], at: usize) -> Option<Bounds> {
    if glyphs.get(at)?.c != '[' {
        return None;
    }
    let (min, end) = number(glyphs, skip(glyphs, at + 1))?;
    let end = skip(glyphs, end);
    let end = if glyphs.get(end)?.c == ',' { end + 1 } else { end + TO.at(glyphs, end)?.0 };
    let (max, end) = number(glyphs, skip(glyphs, end))?;
    let end = skip(glyphs, end);
    (glyphs.get(end)?.c == ']').then(|| Bounds {
        min: Some(min),
        max: Some(max),
        end: end + 1,
        explicit: true,
    })
}

/// `1-64`, `0 to 100`, `from 0 to 100`
fn range(glyphs: &[Glyph], at: usize) -> Option<Bounds> {
    let from: Vec<char> = glyphs[at..].iter().take(5).map(Glyph::lower).collect();
    let at = if from == ['f', 'r', 'o', 'm', ' '] { skip(glyphs, at + 5) } else { at };
    let (min, min_end) = grouped(glyphs, at)?;
    let word = skip(glyphs, min_end);
    let (len, ()) = TO.at(glyphs, word)?;
    let to = skip(glyphs, word + len);
    let (max, end) = grouped(glyphs, to)?;
    // Where no word says that the text is English, a comma goes on with the sentence, or with a list.
    let spelled = glyphs[word].c.is_ascii_alphabetic();
    let plain = number(glyphs, at)?.1 == min_end && number(glyphs, to)?.1 == end;
    // `1 to 20,1234`: no number that anybody writes.
    let digit = |at: usize| glyphs.get(at).is_some_and(|g| g.c.is_ascii_digit());
    if spelled && glyphs.get(end).is_some_and(|g| g.c == ',') && digit(end + 1) {
        return None;
    }
    (plain || spelled).then_some(Bounds { min: Some(min), max: Some(max), end, explicit: false })
}

/// `-1或0-99999`, `-1 or ranges from 0 to 99999`: the range that holds all of it.
fn joined(glyphs: &[Glyph], at: usize) -> Option<Bounds> {
    let (one, end) = number(glyphs, at)?;
    let end = skip(glyphs, end);
    let (len, ()) = JOINERS.at(glyphs, end)?;
    let mut at = skip(glyphs, end + len);
    let ranges: Vec<char> = glyphs[at..].iter().take(7).map(Glyph::lower).collect();
    if ranges == ['r', 'a', 'n', 'g', 'e', 's', ' '] {
        at += 7;
    }
    let rest = range(glyphs, at)?;
    let lower = rest.min.filter(|min| min.float() <= one.float()).unwrap_or_else(|| one.clone());
    let upper = rest.max.filter(|max| max.float() >= one.float()).unwrap_or(one);
    Some(Bounds { min: Some(lower), max: Some(upper), end: rest.end, explicit: true })
}

/// Bounds with the number that may stand in their place: `正整数或-1`.
pub(super) fn or_less(glyphs: &[Glyph], mut bounds: Bounds) -> Bounds {
    let joined = JOINERS.at(glyphs, skip(glyphs, bounds.end));
    let other = joined.and_then(|(len, ())| number(glyphs, skip(glyphs, skip(glyphs, bounds.end) + len)));
    if let Some((other, end)) = other
        && word_ends(glyphs, end)
    {
        bounds.end = end;
        bounds.min = bounds.min.filter(|min| min.float() <= other.float()).or(Some(other));
    }
    bounds
}

/// `≥1`, `大于等于0且小于等于100`
fn compared(glyphs: &[Glyph], mut at: usize) -> Option<Bounds> {
    let mut bounds = Bounds { min: None, max: None, end: at, explicit: true };
    loop {
        let (len, &compare) = COMPARE.at(glyphs, at)?;
        let (n, end) = number(glyphs, skip(glyphs, at + len))?;
        let next =
            |by: i64| n.whole().and_then(|w| w.checked_add(by)).and_then(|w| Number::parse(&w.to_string()));
        match compare {
            Compare::AtLeast => bounds.min = Some(n),
            Compare::AtMost => bounds.max = Some(n),
            Compare::Above => bounds.min = Some(next(1)?),
            Compare::Below => bounds.max = Some(next(-1)?),
            Compare::Exactly => (bounds.min, bounds.max) = (Some(n.clone()), Some(n)),
        }
        bounds.end = end;
        // A second comparison, after `且` or a comma.
        let mut more = skip(glyphs, end);
        while glyphs.get(more).is_some_and(|g| matches!(g.c, '且' | ',' | '并' | ' ')) {
            more += 1;
        }
        if more == end || COMPARE.at(glyphs, more).is_none() || (bounds.min.is_some() && bounds.max.is_some())
        {
            return Some(bounds);
        }
        at = more;
    }
}

/// How many glyphs a unit at `at` takes.
pub(super) fn unit(glyphs: &[Glyph], at: usize, units: &[&str]) -> Option<usize> {
    let at_unit = skip(glyphs, at);
    let fits = |u: &&&str| {
        let mut len = 0;
        u.chars().all(|c| {
            len += 1;
            glyphs.get(at_unit + len - 1).is_some_and(|g| g.lower() == c)
        })
    };
    let unit = units.iter().filter(fits).max_by_key(|u| u.len())?;
    Some(at_unit - at + unit.chars().count())
}

/// Whether nothing of a word goes on at `at`: the end, a space, punctuation.
pub(super) fn word_ends(glyphs: &[Glyph], at: usize) -> bool {
    glyphs.get(at).is_none_or(|g| !g.is_word() && !is_han(g.c))
}
