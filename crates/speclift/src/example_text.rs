//! The text of a code block, taken apart: request or status line, headers, body.
//!
//! Documentation shows a request as its first lines on the wire (`POST https://{endpoint}/v3/x`, header
//! lines, an empty line, the body), and leaves out any of these. Conversion from PDF adds spaces and line
//! breaks in the address. [`split_http`] finds the parts by what they look like, and says where they stand.

use std::ops::Range;

/// A code block, taken apart. All ranges are bytes of the block's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpExample {
    /// The method of the request line.
    pub method: Option<Method>,
    /// The address of the request line.
    pub target: Option<Target>,
    /// The status line of a response.
    pub status: Option<StatusLine>,
    /// Header lines.
    pub headers: Vec<Header>,
    /// The rest, without white space at its ends: the body, or a text that is no HTTP message at all.
    pub body: Option<Range<usize>>,
}

/// The method of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// In capitals.
    pub name: &'static str,
    /// Where it stands.
    pub range: Range<usize>,
}

/// The address of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address without the white space that line wrapping brought in, its colons of normal width.
    pub text: String,
    /// Where it stands.
    pub range: Range<usize>,
}

/// `HTTP/1.1 200 OK`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// The status code.
    pub code: u16,
    /// Where the line stands.
    pub range: Range<usize>,
}

/// A header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The name, as written.
    pub name: String,
    /// The value.
    pub value: String,
    /// Where the line stands.
    pub range: Range<usize>,
}

impl HttpExample {
    /// Whether any part of it is HTTP.
    pub fn is_http(&self) -> bool {
        self.target.is_some() || self.status.is_some() || !self.headers.is_empty()
    }
}

const METHODS: [&str; 8] = [
    "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE",
];

/// Takes a code block apart. Command lines (`curl …`) are not looked into: they are body.
pub fn split_http(text: &str) -> HttpExample {
    let mut example = HttpExample::default();
    let mut at = skip_space(text, 0);
    if let Some((status, end)) = status_line(text, at) {
        example.status = Some(status);
        at = end;
    } else if let Some((method, target)) = request_line(text, at) {
        at = target.range.end + protocol_len(&text[target.range.end..]);
        (example.method, example.target) = (method, Some(target));
    }
    loop {
        let start = skip_space(text, at);
        let Some(header) = header_line(text, start, example.is_http()) else {
            break;
        };
        at = header.range.end;
        example.headers.push(header);
    }
    let start = skip_space(text, at);
    let end = text.trim_end().len();
    example.body = (start < end).then_some(start..end);
    example
}

fn skip_space(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// The line that starts at `at`, without its line break.
fn line(text: &str, at: usize) -> &str {
    text[at..].split('\n').next().unwrap_or_default().trim_end()
}

fn status_line(text: &str, at: usize) -> Option<(StatusLine, usize)> {
    let line = line(text, at);
    let (protocol, rest) = line.split_once(' ')?;
    let version = protocol.strip_prefix("HTTP/")?;
    if !version.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = rest.trim_start().get(..3)?;
    let code = digits
        .parse()
        .ok()
        .filter(|code| (100..600).contains(code))?;
    let range = at..at + line.len();
    Some((
        StatusLine {
            code,
            range: range.clone(),
        },
        range.end,
    ))
}

/// Method and address, or an address alone on the first line.
fn request_line(text: &str, at: usize) -> Option<(Option<Method>, Target)> {
    let rest = &text[at..];
    let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some(name) = METHODS
        .iter()
        .find(|name| rest[..word].eq_ignore_ascii_case(name))
    else {
        let alone = rest.starts_with("https://") || rest.starts_with("http://");
        return alone
            .then(|| (None, target(text, at)))
            .filter(|(_, target)| target.text.len() > "https://".len());
    };
    let after = rest[word..].trim_start_matches([' ', '\t', '\u{a0}', ':', '：']);
    // `GET` in a sentence has no address behind it.
    let addressed = ["/", "http://", "https://", "{", "<"]
        .iter()
        .any(|start| after.starts_with(start));
    if !addressed || after.len() == rest.len() - word || after.starts_with("{\"") {
        return None;
    }
    let target = target(text, text.len() - after.len());
    Some((
        Some(Method {
            name,
            range: at..at + word,
        }),
        target,
    ))
}

/// The address from `start` on, over spaces and line breaks that wrapping put into it.
fn target(text: &str, start: usize) -> Target {
    let mut found = Target {
        text: String::new(),
        range: start..start,
    };
    let mut at = start;
    loop {
        let piece = &text[at..at + address_len(&text[at..])];
        found.text.push_str(&piece.replace('：', ":"));
        at += piece.len();
        found.range.end = at;
        let gap = text[at..].len()
            - text[at..]
                .trim_start_matches([' ', '\t', '\r', '\u{a0}'])
                .len();
        let next = at + gap;
        // Within a line whatever can be part of an address is; a line is one if all of it is.
        let goes_on = if text[next..].starts_with('\n') {
            at = next + 1;
            at += text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len();
            continues_address(text, at)
        } else {
            at = next;
            gap > 0 && !text[at..].starts_with("HTTP/") && !starts_body(&text[at..])
        };
        if !goes_on || address_len(&text[at..]) == 0 {
            return found;
        }
    }
}

/// How many bytes of the text can stand in an address. A colon may be of full width.
fn address_len(text: &str) -> usize {
    let fits =
        |c: &char| (c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '`' | '\\')) || *c == '：';
    text.chars().take_while(fits).map(char::len_utf8).sum()
}

fn starts_body(text: &str) -> bool {
    crate::json::starts_like_json(text) || text.starts_with("//")
}

fn continues_address(text: &str, at: usize) -> bool {
    let line = line(text, at);
    !line.is_empty()
        && address_len(line) == line.len()
        && !starts_body(&text[at..])
        && !matches!(line, "null" | "None" | "}" | "]")
        && header_line(text, at, true).is_none()
        && request_line_starts(line).is_none()
}

/// Whether a line starts with a method: a second request follows.
fn request_line_starts(line: &str) -> Option<()> {
    let word = line.split([' ', ':']).next()?;
    METHODS.contains(&word).then_some(())
}

fn protocol_len(rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    if line.trim_start().starts_with("HTTP/") {
        line.trim_end().len()
    } else {
        0
    }
}

/// `Name: value`. Outside an HTTP message only names that are plainly headers count.
fn header_line(text: &str, at: usize, in_http: bool) -> Option<Header> {
    let line = line(text, at);
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim_end();
    let token = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let known = name.get(..2).is_some_and(|x| x.eq_ignore_ascii_case("x-"))
        || [
            "content-type",
            "content-length",
            "accept",
            "authorization",
            "host",
            "user-agent",
            "date",
            "location",
        ]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known));
    let looks =
        in_http && name.starts_with(|c: char| c.is_ascii_uppercase()) && !value.starts_with("//");
    if !token || !(known || looks) || METHODS.contains(&name) {
        return None;
    }
    let range = at..at + line.len();
    Some(Header {
        name: name.to_owned(),
        value: value.trim().to_owned(),
        range,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The parts as one line.
    fn show(text: &str) -> String {
        let example = split_http(text);
        let mut parts = Vec::new();
        if let Some(method) = &example.method {
            assert!(text[method.range.clone()].eq_ignore_ascii_case(method.name));
            parts.push(method.name.to_owned());
        }
        parts.extend(example.target.map(|target| target.text));
        parts.extend(example.status.map(|status| status.code.to_string()));
        parts.extend(
            example
                .headers
                .iter()
                .map(|header| format!("{}={}", header.name, header.value)),
        );
        parts.extend(example.body.map(|body| format!("| {}", &text[body])));
        parts.join(" ")
    }

    #[test]
    fn parts() {
        let cases = [
            (
                "\nPOST https://{endpoint}/v3/x\nContent-Type: application/json\nX-Auth-Token: AB....\n\n{\"a\": 1}\n",
                "POST https://{endpoint}/v3/x Content-Type=application/json X-Auth-Token=AB.... | {\"a\": 1}",
            ),
            (
                "GET /v3/{project_id}/x?a=b&c={d} HTTP/1.1\nHost: a:80",
                "GET /v3/{project_id}/x?a=b&c={d} Host=a:80",
            ),
            ("POST：https://h/x\n{\n", "POST https://h/x | {"),
            ("put: {url}/x", "PUT {url}/x"),
            (
                "POST https://h/x {\"a\": 1}",
                "POST https://h/x | {\"a\": 1}",
            ),
            (
                "DELETE\u{a0}https://h/x\n\nnull",
                "DELETE https://h/x | null",
            ),
            ("DELETE https://h/x\nnull", "DELETE https://h/x | null"),
            // wrapped by a PDF
            (
                "GET https://h/v3/{project_id}/back\nups/{id}\n",
                "GET https://h/v3/{project_id}/backups/{id}",
            ),
            (
                "GET https://h/v3/back ups?a= b",
                "GET https://h/v3/backups?a=b",
            ),
            (
                "GET https://h/urn：a:\n  b/c\n[\n1]",
                "GET https://h/urn:a:b/c | [\n1]",
            ),
            ("GET https://h/x 查询", "GET https://h/x | 查询"),
            (
                "GET https://h/x\nGET https://h/y",
                "GET https://h/x | GET https://h/y",
            ),
            // no method
            ("https://h/v3/auth/tokens", "https://h/v3/auth/tokens"),
            // responses
            (
                "HTTP/1.1 200 OK\nX-Subject-Token: x\n\n{}",
                "200 X-Subject-Token=x | {}",
            ),
            ("X-Subject-Token: x\n\n{}", "X-Subject-Token=x | {}"),
            // none of it
            ("{\"a\": 1}", "| {\"a\": 1}"),
            ("\"a\": {\n}", "| \"a\": {\n}"),
            ("curl -X POST https://h/x", "| curl -X POST https://h/x"),
            ("Get the token first.", "| Get the token first."),
            ("Note: this", "| Note: this"),
            ("GET", "| GET"),
            ("https://", "| https://"),
            (" \n", ""),
        ];
        for (text, parts) in cases {
            assert_eq!(show(text), parts, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_split(head in "(GET|POST: |HTTP/1.1 200|X-A:|https://)?", text in ".*", more in "[ \\n]?[!-~：\\n ]*") {
            show(&format!("{head}{text}{more}"));
            show(&format!("{head}{more}"));
        }
    }
}
