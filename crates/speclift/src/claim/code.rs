//! What the code block of an example holds beside a body: a request line or a command before it, the headers of
//! a message, words that part one body from the next.

use std::ops::Range;

use crate::json;
use crate::page::Text;
use crate::status::Status;

use super::model::{RequestLine, Stated};
use super::{command, request_line};

/// How a code block starts, up to its first body.
#[derive(Debug, Default)]
pub(crate) struct Opening {
    pub(crate) request: Option<RequestLine>,
    /// The status that the first line of a response states.
    pub(crate) status: Option<Stated<Status>>,
    /// The first body and what follows it; empty where there is none.
    pub(crate) body: Range<usize>,
}

/// Reads a text up to its first body.
pub(crate) fn opening(text: &Text) -> Opening {
    let string = text.as_str();
    let mut opening = Opening { body: 0..string.len(), ..Opening::default() };
    if json::starts_like_json(string) || json::continues_json(string) {
        return opening;
    }
    let mut at = 0;
    for line in string.split_inclusive('\n') {
        if json::starts_like_json(&string[at..]) {
            opening.body = at..string.len();
            return opening;
        }
        if let Some(status) = status_line(line).filter(|_| opening.status.is_none()) {
            opening.status = Some(Stated::new(status, text.span(at..at + line.trim_end().len())));
        } else if opening.request.is_none() {
            if let Some(command) = command::read(string, at) {
                let span = text.span(command.range);
                let (method, target) = (command.method.to_owned(), command.target);
                opening.request = Some(RequestLine { method, path: target.path, query: target.query, span });
                if let Some(body) = command.body {
                    opening.body = body;
                    return opening;
                }
            } else if let Some(found) = request_line::find(with_address(&string[at..], line)) {
                let span = text.span(at + found.method_range.start..at + found.target.end);
                let method = found.method.to_owned();
                opening.request = Some(RequestLine { method, path: found.path, query: found.query, span });
            }
        }
        at += line.len();
    }
    opening.body = string.len()..string.len();
    opening
}

/// The first line of a text, and the next where the first is a method alone.
fn with_address<'t>(text: &'t str, line: &'t str) -> &'t str {
    if request_line::method(line).is_none() {
        return line;
    }
    let rest = &text[line.len()..];
    &text[..line.len() + rest.split_inclusive('\n').next().unwrap_or_default().len()]
}

/// The status of a line that starts a response: `HTTP/1.1 404 Not Found`.
fn status_line(line: &str) -> Option<Status> {
    let (_, status) = line.trim_start().strip_prefix("HTTP/")?.split_once(' ')?;
    Status::read(status.trim_start())
}

/// The request of a method whose address is the whole of a text.
pub(crate) fn address(text: &Text, method: &str) -> Option<RequestLine> {
    let address = text.trim();
    let is_address = address.as_str().starts_with("http://") || address.as_str().starts_with("https://");
    let target = is_address.then(|| request_line::whole_target(address.as_str())).flatten()?;
    let span = address.whole();
    Some(RequestLine { method: method.to_owned(), path: target.path, query: target.query, span })
}

/// Whether a text is nothing but the headers of a message, with a line before them that says so.
pub(crate) fn is_head(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.next_if(|line| line.ends_with([':', '：']) || line.starts_with("HTTP/"));
    lines.peek().is_some() && lines.all(is_header)
}

/// Whether a line is a header: a name of capitalised parts joined by hyphens, a colon, and a value.
fn is_header(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else { return false };
    let parts = || name.trim().split('-');
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    parts().count() > 1 && parts().all(word) && !value.trim().is_empty()
}

/// What follows a body on lines of its own, in words: the way to the next body, or a remark.
pub(crate) fn words_behind(text: &Text, end: usize) -> Option<Text> {
    let rest = text.as_str().get(end..)?;
    let (gap, words) = rest.split_at(rest.len() - rest.trim_start().len());
    let own_line = gap.contains('\n') || text.as_str()[..end].trim_end_matches([' ', '\t']).ends_with('\n');
    let in_words = words.starts_with(char::is_alphanumeric);
    (own_line && in_words).then(|| text.slice(end + gap.len()..text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_messages() {
        for text in ["Header:\nX-Token: a", "X-Token:abc\nX-Other-Name: d", "HTTP/1.1 200 OK\nX-Token: a"] {
            assert!(is_head(text), "{text}");
        }
        for text in ["", "Header:", "X-Token:", "rm file", "X-Token: a\n{}", "Retry: 3", "https://a-b: c"] {
            assert!(!is_head(text), "{text}");
        }
    }
}
