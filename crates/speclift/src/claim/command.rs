//! Requests shown as a command: `curl -X POST -d '{"a": 1}' https://…`.

use std::ops::Range;

use crate::vocabulary::commands::{BODY_OPTIONS, COMMAND, METHOD_OPTIONS, VALUE_OPTIONS};

use super::request_line;
use super::target::Target;

/// What a command sends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) method: &'static str,
    pub(crate) target: Target,
    /// Where its body stands in the text, where it is JSON and not a file's.
    pub(crate) body: Option<Range<usize>>,
    /// Where the whole command stands in the text.
    pub(crate) range: Range<usize>,
}

/// Reads the command that starts at a byte of a text, where one does.
pub(crate) fn read(text: &str, at: usize) -> Option<Command> {
    let line = text[at..].trim_start().trim_start_matches(['$', '>', ' ']);
    let start = text.len() - line.len();
    let options = line.strip_prefix(COMMAND).filter(|rest| rest.starts_with(char::is_whitespace))?;
    let from = text.len() - options.len();
    let words = words(text, from..end(text, from));
    let (mut method, mut target, mut body, mut has_body) = (None, None, None, false);
    let mut words = words.into_iter().peekable();
    let mut end = from;
    while let Some(word) = words.next() {
        end = word.range.end;
        let option = &text[word.range.clone()];
        let value = words.peek().map(|next| next.range.clone());
        if METHOD_OPTIONS.contains(&option) {
            // An option that the writer took for another one has no method behind it.
            method = method.or(value.as_ref().and_then(|value| request_line::method(&text[value.clone()])));
            words.next();
        } else if BODY_OPTIONS.contains(&option) {
            has_body = true;
            body = body.or(value.filter(|value| text[value.clone()].trim_start().starts_with(['{', '['])));
            words.next();
        } else if VALUE_OPTIONS.contains(&option) {
            words.next();
        } else if !option.starts_with('-') && target.is_none() {
            target = request_line::whole_target(option);
        }
        if let Some(quote) = word.quote {
            end += quote.len_utf8();
        }
    }
    let method = method.unwrap_or(if has_body { "POST" } else { "GET" });
    Some(Command { method, target: target?, body, range: start..end })
}

/// A word of a command, without the quotation marks around it.
struct Word {
    range: Range<usize>,
    /// The mark that closes it.
    quote: Option<char>,
}

/// Where a command ends: with its line, unless that is continued or a quotation goes on.
fn end(text: &str, from: usize) -> usize {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in text[from..].char_indices() {
        match quote {
            Some(close) if c == close && before != '\\' => quote = None,
            Some(_) => {}
            None if c == '\n' && !text[..from + at].trim_end_matches(['\r', ' ']).ends_with('\\') => {
                return from + at;
            }
            None => quote = closing(c),
        }
        before = c;
    }
    text.len()
}

fn words(text: &str, range: Range<usize>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = range.start;
    while let Some(c) = text[at..range.end].chars().next() {
        let next = at + c.len_utf8();
        if c.is_whitespace() || c == '\\' {
            at = next;
            continue;
        }
        let rest = &text[next..range.end];
        if let Some(close) = closing(c) {
            let mut before = c;
            let length = rest.char_indices().find(|&(_, c)| {
                let ends = c == close && before != '\\';
                before = c;
                ends
            });
            let length = length.map_or(rest.len(), |(length, _)| length);
            words.push(Word { range: next..next + length, quote: Some(close) });
            at = (next + length + close.len_utf8()).min(range.end);
        } else {
            let length = rest.find(|c: char| c.is_whitespace() || closing(c).is_some()).unwrap_or(rest.len());
            words.push(Word { range: at..next + length, quote: None });
            at = next + length;
        }
    }
    words
}

/// The mark that closes a quotation which this one opens.
fn closing(open: char) -> Option<char> {
    match open {
        '\'' | '"' => Some(open),
        '‘' => Some('’'),
        '“' => Some('”'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, method: &str, path: &str, body: Option<&str>) {
        let found = read(text, 0).unwrap_or_else(|| panic!("no command in {text:?}"));
        assert_eq!((found.method, found.target.path.as_str()), (method, path), "{text}");
        assert_eq!(found.body.map(|range| &text[range]), body, "{text}");
    }

    #[test]
    fn commands() {
        check("curl https://a.example/v1/x", "GET", "/v1/x", None);
        check("$ curl -k -H 'A: b' -X DELETE 'https://a.example/v1/x'", "DELETE", "/v1/x", None);
        check(
            "curl -X PUT -d '{\"a\": \"b c\"}' https://a.example/v1/x",
            "PUT",
            "/v1/x",
            Some("{\"a\": \"b c\"}"),
        );
        check("curl -d '{}'https://a.example/v1/x", "POST", "/v1/x", Some("{}"));
        check("curl -d ‘[1]’ https://a.example/v1/x", "POST", "/v1/x", Some("[1]"));
        check("curl -X POST -d @file https://a.example/v1/x", "POST", "/v1/x", None);
        check("curl -X \"A:b\" -X GET /v1/x", "GET", "/v1/x", None);
        check(
            "curl -X POST \\\n  -d '{\n}' \\\n  https://a.example/v1/x\nrm it",
            "POST",
            "/v1/x",
            Some("{\n}"),
        );
    }

    #[test]
    fn none() {
        for text in ["", "curl", "curly -X GET /v1/x", "curl -X GET", "rm x", "curl \"", "curl '\\"] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }
}
