//! Which reader a source asks for.

use super::lines::{Lines, is_contents};
use super::numbering::heading_number;
use super::pipe;
use crate::source::{Format, Source};

/// Chooses a format by content. The name decides only for HTML, which may start with anything.
pub fn detect(source: &Source) -> Format {
    if is_html(source) {
        return Format::Html;
    }
    let signs = Signs::of(&source.text);
    if signs.heading_marks > 0 || signs.html_tables > 0 {
        return Format::Markdown;
    }
    if signs.contents > 2 || signs.form_feeds > 0 || (signs.tab_rows > 1 && signs.pipe_tables == 0) {
        return Format::Pdf;
    }
    if signs.numbered > 2 && signs.pipe_tables == 0 {
        return Format::Pdf;
    }
    // Paragraphs of Markdown are separated by blank lines; a page's bare text has hardly any.
    if signs.fences == 0 && signs.blank * 5 < signs.lines {
        return Format::Plain;
    }
    Format::Markdown
}

fn is_html(source: &Source) -> bool {
    let name = source.name.to_ascii_lowercase();
    if name.ends_with(".html") || name.ends_with(".htm") {
        return true;
    }
    let text = source.text.trim_start();
    ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|tag| {
        text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
            && text[tag.len()..].starts_with([' ', '>', '\n', '\r', '\t'])
    })
}

/// What a text shows of its form.
#[derive(Debug, Default)]
struct Signs {
    lines: usize,
    blank: usize,
    heading_marks: usize,
    html_tables: usize,
    fences: usize,
    pipe_tables: usize,
    tab_rows: usize,
    contents: usize,
    numbered: usize,
    form_feeds: usize,
}

/// The lines that are looked at: a form shows early.
const MAX_LINES: usize = 1000;

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut in_fence = false;
        let mut after_blank = true;
        for range in Lines::new(text, 0..text.len()).take(MAX_LINES) {
            let line = &text[range];
            let words = line.trim();
            signs.lines += 1;
            signs.form_feeds += usize::from(line.contains('\x0c'));
            if words.starts_with("```") {
                in_fence = !in_fence;
                signs.fences += 1;
            }
            if in_fence {
                continue;
            }
            if words.is_empty() {
                signs.blank += 1;
            } else if words.starts_with('#') {
                let title = words.trim_start_matches('#');
                signs.heading_marks += usize::from(words.len() - title.len() < 7 && title.starts_with(' '));
                // Nothing else counts beside one.
                if signs.heading_marks > 0 {
                    break;
                }
            } else if pipe::is_delimiter(words) {
                signs.pipe_tables += 1;
            } else if is_contents(words) {
                signs.contents += 1;
            } else if words.contains('\t') {
                signs.tab_rows += usize::from(!line.starts_with(['\t', ' ']));
            } else if words.starts_with('<')
                && words.get(..6).is_some_and(|t| t.eq_ignore_ascii_case("<table"))
            {
                signs.html_tables += 1;
            } else if after_blank && heading_number(words).is_some_and(|n| n.depth() > 1) {
                signs.numbered += 1;
            }
            after_blank = words.is_empty();
        }
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> Format {
        detect(&Source::new("page.txt", text))
    }

    #[test]
    fn content_decides() {
        assert_eq!(format("# Title\n\ntext"), Format::Markdown);
        assert_eq!(format("text\n\n<table><tr><td>x</td></tr></table>"), Format::Markdown);
        assert_eq!(format("Title\nWords\n| A | B |\n|---|---|\n| 1 | 2 |\n{\n}"), Format::Plain);
        assert_eq!(format("1 One\n\nA\tB\n1\t2\n"), Format::Pdf);
        assert_eq!(format("One.....1\nTwo.....2\nThree.....\t3\n"), Format::Pdf);
        assert_eq!(format("\n<!DOCTYPE html>\n<p>x"), Format::Html);
        assert_eq!(format(""), Format::Markdown);
        assert_eq!(detect(&Source::new("a.HTML", "x")), Format::Html);
    }
}
