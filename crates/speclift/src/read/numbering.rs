//! Numbers in front of headings (`4.1.1 …`) and of list items (`1. …`).

/// A number at the start of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbered<'a> {
    /// The number as written.
    pub(super) number: &'a str,
    /// What follows it, without the white space between.
    pub(super) title: &'a str,
}

impl Numbered<'_> {
    /// How many parts the number has.
    pub(super) fn depth(&self) -> usize {
        self.number.matches('.').count() + 1
    }
}

/// The heading number that a line starts with: `4`, `4.1.1`, `A`, `A.1`, then white space and text.
pub(super) fn heading_number(line: &str) -> Option<Numbered<'_>> {
    let end = line.find([' ', '\t', '\u{3000}'])?;
    let (number, rest) = line.split_at(end);
    let title = rest.trim();
    let mut parts = number.split('.');
    let first = parts.next()?;
    let digits = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let letter = first.len() == 1 && first.as_bytes()[0].is_ascii_uppercase();
    let well_formed = (digits(first) || letter) && parts.all(digits) && number.matches('.').count() < 6;
    (well_formed && !title.is_empty()).then_some(Numbered { number, title })
}

/// Splits the number from a heading that is marked as one: only numbers of several parts, because a
/// single one may be part of the title (`200 OK`).
pub(super) fn marked_heading_number(text: &str) -> Option<Numbered<'_>> {
    heading_number(text).filter(|numbered| numbered.depth() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let number = |line| heading_number(line).map(|n| (n.number, n.title));
        assert_eq!(number("4 Things"), Some(("4", "Things")));
        assert_eq!(number("4.1.1 一个"), Some(("4.1.1", "一个")));
        assert_eq!(number("A Changes"), Some(("A", "Changes")));
        assert_eq!(number("1. Do it"), None);
        assert_eq!(number("4.x it"), None);
        assert_eq!(number("2023-01 x"), None);
        assert_eq!(number("4.1"), None);
        assert_eq!(marked_heading_number("200 OK"), None);
    }
}
