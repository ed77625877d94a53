//! Text converted from a PDF: numbered headings, tables separated by tabs, page breaks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::inline::read_text;
use super::lines::{Lines, contents_title, is_contents};
use super::numbering::{Numbered, heading_number};
use super::plain::{Fences, json, line};
use super::running::without_running;
use super::{Out, pdf_table, pipe};
use crate::page::{BlockKind, Heading, Text};

/// Reads text converted from a PDF.
pub(super) fn read(out: &mut Out<'_>) {
    let src = out.src();
    let lines = without_running(src, Lines::new(src, 0..src.len()).collect());
    let fences = Fences::of(src, &lines);
    let contents = contents(src, &lines);
    let mut headings = Headings::new(src, &contents);
    let mut at = 0;
    while at < lines.len() {
        at += block(out, &lines, at, &fences, &contents, &mut headings);
    }
}

/// Reads the block that starts at a line; returns how many lines it takes.
fn block<'a>(
    out: &mut Out<'a>,
    lines: &[Range<usize>],
    at: usize,
    fences: &Fences,
    contents: &Contents<'a>,
    headings: &mut Headings<'a, '_>,
) -> usize {
    let src = out.src();
    let rest = &lines[at..];
    let range = pipe::trim(src, rest[0].clone());
    let words = &src[range.clone()];
    // The first letter rules most forms out.
    let taken = match words.bytes().next() {
        None => Some(1),
        Some(b'`') => fences.read(out, rest),
        _ if contents.has_line(at) => {
            let text = Text::verbatim(out.id, contents_title(words), range.start);
            out.block(range.clone(), BlockKind::Contents(text));
            Some(1)
        }
        _ if pdf_table::starts_table(words) => pdf_table::read(out, rest),
        Some(b'{' | b'[') => json(out, rest),
        Some(b'0'..=b'9' | b'A'..=b'Z') => headings.at(lines, at).map(|numbered| {
            let start = range.end - numbered.title.len();
            let text = read_text(out.id, src, start..range.end);
            let level = numbered.depth().min(usize::from(u8::MAX)) as u8;
            let number = Some(numbered.number.to_owned());
            let heading = Heading { level, number, text, anchors: Vec::new() };
            out.block(range.clone(), BlockKind::Heading(heading));
            1
        }),
        _ => None,
    };
    taken.unwrap_or_else(|| {
        line(out, rest[0].clone());
        1
    })
}

/// The table of contents.
#[derive(Debug, Default)]
struct Contents<'a> {
    /// Its lines, by position, in order.
    lines: Vec<usize>,
    /// The title of each number.
    titles: HashMap<&'a str, &'a str>,
}

impl Contents<'_> {
    fn has_line(&self, at: usize) -> bool {
        self.lines.binary_search(&at).is_ok()
    }
}

/// Finds the contents. One line alone is no contents: cells and values end with dots and numbers too.
fn contents<'a>(src: &'a str, lines: &[Range<usize>]) -> Contents<'a> {
    let mut contents = Contents::default();
    let mut last = None;
    for (i, range) in lines.iter().enumerate() {
        let line = src[range.clone()].trim_end();
        if line.is_empty() {
            continue;
        }
        if !line.ends_with(|c: char| c.is_ascii_digit()) || !is_contents(line) {
            last = None;
            continue;
        }
        if let Some(before) = last {
            if contents.lines.last() != Some(&before) {
                contents.lines.push(before);
            }
            contents.lines.push(i);
        }
        last = Some(i);
    }
    for &i in &contents.lines {
        if let Some(numbered) = heading_number(contents_title(&src[lines[i].clone()])) {
            contents.titles.entry(numbered.number).or_insert(numbered.title);
        }
    }
    contents
}

/// Tells headings from lines that only start with a number.
struct Headings<'a, 'c> {
    src: &'a str,
    contents: &'c Contents<'a>,
    seen: HashSet<&'a str>,
    chapter: u32,
}

impl<'a, 'c> Headings<'a, 'c> {
    fn new(src: &'a str, contents: &'c Contents<'a>) -> Self {
        Self { src, contents, seen: HashSet::new(), chapter: 0 }
    }

    /// The number and title of a line that is a heading.
    ///
    /// A heading stands in the contents with the same title. One that does not must have a number of
    /// several parts, or that of the next chapter where there are no contents, and stand alone. A page
    /// header may repeat a heading: only the first is one.
    fn at(&mut self, lines: &[Range<usize>], at: usize) -> Option<Numbered<'a>> {
        let words = self.src[lines[at].clone()].trim();
        let numbered = heading_number(words)?;
        if words.len() > 300 || self.seen.contains(numbered.number) {
            return None;
        }
        let blank = |i: Option<usize>| {
            i.and_then(|i| lines.get(i)).is_none_or(|range| self.src[range.clone()].trim().is_empty())
        };
        let alone = || {
            blank(at.checked_sub(1))
                && blank(Some(at + 1))
                && !words.ends_with(['。', '；', ';', '，', ',', '：', ':', '.', '!', '！', '?', '？'])
        };
        let chapter = numbered.number.parse::<u32>().ok();
        let is_heading = match self.contents.titles.get(numbered.number) {
            Some(title) if same_words(title, numbered.title) => true,
            _ if numbered.depth() > 1 => alone(),
            _ if self.contents.titles.is_empty() => chapter == Some(self.chapter + 1) && alone(),
            _ => false,
        };
        if !is_heading {
            return None;
        }
        self.seen.insert(numbered.number);
        self.chapter = chapter.unwrap_or(self.chapter);
        Some(numbered)
    }
}

/// Whether two titles have the same letters and digits: conversions differ in spaces and punctuation.
fn same_words(a: &str, b: &str) -> bool {
    let words =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    words(a) == words(b)
}
