//! Gathers the text of one paragraph, line or cell from the pieces that a parser hands out.

use std::ops::Range;

use crate::page::{MarkKind, Text};
use crate::source::SourceId;

/// Text that is being gathered, with the marks that are still open.
pub(super) struct Ink<'a> {
    source: SourceId,
    src: &'a str,
    text: Text,
    /// White space seen since the last word. It is kept only if another word follows.
    space: Option<Range<usize>>,
    open: Vec<(usize, MarkKind)>,
}

impl<'a> Ink<'a> {
    /// Nothing gathered yet.
    pub(super) fn new(source: SourceId, src: &'a str) -> Self {
        Self { source, src, text: Text::new(source), space: None, open: Vec::new() }
    }

    /// Whether nothing but white space was gathered.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds text that stands in the source as it is.
    pub(super) fn verbatim(&mut self, string: &str, start: usize) {
        self.flush_space();
        self.text.push_verbatim(string, start);
    }

    /// Adds text that stands in the source in another form.
    pub(super) fn decoded(&mut self, string: &str, source: Range<usize>) {
        self.flush_space();
        self.text.push_decoded(string, source);
    }

    /// Adds text from one place of the source: as it is where it stands there so, else decoded.
    pub(super) fn taken_from(&mut self, string: &str, source: Range<usize>) {
        if self.src.get(source.clone()) == Some(string) {
            self.verbatim(string, source.start);
        } else {
            self.decoded(string, source);
        }
    }

    /// Adds text that stands in the source as it is, its white space collapsed as HTML does.
    pub(super) fn flowing(&mut self, string: &str, start: usize) {
        let bytes = string.as_bytes();
        let mut done = 0;
        let mut at = 0;
        while at < bytes.len() {
            let from = at;
            while let Some(len) = space_at(bytes, at) {
                at += len;
            }
            if at == from {
                at += 1;
                continue;
            }
            // One space between two words stays in the text as it is.
            if at == from + 1 && bytes[from] == b' ' && from > done && at < bytes.len() {
                continue;
            }
            if from > done {
                self.verbatim(&string[done..from], start + done);
            }
            self.white_space(start + from..start + at);
            done = at;
        }
        if done < bytes.len() {
            self.verbatim(&string[done..], start + done);
        }
    }

    /// Adds decoded text, its white space collapsed as HTML does.
    pub(super) fn flowing_decoded(&mut self, string: &str, source: Range<usize>) {
        if string.chars().all(is_space) {
            self.white_space(source);
        } else {
            self.decoded(string, source);
        }
    }

    /// Adds white space, which separates words and is nothing at the ends of a line.
    pub(super) fn white_space(&mut self, source: Range<usize>) {
        if self.space.is_none() && !self.text.is_empty() && !self.text.as_str().ends_with('\n') {
            self.space = Some(source);
        }
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, source: Range<usize>) {
        self.space = None;
        if !self.text.is_empty() {
            self.text.push_decoded("\n", source);
        }
    }

    /// Opens a mark.
    pub(super) fn open(&mut self, kind: MarkKind) {
        self.open.push((self.text.len(), kind));
    }

    /// Closes the innermost open mark of a kind.
    pub(super) fn close(&mut self, is: fn(&MarkKind) -> bool) {
        if let Some(i) = self.open.iter().rposition(|(_, kind)| is(kind)) {
            let (start, kind) = self.open.remove(i);
            self.mark(start, kind);
        }
    }

    /// The text gathered since the last call, without white space at its ends. Marks that are open
    /// go on in the next text.
    pub(super) fn take(&mut self) -> Text {
        self.space = None;
        for (start, kind) in self.open.clone() {
            self.mark(start, kind);
        }
        for (start, _) in &mut self.open {
            *start = 0;
        }
        let text = std::mem::replace(&mut self.text, Text::new(self.source));
        let string = text.as_str();
        let text = if string.trim().len() == string.len() { text } else { text.trim() };
        mend_strong(text, self.src)
    }

    fn mark(&mut self, start: usize, kind: MarkKind) {
        let covered = &self.text.as_str()[start..];
        let skip = covered.len() - covered.trim_start().len();
        let end = start + covered.trim_end().len();
        self.text.mark(start + skip..end.max(start + skip), kind);
    }

    fn flush_space(&mut self) {
        if let Some(space) = self.space.take() {
            self.text.push_decoded(" ", space);
        }
    }
}

/// White space that HTML collapses, and the non-breaking space, which pages use to fill empty cells.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{a0}')
}

/// The length of such white space at a place of a text.
fn space_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => Some(1),
        0xc2 if bytes.get(at + 1) == Some(&0xa0) => Some(2),
        _ => None,
    }
}

/// More stars than this in one text are no bold words, and mending them would take too long.
const MAX_STARS: usize = 64;

/// Reads `**bold**` that CommonMark refuses.
///
/// Emphasis must not end after a space or, before a letter, after punctuation. Pages written in
/// Chinese and pages made by generators do both (`**注意：**见`, `**状态码为 200 时: **`).
fn mend_strong(text: Text, src: &str) -> Text {
    let string = text.as_str();
    if !string.contains('*') || !string.contains("**") {
        return text;
    }
    if string.matches("**").count() > MAX_STARS {
        return text;
    }
    let in_code =
        |at: usize| text.marks().iter().any(|mark| mark.kind == MarkKind::Code && mark.range.contains(&at));
    let stars: Vec<usize> = string
        .match_indices("**")
        .map(|(at, _)| at)
        .filter(|&at| {
            let bytes = string.as_bytes();
            let source = text.span(at..at + 2);
            let longer = bytes.get(at + 2) == Some(&b'*') || (at > 0 && bytes[at - 1] == b'*');
            !longer
                && src.get(source.range()) == Some("**")
                && !src[..source.start as usize].ends_with('\\')
                && !in_code(at)
        })
        .collect();
    let mut mended = Text::new(text.source());
    let mut done = 0;
    for pair in stars.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        let inner = string[open + 2..close].trim();
        if inner.is_empty() || inner.contains('\n') {
            continue;
        }
        mended.append(&text.slice(done..open));
        let start = mended.len();
        mended.append(&text.slice(open + 2..close).trim());
        mended.mark(start..mended.len(), MarkKind::Strong);
        done = close + 2;
    }
    if done == 0 {
        return text;
    }
    mended.append(&text.slice(done..string.len()));
    mended.trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn ink<T>(src: &str, test: impl FnOnce(&mut Ink<'_>, &Sources) -> T) -> T {
        let sources = Sources::new(vec![Source::new("x", src)]);
        let (id, source) = sources.iter().next().unwrap();
        test(&mut Ink::new(id, &source.text), &sources)
    }

    #[test]
    fn white_space_collapses_and_keeps_its_place() {
        ink("  a \n b\u{a0}c  ", |ink, sources| {
            ink.flowing("  a \n b\u{a0}c  ", 0);
            let text = ink.take();
            assert_eq!(text.as_str(), "a b c");
            assert_eq!(sources.text(text.span(1..2)), " \n ");
            assert_eq!(sources.text(text.span(4..5)), "c");
        });
    }

    #[test]
    fn bold_that_commonmark_refuses() {
        ink("**时: ** 和 **注：**见 2**3", |ink, sources| {
            ink.verbatim("**时: ** 和 **注：**见 2**3", 0);
            let text = ink.take();
            assert_eq!(text.as_str(), "时: 和 注：见 2**3");
            let strong: Vec<_> = text.marks().iter().map(|m| &text.as_str()[m.range.clone()]).collect();
            assert_eq!(strong, ["时:", "注："]);
            assert_eq!(sources.text(text.span(text.marks()[1].range.clone())), "注：");
        });
    }

    #[test]
    fn marks_go_on_over_lines() {
        ink("ab", |ink, _| {
            ink.open(MarkKind::Strong);
            ink.flowing("a", 0);
            assert_eq!(ink.take().marks().len(), 1);
            ink.flowing("b", 1);
            ink.close(|kind| *kind == MarkKind::Strong);
            assert_eq!(ink.take().marks()[0].range, 0..1);
        });
    }
}
