//! A folded view of text: half width, one kind of space and quotation mark, and where each character
//! came from. Grammars match on the view and cut values and spans out of the text.

use std::ops::Range;

use crate::page::{Line, MarkKind, Text};
use crate::source::Span;

/// A character of a view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// The character, folded; its case is kept. A line break is `\n`.
    pub(crate) c: char,
    /// The line it stands in.
    pub(crate) line: u32,
    /// Its bytes in the line's text.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
    /// Whether it is strong or code.
    pub(crate) strong: bool,
    /// Whether a strong or code range starts here.
    pub(crate) edge: bool,
}

impl Glyph {
    /// The character in lower case, where it has one in ASCII.
    pub(crate) fn lower(&self) -> char {
        self.c.to_ascii_lowercase()
    }

    /// Whether it separates words.
    pub(crate) fn is_space(&self) -> bool {
        self.c == ' ' || self.c == '\n'
    }

    /// Whether it can be part of a word in Latin script or of a number.
    pub(crate) fn is_word(&self) -> bool {
        self.c.is_ascii_alphanumeric() || self.c == '_'
    }
}

/// Whether a character belongs to Chinese prose.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Folds widths, dashes, quotation marks and spaces.
pub(crate) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => fold_ascii(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
        '\u{a0}' | '\u{3000}' | '\t' | '\r' | '\n' | '\u{2002}'..='\u{200b}' => ' ',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '`' => '\'',
        '–' | '—' | '−' | '‐' | '‑' => '-',
        '●' | '▪' | '◦' | '·' => '•',
        '【' => '[',
        '】' => ']',
        _ => fold_ascii(c),
    }
}

fn fold_ascii(c: char) -> char {
    if c == '`' { '\'' } else { c }
}

/// Lines as one row of glyphs.
pub(crate) struct View<'a> {
    /// The lines it was made of.
    pub(crate) lines: &'a [Line],
    /// Their characters, each line followed by a line break.
    pub(crate) glyphs: Vec<Glyph>,
}

impl<'a> View<'a> {
    /// The view of a cell's lines. `**` that a reader left in the text counts as a mark.
    pub(crate) fn new(lines: &'a [Line]) -> Self {
        let mut glyphs = Vec::with_capacity(lines.iter().map(|l| l.text.len() / 2 + 1).sum());
        for (i, line) in lines.iter().enumerate() {
            push_glyphs(&mut glyphs, &line.text, i as u32);
            let end = line.text.len() as u32;
            glyphs.push(Glyph { c: '\n', line: i as u32, start: end, end, strong: false, edge: false });
        }
        Self { lines, glyphs }
    }

    /// The characters of a range as a string, folded.
    pub(crate) fn string(&self, range: Range<usize>) -> String {
        self.glyphs[range].iter().map(|g| g.c).collect()
    }

    /// The characters of a range as they are written.
    pub(crate) fn written(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for g in &self.glyphs[range] {
            let text = self.lines[g.line as usize].text.as_str();
            out.push_str(text.get(g.start as usize..g.end as usize).unwrap_or_default());
            if g.c == '\n' {
                out.push(' ');
            }
        }
        out
    }

    /// Where a range stands in the source; white space at its ends is left out. The view has glyphs.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let trimmed = self.trim(range);
        let start = trimmed.start.min(self.glyphs.len().saturating_sub(1));
        let first = self.glyphs[start];
        let last = if trimmed.is_empty() {
            Glyph { end: first.start, ..first }
        } else {
            self.glyphs[trimmed.end - 1]
        };
        let of = |g: Glyph| self.lines[g.line as usize].text.span(g.start as usize..g.end as usize);
        of(first).to(of(last))
    }

    /// A range without white space at its ends.
    pub(crate) fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.glyphs[range.start].is_space() {
            range.start += 1;
        }
        while range.start < range.end && self.glyphs[range.end - 1].is_space() {
            range.end -= 1;
        }
        range
    }
}

/// Appends the characters of one line.
pub(crate) fn push_glyphs(glyphs: &mut Vec<Glyph>, text: &Text, line: u32) {
    let mut marks: Vec<Range<usize>> = text
        .marks()
        .iter()
        .filter(|m| matches!(m.kind, MarkKind::Strong | MarkKind::Code))
        .map(|m| m.range.clone())
        .collect();
    marks.sort_by_key(|m| m.start);
    let mut marks = marks.into_iter().peekable();
    let (mut marked_to, mut starred, mut edge) = (0, false, false);
    let string = text.as_str();
    let mut chars = string.char_indices();
    while let Some((at, c)) = chars.next() {
        while let Some(mark) = marks.next_if(|m| m.start <= at) {
            marked_to = marked_to.max(mark.end);
            edge = true;
        }
        if c == '*' && string[at + 1..].starts_with('*') {
            chars.next();
            starred = !starred;
            edge = true;
            continue;
        }
        let strong = starred || at < marked_to;
        let (start, end) = (at as u32, (at + c.len_utf8()) as u32);
        glyphs.push(Glyph { c: fold(c), line, start, end, strong, edge: edge && strong });
        edge = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    #[test]
    fn stars_left_in_the_text_are_marks() {
        let sources = Sources::new(vec![Source::new("x", "值：**4****6**。")]);
        let (id, source) = sources.iter().next().unwrap();
        let lines = [Line { item: false, text: Text::verbatim(id, source.text.clone(), 0) }];
        let view = View::new(&lines);
        assert_eq!(view.string(0..view.glyphs.len()), "值:46。\n");
        let edges: Vec<_> = view.glyphs.iter().filter(|g| g.edge).map(|g| g.c).collect();
        assert_eq!(edges, ['4', '6']);
        assert!(!view.glyphs[4].strong);
    }
}
