//! Which path of a document a request's path is.

/// A path of the document, as what is fixed in each of its segments.
#[derive(Debug)]
pub(crate) struct Template {
    segments: Vec<Segment>,
}

/// The fixed parts of a segment, with a variable between each two.
#[derive(Debug)]
struct Segment(Vec<String>);

impl Template {
    pub(crate) fn new(path: &str) -> Self {
        let segments = path.trim_start_matches('/').split('/').map(Segment::new);
        Self { segments: segments.collect() }
    }

    /// Whether a path, percent-encoded as it was sent, is of this template. A variable stands for at least one
    /// character of one segment.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix('/') else { return false };
        let segments: Vec<&str> = path.split('/').collect();
        segments.len() == self.segments.len()
            && self.segments.iter().zip(segments).all(|(template, segment)| template.matches(segment))
    }

    /// What decides between templates that both match: fixed segments before variables, the first segment first.
    pub(crate) fn variables(&self) -> Vec<bool> {
        self.segments.iter().map(|segment| segment.0.len() > 1).collect()
    }
}

impl Segment {
    fn new(template: &str) -> Self {
        let mut fixed = Vec::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{')
            && let Some((_, after)) = after.split_once('}')
        {
            fixed.push(before.to_owned());
            rest = after;
        }
        fixed.push(rest.to_owned());
        Self(fixed)
    }

    fn matches(&self, segment: &str) -> bool {
        let [first, middle @ .., last] = &self.0[..] else {
            return decoded(segment) == self.0[0];
        };
        let Some(mut rest) = segment.strip_prefix(first.as_str()) else { return false };
        for fixed in middle {
            // The variable before it has at least one character.
            let Some(start) = rest.char_indices().nth(1).map(|(start, _)| start) else { return false };
            let Some(found) = rest[start..].find(fixed.as_str()) else { return false };
            rest = &rest[start + found + fixed.len()..];
        }
        rest.strip_suffix(last.as_str()).is_some_and(|variable| !variable.is_empty())
    }
}

/// A segment without percent-encoding; what is none stays.
fn decoded(segment: &str) -> String {
    let hex = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let (bytes, mut out, mut i) = (segment.as_bytes(), Vec::new(), 0);
    while i < bytes.len() {
        let byte = bytes.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(hex);
        out.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stand_for_something_in_one_segment() {
        for (template, path, expected) in [
            ("/v3/{p}/vaults", "/v3/x/vaults", true),
            ("/v3/{p}/vaults", "/v3/x%2Fy/vaults", true),
            ("/v3/{p}/vaults", "/v3/x/v%61ults", true),
            ("/v3/{p}/vaults", "/v3//vaults", false),
            ("/v3/{p}/vaults", "/v3/x/y/vaults", false),
            ("/v3/{p}/vaults", "/v3/x/vaults/", false),
            ("/v3/{p}/vaults", "/V3/x/vaults", false),
            ("/v3/{p}/vaults", "v3/x/vaults", false),
            ("/{a}.{b}.json", "/x.y.json", true),
            ("/{a}.{b}.json", "/x.json", false),
            ("/{a}.{b}.json", "/..json", false),
            ("/{a}.json", "/é.json", true),
            ("/", "/", true),
            ("/", "/x", false),
        ] {
            assert_eq!(Template::new(template).matches(path), expected, "{template} {path}");
        }
    }
}
