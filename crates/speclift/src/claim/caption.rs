//! Lines that say what follows: captions of tables, HTTP statuses, editions.

use crate::page::Text;
use crate::source::Span;
use crate::status::Status;
use crate::vocabulary::sections::{EDITION_WORDS, STATUS_WORDS, TABLE_WORDS};

use super::model::Stated;

/// The words of a caption without its number, where the line is one: `表 4-5 OpErrorInfo`.
pub(crate) fn caption(text: &Text) -> Option<Text> {
    let line = text.as_str();
    let word = TABLE_WORDS.iter().find(|word| line.starts_with(*word))?;
    let rest = line[word.len()..].trim_start_matches([' ', '\u{a0}', '\t']);
    let number =
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')).len();
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let start = line.len() - rest.len() + number;
    let words = text.slice(start..line.len()).trim();
    // `表1中的参数` is a sentence about a table; a caption's number stands by itself.
    let gap = line[start..].starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    (gap || words.is_empty()).then_some(words)
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
        let words = |line: &str| caption(&text(line)).map(|t| t.as_str().to_owned());
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
