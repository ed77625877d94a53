//! `METHOD target` as it stands in URI sections, examples and scenarios.

use std::borrow::Cow;
use std::ops::Range;

use super::target::{self, Target};

/// HTTP methods that a description may use.
const METHODS: &[&str] = &["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

/// A method and what follows it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MethodPath {
    pub(crate) method: &'static str,
    pub(crate) method_range: Range<usize>,
    /// The path without scheme, host and query.
    pub(crate) path: String,
    /// The target in the text, from scheme to query.
    pub(crate) target: Range<usize>,
    pub(crate) query: Vec<(String, String)>,
}

/// Finds `METHOD target` in a text: a method in capitals as a word of its own, or in any case as the first word,
/// then perhaps a colon, then a path or an absolute address. Spaces around a slash, left by line wrapping, are
/// taken out.
pub(crate) fn find(text: &str) -> Option<MethodPath> {
    let half = half_width(text);
    let places = |range: Range<usize>| place(text, &half, range.start)..place(text, &half, range.end);
    for (at, method) in methods(&half) {
        let after = at + method.len();
        let rest = &half[after..];
        let lead = rest.len()
            - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：')).len();
        let start = after + lead;
        let tail = &half[start..];
        // `GET/v1/…` without a space between, but not `GET/POST`.
        let joined = lead == 0 && !tail.starts_with("/v");
        if joined || !target::starts(tail) {
            continue;
        }
        let length = target::length(tail);
        let written = &tail[..length];
        // `/v1/库`: a segment that no address has is not the end of one.
        if written.ends_with('/') && tail[length..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let Some(Target { path, query }) = target::parse(written) else { continue };
        // The root by itself is a path at the end of a line; in a sentence it is a slash.
        if path == "/" && !tail[length..].trim().is_empty() {
            continue;
        }
        return Some(MethodPath {
            method,
            method_range: places(at..after),
            path,
            target: places(start..start + length),
            query,
        });
    }
    None
}

/// The method that is the whole of a text, in any case.
pub(crate) fn method(text: &str) -> Option<&'static str> {
    let half = half_width(text.trim());
    METHODS.iter().find(|method| half.eq_ignore_ascii_case(method)).copied()
}

/// The target that is the whole of a text.
pub(crate) fn whole_target(text: &str) -> Option<Target> {
    let half = half_width(text.trim());
    let whole = target::starts(&half) && target::length(&half) == half.len();
    whole.then(|| target::parse(&half)).flatten()
}

fn methods(text: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    let bytes = text.as_bytes();
    let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'-';
    let first = text.len() - text.trim_start().len();
    (0..text.len()).filter_map(move |at| {
        if at > 0 && word(&bytes[at - 1]) || !(bytes[at].is_ascii_uppercase() || at == first) {
            return None;
        }
        let method = METHODS.iter().find(|m| {
            let found = &bytes[at..bytes.len().min(at + m.len())];
            found == m.as_bytes() || at == first && found.eq_ignore_ascii_case(m.as_bytes())
        })?;
        bytes.get(at + method.len()).is_none_or(|b| !word(b)).then_some((at, *method))
    })
}

/// A text with the full-width letters, digits and signs of addresses as what they stand for.
fn half_width(text: &str) -> Cow<'_, str> {
    let signs =
        |c: char| matches!(c, '／' | '｛' | '｝' | '？' | '＆' | '＝' | '－' | '＿' | '．' | '＜' | '＞');
    let letters = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９');
    let full = |c: char| signs(c) || letters(c);
    // In UTF-8 all of them start with this byte, which most texts do not have.
    if !text.as_bytes().contains(&0xef) || !text.contains(full) {
        return Cow::Borrowed(text);
    }
    let half = |c: char| if full(c) { char::from_u32(c as u32 - 0xfee0).unwrap_or(c) } else { c };
    Cow::Owned(text.chars().map(half).collect())
}

/// Where a byte of the half-width text stands in the text.
fn place(text: &str, half: &str, at: usize) -> usize {
    if text.len() == half.len() {
        return at;
    }
    let characters = half[..at].chars().count();
    text.char_indices().nth(characters).map_or(text.len(), |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, method: &str, path: &str, query: &[(&str, &str)]) {
        let found = find(text).unwrap_or_else(|| panic!("nothing found in {text:?}"));
        assert_eq!((found.method, found.path.as_str()), (method, path), "{text}");
        let pairs: Vec<_> = found.query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, query, "{text}");
    }

    #[test]
    fn finds_method_and_path() {
        check("GET /v3/{project_id}/vaults", "GET", "/v3/{project_id}/vaults", &[]);
        check("URI格式：POST /v3/{project_id}/vaults", "POST", "/v3/{project_id}/vaults", &[]);
        check("POST: https://{endpoint}/v3/0605 / vaults/ea7b", "POST", "/v3/0605/vaults/ea7b", &[]);
        check("POST: https://{endpoint}/v3/06_4 _/vaults/ea7b", "POST", "/v3/06_4_/vaults/ea7b", &[]);
        check(
            "GET:https://{endpoint}/v3/x/backups?limit=100&offset=0",
            "GET",
            "/v3/x/backups",
            &[("limit", "100"), ("offset", "0")],
        );
        check("PUT https://{{endpoint}}/v3/auth/tokens", "PUT", "/v3/auth/tokens", &[]);
        check("PUT {endpoint}/v1/a", "PUT", "/v1/a", &[]);
        check("“GET https://iam.example.com/v3/projects”。", "GET", "/v3/projects", &[]);
    }

    #[test]
    fn finds_other_ways_to_write_them() {
        check("get /v1/boxes", "GET", "/v1/boxes", &[]);
        check("GET/v1/boxes", "GET", "/v1/boxes", &[]);
        check("ＰＯＳＴ ／ｖ１／｛id｝？a＝1", "POST", "/v1/{id}", &[("a", "1")]);
        check("DELETE host.example.com/v1/boxes", "DELETE", "/v1/boxes", &[]);
        check("POST /v1/{project_id}/\nboxes", "POST", "/v1/{project_id}/boxes", &[]);
        assert_eq!(find("：ＰＯＳＴ ／ｖ１／x").map(|found| found.target), Some(16..29));
        check("GET /", "GET", "/", &[]);
        check("GET https://{endpoint}/", "GET", "/", &[]);
        assert_eq!(method(" Delete "), Some("DELETE"));
        assert_eq!(whole_target("/v1/x?a=1").map(|target| target.path).as_deref(), Some("/v1/x"));
        assert_eq!(whole_target("/v1/x is a path"), None);
    }

    #[test]
    fn finds_nothing_else() {
        for text in [
            "",
            "GET",
            "TARGET /x",
            "GET操作正常返回。",
            "GET、DELETE",
            "GET/POST",
            "GETS /x",
            "use POST to create",
            "use post /v1/x",
            "get the box",
            "Put e.g. a lid on it",
            "POST /, PUT",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
