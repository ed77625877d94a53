//! Literals and lists of them in running text: `A（甲）、B（乙）或C`.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::glyphs::{Glyph, is_han};
use super::super::lexicon::Lexicon;
use super::numbers::skip;
use crate::vocabulary::constraints as words;

static JOINERS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::JOINERS));
static COUNTED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::COUNTED));

/// The most values that a list in a sentence has.
const MAX_VALUES: usize = 64;
/// The longest meaning in brackets.
const MAX_MEANING: usize = 48;

/// A literal in running text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lit {
    /// The value's glyphs, without quotation marks.
    pub(super) value: Range<usize>,
    /// All its glyphs.
    pub(super) all: Range<usize>,
    /// Whether quotation marks or a mark show where it ends.
    pub(super) delimited: bool,
}

/// A value of a list with its meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) lit: Lit,
    pub(super) meaning: Option<Range<usize>>,
}

/// The literal at `at`: in quotation marks, marked, or a word in Latin script.
pub(super) fn literal(glyphs: &[Glyph], at: usize) -> Option<Lit> {
    let first = glyphs.get(at)?;
    if matches!(first.c, '"' | '\'') {
        let close = glyphs[at + 1..].iter().take(256).position(|g| g.c == first.c || g.c == '\n')? + at + 1;
        let inner = at + 1..close;
        return (glyphs[close].c == first.c).then(|| Lit {
            value: inner,
            all: at..close + 1,
            delimited: true,
        });
    }
    if first.edge {
        let more =
            glyphs[at + 1..].iter().take(256).take_while(|g| g.strong && !g.edge && g.c != '\n').count();
        let all = at..at + 1 + more;
        return Some(Lit { value: unquoted(glyphs, trimmed(glyphs, all.clone())), all, delimited: true });
    }
    let starts = |i: usize| glyphs.get(i).is_some_and(Glyph::is_word);
    if !(starts(at) || (first.c == '-' && glyphs.get(at + 1).is_some_and(|g| g.c.is_ascii_digit()))) {
        return None;
    }
    let part = |g: &Glyph| g.is_word() || matches!(g.c, ':' | '.' | '-' | '+' | '@' | '#');
    let mut end = at + 1 + glyphs[at + 1..].iter().take(256).take_while(|g| part(g) && !g.edge).count();
    while matches!(glyphs[end - 1].c, ':' | '.' | '+') && end > at + 1 {
        end -= 1;
    }
    Some(Lit { value: at..end, all: at..end, delimited: false })
}

fn trimmed(glyphs: &[Glyph], mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end && glyphs[range.start].is_space() {
        range.start += 1;
    }
    while range.start < range.end && glyphs[range.end - 1].is_space() {
        range.end -= 1;
    }
    range
}

/// A range without paired quotation marks around it.
pub(super) fn unquoted(glyphs: &[Glyph], range: Range<usize>) -> Range<usize> {
    match &glyphs[range.clone()] {
        [a, .., b] if a.c == b.c && matches!(a.c, '"' | '\'') => range.start + 1..range.end - 1,
        _ => range,
    }
}

/// Skips what joins two values, if anything does.
fn joiner(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let mut at = skip(glyphs, at);
    let mut joined = false;
    // `, or `, `，或者`
    for _ in 0..2 {
        if let Some((len, ())) = JOINERS.at(glyphs, at) {
            at = skip(glyphs, at + len);
            joined = true;
        }
    }
    joined.then_some(at)
}

/// `（…）` at `at`: what stands in the brackets, and where they end.
fn brackets(glyphs: &[Glyph], at: usize) -> Option<(Range<usize>, usize)> {
    let open = skip(glyphs, at);
    if glyphs.get(open)?.c != '(' {
        return None;
    }
    let len = glyphs[open + 1..].iter().take(MAX_MEANING).position(|g| matches!(g.c, ')' | '(' | '\n'))?;
    let close = open + 1 + len;
    (glyphs[close].c == ')').then(|| (trimmed(glyphs, open + 1..close), close + 1))
}

/// Literals, each with a meaning in brackets or without, joined: `A、B或C`. Returns where they end.
pub(super) fn list(glyphs: &[Glyph], at: usize) -> Option<(Vec<Item>, usize)> {
    let mut items = Vec::new();
    let mut next = skip(glyphs, at);
    let mut end = next;
    while let Some(lit) = literal(glyphs, next) {
        if items.len() == MAX_VALUES {
            return None;
        }
        end = lit.all.end;
        let meaning = brackets(glyphs, end);
        if let Some((_, after)) = &meaning {
            end = *after;
        }
        // Clauses in brackets are about more than this value.
        let clauses = |r: &Range<usize>| glyphs[r.clone()].iter().any(|g| matches!(g.c, ',' | '。' | ';'));
        items.push(Item { lit, meaning: meaning.map(|(inner, _)| inner).filter(|m| !clauses(m)) });
        match joiner(glyphs, end) {
            Some(after) => next = after,
            None => break,
        }
    }
    (!items.is_empty() && !grouped(glyphs, &items)).then_some((items, end))
}

/// Whether commas part the thousands of a number among values that other commas part: `512, 1,024, 2,048`.
fn grouped(glyphs: &[Glyph], items: &[Item]) -> bool {
    let digits = |lit: &Lit| glyphs[lit.all.clone()].iter().all(|g| g.c.is_ascii_digit());
    let thousands = |a: &Lit, b: &Lit| {
        let comma = a.all.end + 1 == b.all.start && glyphs[a.all.end].c == ',';
        comma && digits(a) && digits(b) && b.all.len() == 3
    };
    let pairs = || items.windows(2).map(|pair| (&pair[0].lit, &pair[1].lit));
    pairs().any(|(a, b)| thousands(a, b)) && pairs().any(|(a, b)| a.all.end + 1 < b.all.start)
}

/// Values in brackets behind their meanings, joined: `云服务器（server），云硬盘（disk）`.
pub(super) fn named_list(glyphs: &[Glyph], at: usize) -> Option<(Vec<Item>, usize)> {
    let mut items = Vec::new();
    let mut next = skip(glyphs, at);
    let mut end = next;
    while let Some(item) = named(glyphs, next) {
        if items.len() == MAX_VALUES {
            return None;
        }
        end = item.1;
        items.push(item.0);
        match joiner(glyphs, end) {
            Some(after) => next = after,
            None => break,
        }
    }
    (!items.is_empty()).then_some((items, end))
}

fn named(glyphs: &[Glyph], at: usize) -> Option<(Item, usize)> {
    let name = glyphs[at..].iter().take(MAX_MEANING).take_while(|g| is_han(g.c) || g.c == ' ').count();
    let name = trimmed(glyphs, at..at + name);
    let (inner, end) = brackets(glyphs, name.end)?;
    let lit = literal(glyphs, inner.start)?;
    let word = &glyphs[lit.value.clone()];
    let ok =
        !name.is_empty() && lit.all.end == inner.end && word.len() >= 3 && word[0].c.is_ascii_alphabetic();
    ok.then_some((Item { lit, meaning: Some(name) }, end))
}

/// Whether a list is complete where it ends. `等` leaves it open, a word may go on with its last value.
pub(super) fn closed(glyphs: &[Glyph], end: usize) -> bool {
    let next = skip(glyphs, end);
    let Some(g) = glyphs.get(next) else {
        return true;
    };
    match g.c {
        '\n' | '。' | ';' | ',' | ')' | '"' | '•' => true,
        '.' => glyphs.get(next + 1).is_none_or(Glyph::is_space),
        _ => COUNTED.at(glyphs, next).is_some(),
    }
}

/// Whether a list says behind its last value how many values there are.
pub(super) fn counted(glyphs: &[Glyph], end: usize) -> bool {
    COUNTED.at(glyphs, skip(glyphs, end)).is_some()
}
