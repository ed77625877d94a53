//! Defaults and examples in sentences: `默认为false`, `for example, 2020-01-08 09:59:49`.

use std::ops::Range;

use super::super::glyphs::{Glyph, is_han};
use super::super::types::TypeExpr;
use super::Reading;
use super::labels::typed;
use super::lists::{literal, unquoted};
use super::numbers::skip;
use super::values::{Constraint, Literal, Origin};
use crate::vocabulary::constraints as words;

/// Reads the literal behind `默认`. Returns where it ends; `None` where none follows.
pub(super) fn default(cell: &mut Reading<'_>, start: usize, after: usize) -> Option<usize> {
    let glyphs = cell.glyphs();
    let mut at = skip(glyphs, after);
    if glyphs.get(at).is_some_and(|g| g.c == ':') {
        at = skip(glyphs, at + 1);
    }
    let (value, end) = match literal(glyphs, at) {
        Some(lit) => {
            let next = glyphs.get(skip(glyphs, lit.all.end)).map_or('\n', |g| g.c);
            let part =
                |c: char| c.is_ascii_alphanumeric() || is_han(c) || matches!(c, '~' | '/' | '、' | '%' | '=');
            let word = cell.view.string(lit.value.clone());
            // `默认10min`: a duration in words.
            let quantity = word.starts_with(|c: char| c.is_ascii_digit())
                && word.ends_with(|c: char| c.is_ascii_alphabetic())
                && !word.contains('_');
            if !lit.delimited && (part(next) || quantity || goes_on(cell, lit.all.end)) {
                return None;
            }
            (lit.value, lit.all.end)
        }
        None => named(cell, at)?,
    };
    let literal = plain(cell, value)?;
    cell.add(Constraint::Default(literal.into()), Origin::Prose, start..end);
    Some(end)
}

/// `崩溃一致性（crash_consistent）`: the value in brackets behind its name.
fn named(cell: &Reading<'_>, at: usize) -> Option<(Range<usize>, usize)> {
    if !cell.ty.is_text() {
        return None;
    }
    let glyphs = cell.glyphs();
    let name = glyphs.get(at..)?.iter().take(16).take_while(|g| is_han(g.c)).count();
    let open = skip(glyphs, at + name);
    if name == 0 || glyphs.get(open)?.c != '(' {
        return None;
    }
    let lit = literal(glyphs, open + 1)?;
    let closes = glyphs.get(lit.all.end)?.c == ')';
    (closes && lit.all.len() >= 3).then(|| (lit.value, lit.all.end + 1))
}

/// The glyphs as a literal of the field's type; `None` where they are no value of it, or a word for none.
fn plain(cell: &Reading<'_>, value: Range<usize>) -> Option<Literal> {
    let written = cell.view.written(value);
    if words::NOTHING.contains(&written.to_ascii_lowercase().as_str()) || written.chars().any(is_han) {
        return None;
    }
    let value = typed(cell.ty, &written)?;
    Some(Literal { written, value })
}

/// Reads the literal behind `例如`. Returns where it ends; `None` where a sentence follows.
pub(super) fn example(cell: &mut Reading<'_>, start: usize, after: usize) -> Option<usize> {
    if matches!(cell.ty, TypeExpr::Array(_) | TypeExpr::Object | TypeExpr::Named(_) | TypeExpr::Map(_)) {
        return None;
    }
    let glyphs = cell.glyphs();
    // A single character as in `比例` needs its colon to be a heading.
    let colon = glyphs.get(skip(glyphs, after))?.c;
    let heading = matches!(colon, ':' | ',');
    if after - start == 1 && (colon != ':' || (start > 0 && is_han(glyphs[start - 1].c))) {
        return None;
    }
    let mut at = skip(glyphs, after);
    if heading {
        at = skip(glyphs, at + 1);
    }
    let first = glyphs.get(at)?;
    let (value, end, delimited) = if first.edge || matches!(first.c, '"' | '\'') {
        let lit = literal(glyphs, at)?;
        (lit.value, lit.all.end, true)
    } else {
        let end = words_end(glyphs, at)?;
        (unquoted(glyphs, at..end), end, false)
    };
    let written = cell.view.string(value.clone());
    // A bare word is prose more often than a value.
    let telling = written.chars().any(|c| c.is_ascii_digit() || matches!(c, '_' | ':' | '/' | '.' | '-'));
    let next = glyphs.get(end).map_or('\n', |g| g.c);
    // `{region}_a`: a pattern for values.
    let pattern = written.contains(['{', '<', '=']);
    let part = is_han(next) || next == '、' || goes_on(cell, end);
    if pattern || (!delimited && (!telling || part)) {
        return None;
    }
    let literal = plain(cell, value)?;
    cell.add(Constraint::Example(literal.into()), Origin::Prose, start..end);
    Some(end)
}

/// Whether a comma joins what ends at `end` with more, as in `1,2,3` or `1,024`: one of full width would part them.
fn goes_on(cell: &Reading<'_>, end: usize) -> bool {
    let comma = cell.glyphs().get(end).is_some_and(|g| g.c == ',') && cell.view.written(end..end + 1) == ",";
    comma && cell.glyphs().get(end + 1).is_some_and(Glyph::is_word)
}

/// Where a bare example ends: one word, or two where the second goes on a time.
fn words_end(glyphs: &[Glyph], at: usize) -> Option<usize> {
    let word = |from: usize| {
        let part = |g: &&Glyph| {
            !g.is_space() && !is_han(g.c) && !matches!(g.c, ',' | '。' | ';' | '、' | ')' | '(' | '"')
        };
        let mut end = from + glyphs[from..].iter().take(512).take_while(part).count();
        while end > from && matches!(glyphs[end - 1].c, '.' | ':') {
            end -= 1;
        }
        end
    };
    let end = word(at);
    if end == at {
        return None;
    }
    let starts_word = |i: usize| glyphs.get(i).is_some_and(|g| g.is_word() || matches!(g.c, '+' | '-'));
    if glyphs.get(end).is_some_and(|g| g.c == ' ') && starts_word(end + 1) {
        let second = word(end + 1);
        let text = |r: Range<usize>| glyphs[r].iter().any(|g| g.c == ':');
        let time = text(end + 1..second)
            && glyphs[end + 1..second].iter().all(|g| !g.c.is_ascii_alphabetic() || g.c == 'Z');
        return time.then_some(second);
    }
    Some(end)
}
