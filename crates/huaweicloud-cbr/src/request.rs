//! A request, as generated code builds it.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Body, Method, Url};
use serde::Serialize;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What cannot be in a segment of a path as it is.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'/')
    .add(b'%');

/// A request, or what is wrong with it.
#[derive(Debug)]
pub(crate) struct Request(Result<reqwest::Request, String>);

impl Request {
    /// A request with nothing in it.
    pub(crate) fn new(method: &str, url: &str) -> Self {
        let new = || {
            let method = Method::from_bytes(method.as_bytes()).map_err(|error| error.to_string())?;
            if leads_elsewhere(url) {
                return Err("an ID is empty, or leads to another path".to_owned());
            }
            let url = Url::parse(url).map_err(|error| error.to_string())?;
            Ok(reqwest::Request::new(method, url))
        };
        Self(new())
    }

    /// Adds a parameter to the query, once for each value.
    pub(crate) fn query<T: Display>(&mut self, name: &str, values: impl IntoIterator<Item = T>) -> &mut Self {
        values.into_iter().for_each(|value| self.pair(name, &value));
        self
    }

    fn pair(&mut self, name: &str, value: &dyn Display) {
        if let Ok(request) = &mut self.0 {
            request.url_mut().query_pairs_mut().append_pair(name, &value.to_string());
        }
    }

    /// Adds headers.
    #[allow(dead_code, reason = "whether an operation has headers is a matter of the description")]
    pub(crate) fn headers(&mut self, headers: HeaderMap) -> &mut Self {
        if let Ok(request) = &mut self.0 {
            request.headers_mut().extend(headers);
        }
        self
    }

    /// Adds the body.
    pub(crate) fn json(&mut self, body: &impl Serialize) -> &mut Self {
        self.body(serde_json::to_vec(body))
    }

    fn body(&mut self, json: Result<Vec<u8>, serde_json::Error>) -> &mut Self {
        if let Ok(request) = &mut self.0 {
            match json {
                Ok(json) => *request.body_mut() = Some(Body::from(json)),
                Err(error) => self.0 = Err(error.to_string()),
            }
        }
        self
    }

    /// The request as the client below sends it.
    pub(crate) fn finish(self) -> Result<reqwest::Request, String> {
        self.0
    }
}

/// Whether a URL has a part that is empty, or stands for the path above it: no ID does, and a request that deletes one
/// thing must not become one about all of them.
fn leads_elsewhere(url: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let path = rest.unwrap_or(url).as_bytes();
    let mut starts = std::iter::once(0).chain(memchr::memchr_iter(b'/', path).map(|slash| slash + 1));
    let leads = |part: &[u8]| {
        let dots = part.iter().take(2).take_while(|byte| **byte == b'.').count();
        part.get(dots).is_none_or(|byte| *byte == b'/')
    };
    starts.any(|start| leads(&path[start..]))
}

/// Says that the body is JSON, if there is one, and the answer is to be. It is said of each attempt, since a request
/// without headers is copied at less cost.
pub(crate) fn speak_json(request: &mut reqwest::Request) {
    let has_body = request.body().is_some();
    let headers = request.headers_mut();
    headers.insert(ACCEPT, JSON);
    if has_body {
        headers.insert(CONTENT_TYPE, JSON);
    }
}

/// A value in a segment of a path.
pub(crate) struct Segment<'a, T>(pub(crate) &'a T);

impl<T: Display> Display for Segment<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Encoder(f), "{}", self.0)
    }
}

struct Encoder<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl Write for Encoder<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        utf8_percent_encode(text, RESERVED).try_for_each(|part| self.0.write_str(part))
    }
}

/// A parameter, of what a setter was given for it.
pub(crate) fn converted<T, V: TryInto<T>>(value: V, name: &str) -> Result<T, String> {
    value.try_into().map_err(|_| format!("the value given for {name} is none that it can have"))
}

/// A parameter, of what a setter was given for it, which says what is wrong with it.
pub(crate) fn described<T, V: TryInto<T>, E: From<String>>(value: V, name: &str) -> Result<T, E>
where
    V::Error: Display,
{
    value.try_into().map_err(|error| format!("error converting supplied value for {name}: {error}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_one_segment_and_one_parameter() {
        let path = format!("http://h/v3/{}/vaults", Segment(&"a/b c?d%é"));
        assert_eq!(path, "http://h/v3/a%2Fb%20c%3Fd%25%C3%A9/vaults");
        let mut request = Request::new("GET", &path);
        request.query("name", Some("a&b=c d")).query("none", None::<i64>).query("id", [1, 2]);
        let request = request.finish().unwrap();
        assert_eq!(request.url().query(), Some("name=a%26b%3Dc+d&id=1&id=2"));
        let mut request = Request::new("GET", "no URL");
        request.query("id", [1]).json(&1);
        assert!(request.finish().is_err());
    }

    #[test]
    fn no_part_of_a_path_leads_elsewhere() {
        for part in ["", ".", ".."] {
            for url in
                [format!("https://h/v3/{part}"), format!("http://h/{part}/vaults"), format!("{part}/h")]
            {
                assert!(leads_elsewhere(&url), "{url}");
            }
        }
        for part in ["...", ".a", "..a", "a.", "a"] {
            assert!(!leads_elsewhere(&format!("http://h/{part}/vaults")), "{part}");
            assert!(!leads_elsewhere(&format!("https://h/v3/{part}")), "{part}");
        }
    }
}
