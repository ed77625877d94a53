//! Running headers and footers of the pages of a PDF: lines that stand at the top or foot of many of them.

use std::collections::HashMap;
use std::ops::Range;

/// Lines at either end of a page that are looked at.
const DEPTH: usize = 2;
/// On this many pages a line must stand to be a running one.
const PAGES: usize = 3;

/// The lines without running headers and footers. Where form feeds mark no pages, all lines are kept.
pub(super) fn without_running(src: &str, lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let starts_page = |range: &Range<usize>| src[range.clone()].starts_with('\u{c}');
    if lines.iter().filter(|line| starts_page(line)).count() < PAGES {
        return lines;
    }
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || starts_page(&lines[at]) {
            pages.push(start..at);
            start = at;
        }
    }
    let words = |at: usize| running_words(&src[lines[at].clone()]);
    let ends: Vec<usize> = pages.iter().flat_map(|page| ends(src, &lines, page.clone())).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for &at in &ends {
        *counts.entry(words(at)).or_default() += 1;
    }
    let needed = PAGES.max(pages.len() / 3);
    let running: Vec<usize> = ends.into_iter().filter(|&at| counts[&words(at)] >= needed).collect();
    let kept = lines.iter().enumerate().filter(|(at, _)| running.binary_search(at).is_err());
    kept.map(|(_, line)| line.clone()).collect()
}

/// The lines at both ends of a page that are not blank, in order, each once.
fn ends(src: &str, lines: &[Range<usize>], page: Range<usize>) -> Vec<usize> {
    let filled = |at: &usize| !src[lines[*at].clone()].trim().is_empty();
    let mut ends: Vec<usize> = page.clone().filter(filled).take(DEPTH).collect();
    ends.extend(page.rev().filter(filled).take(DEPTH));
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// A line as it is compared: numbers of pages differ.
fn running_words(line: &str) -> String {
    let mut words = String::new();
    for c in line.trim().chars() {
        match c {
            '0'..='9' if words.ends_with('#') => {}
            '0'..='9' => words.push('#'),
            c => words.push(c),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::lines::Lines;
    use super::*;

    #[test]
    fn lines_at_the_ends_of_pages_go() {
        let page = |n: usize| format!("\u{c}Boxes\nAPI {n}\n\nGET /v1/{n}\nmiddle\nend {n} x\n\n{n}\n");
        let src: String = "first\n".to_owned() + &(1..=4).map(page).collect::<String>();
        let lines = Lines::new(&src, 0..src.len()).collect();
        let kept: Vec<&str> = without_running(&src, lines).into_iter().map(|line| src[line].trim()).collect();
        assert!(!kept.contains(&"Boxes") && !kept.contains(&"API 2") && !kept.contains(&"3"), "{kept:?}");
        assert_eq!(kept.iter().filter(|line| **line == "middle").count(), 4);
    }

    #[test]
    fn without_pages_all_lines_stay() {
        let src = "a\na\na\na\n";
        let lines: Vec<_> = Lines::new(src, 0..src.len()).collect();
        assert_eq!(without_running(src, lines.clone()), lines);
    }
}
