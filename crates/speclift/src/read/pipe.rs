//! Pipe tables.

use std::ops::Range;

/// Whether a line is the delimiter row of a pipe table: `|---|:--:|`.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// Whether a line can be a row of a pipe table that starts with a pipe.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim();
    line.len() > 1 && line.starts_with('|')
}

/// The cells of a row, as ranges of the source without the white space around them. `range` is the
/// row's line. A pipe after a backslash is part of its cell.
pub(super) fn cells(src: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let line = src.get(range.clone()).unwrap_or_default();
    let trimmed = line.trim();
    let mut start = range.start + (line.len() - line.trim_start().len());
    let mut end = start + trimmed.len();
    if trimmed.starts_with('|') {
        start += 1;
    }
    if end > start && trimmed.ends_with('|') && !trimmed.ends_with("\\|") {
        end -= 1;
    }
    let mut cells = Vec::new();
    let mut from = start;
    let mut escaped = false;
    for (i, b) in src.as_bytes()[start..end].iter().enumerate() {
        if *b == b'|' && !escaped {
            cells.push(trim(src, from..start + i));
            from = start + i + 1;
        }
        escaped = *b == b'\\' && !escaped;
    }
    cells.push(trim(src, from..end));
    cells
}

/// A range without the white space at its ends.
pub(super) fn trim(src: &str, range: Range<usize>) -> Range<usize> {
    let text = src.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    let end = start + text.trim().len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(row: &str) -> Vec<&str> {
        cells(row, 0..row.len()).into_iter().map(|range| &row[range]).collect()
    }

    #[test]
    fn rows_are_cut_at_pipes() {
        assert_eq!(texts("| a | 二 |  |"), ["a", "二", ""]);
        assert_eq!(texts("a|b\\|c"), ["a", "b\\|c"]);
        assert_eq!(texts("|a|b\\\\|c|"), ["a", "b\\\\", "c"]);
        assert_eq!(texts("|"), [""]);
        assert!(is_delimiter("|---|:-:|") && is_delimiter("--|--"));
        assert!(!is_delimiter("| - x |") && !is_delimiter("---"));
    }
}
