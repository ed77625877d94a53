//! Constraints in the description column: labels that generated pages write (`最小长度：**1**`) and
//! sentences that people write (`取值为1到64`).
//!
//! Labels are complete: a label whose value cannot be read is reported as [`Constraint::Unreadable`].
//! Prose is conservative: a sentence that might be about something else says nothing.

mod choices;
mod enums;
mod hints;
mod labels;
mod lists;
mod literals;
mod numbers;
mod prose;
mod values;

use std::borrow::Cow;
use std::ops::Range;

pub use labels::parse_literal;
pub use values::{Constraint, Constraints, EnumValue, Format, Found, Literal, Number, Origin};

use super::glyphs::{Glyph, View};
use super::types::TypeExpr;
use crate::page::Line;

/// The most constraints of one cell. No page comes near it; it bounds the work on hostile input.
const MAX_FOUND: usize = 256;

/// Reads the lines of a description cell. `ty` is the type of the field, which tells a length from a
/// value and a number from text.
pub fn parse_constraints(lines: &[Line], ty: &TypeExpr) -> Constraints {
    let lines = itemised(lines);
    let view = View::new(&lines);
    let used = vec![false; view.glyphs.len()];
    let mut cell = Reading { view, ty, used, found: Vec::new() };
    labels::read(&mut cell);
    // A label ends the sentence before it, with or without a full stop.
    let labels = cell.end_sentences_at_labels();
    prose::read(&mut cell);
    for (at, c) in labels {
        cell.view.glyphs[at].c = c;
    }
    cell.finish()
}

/// The lines with those as list items that only a dash marks as such.
fn itemised(lines: &[Line]) -> Cow<'_, [Line]> {
    let dashed = |line: &Line| !line.item && line.text.as_str().starts_with("- ");
    if !lines.iter().any(dashed) {
        return Cow::Borrowed(lines);
    }
    let item = |line: &Line| match dashed(line) {
        true => Line { item: true, text: line.text.slice(2..line.text.len()).trim() },
        false => line.clone(),
    };
    Cow::Owned(lines.iter().map(item).collect())
}

/// A cell while it is read.
struct Reading<'a> {
    view: View<'a>,
    ty: &'a TypeExpr,
    /// Which glyphs belong to a label or its value, and not to the description.
    used: Vec<bool>,
    found: Vec<Found>,
}

impl Reading<'_> {
    /// Puts full stops in place of labels and their values. Returns what stood there.
    fn end_sentences_at_labels(&mut self) -> Vec<(usize, char)> {
        let mut replaced = Vec::new();
        for (at, glyph) in self.view.glyphs.iter_mut().enumerate() {
            if self.used[at] && glyph.c != '\n' {
                replaced.push((at, glyph.c));
                glyph.c = '。';
            }
        }
        replaced
    }

    fn glyphs(&self) -> &[Glyph] {
        &self.view.glyphs
    }

    fn add(&mut self, constraint: Constraint, origin: Origin, range: Range<usize>) {
        let span = self.view.span(range);
        if let Constraint::Enum(values) = &constraint
            && let Some(known) = self.found.iter_mut().find_map(|f| f.same_values(origin, values))
        {
            for (known, value) in known.iter_mut().zip(values) {
                known.also_means(value.meaning.clone());
            }
            return;
        }
        if self.found.len() >= MAX_FOUND {
            return;
        }
        let known = self.found.iter().any(|f| f.origin == origin && f.constraint == constraint);
        if !known {
            self.found.push(Found { constraint, origin, span });
        }
    }

    /// Takes a label and its value out of the description, with the punctuation behind them.
    fn take(&mut self, range: Range<usize>) {
        let mut end = range.end;
        while let Some(g) = self.view.glyphs.get(end)
            && matches!(g.c, ' ' | '。' | ';' | ',' | '、')
        {
            end += 1;
        }
        self.used[range.start..end].fill(true);
    }

    /// The end of the line that a glyph stands in: its line break.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.view.glyphs.get(at..).unwrap_or_default();
        at + rest.iter().position(|g| g.c == '\n').unwrap_or(rest.len())
    }

    fn is_item(&self, at: usize) -> bool {
        self.view.glyphs.get(at).is_some_and(|g| self.view.lines[g.line as usize].item)
    }

    /// Sentences that state one bound or default twice, and differently, speak of cases: none of them
    /// holds for the field as such.
    fn drop_cases(&mut self) {
        let kind = |f: &Found| match f.constraint {
            Constraint::Enum(_) | Constraint::Example(_) | Constraint::Format(_) => None,
            ref other => (f.origin == Origin::Prose).then(|| std::mem::discriminant(other)),
        };
        let kinds: Vec<_> = self.found.iter().map(kind).collect();
        let mut kinds_left = kinds.iter();
        self.found.retain(|_| {
            let kind = kinds_left.next().copied().flatten();
            kind.is_none_or(|kind| kinds.iter().filter(|&&k| k == Some(kind)).count() == 1)
        });
    }

    fn finish(mut self) -> Constraints {
        self.drop_cases();
        let mut read = Constraints::default();
        let mut at = 0;
        while at < self.view.glyphs.len() {
            let end = self.line_end(at);
            let kept = self.kept(at..end);
            if !kept.is_empty() {
                read.end(&if self.is_item(at) { format!("- {kept}") } else { kept });
            }
            at = end + 1;
        }
        self.found.sort_by_key(|f| (f.span.start, f.span.end));
        read.found = self.found;
        read
    }

    /// What is left of a line, as written.
    fn kept(&self, line: Range<usize>) -> String {
        let mut kept = String::new();
        let mut at = line.start;
        while at < line.end {
            let run = at + self.used[at..line.end].iter().position(|&u| u).unwrap_or(line.end - at);
            if let (Some(first), Some(last)) = (self.view.glyphs.get(at), self.view.glyphs[at..run].last()) {
                let text = self.view.lines[first.line as usize].text.as_str();
                let mut part = text.get(first.start as usize..last.end as usize).unwrap_or_default().trim();
                if run < line.end {
                    // `…。- 枚举值：…`: the dash belongs to the label.
                    part = part.trim_end_matches(['-', ' ']);
                }
                if !part.is_empty() {
                    if !kept.is_empty() {
                        kept.push(' ');
                    }
                    kept.push_str(part);
                }
            }
            at = run + self.used[run..line.end].iter().position(|&u| !u).unwrap_or(line.end - run);
        }
        kept
    }
}
