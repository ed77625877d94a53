//! What the words above an example say of it: what it shows, and the status of an answer.

use crate::page::Text;
use crate::status::Status;
use crate::vocabulary::sections::{example_note, is_of_errors};

use super::model::{Direction, Stated};

/// What is told of the examples that follow.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// What they show; may be empty.
    pub(crate) summary: String,
    /// The status that they are answered with.
    pub(crate) status: Option<Stated<Status>>,
}

impl Told {
    /// Takes the heading of examples that go one way: `响应样例（请求失败）`.
    pub(crate) fn heading(&mut self, heading: &Text, direction: Direction) {
        let note = example_note(heading.as_str());
        if let Some((note, _)) = note {
            note.clone_into(&mut self.summary);
        }
        if direction == Direction::Response {
            let fails = || note.is_some_and(|(_, fails)| fails);
            let of_errors = || fails().then(|| Stated::new(Status::Other, heading.whole()));
            self.status = status(heading).or_else(of_errors);
        }
    }

    /// The status of an example: the one that its words name; else that of a line before, where there is one.
    pub(crate) fn status(&self, before: Option<&Stated<Status>>) -> Option<Stated<Status>> {
        let named = self.status.as_ref().filter(|told| told.value != Status::Other);
        named.or(before).or(self.status.as_ref()).cloned()
    }

    /// Takes a line above an example, of an answer where it goes that way.
    pub(crate) fn line(&mut self, line: &Text, direction: Option<Direction>) {
        line.as_str().trim().clone_into(&mut self.summary);
        self.status = status(line).filter(|_| direction == Some(Direction::Response));
    }
}

/// The status that a line has in brackets at its end, or that of errors where it speaks of one:
/// `处理成功返回（202 Accepted）`, `失败响应示例`.
fn status(line: &Text) -> Option<Stated<Status>> {
    bracketed(line).or_else(|| is_of_errors(line.as_str()).then(|| Stated::new(Status::Other, line.whole())))
}

/// `（202 Accepted）` at the end of a line; `（200条）` is no status.
fn bracketed(line: &Text) -> Option<Stated<Status>> {
    const DIGITS: usize = 3;
    let words = line.as_str();
    let open = words.trim_end_matches([' ', '：', ':']).strip_suffix([')', '）'])?;
    let (_, inner) = open.rsplit_once(['(', '（'])?;
    let (number, phrase) = inner.split_at_checked(DIGITS)?;
    let alone = phrase.is_empty() || phrase.starts_with(' ') && phrase.is_ascii();
    let status = Status::read(number).filter(|status| alone && matches!(status, Status::Code(_)))?;
    let start = open.len() - inner.len();
    Some(Stated::new(status, line.span(start..start + DIGITS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn told(line: &str) -> Option<String> {
        let sources = Sources::new(vec![Source::new("x", line)]);
        let (id, _) = sources.iter().next().unwrap();
        status(&Text::verbatim(id, line, 0)).map(|status| status.value.to_string())
    }

    #[test]
    fn statuses_in_words() {
        assert_eq!(told("处理成功返回（202 Accepted）").as_deref(), Some("202"));
        assert_eq!(told("Answer (404):").as_deref(), Some("404"));
        assert_eq!(told("失败响应示例").as_deref(), Some("default"));
        for line in ["返回（200条）", "返回（20）", "返回（999 x）", "(2", "查询失败任务", ""]
        {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
