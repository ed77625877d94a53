//! Lines that say what follows: captions of tables, HTTP statuses, editions.

use std::ops::Range;

use crate::page::Text;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::captions::{QUOTES, frame};
use crate::vocabulary::sections::{EDITION_WORDS, STATUS_WORDS, TABLE_WORDS, is_caption, is_of_errors};

use super::model::{Stated, StatusClaim};

/// What may stand behind the words of a caption that has no number.
const ENDS: &[char] = &[' ', '。', '.', ':', '：'];

/// A line that says what the next table describes.
#[derive(Debug, Clone)]
pub(crate) struct Caption {
    /// Its words without the number; may be empty.
    pub(crate) words: Text,
    /// The number.
    pub(crate) number: Option<String>,
}

impl Caption {
    /// Reads a line with a number (`表 4-5 OpErrorInfo`), whatever its words are, or one whose words are those of
    /// a caption.
    pub(crate) fn read(line: &Text) -> Option<Self> {
        Self::numbered(line).or_else(|| {
            let end = line.as_str().trim_end_matches(ENDS).len();
            let written = line.as_str()[..end].trim();
            let is_caption = is_caption(written);
            if !is_caption && frame(written).is_none() {
                return None;
            }
            let words = line.slice(0..end).trim();
            (is_caption || framed(&words).is_some()).then_some(Self { words, number: None })
        })
    }

    fn numbered(text: &Text) -> Option<Self> {
        let line = text.as_str();
        let number = table_number(line)?;
        let words = text.slice(number.end..line.len()).trim();
        // `表1中的参数` is a sentence about a table; a caption's number stands by itself.
        let gap = line[number.end..].starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
        (gap || words.is_empty()).then(|| Self { words, number: Some(line[number].to_owned()) })
    }

    /// The name that its words stand around: `Tag` in `Parameters in the Tag field`.
    pub(crate) fn title(&self) -> Option<Stated<String>> {
        framed(&self.words)
    }

    /// The statuses that it speaks of without naming one: those of errors.
    pub(crate) fn status(&self) -> Option<Stated<Status>> {
        is_of_errors(self.words.as_str()).then(|| Stated::new(Status::Other, self.words.whole()))
    }
}

/// The name inside words that captions have around one.
pub(crate) fn framed(words: &Text) -> Option<Stated<String>> {
    let line = words.as_str();
    let (before, behind) = frame(line)?;
    let inner =
        line[before..line.len() - behind].trim_matches(|c: char| c.is_whitespace() || QUOTES.contains(&c));
    let at = inner.as_ptr() as usize - line.as_ptr() as usize;
    structure_name(&words.slice(at..at + inner.len())).filter(|name| !name.value.contains(' '))
}

/// The number that a text starts with after a word for tables, as its place.
fn table_number(text: &str) -> Option<Range<usize>> {
    let word = TABLE_WORDS.iter().find(|word| text.starts_with(*word))?;
    let rest = text[word.len()..].trim_start_matches([' ', '\u{a0}', '\t']);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    rest.starts_with(|c: char| c.is_ascii_digit()).then(|| text.len() - rest.len()..text.len() - after.len())
}

/// The numbers of the tables that a sentence refers to.
pub(crate) fn table_numbers(sentence: &str) -> impl Iterator<Item = &str> {
    let number = |(at, _)| table_number(&sentence[at..]).map(|number| &sentence[at..][number]);
    // Most sentences speak of no table, and are not looked at character by character.
    let looked_at = if TABLE_WORDS.iter().any(|word| sentence.contains(word)) { sentence } else { "" };
    looked_at.char_indices().filter_map(number).map(|number| number.trim_end_matches(['-', '.']))
}

/// The HTTP status that a line of its own names: `状态码： 200`, `**状态码为 200 时: **`.
pub(crate) fn status_line(text: &Text) -> Option<Stated<Status>> {
    let line = text.as_str();
    if line.len() > 60 {
        return None;
    }
    let word = STATUS_WORDS.iter().find(|word| line.starts_with(*word))?;
    let rest = line[word.len()..].trim_start_matches([' ', '\u{a0}', ':', '：', '为']);
    let at = line.len() - rest.len();
    let status = Status::read(rest)?;
    let end = at + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    Some(Stated::new(status, text.span(at..end)))
}

/// The statuses that a line is, with nothing said of their meaning: `200`, `200, 202`, `204 No Content`.
pub(crate) fn statuses(line: &Text) -> Vec<StatusClaim> {
    let number = line.as_str().trim_start().starts_with(|c: char| c.is_ascii_digit());
    let list = if number && line.len() <= LONGEST_STATUS { Status::list(line.as_str()) } else { Vec::new() };
    let claim = |status| StatusClaim { status: Stated::new(status, line.whole()), meaning: String::new() };
    list.into_iter().map(claim).collect()
}

/// The longest line that is a status with its phrase and no sentence, in bytes.
const LONGEST_STATUS: usize = 40;

/// The date of a document's edition, where a line states it: `发布日期 2023-05-31`.
pub(crate) fn edition(text: &Text) -> Option<Stated<String>> {
    let line = text.as_str();
    if line.len() > 60 {
        return None;
    }
    let word = EDITION_WORDS.iter().find(|word| line.starts_with(*word))?;
    let rest = line[word.len()..].trim_start_matches([' ', ':', '：', '\t']);
    let date = rest.get(..10)?;
    is_date(date).then(|| {
        let at = line.len() - rest.len();
        Stated::new(date.to_owned(), text.span(at..at + 10))
    })
}

/// Whether a text is `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}

/// Whether a text can name a structure: one identifier, perhaps broken by spaces.
pub(crate) fn structure_name(text: &Text) -> Option<Stated<String>> {
    let name = text.as_str().trim();
    let identifier = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '-' | ':' | '.'))
        && name.split(' ').count() <= 4;
    identifier.then(|| Stated::new(name.to_owned(), span_of_trimmed(text)))
}

fn span_of_trimmed(text: &Text) -> Span {
    text.trim().whole()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn text(line: &str) -> Text {
        let sources = Sources::new(vec![Source::new("x", line)]);
        let (id, _) = sources.iter().next().unwrap();
        Text::verbatim(id, line, 0)
    }

    #[test]
    fn captions() {
        let words = |line: &str| Caption::read(&text(line)).map(|caption| caption.words.as_str().to_owned());
        assert_eq!(words("表 4-5 OpErrorInfo").as_deref(), Some("OpErrorInfo"));
        assert_eq!(words("表 1  路径参数").as_deref(), Some("路径参数"));
        assert_eq!(words("Table 3 Request body").as_deref(), Some("Request body"));
        assert_eq!(words("表 3").as_deref(), Some(""));
        assert_eq!(words("表1中的参数"), None);
        assert_eq!(words("Tables"), None);
    }

    #[test]
    fn statuses() {
        let status = |line: &str| status_line(&text(line)).map(|s| s.value.to_string());
        assert_eq!(status("状态码： 200").as_deref(), Some("200"));
        assert_eq!(status("状态码为 404 时:").as_deref(), Some("404"));
        assert_eq!(status("Status code: 5xx").as_deref(), Some("5XX"));
        assert_eq!(status("状态码"), None);
        assert_eq!(status("状态码： 2000"), None);
    }

    #[test]
    fn editions() {
        assert_eq!(edition(&text("发布日期 2023-05-31")).map(|d| d.value).as_deref(), Some("2023-05-31"));
        assert_eq!(edition(&text("发布日期 修订记录")), None);
    }
}
