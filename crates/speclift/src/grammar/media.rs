//! Media types in running text: `Content-Type: application/json;charset=utf8`.

use std::ops::Range;

/// What a media type starts with.
const FAMILIES: &[&str] = &["application/", "multipart/", "text/", "image/", "audio/", "video/"];

/// The media types in a text, in lower case and without parameters, with their places.
pub fn media_types(text: &str) -> Vec<(String, Range<usize>)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(slash) = lower[at..].find('/').map(|slash| at + slash) {
        at = slash + 1;
        let Some(family) = FAMILIES.iter().find(|family| lower[..at].ends_with(**family)) else { continue };
        let start = at - family.len();
        let part = |b: u8| b.is_ascii_alphanumeric();
        if start > 0 && (part(lower.as_bytes()[start - 1]) || lower.as_bytes()[start - 1] == b'/') {
            continue;
        }
        let name = |b: &u8| part(*b) || matches!(b, b'.' | b'+' | b'-' | b'_');
        let length = lower.as_bytes()[at..].iter().take_while(|b| name(b)).count();
        let subtype = lower[at..at + length].trim_end_matches(['.', '-', '_', '+']);
        if subtype.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = at + subtype.len();
            found.push((lower[start..end].to_owned(), start..end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_found() {
        let names = |text: &str| media_types(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("Content-Type: application/JSON;charset=utf8。"), ["application/json"]);
        assert_eq!(
            names("取值为application/merge-patch+json或multipart/form-data."),
            ["application/merge-patch+json", "multipart/form-data"]
        );
        assert_eq!(names("/v1/application/json and text/ plain, context/x"), Vec::<String>::new());
    }
}
