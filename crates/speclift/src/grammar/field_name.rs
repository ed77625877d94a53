//! The name column: `name`, `*name`, `├─ name`, `servers[].id`, `name（可选）`.

use std::ops::Range;

use super::glyphs::fold;
use super::required::requirement_word;
use crate::page::Text;
use crate::vocabulary::constraints::DEPRECATED;

/// A name as its cell writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// The name without marks around it. White space may stand in it where a PDF's lines broke a word.
    pub name: String,
    /// Its bytes in the cell's text.
    pub range: Range<usize>,
    /// How wide the marks before it are that set it in below the row of its parent: 0 where there are none.
    pub indent: usize,
    /// Whether the cell says that the field is required, or that it is not.
    pub required: Option<bool>,
    /// Whether the cell says that the field is no longer used.
    pub deprecated: bool,
    /// What else stands in brackets behind the name.
    pub note: Option<String>,
}

/// Signs that draw the branch of a tree before a name.
const BRANCHES: &[char] = &[
    '├', '└', '│', '─', '┣', '┗', '┃', '━', '┠', '┖', '╰', '╴', '|', '>', '»', '→', '↳', '+', '-', '–', '—',
];

/// Reads a cell of the name column.
pub fn parse_field_name(text: &Text) -> FieldName {
    let whole = text.as_str();
    let mut start = 0;
    let mut indent = 0;
    let mut required = None;
    for (count, (at, c)) in whole.char_indices().enumerate() {
        match c {
            c if BRANCHES.contains(&c) => indent = count + 1,
            '*' => required = Some(true),
            c if c.is_whitespace() => {}
            _ => {
                start = at;
                break;
            }
        }
        start = at + c.len_utf8();
    }
    let mut name =
        FieldName { name: String::new(), range: 0..0, indent, required, deprecated: false, note: None };
    let mut end = whole.trim_end().len();
    if start >= end {
        // Nothing but marks: the marks are the name.
        let plain = whole.trim();
        let from = whole.len() - whole.trim_start().len();
        return FieldName {
            name: plain.to_owned(),
            range: from..from + plain.len(),
            indent: 0,
            required: None,
            ..name
        };
    }
    while let Some((before, mark)) = end_mark(&whole[start..end]) {
        end = start + before;
        match mark {
            Mark::Star => name.required = Some(true),
            Mark::Note(note) => match requirement_word(note) {
                Some(required) => name.required = Some(required),
                None if is_deprecated(note) => name.deprecated = true,
                None => name.note = Some(note.to_owned()),
            },
        }
    }
    whole[start..end].clone_into(&mut name.name);
    name.range = start..end;
    name
}

enum Mark<'a> {
    Star,
    Note(&'a str),
}

/// The mark that a name ends with, and where the name before it ends.
fn end_mark(text: &str) -> Option<(usize, Mark<'_>)> {
    let end = |before: &str| (!before.trim_end().is_empty()).then(|| before.trim_end().len());
    if let Some(before) = text.strip_suffix('*') {
        return Some((end(before)?, Mark::Star));
    }
    let before = text.strip_suffix([')', '）'])?;
    let open = before.rfind(['(', '（'])?;
    let note = before[open..].trim_start_matches(['(', '（']).trim();
    Some((end(&before[..open])?, Mark::Note(note)))
}

fn is_deprecated(note: &str) -> bool {
    let folded: String = note.chars().map(|c| fold(c).to_ascii_lowercase()).collect();
    DEPRECATED.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn read(cell: &str) -> FieldName {
        let sources = Sources::new(vec![Source::new("x", cell)]);
        let (id, _) = sources.iter().next().unwrap();
        parse_field_name(&Text::verbatim(id, cell, 0))
    }

    #[test]
    fn marks_are_no_part_of_the_name() {
        for (cell, name, required) in [
            ("name", "name", None),
            ("*name", "name", Some(true)),
            ("name *", "name", Some(true)),
            ("name（必选）", "name", Some(true)),
            ("name (optional)", "name", Some(false)),
            ("OS-EXT-IPS-MAC:mac_addr", "OS-EXT-IPS-MAC:mac_addr", None),
            ("servers[].id", "servers[].id", None),
        ] {
            let found = read(cell);
            assert_eq!((found.name.as_str(), found.required, found.indent), (name, required, 0), "{cell}");
            assert_eq!(&cell[found.range], name);
        }
    }

    #[test]
    fn marks_that_set_in_have_a_width() {
        let widths: Vec<usize> =
            ["a", "├─ b", "│  └─ c", "└─ d"].iter().map(|cell| read(cell).indent).collect();
        assert!(widths[0] < widths[1] && widths[1] < widths[2] && widths[1] == widths[3], "{widths:?}");
        assert!(read("- a").indent < read("-- a").indent);
        assert_eq!(read("+x").name, "x");
    }

    #[test]
    fn notes_and_bare_marks() {
        assert_eq!(read("size（GB）").note.as_deref(), Some("GB"));
        assert!(read("size（废弃）").deprecated);
        assert_eq!((read("-").name.as_str(), read("*").name.as_str()), ("-", "*"));
        assert_eq!(read("(x)").name, "(x)");
    }
}
