//! Forms that are made of lines.

use std::ops::Range;

/// The lines of a range, each without its line break.
pub(super) struct Lines<'a> {
    src: &'a str,
    rest: Range<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(src: &'a str, range: Range<usize>) -> Self {
        Self { src, rest: range }
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.rest.is_empty() {
            return None;
        }
        let text = &self.src[self.rest.clone()];
        let len = memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
        let line = text[..len].strip_suffix('\r').unwrap_or(&text[..len]);
        let start = self.rest.start;
        self.rest.start = (start + len + 1).min(self.rest.end);
        Some(start..start + line.len())
    }
}

/// Whether a line is one of a table of contents: a title, leaders, a page number.
pub(super) fn is_contents(line: &str) -> bool {
    let line = line.trim();
    if !line.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let title = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - title.len();
    let title = title.trim_end();
    let words = title.trim_end_matches(['.', '…', '·', '．', '‥', ' ']);
    let leaders = title[words.len()..].chars().map(|c| if c == '…' { 3 } else { usize::from(c != ' ') });
    (1..=4).contains(&digits) && leaders.sum::<usize>() > 2 && !words.is_empty()
}

/// The title of a line of contents, without leaders and page number.
pub(super) fn contents_title(line: &str) -> &str {
    line.trim()
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end()
        .trim_end_matches(['.', '…', '·', '．', '‥', ' '])
}

/// A marker of a list item at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// The bytes before the item's text.
    pub(super) len: usize,
    /// Depth, from 1.
    pub(super) level: u8,
}

/// The marker of a list item: `•`, `●`, `-`, `■`, `1.`, `a.`, or two of them (`- a.`).
pub(super) fn marker(line: &str) -> Option<Marker> {
    let indent = line.len() - line.trim_start().len();
    let (mut len, mut level) = one_marker(&line[indent..])?;
    if indent > 0 {
        level = level.max(2);
    }
    if let Some((more, inner)) = one_marker(&line[indent + len..])
        && inner > 1
    {
        len += more;
        level = inner;
    }
    let len = indent + len;
    (!line[len..].trim().is_empty()).then_some(Marker { len, level })
}

fn one_marker(text: &str) -> Option<(usize, u8)> {
    let first = text.chars().next()?;
    let spaces = |after: usize| text[after..].len() - text[after..].trim_start_matches([' ', '\u{a0}']).len();
    match first {
        '•' | '●' | '·' | '■' | '□' | '▪' | '○' | '◦' | '▫' | '–' | '-' | '*' => {
            let after = first.len_utf8();
            let gap = spaces(after);
            let needs_gap = matches!(first, '-' | '*' | '·' | '–');
            let level = if matches!(first, '■' | '□' | '▪' | '▫' | '○' | '◦') { 3 } else { 1 };
            (gap > 0 || !needs_gap).then_some((after + gap, level))
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let rest = &text[digits..];
            let dot = rest.chars().next().filter(|c| matches!(c, '.' | ')' | '、' | '）'))?;
            let after = digits + dot.len_utf8();
            let gap = spaces(after);
            (digits < 4 && gap > 0 || dot == '、').then_some((after + gap, 1))
        }
        'a'..='z' => {
            let gap = text[1..].starts_with(['.', ')']).then(|| spaces(2)).filter(|&gap| gap > 0)?;
            Some((2 + gap, 2))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_any_line_break() {
        let src = "a\r\n\n二\nc";
        let lines: Vec<_> = Lines::new(src, 0..src.len()).map(|range| &src[range]).collect();
        assert_eq!(lines, ["a", "", "二", "c"]);
    }

    #[test]
    fn contents() {
        assert!(is_contents("4.1 Title.....\t17"));
        assert!(is_contents("Title……… 17"));
        assert!(is_contents("Title . . . . 17"));
        assert!(!is_contents("see 1.2"));
        assert!(!is_contents("... 17") && !is_contents("Title..."));
        assert_eq!(contents_title("4.1 Title.....\t17"), "4.1 Title");
    }

    #[test]
    fn markers() {
        let text = |line: &'static str| marker(line).map(|m| (&line[m.len..], m.level));
        assert_eq!(text("• one"), Some(("one", 1)));
        assert_eq!(text("●one"), Some(("one", 1)));
        assert_eq!(text(" - a. one"), Some(("one", 2)));
        assert_eq!(text("■ one"), Some(("one", 3)));
        assert_eq!(text("12. one"), Some(("one", 1)));
        assert_eq!(text("-1 is a number"), None);
        assert_eq!(text("4.1 Title"), None);
        assert_eq!(text("- "), None);
        assert_eq!(text("1.5 times"), None);
    }
}
