//! The forms of path and query that are signed.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is not encoded: letters, digits, and these.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path: decoded, encoded part by part, with a slash at its end.
pub(super) fn path(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let mut canonical = String::with_capacity(path.len() + 1);
    for (index, part) in decoded.split('/').enumerate() {
        if index > 0 {
            canonical.push('/');
        }
        canonical.extend(utf8_percent_encode(part, ENCODED));
    }
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// A query: its pairs decoded, sorted, and encoded.
pub(super) fn sorted_query(query: &str) -> String {
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| {
            (percent_decode_str(key).decode_utf8_lossy(), percent_decode_str(value).decode_utf8_lossy())
        })
        .collect();
    pairs.sort();
    let mut canonical = String::with_capacity(query.len());
    for (key, value) in pairs {
        if !canonical.is_empty() {
            canonical.push('&');
        }
        canonical.extend(utf8_percent_encode(&key, ENCODED));
        canonical.push('=');
        canonical.extend(utf8_percent_encode(&value, ENCODED));
    }
    canonical
}
