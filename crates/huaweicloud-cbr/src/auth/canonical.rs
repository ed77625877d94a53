//! The canonical form of a request, which is what gets signed.
//!
//! It is six lines or groups of lines: method, path, query, headers, their names, and the hash of the body.
//! A gateway derives the same form from what arrives, so each part is made from what is sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderMap};

/// Everything but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Each part of a path decoded and encoded anew, with a `/` at the end. Decoding goes first, so that a `/`
/// within an id, `%2F`, separates parts like any other.
pub(super) fn path(url: &Url) -> String {
    let decoded = percent_decode_str(url.path()).decode_utf8_lossy();
    let mut path = decoded.split('/').map(encode).collect::<Vec<_>>().join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// The pairs of a query, decoded as those of a form, sorted and encoded anew. Sent like this, there is one
/// way left to read them: a space, for one, is `%20` and no `+`.
pub(super) fn query(url: &Url) -> String {
    let mut pairs: Vec<_> = url.query_pairs().collect();
    pairs.sort();
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The headers that get signed, sorted: all but those that are made after signing, or on the way, and those
/// with `_`, which gateways drop.
pub(super) fn signed_headers(headers: &HeaderMap) -> Vec<&str> {
    let unsigned = [AUTHORIZATION.as_str(), CONTENT_LENGTH.as_str(), "connection", "transfer-encoding"];
    let mut names: Vec<_> = headers.keys().map(|name| name.as_str()).collect();
    names.retain(|name| !name.contains('_') && !unsigned.contains(name));
    if !names.contains(&HOST.as_str()) {
        names.push(HOST.as_str());
    }
    names.sort_unstable();
    names
}

/// A request in its canonical form.
pub(super) struct Canonical<'a> {
    pub(super) method: &'a str,
    pub(super) url: &'a Url,
    pub(super) headers: &'a HeaderMap,
    pub(super) signed_headers: &'a [&'a str],
    pub(super) body_hash: &'a [u8],
}

impl Canonical<'_> {
    /// Writes it piece by piece: a header may be a secret, which then has no copy in a buffer.
    pub(super) fn write(&self, out: &mut impl FnMut(&[u8])) {
        out(self.method.as_bytes());
        out(b"\n");
        out(path(self.url).as_bytes());
        out(b"\n");
        out(query(self.url).as_bytes());
        out(b"\n");
        let host = host(self.url);
        for name in self.signed_headers {
            let mut values: Vec<_> =
                self.headers.get_all(*name).iter().map(|value| value.as_bytes()).collect();
            values.sort_unstable();
            if values.is_empty() {
                values.push(host.as_bytes());
            }
            for value in values {
                out(name.as_bytes());
                out(b":");
                out(value.trim_ascii());
                out(b"\n");
            }
        }
        out(b"\n");
        out(self.signed_headers.join(";").as_bytes());
        out(b"\n");
        out(self.body_hash);
    }
}

/// The `Host` header that the HTTP library makes: without the port where that is the scheme's own.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn paths() {
        assert_eq!(path(&url("http://h")), "/");
        assert_eq!(path(&url("http://h/v3/a")), "/v3/a/");
        assert_eq!(path(&url("http://h/v3/a/")), "/v3/a/");
        assert_eq!(path(&url("http://h/a%2Fb/c%20d:e")), "/a/b/c%20d%3Ae/");
        assert_eq!(path(&url("http://h/%e5%ad%98//x~")), "/%E5%AD%98//x~/");
        assert_eq!(path(&url("http://h/100%/x")), "/100%25/x/");
    }

    #[test]
    fn queries() {
        assert_eq!(query(&url("http://h/")), "");
        assert_eq!(query(&url("http://h/?")), "");
        assert_eq!(query(&url("http://h/?b=2&a=x+y&a=%2B&flag")), "a=%2B&a=x%20y&b=2&flag=");
        assert_eq!(query(&url("http://h/?k=~&k=%E5%AD%98&k=_")), "k=_&k=~&k=%E5%AD%98");
    }

    #[test]
    fn hosts() {
        assert_eq!(host(&url("https://h:443/")), "h");
        assert_eq!(host(&url("http://h:443/")), "h:443");
        assert_eq!(host(&url("http://user:pass@[::1]:8080/")), "[::1]:8080");
    }

    #[test]
    fn headers() {
        let mut headers = HeaderMap::new();
        for name in ["x-b", "accept", "x_c", "authorization", "content-length"] {
            headers.insert(name, HeaderValue::from_static("v"));
        }
        headers.append("x-b", HeaderValue::from_static(" a  b "));
        let signed = signed_headers(&headers);
        assert_eq!(signed, ["accept", "host", "x-b"]);
        let mut text = Vec::new();
        let url = url("http://h/");
        Canonical { method: "GET", url: &url, headers: &headers, signed_headers: &signed, body_hash: b"" }
            .write(&mut |bytes| text.extend_from_slice(bytes));
        let text = String::from_utf8(text).unwrap();
        assert_eq!(text, "GET\n/\n\naccept:v\nhost:h\nx-b:a  b\nx-b:v\n\naccept;host;x-b\n");
    }
}
