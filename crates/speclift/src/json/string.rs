//! Strings, with everything that happens to them in documents.

use super::scan::Scanner;
use super::{Failure, FailureKind, MendKind};

/// A string as it was read.
pub(super) struct Scanned {
    pub(super) text: String,
    /// Whether a line break in it was mended.
    pub(super) broken: bool,
    /// Whether there is a space between words in it, so that it is prose and no token.
    prose: bool,
}

/// The quotation mark that ends what `open` starts, and whether a straight one does so too.
pub(super) fn closing(open: char) -> Option<(char, bool)> {
    match open {
        '"' => Some(('"', false)),
        '\'' => Some(('\'', false)),
        '“' | '”' => Some(('”', true)),
        '‘' | '’' => Some(('’', false)),
        _ => None,
    }
}

impl Scanner<'_> {
    /// Reads the string whose opening mark stands here.
    pub(super) fn string(&mut self) -> Result<Scanned, Failure> {
        let start = self.at;
        let open = self.bump().unwrap_or('"');
        let (close, or_straight) = closing(open).unwrap_or(('"', false));
        if open != '"' {
            self.mend(start, MendKind::Quotes);
        }
        let mut scanned = Scanned { text: String::new(), broken: false, prose: false };
        loop {
            // Most of a string is plain: take it at once.
            let rest = self.rest();
            let plain =
                rest.find(|c: char| c == close || c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            scanned.text.push_str(&rest[..plain]);
            scanned.prose |= rest[..plain].trim_end().contains(char::is_whitespace);
            self.at += plain;
            let at = self.at;
            match self.bump() {
                None => {
                    let message = "the text ends inside a string".to_owned();
                    return Err(Failure { at: start, kind: FailureKind::UnexpectedEnd, message });
                }
                Some(c) if c == close || (or_straight && c == '"') => return Ok(scanned),
                Some('\\') => self.escape(at, &mut scanned.text),
                Some('\n' | '\r') => {
                    self.line_break(at, close, &mut scanned);
                }
                Some(c) => {
                    scanned.text.push(c);
                    if c < ' ' {
                        self.mend(at, MendKind::UnescapedControl);
                    }
                }
            }
        }
    }

    /// Joins the lines on both sides of a line break. See [`MendKind::LineBreakInString`].
    fn line_break(&mut self, at: usize, close: char, scanned: &mut Scanned) {
        scanned.broken = true;
        let text = &mut scanned.text;
        while self.peek().is_some_and(|c| c.is_whitespace()) {
            self.bump();
        }
        text.truncate(text.trim_end().len());
        let wide = |c: char| c.is_alphabetic() && !c.is_ascii();
        let before = text.chars().next_back();
        let after = self.peek().filter(|&c| c != close);
        if let (true, Some(before), Some(after)) = (scanned.prose, before, after)
            && !wide(before)
            && !wide(after)
        {
            text.push(' ');
        }
        self.mend(at, MendKind::LineBreakInString);
    }

    /// Reads the rest of an escape whose backslash stood at `at`.
    fn escape(&mut self, at: usize, text: &mut String) {
        let Some(c) = self.peek() else {
            return text.push('\\');
        };
        let plain = match c {
            '"' | '\\' | '/' => Some(c),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            _ => None,
        };
        if let Some(plain) = plain {
            self.bump();
            return text.push(plain);
        }
        if c == 'u'
            && let Some(unit) = self.hex(1)
        {
            self.at += 5;
            return text.push(self.code_point(at, unit));
        }
        if c.is_ascii_punctuation() {
            self.bump();
            text.push(c);
            return self.mend(at, MendKind::MarkdownEscape);
        }
        text.push('\\');
        self.mend(at, MendKind::LoneBackslash);
    }

    /// The character of a code unit, with the second half that may follow it.
    fn code_point(&mut self, at: usize, unit: u32) -> char {
        if let Some(c) = char::from_u32(unit) {
            return c;
        }
        if (0xd800..0xdc00).contains(&unit)
            && self.rest().starts_with("\\u")
            && let Some(low @ 0xdc00..0xe000) = self.hex(2)
            && let Some(c) = char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
        {
            self.at += 6;
            return c;
        }
        self.mend(at, MendKind::LoneSurrogate);
        char::REPLACEMENT_CHARACTER
    }

    /// Four hexadecimal digits, `skip` bytes from here.
    fn hex(&self, skip: usize) -> Option<u32> {
        let digits = self.rest().get(skip..skip + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok()
    }
}
