//! A large text of YAML is cut in two, to be read by two threads.
//!
//! The cut is before a line that starts a key of a block mapping. The second half gets the keys before it that the line
//! belongs to, each of which has a line of its own; so both are mappings, and are joined along those keys:
//!
//! ```text
//! a: 1                 a: 1
//! b:                   b:                  b:
//!   c: 2        →        c: 2                d: 3
//!   d: 3                                   e: 4
//! e: 4
//! ```
//!
//! Whatever makes such a line something else is noticed: within quotes or brackets the first half has no end, and is no
//! YAML; within a block scalar the header of the scalar is among the lines that it belongs to, and is no key alone; an
//! alias whose anchor is in the other half has none. Then the text is read as if there were no halves.

use memchr::{memchr, memmem, memrchr};
use rayon::join;
use serde_json::{Map, Value};

/// Less than that is read faster than a thread takes it up.
const LEAST: usize = 1 << 16;

/// Which part of the text after its middle is looked at for a cut.
const WINDOW: usize = 16;

/// Reads a text in halves, where it can be cut and both halves are mappings without a key in common.
pub(super) fn read<E: Send>(text: &str, read: impl Fn(&str) -> Result<Value, E> + Sync) -> Option<Value> {
    if text.len() < LEAST { None } else { in_halves(text, text.len() / 2, read) }
}

fn in_halves<E: Send>(
    text: &str,
    middle: usize,
    read: impl Fn(&str) -> Result<Value, E> + Sync,
) -> Option<Value> {
    // A document may end before the text does.
    if ["\n---", "\n..."].iter().any(|mark| memmem::find(text.as_bytes(), mark.as_bytes()).is_some()) {
        return None;
    }
    let cut = cut(text, middle)?;
    let keys = holders(text, cut)?;
    let (first, second) = text.split_at(cut);
    let second = keys.iter().copied().chain([second]).collect::<Vec<_>>().join("\n");
    let (Ok(mut first), Ok(second)) = join(|| read(first), || read(&second)) else { return None };
    let names: Vec<&str> = keys.iter().map(|key| key.trim_start().trim_end_matches(':')).collect();
    add(&mut first, second, &names)?;
    Some(first)
}

/// Adds the members of a mapping to another, along the keys that both have.
fn add(first: &mut Value, second: Value, along: &[&str]) -> Option<()> {
    let (Value::Object(first), Value::Object(second)) = (first, second) else { return None };
    for (key, value) in second {
        match along {
            [shared, rest @ ..] if key == *shared => add(first.get_mut(&key)?, value, rest)?,
            _ => alone(first, key, value)?,
        }
    }
    Some(())
}

fn alone(map: &mut Map<String, Value>, key: String, value: Value) -> Option<()> {
    map.insert(key, value).is_none().then_some(())
}

/// The start of the least indented line soon after the middle that starts with what a key starts with.
fn cut(text: &str, middle: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut best: Option<(usize, usize)> = None;
    let mut at = middle + memchr(b'\n', &bytes[middle..])? + 1;
    while at < bytes.len() && at <= middle + bytes.len() / WINDOW + 1 {
        let line = line(text, at);
        let indent = indent(line);
        if starts_a_key(&line[indent..]) && best.is_none_or(|(least, _)| indent < least) {
            best = Some((indent, at));
        }
        at += line.len() + 1;
    }
    best.map(|(_, at)| at)
}

/// The keys that a line belongs to, the outermost first: those of the lines before it that are indented less, each less
/// than the one below. None where one is no key alone, or has members that are indented otherwise.
fn holders(text: &str, cut: usize) -> Option<Vec<&str>> {
    let mut holders = Vec::new();
    let mut inner = indent(line(text, cut));
    let mut first_member = inner;
    let mut end = cut;
    while end > 0 {
        let start = memrchr(b'\n', &text.as_bytes()[..end - 1]).map_or(0, |at| at + 1);
        let line = line(text, start);
        let indent = indent(line);
        let says = &line[indent..];
        if says.starts_with('\t') {
            return None;
        }
        if !says.is_empty() && !says.starts_with('#') {
            if indent < inner {
                if !is_key_alone(says) || first_member != inner {
                    return None;
                }
                holders.push(line);
                inner = indent;
            }
            first_member = indent;
        }
        end = start;
    }
    // The root is what starts at the start of the line.
    (inner == 0 && first_member == 0 && starts_with_a_key(text)).then(|| {
        holders.reverse();
        holders
    })
}

/// The line that starts at a place, without its end.
fn line(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let line = memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
    line.strip_suffix('\r').unwrap_or(line)
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a text starts with what no other part of YAML than a plain text starts with.
fn starts_a_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
}

/// Whether a line says a key and nothing else.
fn is_key_alone(line: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | '{' | '}');
    starts_a_key(line) && line.strip_suffix(':').is_some_and(|key| key.chars().all(plain))
}

/// Whether the first line that says something is a key of the root.
fn starts_with_a_key(text: &str) -> bool {
    text.lines().find(|line| !line.is_empty() && !line.starts_with('#')).is_some_and(starts_a_key)
}

#[cfg(test)]
mod tests {
    use super::super::document::parse_value;
    use super::*;

    /// In how many ways a text can be cut; wherever it is, the halves are the whole.
    fn cuts(text: &str) -> usize {
        let read = |text: &str| parse_value(text, "a.yaml");
        let whole = read(text).ok();
        let middles = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at));
        let halves = middles.filter_map(|middle| Some((middle, in_halves(text, middle, read)?)));
        halves.map(|(middle, value)| assert_eq!(Some(&value), whole.as_ref(), "{middle} of {text:?}")).count()
    }

    #[test]
    fn halves_are_the_whole() {
        for text in [
            "a: 1\nb: 2\n",
            "# about it\n\na: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\n",
            "a: 1\nb:\n  c: |\n    d: 1\n\n    e\n  f: 2\ne: 2\nf:\n- g\n- h\ni: 3",
            "a: {b: 1}\nc: [1,\n 2]\nd: 'x\n  y'\ne:\n  /f/{g}:\n    h: 1\n    i: 2\n  # j\n\n  200: 3\nk: 4\n",
            "a: &x 1\nb: *x\nc: &y 2\nd: *y\n",
            "a:\n  b:\n    c: 1\n    d: 2\n  e: ü\n  f:\n    g: 3\nh:\n  i: 4\n",
        ] {
            assert!(cuts(text) > 0, "{text:?}");
        }
    }

    #[test]
    fn a_description_is_cut_anywhere() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diff/base.yaml");
        let text = std::fs::read_to_string(path).unwrap();
        assert!(cuts(&text) > text.lines().count() / 2);
    }

    #[test]
    fn what_a_cut_would_change_is_not_cut() {
        for text in [
            "",
            "a: 1",
            "hello\nworld\n",
            "- a\n- b\nc: 1\n",
            "{a: 1}\nb: 2\n",
            "--- {a: 1}\nb: 2\n",
            "a: 1\n...\nb: 2\n",
            "a: 1\n---\nb: 2\n",
            "a: 'x\nb: y'\n",
            "a: \"x\nb: y\"\n",
            "a: [1,\nb: 2]\n",
            "a: {x: 1,\nb: 2}\n",
            "a: &x 1\nb: *x\n",
            "a: 1\na: 2\n",
            "a: 1\nb: 2: 3\n",
            "  a: 1\nb: 2\n",
            "  a: 1\n  b: 2\n",
            "a:\n    b: 1\n  c: 2\n",
            "a:\n  b: 1\n  b: 2\n",
            "a: |\n  b:\n    c: 1\n    d: 2\n",
            "a: >-\n  b: 1\n\n  c: 2\n",
            "a: !x\n  b: 1\n  c: 2\n",
            "a: &x\n  b: 1\n  c: 2\n",
            "a: b\n  c:\n  d: 1\n",
            "a:\n- b: 1\n  c: 2\n",
            "a: 'x\n  b:\n    c: 1\n    d: 2'\n",
            "a:\n  b: 1\n\tc: 2\n  d: 3\n",
        ] {
            assert_eq!(cuts(text), 0, "{text:?}");
        }
    }
}
