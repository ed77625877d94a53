//! Sentences that state a constraint. A sentence that might be about another field, or holds only
//! under a condition, says nothing.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::glyphs::{Glyph, is_han};
use super::super::lexicon::Lexicon;
use super::super::types::{TypeExpr, word_type};
use super::numbers::{self, Bounds, bounds, number, skip, unit, word_ends};
use super::values::{Constraint, Format, Number, Origin};
use super::{Reading, choices, hints, literals};
use crate::vocabulary::constraints::{self as words, Phrase};

/// How far back the subject of a clause is looked for.
const MAX_CLAUSE: usize = 128;

static PHRASES: LazyLock<Lexicon<Phrase>> = LazyLock::new(|| Lexicon::new(words::PHRASES));
static OTHER: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::OTHER_SUBJECT));
static CONDITION: LazyLock<Lexicon<bool>> = LazyLock::new(|| {
    // `true` for a condition, `false` for a word that only looks like one.
    static TABLE: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
        let conditions = words::CONDITION.iter().map(|w| (*w, true));
        conditions.chain(words::NO_CONDITION.iter().map(|w| (*w, false))).collect()
    });
    Lexicon::new(&TABLE)
});
static SELF: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::SELF));
static MEANS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::MEANS));
static UNSET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::UNSET));

/// Reads what the labels left.
pub(super) fn read(cell: &mut Reading<'_>) {
    hints::required(cell);
    let mut at = 0;
    while at < cell.glyphs().len() {
        let end = sentence_end(cell, at);
        if !cell.used[at] {
            sentence(cell, at..end);
        }
        at = end.max(at) + 1;
    }
    if !cell.found.iter().any(|f| matches!(f.constraint, Constraint::Enum(_))) {
        choices::described_items(cell);
    }
}

/// The sentence that starts at `at` goes up to here: a full stop, a line break, a label.
fn sentence_end(cell: &Reading<'_>, at: usize) -> usize {
    let glyphs = cell.glyphs();
    let ends = |i: usize| match glyphs[i].c {
        '\n' | '。' | ';' | '!' | '?' | '•' => true,
        '.' => glyphs.get(i + 1).is_none_or(Glyph::is_space),
        _ => cell.used[i] != cell.used[at],
    };
    (at..glyphs.len()).find(|&i| ends(i)).unwrap_or(glyphs.len())
}

fn sentence(cell: &mut Reading<'_>, range: Range<usize>) {
    if hints::is_deprecated(cell, &range) {
        cell.add(Constraint::Deprecated, Origin::Prose, range);
        return;
    }
    let mut at = range.start;
    let mut conditional = None;
    while at < range.end {
        let Some((len, &phrase)) = PHRASES.at(cell.glyphs(), at) else {
            at += 1;
            continue;
        };
        let after = at + len;
        let latin = cell.glyphs()[at].is_word();
        if (latin && at > range.start && cell.glyphs()[at - 1].is_word()) || after > range.end {
            at += 1;
            continue;
        }
        let free = matches!(
            phrase,
            Phrase::Example | Phrase::Repeatable | Phrase::Deprecated | Phrase::Uuid | Phrase::Type
        );
        let ours = free
            || (latin || !other_subject(&cell.glyphs()[range.start..at], phrase))
                && !*conditional.get_or_insert_with(|| is_conditional(&cell.glyphs()[range.clone()]));
        let of_case = phrase == Phrase::Values && is_case(cell, range.start, at);
        let end = if ours && !of_case { phrase_at(cell, phrase, at, after, &range) } else { None };
        at = end.unwrap_or(after);
    }
    hints::repeated_key(cell, &range);
    choices::anchored(cell, range);
}

/// Whether the clause before a phrase speaks of something else than the field: `key最大长度`, `每个value`.
fn other_subject(before: &[Glyph], phrase: Phrase) -> bool {
    let starts = |g: &Glyph| matches!(g.c, ',' | ':' | '(' | '、');
    let before = &before[before.len().saturating_sub(MAX_CLAUSE)..];
    let clause = before.iter().rposition(starts).map_or(0, |i| i + 1);
    let clause = &before[clause..];
    // `tags中最多包含10个key`: what the list holds.
    if phrase == Phrase::AtMost && clause.last().is_some_and(|g| g.c == '中') {
        return (0..clause.len()).any(|i| OTHER.at(clause, i).is_some());
    }
    clause.iter().any(|g| g.c.is_ascii_alphabetic())
        || (0..clause.len()).any(|i| OTHER.at(clause, i).is_some())
}

/// Whether a sentence holds only under a condition other than that no value is given.
fn is_conditional(sentence: &[Glyph]) -> bool {
    let conditional = (0..sentence.len()).any(|i| matches!(CONDITION.at(sentence, i), Some((_, true))));
    conditional && !(0..sentence.len()).any(|i| UNSET.at(sentence, i).is_some())
}

/// Whether a phrase stands in one of several list items, behind a clause that says for which case it holds:
/// `- 1～6天，取值为1,2`.
fn is_case(cell: &Reading<'_>, start: usize, phrase: usize) -> bool {
    let glyphs = cell.glyphs();
    let line = glyphs[..start].iter().rposition(|g| g.c == '\n').map_or(0, |i| i + 1);
    let counted = glyphs[line..phrase].iter().position(|g| g.c == ',').is_some_and(|comma| {
        glyphs[line].c.is_ascii_digit() && glyphs[line..line + comma].iter().any(|g| is_han(g.c))
    });
    let above = line.checked_sub(1).is_some_and(|end| cell.is_item(end));
    counted && cell.is_item(phrase) && (above || cell.is_item(cell.line_end(phrase) + 1))
}

/// Reads what follows a phrase. Returns where it ends; `None` where the phrase said nothing.
fn phrase_at(
    cell: &mut Reading<'_>,
    phrase: Phrase,
    start: usize,
    after: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let colon = skip(cell.glyphs(), after);
    let colon = if cell.glyphs().get(colon)?.c == ':' { colon + 1 } else { after };
    let value = skip(cell.glyphs(), colon);
    match phrase {
        Phrase::Values => values(cell, start, value),
        Phrase::Supported => choices::supported(cell, start, value),
        Phrase::Length => length(cell, start, value),
        Phrase::Items => {
            let found = bounds(cell.glyphs(), value)?;
            matches!(cell.ty, TypeExpr::Array(_)).then(|| items(cell, start, found))?
        }
        Phrase::Maximum | Phrase::Minimum if cell.ty.is_numeric() => {
            let (n, end) = amount(cell, start, value)?;
            let least = phrase == Phrase::Minimum;
            let constraint =
                if least { Constraint::Minimum(n.into()) } else { Constraint::Maximum(n.into()) };
            cell.add(constraint, Origin::Prose, start..end);
            Some(end)
        }
        Phrase::Maximum | Phrase::Minimum => None,
        Phrase::MaxLength => {
            let (n, end) = number(cell.glyphs(), value)?;
            let end = end + unit(cell.glyphs(), end, words::CHARACTERS).unwrap_or(0);
            add_length(cell, Bounds { min: None, max: Some(n), end, explicit: true }, start)
        }
        Phrase::AtMost => at_most(cell, start, value),
        Phrase::Default => literals::default(cell, start, after),
        Phrase::Example => literals::example(cell, start, after),
        Phrase::Positive => {
            let negated = start > sentence.start && matches!(cell.glyphs()[start - 1].c, '非' | '是');
            if !cell.ty.is_numeric() || negated {
                return None;
            }
            let from_one = Bounds { min: Number::parse("1"), max: None, end: after, explicit: true };
            let found = beside(cell.glyphs(), numbers::or_less(cell.glyphs(), from_one));
            Some(add_bounds(cell, found, start, 0))
        }
        Phrase::Repeatable => {
            cell.add(Constraint::Repeatable, Origin::Prose, start..after);
            Some(after)
        }
        Phrase::Deprecated => {
            // A value or another operation may be what is deprecated.
            let before = &cell.glyphs()[sentence.start..start];
            let short = before.len() <= 8 && !before.iter().any(|g| matches!(g.c, ':' | '['));
            let from = skip(before, 0);
            let named =
                SELF.at(before, from).is_some_and(|(len, ())| skip(before, from + len) == before.len());
            let field = short || named;
            if field && word_ends(cell.glyphs(), after) {
                cell.add(Constraint::Deprecated, Origin::Prose, start..after);
            }
            Some(after)
        }
        Phrase::Type => {
            let rest = &cell.glyphs()[value..sentence.end.max(value)];
            let word = rest.iter().take_while(|g| g.c.is_ascii_alphanumeric()).count();
            let ty = word_type(&rest[..word])?;
            cell.add(Constraint::Type(ty), Origin::Prose, start..value + word);
            Some(value + word)
        }
        Phrase::Uuid => {
            if word_ends(cell.glyphs(), after) {
                cell.add(Constraint::Format(Format::Uuid), Origin::Prose, start..after);
            }
            Some(after)
        }
        Phrase::Format => hints::date_format(cell, start, after),
    }
}

/// `取值为1到64`, `取值为A、B或C`, `取值范围` above a list.
fn values(cell: &mut Reading<'_>, start: usize, value: usize) -> Option<usize> {
    if let Some(found) = bounds(cell.glyphs(), value) {
        if unit(cell.glyphs(), found.end, &words::CHARACTERS[..4]).is_some() {
            return add_length(cell, found, start);
        }
        let whole =
            unit(cell.glyphs(), found.end, &["的整数", "的正整数", "之间", "之间的整数"]).unwrap_or(0);
        let closed = word_ends(cell.glyphs(), skip(cell.glyphs(), found.end + whole));
        let numeric = cell.ty.is_numeric() || (found.explicit && !matches!(cell.ty, TypeExpr::Array(_)));
        return (numeric && closed).then(|| {
            let found = beside(cell.glyphs(), found);
            add_bounds(cell, found, start, whole)
        });
    }
    choices::values(cell, start, value)
}

/// A range with the values that the text explains beside it: `0-1000，-1表示不限`.
fn beside(glyphs: &[Glyph], mut found: Bounds) -> Bounds {
    let mut at = found.end;
    while let Some(glyph) = glyphs.get(at) {
        let starts = glyph.c.is_ascii_digit() || glyph.c == '-';
        let apart = !glyphs[at - 1].is_word() && glyphs[at - 1].c != '.';
        if let Some((n, end)) = (starts && apart).then(|| number(glyphs, at)).flatten() {
            if MEANS.at(glyphs, skip(glyphs, end)).is_some() {
                let lower = found.min.as_ref().is_some_and(|min| n.float() < min.float());
                let higher = found.max.as_ref().is_some_and(|max| n.float() > max.float());
                if lower {
                    found.min = Some(n);
                } else if higher {
                    found.max = Some(n);
                }
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn add_bounds(cell: &mut Reading<'_>, found: Bounds, start: usize, unit: usize) -> usize {
    let end = found.end + unit;
    if let Some(min) = found.min {
        cell.add(Constraint::Minimum(min.into()), Origin::Prose, start..end);
    }
    if let Some(max) = found.max {
        cell.add(Constraint::Maximum(max.into()), Origin::Prose, start..end);
    }
    end
}

/// `长度为1~64个字符`, `长度不超过64`
fn length(cell: &mut Reading<'_>, start: usize, value: usize) -> Option<usize> {
    let one = number(cell.glyphs(), value);
    let mut found = match (bounds(cell.glyphs(), value), one) {
        (Some(found), _) => found,
        // `长度限制为255个字符`: a limit is the longest length.
        (None, Some((n, end))) if is_limit(&cell.glyphs()[start..value]) => {
            Bounds { min: None, max: Some(n), end, explicit: true }
        }
        _ => return None,
    };
    let characters = unit(cell.glyphs(), found.end, words::CHARACTERS);
    if characters.is_none() && !speaks_of_length(&cell.glyphs()[start..value]) {
        return None;
    }
    found.end += characters.unwrap_or(0);
    found.end += unit(cell.glyphs(), found.end, &["之间"]).unwrap_or(0);
    if !word_ends(cell.glyphs(), found.end) {
        return None;
    }
    add_length(cell, found, start)
}

/// Whether a phrase says by itself that it is about a length: `it contains 2 to 8` needs a unit.
fn speaks_of_length(phrase: &[Glyph]) -> bool {
    let lower: String = phrase.iter().map(Glyph::lower).collect();
    lower.contains("length") || lower.contains('长')
}

fn is_limit(phrase: &[Glyph]) -> bool {
    phrase.iter().any(|g| g.c == '限')
}

/// A length counts only for text: on a list it may be about the items.
fn add_length(cell: &mut Reading<'_>, found: Bounds, start: usize) -> Option<usize> {
    if !cell.ty.is_text() {
        return None;
    }
    let end = found.end;
    let (min, max) = (found.min.map(count), found.max.map(count));
    if let Some(min) = min {
        cell.add(Constraint::MinLength(min?), Origin::Prose, start..end);
    }
    if let Some(max) = max {
        cell.add(Constraint::MaxLength(max?), Origin::Prose, start..end);
    }
    Some(end)
}

fn items(cell: &mut Reading<'_>, start: usize, found: Bounds) -> Option<usize> {
    let end = found.end;
    if let Some(min) = found.min {
        cell.add(Constraint::MinItems(count(min)?), Origin::Prose, start..end);
    }
    if let Some(max) = found.max {
        cell.add(Constraint::MaxItems(count(max)?), Origin::Prose, start..end);
    }
    Some(end)
}

fn count(n: Number) -> Option<u64> {
    n.whole().and_then(|w| u64::try_from(w).ok())
}

/// The number behind a phrase, with commas between its thousands where the phrase is English.
fn amount(cell: &Reading<'_>, phrase: usize, value: usize) -> Option<(Number, usize)> {
    let english = cell.glyphs().get(phrase).is_some_and(Glyph::is_word);
    if english { numbers::grouped(cell.glyphs(), value) } else { number(cell.glyphs(), value) }
}

/// `最大支持64个字符`, `最多包含10个key`: the unit says what is counted.
fn at_most(cell: &mut Reading<'_>, start: usize, value: usize) -> Option<usize> {
    let (n, end) = amount(cell, start, value)?;
    if let Some(unit) = unit(cell.glyphs(), end, words::CHARACTERS) {
        let end = end + unit;
        return add_length(cell, Bounds { min: None, max: Some(n), end, explicit: true }, start);
    }
    let unit = numbers::unit(cell.glyphs(), end, words::ITEMS)?;
    let list = matches!(cell.ty, TypeExpr::Array(_));
    list.then(|| items(cell, start, Bounds { min: None, max: Some(n), end: end + unit, explicit: true }))?
}
