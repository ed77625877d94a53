//! JSON that stands in a page's bare text, with no fence around it.

use std::ops::Range;

/// A run of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JsonRun {
    /// How many lines it takes, the last one perhaps in part.
    pub(super) lines: usize,
    /// Its end in the source.
    pub(super) end: usize,
    /// Whether its brackets balance.
    pub(super) balanced: bool,
}

/// The JSON that starts with the first of these lines, if one does.
pub(super) fn json_run(src: &str, lines: &[Range<usize>]) -> Option<JsonRun> {
    let first = lines.first()?;
    if !opens(src[first.clone()].trim()) {
        return None;
    }
    let mut state = Brackets::default();
    let mut end = first.start;
    let mut taken = 0;
    let mut wrapped = 0;
    for (i, line) in lines.iter().enumerate() {
        let text = &src[line.clone()];
        // A string that a line break cuts goes on, but not for long: a missing quote is likelier then.
        wrapped = if state.in_string { wrapped + 1 } else { 0 };
        let words = text.trim();
        if wrapped > 2 || is_member(words) {
            state.in_string = false;
        }
        if i > 0 && !state.in_string && !words.is_empty() && !looks_like_json(words) {
            break;
        }
        if let Some(at) = state.line(text) {
            return Some(JsonRun { lines: i + 1, end: line.start + at, balanced: true });
        }
        if !words.is_empty() {
            taken = i + 1;
            end = line.end;
        }
    }
    Some(JsonRun { lines: taken.max(1), end: end.max(first.end), balanced: false })
}

/// Whether a line opens JSON, and not a sentence or a path that starts with a bracket.
fn opens(line: &str) -> bool {
    let rest = line.trim_start_matches(['{', '[', ' ', '\t']);
    line.starts_with(['{', '[']) && (rest.is_empty() || rest.starts_with(['"', '}', ']']) || rest.starts_with("//"))
        && !line.starts_with("[]")
        // `["a"](b)` is a link.
        && !line.contains("](")
}

fn looks_like_json(line: &str) -> bool {
    let Some(first) = line.chars().next() else {
        return true;
    };
    matches!(first, '"' | '{' | '}' | '[' | ']' | ',' | '.' | '…' | '0'..='9')
        || ["//", "true", "false", "null", "-"].iter().any(|start| line.starts_with(start))
        || line.ends_with(['{', '[', ',', '}', ']'])
}

/// Whether a line starts with the name of a member, and so not inside a string.
fn is_member(line: &str) -> bool {
    let name = line.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    name.is_some_and(|(name, rest)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.trim_start().starts_with(':')
    })
}

/// The brackets that are open.
#[derive(Debug, Default)]
struct Brackets {
    depth: usize,
    in_string: bool,
}

impl Brackets {
    /// Takes a line; returns where in it the last bracket closes.
    fn line(&mut self, line: &str) -> Option<usize> {
        let mut bytes = line.bytes().enumerate().peekable();
        while let Some((at, b)) = bytes.next() {
            match b {
                b'\\' if self.in_string => {
                    bytes.next();
                }
                b'"' => self.in_string = !self.in_string,
                _ if self.in_string => {}
                b'/' if bytes.peek().is_some_and(|&(_, b)| b == b'/') => return None,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Lines;
    use super::*;

    fn run(src: &str) -> Option<(&str, bool)> {
        let lines: Vec<_> = Lines::new(src, 0..src.len()).collect();
        json_run(src, &lines).map(|run| (&src[..run.end], run.balanced))
    }

    #[test]
    fn runs_end_where_brackets_balance() {
        assert_eq!(run("{\n\"a\" : [ 1 ]\n} Then text\n}"), Some(("{\n\"a\" : [ 1 ]\n}", true)));
        assert_eq!(run("[ {\n\"a\" : \"}\"\n} ]"), Some(("[ {\n\"a\" : \"}\"\n} ]", true)));
        assert_eq!(run("{\n\"a\" : 1, // not }\n...\n}"), Some(("{\n\"a\" : 1, // not }\n...\n}", true)));
    }

    #[test]
    fn strings_may_be_cut() {
        let src = "{\n\"a\" : \"one\ntwo {\nthree\"\n}";
        assert_eq!(run(src), Some((src, true)));
    }

    #[test]
    fn runs_without_end_stop_before_words() {
        assert_eq!(
            run("{\n\"a\" : {\n\"b\" : 1\n}\nWords follow here"),
            Some(("{\n\"a\" : {\n\"b\" : 1\n}", false))
        );
        assert_eq!(
            run("{\n\"a\" : \"b,\n\"c\" : 1\n}\nWords\nMore"),
            Some(("{\n\"a\" : \"b,\n\"c\" : 1\n}", true))
        );
    }

    #[test]
    fn words_in_brackets_are_no_json() {
        for line in ["{id} is the name", "[see](x)", "{endpoint}/v1", "text", "[1] note"] {
            assert_eq!(run(line), None, "{line}");
        }
    }
}
