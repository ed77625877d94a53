//! HTTP statuses as documentation states them: one, those of a class, or all others.

use std::fmt;

use crate::vocabulary::sections::OTHER_STATUSES;

/// An HTTP status, or several that are documented as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A status: `200`.
    Code(u16),
    /// All of a class that are not documented by themselves: `4XX`.
    Class(u8),
    /// All that are not documented otherwise.
    Other,
}

impl Status {
    /// What is answered where the pages name no status.
    pub const OK: Self = Self::Code(200);
    /// An answer without a body.
    pub const NO_CONTENT: Self = Self::Code(204);

    /// The status that a text starts with: `200 OK`, `4xx`, `others`.
    pub fn read(text: &str) -> Option<Self> {
        Self::prefix(text.trim_start()).map(|(status, _)| status)
    }

    /// The statuses that a text lists, all of which must be ones: `200`, `401/403`, `500-599`.
    pub fn list(text: &str) -> Vec<Self> {
        let mut statuses = Vec::new();
        let mut rest = text.trim();
        while let Some((status, length)) = Self::prefix(rest) {
            statuses.push(status);
            let after = rest[length..].trim_start();
            let Some(next) = after.strip_prefix(['/', ',', '，', '、', ';', '；', '|', '或', '和'])
            else {
                return statuses;
            };
            rest = next.trim_start();
        }
        // What follows the last separator is no status: a word about those before it.
        if statuses.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) {
            Vec::new()
        } else {
            statuses
        }
    }

    /// A status at the start of a text, and its length.
    fn prefix(text: &str) -> Option<(Self, usize)> {
        let word = OTHER_STATUSES.iter().find(|word| {
            text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
                && !text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        if let Some(word) = word {
            return Some((Self::Other, word.len()));
        }
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '*').unwrap_or(text.len());
        let head = &text[..end];
        let [class @ b'1'..=b'5', rest @ ..] = head.as_bytes() else { return None };
        if matches!(rest, b"xx" | b"XX" | b"**") {
            return Some((Self::Class(class - b'0'), end));
        }
        let code: u16 = head.parse().ok().filter(|code| (100..=599).contains(code))?;
        let whole = class_range(*class);
        match text[end..].trim_start().strip_prefix(['-', '~', '–', '～']) {
            Some(to) if code.is_multiple_of(100) && to.trim_start().starts_with(&whole) => {
                let length = text.len() - to.trim_start().len() + whole.len();
                Some((Self::Class(class - b'0'), length))
            }
            // A range of its own has no place in a document.
            Some(to) if to.trim_start().starts_with(|c: char| c.is_ascii_digit()) => None,
            _ => Some((Self::Code(code), end)),
        }
    }

    /// The class: 2 for `200`; `None` for all others.
    pub fn class(self) -> Option<u8> {
        match self {
            Self::Code(code) => Some((code / 100) as u8),
            Self::Class(class) => Some(class),
            Self::Other => None,
        }
    }

    /// Whether what was asked for was done.
    pub fn is_success(self) -> bool {
        self.class().is_some_and(|class| class < 3)
    }

    /// Whether it was not: also the statuses that are left when those of success are documented.
    pub fn is_error(self) -> bool {
        self.class().is_none_or(|class| class >= 4)
    }

    /// Whether a response with it can have no body.
    pub fn is_bodiless(self) -> bool {
        matches!(self, Self::Code(204 | 205 | 304)) || self.class() == Some(1)
    }
}

/// The last status of a class.
fn class_range(class: u8) -> String {
    format!("{}99", class as char)
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Other => f.write_str("default"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_status() {
        let read = |text: &str| Status::read(text).map(|status| status.to_string());
        assert_eq!(read("204 No Content").as_deref(), Some("204"));
        assert_eq!(read("4xx").as_deref(), Some("4XX"));
        assert_eq!(read("500~599").as_deref(), Some("5XX"));
        assert_eq!(read("其他").as_deref(), Some("default"));
        assert_eq!(read("Default").as_deref(), Some("default"));
        assert_eq!(read("200：成功").as_deref(), Some("200"));
        for text in ["", "999", "2000", "abc", "40x", "otherwise", "400-404"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn several_statuses() {
        let list =
            |text: &str| Status::list(text).iter().map(Status::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(list("401/403"), "401 403");
        assert_eq!(list("200、201 或 5xx"), "200 201 5XX");
        assert_eq!(list("404, not found"), "404");
        assert_eq!(list("404, 9999"), "");
        assert_eq!(list("ok"), "");
    }
}
