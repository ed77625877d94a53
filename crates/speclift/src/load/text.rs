//! From a file's bytes to text, with whatever is wrong with them.

use std::borrow::Cow;

use crate::finding::Rule;
use crate::rules;

/// How much of a file tells whether it is text.
const PROBE: usize = 8 << 10;

/// A file's text, and what was wrong with its bytes.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) flaw: Option<Flaw>,
}

/// Something wrong with a file's bytes.
pub(super) struct Flaw {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) verdict: &'static str,
    /// Where in the text.
    pub(super) at: usize,
}

/// Decodes a file. A byte order mark is dropped; a file that is no text has no text.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if bytes.iter().take(PROBE).any(|&byte| byte == 0) {
        let message = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16, not UTF-8",
            _ => "the file is no text: it has NUL bytes",
        };
        let flaw = Flaw {
            rule: &rules::BINARY_FILE,
            message: message.to_owned(),
            verdict: "the file is left out",
            at: 0,
        };
        return Decoded { text: Cow::Borrowed(""), flaw: Some(flaw) };
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, flaw) = match str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => {
            let at = error.valid_up_to();
            let text = String::from_utf8_lossy(bytes);
            let line = text[..at].matches('\n').count() + 1;
            let message = format!("the byte 0x{:02X} in line {line} is no UTF-8", bytes[at]);
            let verdict = "whatever is no UTF-8 is read as \u{fffd}";
            (text, Some(Flaw { rule: &rules::INVALID_UTF8, message, verdict, at }))
        }
    };
    if flaw.is_none() && text.trim().is_empty() {
        let message = if text.is_empty() { "the file is empty" } else { "the file holds only white space" };
        let flaw = Flaw {
            rule: &rules::EMPTY_FILE,
            message: message.to_owned(),
            verdict: "the file is left out",
            at: 0,
        };
        return Decoded { text, flaw: Some(flaw) };
    }
    Decoded { text, flaw }
}
