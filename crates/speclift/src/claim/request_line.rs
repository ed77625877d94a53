//! `METHOD path` as it stands in URI sections, examples and scenarios.

use std::ops::Range;

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

/// Finds `METHOD target` in a line: a method in capitals as a word of its own, then perhaps a colon,
/// then a path or an absolute address. Spaces around a slash, left by line wrapping, are taken out.
pub(crate) fn find(text: &str) -> Option<MethodPath> {
    for (at, method) in methods(text) {
        let after = at + method.len();
        let rest = &text[after..];
        let lead = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', ':', '：']).len();
        if lead == 0 {
            continue;
        }
        let start = after + lead;
        let tail = &text[start..];
        if !(tail.starts_with('/')
            || tail.starts_with("http://")
            || tail.starts_with("https://")
            || tail.starts_with("{"))
        {
            continue;
        }
        let length = target_length(tail);
        let target = &tail[..length];
        // `/v1/库`: a segment that no address has is not the end of one.
        if target.ends_with('/') && tail[length..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let Some((path, query)) = split_target(target) else { continue };
        return Some(MethodPath {
            method,
            method_range: at..after,
            path,
            target: start..start + length,
            query,
        });
    }
    None
}

fn methods(text: &str) -> impl Iterator<Item = (usize, &'static str)> + '_ {
    let bytes = text.as_bytes();
    let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'-';
    (0..text.len()).filter_map(move |at| {
        if at > 0 && word(&bytes[at - 1]) || !bytes[at].is_ascii_uppercase() {
            return None;
        }
        let method = METHODS.iter().find(|m| bytes[at..].starts_with(m.as_bytes()))?;
        bytes.get(at + method.len()).is_none_or(|b| !word(b)).then_some((at, *method))
    })
}

/// How far a target goes: to white space that no slash continues, or to a character that no address has.
fn target_length(text: &str) -> usize {
    let mut end = 0;
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ' ' | '\t' => {
                let before = text[..i].trim_end();
                let after = text[i..].trim_start();
                let wrapped = before.ends_with('/')
                    && after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '{')
                    // `_4 _/vaults`: a mark of emphasis that marks nothing.
                    || after.trim_start_matches(['_', '*']).starts_with('/');
                if depth == 0 && !wrapped {
                    return end;
                }
            }
            c if depth == 0
                && (c.is_control()
                    || !c.is_ascii()
                    || matches!(c, '"' | '<' | '>' | '`' | ',' | ';' | ')')) =>
            {
                return end;
            }
            _ => {}
        }
        end = i + c.len_utf8();
    }
    end
}

/// The path and query of a target.
fn split_target(target: &str) -> Option<(String, Vec<(String, String)>)> {
    let mut joined: String = target.chars().filter(|c| !c.is_whitespace()).collect();
    for scheme in ["https://", "http://"] {
        if let Some(rest) = joined.strip_prefix(scheme) {
            joined = rest.find('/').map(|slash| rest[slash..].to_owned())?;
            break;
        }
    }
    if !joined.starts_with('/') {
        // `{endpoint}/v3/…` without a scheme.
        joined = joined.find("}/").map(|brace| joined[brace + 1..].to_owned())?;
    }
    let (path, query) = match joined.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (joined, String::new()),
    };
    let query = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            pair.split_once('=')
                .map_or((pair.to_owned(), String::new()), |(k, v)| (k.to_owned(), v.to_owned()))
        })
        .collect();
    let path = path.trim_end_matches('.').to_owned();
    (path.len() > 1).then_some((path, query))
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
    fn finds_nothing_else() {
        for text in [
            "",
            "GET",
            "TARGET /x",
            "GET操作正常返回。",
            "GET、DELETE",
            "GETS /x",
            "use POST to create",
            "POST /",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
