//! What stands between values: white space, comments, ellipses.

use super::{Mend, MendKind};

/// Which comments without a comment sign may stand at a place.
#[derive(Clone, Copy)]
pub(super) enum Unmarked {
    /// None: whatever stands here is a value, or belongs to nothing.
    None,
    /// Those that start in another script than Latin.
    OtherScript,
    /// Those that start with any letter or digit.
    Any,
}

impl Unmarked {
    fn starts(self, rest: &str) -> bool {
        match self {
            Unmarked::None => false,
            Unmarked::OtherScript => rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()),
            Unmarked::Any => rest.starts_with(char::is_alphanumeric),
        }
    }
}

/// A position in the text, and the mends made so far.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) mends: Vec<Mend>,
    /// Whether the trivia skipped last held a line break.
    pub(super) crossed_line: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, mends: Vec::new(), crossed_line: false }
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Moves over `c` if it stands here.
    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    pub(super) fn mend(&mut self, start: usize, kind: MendKind) {
        self.mends.push(Mend { range: start..self.at, kind });
    }

    /// Skips white space of every kind.
    pub(super) fn skip_space(&mut self) {
        loop {
            let start = self.at;
            while let Some(c @ (' ' | '\t' | '\n' | '\r')) = self.peek() {
                self.crossed_line |= c == '\n';
                self.at += 1;
            }
            let odd = self.at;
            while self.peek().is_some_and(is_odd_space) {
                self.bump();
            }
            if self.at > odd {
                self.mend(odd, MendKind::OddSpace);
            }
            if self.at == start {
                return;
            }
        }
    }

    /// Skips white space and comments.
    pub(super) fn skip_trivia(&mut self, unmarked: Unmarked) {
        self.crossed_line = false;
        loop {
            self.skip_space();
            let (start, rest) = (self.at, self.rest());
            if rest.starts_with("//") || rest.starts_with('#') {
                self.skip_line();
                self.mend(start, MendKind::Comment);
            } else if rest.starts_with("/*") {
                let Some(len) = rest.find("*/") else { return };
                self.crossed_line |= rest[..len].contains('\n');
                self.at += len + 2;
                self.mend(start, MendKind::Comment);
            } else if rest.starts_with(['\\']) && rest[1..].starts_with(['{', '}', '[', ']']) {
                self.at += 1;
                self.mend(start, MendKind::MarkdownEscape);
                return;
            } else if unmarked.starts(rest) && is_unmarked_comment(rest, self.crossed_line) {
                self.skip_line();
                self.mend(start, MendKind::UnmarkedComment);
            } else {
                return;
            }
        }
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// Skips an ellipsis, which is two dots or more, or the character.
    pub(super) fn eat_ellipsis(&mut self) -> bool {
        let rest = self.rest();
        let len = rest.len() - rest.trim_start_matches(['.', '…', '⋯']).len();
        if len < 2 {
            return false;
        }
        let start = self.at;
        self.at += len;
        self.mend(start, MendKind::Ellipsis);
        true
    }

    /// A colon or comma, of whichever width.
    pub(super) fn eat_sign(&mut self, sign: char, wide: char) -> bool {
        if self.eat(sign) {
            return true;
        }
        let start = self.at;
        let found = self.eat(wide);
        if found {
            self.mend(start, MendKind::FullWidth);
        }
        found
    }
}

/// White space, or nothing visible, that JSON does not allow between tokens.
fn is_odd_space(c: char) -> bool {
    let plain = matches!(c, ' ' | '\t' | '\n' | '\r');
    (c.is_whitespace() && !plain) || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// Words not all in Latin script up to the end of the line, without anything that could be a key or a
/// bracket. On a line of its own, no colon either.
fn is_unmarked_comment(rest: &str, own_line: bool) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    line.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
        && !line.contains(['"', '{', '}', '[', ']'])
        && !(own_line && line.contains(':'))
}
