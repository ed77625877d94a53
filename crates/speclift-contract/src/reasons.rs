//! Differences that are meant.

use crate::Difference;

/// Reasons for differences, from lines of the form
///
/// ```text
/// operation | place | aspect | why it is meant
/// ```
///
/// where `*` in one of the first three stands for anything. Empty lines, and lines that begin with `#`, say nothing.
#[derive(Debug)]
pub struct Reasons(Vec<Reason>);

#[derive(Debug)]
struct Reason {
    line: usize,
    text: String,
    patterns: [String; 3],
}

/// A line that is no reason.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: a reason is written `operation | place | aspect | why`")]
pub struct ReasonsError {
    line: usize,
}

impl Reasons {
    /// Reads reasons.
    ///
    /// # Errors
    ///
    /// Where a line has other than four parts, or says no why.
    pub fn parse(text: &str) -> Result<Self, ReasonsError> {
        let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        lines
            .map(|(line, text)| Reason::parse(line, text).ok_or(ReasonsError { line }))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// What is wrong with these differences, a line each: one that no reason is given for, and a reason for which there is
    /// none any more.
    #[must_use]
    pub fn judge(&self, differences: &[Difference]) -> Vec<String> {
        let unmeant =
            differences.iter().filter(|difference| !self.0.iter().any(|reason| reason.is_of(difference)));
        let unused =
            self.0.iter().filter(|reason| !differences.iter().any(|difference| reason.is_of(difference)));
        let unmeant = unmeant.map(|difference| format!("no reason is given: {difference}"));
        unmeant
            .chain(unused.map(|reason| format!("line {}: nothing differs so: {}", reason.line, reason.text)))
            .collect()
    }
}

impl Reason {
    fn parse(line: usize, text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.splitn(4, '|').map(str::trim).collect();
        let [operation, place, aspect, why] = parts[..] else { return None };
        let patterns = [operation, place, aspect].map(str::to_owned);
        (!why.is_empty()).then(|| Self { line, text: text.to_owned(), patterns })
    }

    fn is_of(&self, difference: &Difference) -> bool {
        let Difference { operation, place, aspect, .. } = difference;
        self.patterns.iter().zip([operation, place, aspect]).all(|(pattern, text)| is_like(pattern, text))
    }
}

/// Whether a text is what a pattern with `*` says.
fn is_like(pattern: &str, text: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == text };
    let Some(rest) = text.strip_prefix(before) else { return false };
    let ends = rest.char_indices().map(|(end, _)| end).chain([rest.len()]);
    ends.into_iter().any(|end| is_like(after, &rest[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(place: &str, aspect: &str) -> Difference {
        let [operation, place, aspect] = ["List", place, aspect].map(str::to_owned);
        Difference { operation, place, aspect, published: None, other: Some("x".to_owned()) }
    }

    #[test]
    fn every_difference_has_a_reason_and_every_reason_a_difference() {
        let reasons = "# numbers\n* | response *.size | format | the service says how wide they are\n\nList | query a* | type | why\n";
        let reasons = Reasons::parse(reasons).unwrap();
        let meant = [difference("response 200.vaults[].size", "format"), difference("query all", "type")];
        assert_eq!(reasons.judge(&meant), [""; 0]);
        assert_eq!(
            reasons.judge(&[difference("response 200.size", "type"), meant[0].clone()]),
            [
                "no reason is given: List | response 200.size | type | - | x",
                "line 4: nothing differs so: List | query a* | type | why",
            ]
        );
    }

    #[test]
    fn a_line_without_a_why_is_none() {
        assert_eq!(Reasons::parse("\na | b | c |").unwrap_err().line, 2);
        assert!(Reasons::parse("a | b | c").is_err());
    }
}
