//! Numbers and literals.

use serde_json::Number;

use super::scan::Scanner;
use super::{Failure, FailureKind, MendKind, NodeKind};

impl<'a> Scanner<'a> {
    /// Reads the number that starts here.
    pub(super) fn number(&mut self) -> Result<NodeKind, Failure> {
        let (start, rest) = (self.at, self.rest());
        let bytes = rest.as_bytes();
        let digits = |from: usize| from + bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let mut len = digits(usize::from(rest.starts_with('-')));
        // A dot after a dot is an ellipsis.
        if bytes.get(len) == Some(&b'.') && bytes.get(len + 1) != Some(&b'.') {
            len = digits(len + 1);
        }
        if matches!(bytes.get(len), Some(b'e' | b'E')) {
            let signed = matches!(bytes.get(len + 1), Some(b'+' | b'-'));
            len = digits(len + 1 + usize::from(signed));
        }
        let (number, after) = rest.split_at(len);
        let runs_on = after.starts_with(is_word) && !after.starts_with("..");
        if let (false, Ok(number)) = (runs_on, serde_json::from_str::<Number>(number)) {
            self.at = start + len;
            return Ok(NodeKind::Number(number));
        }
        let message = format!("`{}` is no number", shorten(self.take_word()));
        Err(Failure { at: start, kind: FailureKind::Number, message })
    }

    /// Reads the literal that starts here.
    pub(super) fn word(&mut self) -> Result<NodeKind, Failure> {
        let start = self.at;
        let word = self.take_word();
        let kind = match word {
            "null" => return Ok(NodeKind::Null),
            "true" => return Ok(NodeKind::Bool(true)),
            "false" => return Ok(NodeKind::Bool(false)),
            "None" | "Null" | "NULL" | "nil" => NodeKind::Null,
            "True" | "TRUE" => NodeKind::Bool(true),
            "False" | "FALSE" => NodeKind::Bool(false),
            _ => return Err(bare_word(start, word, "a value")),
        };
        self.mend(start, MendKind::Literal);
        Ok(kind)
    }

    /// Moves over a word without quotation marks.
    pub(super) fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        // An ellipsis behind a literal is not part of it.
        let word = rest[..len].trim_end_matches("...");
        let word = if word.is_empty() { &rest[..len] } else { word };
        self.at += word.len();
        word
    }
}

/// Whether a character can be part of an unquoted word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '-' | '.' | '+' | '<' | '>' | '*' | '@' | '%' | '&' | '=')
}

/// The failure for a word where `place` belongs.
pub(super) fn bare_word(at: usize, word: &str, place: &str) -> Failure {
    let message =
        format!("the word `{}` without quotation marks stands where {place} belongs", shorten(word));
    Failure { at, kind: FailureKind::BareWord, message }
}

/// The first characters of a word, for a message.
fn shorten(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
