//! The target of a request as pages write it: an address with a path, variables in many forms, and a query.

/// A target taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The path, without scheme, host and query; its variables as `{name}`.
    pub(crate) path: String,
    /// The query, split at `&` and `=`; its variables as `{name}`.
    pub(crate) query: Vec<(String, String)>,
}

/// Signs around the name of a variable, other than braces.
const VARIABLES: &[(&str, &str)] =
    &[("$(", ")s"), ("%(", ")s"), ("$(", ")"), ("${", "}"), ("%{", "}"), ("<", ">"), ("{{", "}}")];

/// Whether a text can be the start of a target: a path, or an address that has one.
pub(crate) fn starts(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    text.starts_with(['/', '{'])
        || text.starts_with("http://")
        || text.starts_with("https://")
        || (host.len() < text.len() && is_host(host))
}

/// A name with dots in it, as hosts have.
fn is_host(text: &str) -> bool {
    text.contains('.')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
        && text.split('.').all(|part| !part.is_empty())
}

/// How far a target goes: to white space that no slash continues, or to a character that no address has.
pub(crate) fn length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = host_in_words(text);
    let mut end = at;
    while let Some(c) = text[at..].chars().next() {
        if depth == 0
            && let Some(variable) = variable(&text[at..])
        {
            at += variable.length;
            end = at;
            continue;
        }
        match c {
            '{' if closed(&text[at + 1..]) => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ' ' | '\t' | '\n' if depth > 0 || wrapped(&text[..at], &text[at..]) => {}
            ' ' | '\t' | '\n' => return end,
            ',' if depth == 0 && in_query(&text[..at], &text[at + 1..]) => {}
            c if depth == 0
                && (c.is_control()
                    || !c.is_ascii()
                    || matches!(c, '"' | '<' | '>' | '`' | ',' | ';' | ')')) =>
            {
                return end;
            }
            _ => {}
        }
        at += c.len_utf8();
        end = at;
    }
    end
}

/// How long scheme and host are where words stand in place of the host: `https://服务的Endpoint/v1/boxes`.
fn host_in_words(text: &str) -> usize {
    const LONGEST: usize = 60;
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else { return 0 };
    let Some(host) = text[scheme.len()..].find('/') else { return 0 };
    let words = &text[scheme.len()..scheme.len() + host];
    let in_words = !words.is_ascii() && words.chars().all(char::is_alphanumeric);
    if in_words && words.len() <= LONGEST { scheme.len() + host } else { 0 }
}

/// Whether a brace that was opened before is closed in the same segment.
fn closed(after: &str) -> bool {
    after.find(['{', '}', '/']).is_some_and(|at| after[at..].starts_with('}'))
}

/// Whether white space in a target is where a line was wrapped: beside a slash, or before the rest of the query.
fn wrapped(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    // `GET / HTTP/1.1`: what the address is sent with.
    if after.starts_with("HTTP/") {
        return false;
    }
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '{';
    before.ends_with(['/', '?', '&', '=']) && after.starts_with(goes_on)
        || after.starts_with(['/', '?', '&'])
        // `_4 _/vaults`: a mark of emphasis that marks nothing.
        || after.trim_start_matches(['_', '*']).starts_with('/')
}

/// Whether a comma stands inside a value of the query.
fn in_query(before: &str, after: &str) -> bool {
    before.contains('?') && after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '{' | '<'))
}

/// Takes a target apart; `None` where it has no path.
pub(crate) fn parse(target: &str) -> Option<Target> {
    let mut joined = braced(&target.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    for scheme in ["https://", "http://"] {
        if let Some(rest) = joined.strip_prefix(scheme) {
            joined = rest.find('/').map(|slash| rest[slash..].to_owned())?;
            break;
        }
    }
    if !joined.starts_with('/') {
        // `{endpoint}/v3/…` and `host.example/v3/…` without a scheme.
        let host = if joined.starts_with('{') { joined.find("}/")? + 1 } else { joined.find('/')? };
        joined = joined[host..].to_owned();
    }
    let (path, query) = match joined.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (joined, String::new()),
    };
    // `/v3/projects{?name,limit}`: a list of names in the form of a URI template.
    let (path, query) = match path.strip_suffix('{').zip(query.strip_suffix('}')) {
        Some((path, names)) => (path.to_owned(), names.replace(',', "&")),
        None => (path, query),
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
    path.starts_with('/').then_some(Target { path, query })
}

/// A variable that is not in single braces.
struct Variable<'a> {
    name: &'a str,
    length: usize,
}

/// The variable that a text starts with.
fn variable(text: &str) -> Option<Variable<'_>> {
    VARIABLES.iter().find_map(|(open, close)| {
        let (name, _) = text.strip_prefix(open)?.split_once(close)?;
        let named = is_name(name);
        named.then_some(Variable { name, length: open.len() + name.len() + close.len() })
    })
}

pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// A target with all its variables in braces. `/:name` is one where a whole segment is.
fn braced(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    let mut at = 0;
    while let Some(c) = target[at..].chars().next() {
        let colon = target[at..].strip_prefix("/:").map(|rest| rest.split(['/', '?']).next().unwrap_or(rest));
        if let Some(name) = colon.filter(|name| is_name(name)) {
            out.push_str(&format!("/{{{name}}}"));
            at += 2 + name.len();
        } else if let Some(variable) = variable(&target[at..]) {
            out.push_str(&format!("{{{}}}", variable.name));
            at += variable.length;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

/// Whether a path is a template with its variables filled in or named otherwise, or the template itself. A word
/// in place of a variable (`/boxes/all`) is no value of it; what has a digit is.
pub(crate) fn shows(template: &str, path: &str) -> bool {
    let (template, path) = (template.split('/'), path.split('/'));
    let value = |found: &str| found.starts_with('{') || found.contains(|c: char| c.is_ascii_digit());
    template.clone().count() == path.clone().count()
        && template
            .zip(path)
            .all(|(wanted, found)| wanted == found || wanted.starts_with('{') && value(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &str, query: &[(&str, &str)]) {
        let target = parse(&text[..length(text)]).unwrap_or_else(|| panic!("nothing found in {text:?}"));
        assert_eq!(target.path, path, "{text}");
        let pairs: Vec<_> = target.query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, query, "{text}");
    }

    #[test]
    fn variables_in_all_forms() {
        check("/v1/{a}/x/:b/y/<c>/$(d)s/${e}/%{f}/%(g)s", "/v1/{a}/x/{b}/y/{c}/{d}/{e}/{f}/{g}", &[]);
        check("/v1/<a>, where a is", "/v1/{a}", &[]);
        check("/v1/urn:x:y/{{a}}", "/v1/urn:x:y/{a}", &[]);
    }

    #[test]
    fn queries() {
        check(
            "/v1/x?limit={limit}&type=server&acl",
            "/v1/x",
            &[("limit", "{limit}"), ("type", "server"), ("acl", "")],
        );
        check("/v1/x?tags=<key>,<value>&a=1, and", "/v1/x", &[("tags", "{key},{value}"), ("a", "1")]);
        check("/v1/x{?name,limit}", "/v1/x", &[("name", ""), ("limit", "")]);
        check("/v1/x? a=1 &b=2", "/v1/x", &[("a", "1"), ("b", "2")]);
        check("/v1/x?a=1&\nb=2 c", "/v1/x", &[("a", "1"), ("b", "2")]);
    }

    #[test]
    fn filled_in() {
        assert!(shows("/v1/{a}/x", "/v1/{b}/x") && shows("/v1/{a}/x", "/v1/6f70/x"));
        assert!(!shows("/v1/{a}", "/v1/all") && !shows("/v1/{a}", "/v1/1/x"));
    }

    #[test]
    fn hosts() {
        check("host.example.com/v1/x", "/v1/x", &[]);
        check("https://{endpoint}/v1/x。", "/v1/x", &[]);
        check("https://服务的Endpoint/v1/x。", "/v1/x", &[]);
        assert_eq!(length("https://服务。/v1/x"), "https://".len());
        check("/v1/x/ HTTP/1.1", "/v1/x/", &[]);
        assert!(!starts("and/or") && !starts("."));
    }
}
