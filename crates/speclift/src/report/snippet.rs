//! A piece of a source line, safe to print and narrow enough to read.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

/// How many columns a snippet takes at most.
const WIDTH: usize = 100;
/// How many columns are shown before the place, where the line is cut there.
const BEFORE: usize = 40;
/// How many columns before the place are shown uncut.
const BEFORE_UNCUT: usize = 60;
/// What a tab is shown as.
const TAB: &str = "    ";

/// A piece of a line, and where in it the place is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    pub(super) text: String,
    /// The bytes of the text that are the place; none where it is empty.
    pub(super) place: Range<usize>,
}

/// The piece of `line` around its bytes `start..end`.
pub(super) fn snippet(line: &str, start: usize, end: usize) -> Snippet {
    let start = floor(line, start);
    let end = floor(line, end).max(start);
    let (mut before, cut) = tail(&line[..start]);
    if cut {
        before.insert(0, '…');
    } else {
        before.drain(..before.len() - before.trim_start().len());
    }
    let column = columns(&before);
    let (place, _) = head(&line[start..end], WIDTH.saturating_sub(column));
    let (rest, cut) = head(&line[start..], WIDTH.saturating_sub(column));
    let place = before.len()..before.len() + place.trim_end().len();
    let mut text = before + rest.trim_end();
    if cut {
        text.push('…');
    }
    let place = place.start.min(text.len())..place.end.min(text.len());
    Snippet { text, place }
}

/// The last boundary between characters that is not behind `at`.
fn floor(line: &str, at: usize) -> usize {
    let at = at.min(line.len());
    (0..=at).rev().find(|&at| line.is_char_boundary(at)).unwrap_or_default()
}

/// Text without what a terminal would act on: control characters become escapes, tabs and line breaks blanks.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' => out.push(' '),
            c => show(c, &mut out),
        }
    }
    out
}

/// The trimmed line, cut to `limit` characters.
pub(super) fn short(line: &str, limit: usize) -> String {
    let line = line.trim();
    let mut chars = line.chars();
    let mut text = printable(&chars.by_ref().take(limit).collect::<String>());
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

fn show(c: char, out: &mut String) {
    match c {
        '\t' => out.push_str(TAB),
        // Controls, and what turns the direction of text or hides it.
        c if c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
        {
            out.extend(c.escape_unicode());
        }
        c => out.push(c),
    }
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// As much of the start as `limit` columns hold, and whether there is more.
fn head(text: &str, limit: usize) -> (String, bool) {
    let (mut out, mut used) = (String::new(), 0);
    for c in text.chars() {
        let from = out.len();
        show(c, &mut out);
        used += columns(&out[from..]);
        if used > limit {
            out.truncate(from);
            return (out, true);
        }
    }
    (out, false)
}

/// The end of the text: all of it where it is short, else the last columns; and whether there is more.
fn tail(text: &str) -> (String, bool) {
    let mut pieces = Vec::new();
    let mut used = 0;
    for c in text.chars().rev() {
        let mut piece = String::new();
        show(c, &mut piece);
        used += columns(&piece);
        pieces.push((piece, used));
        if used > BEFORE_UNCUT {
            break;
        }
    }
    let cut = used > BEFORE_UNCUT;
    let limit = if cut { BEFORE } else { used };
    let text = pieces.iter().filter(|(_, used)| *used <= limit).rev().map(|(piece, _)| piece.as_str());
    (text.collect(), cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, place: &str, text: &str, column: usize, width: usize) {
        let start = line.find(place).unwrap();
        let cut = snippet(line, start, start + place.len());
        assert_eq!(cut.text, text);
        assert_eq!(columns(&cut.text[..cut.place.start]), column);
        assert_eq!(columns(&cut.text[cut.place]), width);
    }

    #[test]
    fn short_lines_are_whole() {
        check("  名称\tname  ", "name", "名称    name", 8, 4);
        check("name", "name", "name", 0, 4);
        check("  indented", "indented", "indented", 0, 8);
        assert_eq!(snippet("", 0, 0), Snippet { text: String::new(), place: 0..0 });
        assert_eq!(snippet("ab", 9, 99), Snippet { text: "ab".into(), place: 2..2 });
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}HERE{}", "左".repeat(500_000), "right ".repeat(100_000));
        let at = line.find("HERE").unwrap();
        let cut = snippet(&line, at, at + 4);
        assert!(cut.text.starts_with("…左") && cut.text.contains("左HEREright") && cut.text.ends_with('…'));
        assert_eq!(columns(&cut.text[..cut.place.start]), 41);
        assert_eq!(&cut.text[cut.place], "HERE");
        assert!(columns(&cut.text) <= WIDTH + 1);
    }

    #[test]
    fn terminals_are_not_spoken_to() {
        check("a\u{1b}[31mred\u{202e}", "red", "a\\u{1b}[31mred\\u{202e}", 11, 3);
        assert_eq!(printable("a\r\n\u{7}b"), "a\\u{d} \\u{7}b");
        assert_eq!(short(" a\tb\u{9b} ", 9), "a b\\u{9b}");
        assert_eq!(short("一二三四", 3), "一二三…");
    }
}
