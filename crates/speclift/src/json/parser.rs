//! The grammar: values, objects, arrays, and what separates their parts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use serde_json::Number;

use super::scan::{Scanner, Unmarked};
use super::{
    Failure, FailureKind, MAX_DEPTH, Member, Mend, MendKind, Node, NodeKind, Parsed, string,
};

/// A recursive descent over one text. Depth is bounded by [`MAX_DEPTH`].
pub(super) struct Parser<'a> {
    scan: Scanner<'a>,
    /// Whether brackets that are open at the end of the text are closed.
    closing: bool,
}

/// What comes after a part of a container.
enum Next {
    Part,
    End,
}

/// A container while its parts are read.
struct Open {
    close: char,
    /// The comma after the last part, if nothing came after it.
    comma: Option<Range<usize>>,
    /// Whether an ellipsis, or the end of the text, stands for some of its parts.
    partial: bool,
    /// Whether something that needs a comma behind it was read.
    filled: bool,
    /// Where the last part stands, if it was a string that a line break was taken out of.
    broken: Option<usize>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, closing: bool) -> Self {
        Self {
            scan: Scanner::new(text),
            closing,
        }
    }

    pub(super) fn parse(mut self) -> Parsed {
        self.scan.skip_trivia(Unmarked::None);
        let result = match self.scan.peek() {
            None => Err(self.failure(FailureKind::Empty, "there is no value")),
            Some(_) => self.value(1),
        };
        let (mut value, mut failure) = match result {
            Ok(value) => (Some(value), None),
            Err(failure) => (None, Some(failure)),
        };
        let mut end = self.scan.at;
        if let Some(found) = &value {
            let scalar = !matches!(found.kind, NodeKind::Array(_) | NodeKind::Object(_));
            self.scan.skip_trivia(Unmarked::None);
            while self.scan.eat_ellipsis() {
                self.scan.skip_trivia(Unmarked::None);
            }
            end = self.scan.at;
            failure = self.trailing(scalar);
            if failure
                .as_ref()
                .is_some_and(|f| f.kind != FailureKind::TrailingText)
            {
                value = None;
            }
        }
        let mut mends = self.scan.mends;
        mends.sort_by_key(|mend| mend.range.start);
        Parsed {
            value,
            mends,
            failure,
            end,
        }
    }

    /// What is wrong with text after the value.
    fn trailing(&self, scalar: bool) -> Option<Failure> {
        Some(match self.scan.peek()? {
            ']' | '}' => self.failure(FailureKind::Bracket, "this bracket closes nothing"),
            ',' | ':' | '"' if scalar => self.unexpected("the end"),
            ',' | ':' | '"' => {
                self.failure(FailureKind::Bracket, "the value was closed before this")
            }
            _ => self.failure(FailureKind::TrailingText, "text follows the value"),
        })
    }

    fn failure(&self, kind: FailureKind, message: impl Into<String>) -> Failure {
        Failure {
            at: self.scan.at,
            kind,
            message: message.into(),
        }
    }

    fn unexpected(&self, wanted: &str) -> Failure {
        match self.scan.peek() {
            None => self.failure(
                FailureKind::UnexpectedEnd,
                format!("the text ends where {wanted} belongs"),
            ),
            Some(c @ (']' | '}')) => self.failure(
                FailureKind::Bracket,
                format!("`{c}` stands where {wanted} belongs"),
            ),
            Some(c) => self.failure(
                FailureKind::Unexpected,
                format!("`{}` stands where {wanted} belongs", c.escape_debug()),
            ),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Failure> {
        let start = self.scan.at;
        let (kind, partial) = match self.scan.peek() {
            Some('{' | '[') if depth > MAX_DEPTH => {
                return Err(self.failure(
                    FailureKind::TooDeep,
                    format!("nested more than {MAX_DEPTH} levels deep"),
                ));
            }
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some('-' | '0'..='9') => (self.number()?, false),
            Some(c) if string::closing(c).is_some() => {
                (NodeKind::String(self.scan.string()?.text), false)
            }
            Some(c) if is_word(c) => (self.word()?, false),
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node {
            range: start..self.scan.at,
            kind,
            partial,
        })
    }

    fn object(&mut self, depth: usize) -> Result<(NodeKind, bool), Failure> {
        self.scan.bump();
        let mut open = Open::new('}');
        let mut members: Vec<Member> = Vec::new();
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        while let Next::Part = self.next(&mut open)? {
            let start = self.scan.at;
            let key = match self.scan.peek() {
                Some(c) if string::closing(c).is_some() => self.scan.string()?,
                Some(c) if is_word(c) => {
                    let word = self.take_word();
                    return Err(bare_word(start, word, "a key"));
                }
                _ => return Err(self.unexpected("a key")),
            };
            let key_range = start..self.scan.at;
            self.scan.skip_trivia(Unmarked::None);
            if !self.scan.eat_sign(':', '：') {
                return Err(match self.scan.peek() {
                    Some(c) if key.broken || is_word(c) => quotation(start),
                    _ => self.unexpected("a colon"),
                });
            }
            match seen.entry(key.text.clone()) {
                Entry::Occupied(first) => {
                    let kind = MendKind::DuplicateKey {
                        first: first.get().clone(),
                    };
                    self.scan.mends.push(Mend {
                        range: key_range.clone(),
                        kind,
                    });
                }
                Entry::Vacant(slot) => {
                    slot.insert(key_range.clone());
                }
            }
            let value = self.member_value(&key.text, depth, &mut open)?;
            members.push(Member {
                key: key.text,
                key_range,
                value,
            });
        }
        Ok((NodeKind::Object(members), open.partial))
    }

    fn member_value(&mut self, key: &str, depth: usize, open: &mut Open) -> Result<Node, Failure> {
        self.scan.skip_trivia(Unmarked::None);
        let start = self.scan.at;
        if self.scan.eat_ellipsis() {
            return Ok(Node {
                range: start..self.scan.at,
                kind: NodeKind::Elided,
                partial: true,
            });
        }
        if matches!(self.scan.peek(), Some(',' | '，' | '}' | ']')) {
            let message = format!("the member `{}` has no value", key.escape_debug());
            return Err(self.failure(FailureKind::MissingValue, message));
        }
        self.part(depth, open)
    }

    fn array(&mut self, depth: usize) -> Result<(NodeKind, bool), Failure> {
        self.scan.bump();
        let mut open = Open::new(']');
        let mut items = Vec::new();
        while let Next::Part = self.next(&mut open)? {
            items.push(self.part(depth, &mut open)?);
        }
        Ok((NodeKind::Array(items), open.partial))
    }

    /// Reads an element or a member's value, and notes what separating it from the next needs to know.
    fn part(&mut self, depth: usize, open: &mut Open) -> Result<Node, Failure> {
        let (start, mends) = (self.scan.at, self.scan.mends.len());
        let value = self.value(depth + 1)?;
        let broken = matches!(value.kind, NodeKind::String(_))
            && self.scan.mends[mends..]
                .iter()
                .any(|mend| mend.kind == MendKind::LineBreakInString);
        open.broken = broken.then_some(start);
        Ok(value)
    }

    /// Moves to the next part of a container, or over its closing bracket.
    fn next(&mut self, open: &mut Open) -> Result<Next, Failure> {
        loop {
            // Where an element may start, a word may be one.
            let any = open.filled || open.close == '}';
            let unmarked = if any {
                Unmarked::Any
            } else {
                Unmarked::OtherScript
            };
            self.scan.skip_trivia(unmarked);
            let at = self.scan.at;
            if self.scan.eat_ellipsis() {
                open.partial = true;
                open.comma = None;
                open.filled = false;
                self.scan.skip_trivia(Unmarked::None);
                self.scan.eat_sign(',', '，');
                continue;
            }
            match self.scan.peek() {
                Some(c) if c == open.close => {
                    self.scan.bump();
                    if let Some(range) = open.comma.take() {
                        self.scan.mends.push(Mend {
                            range,
                            kind: MendKind::TrailingComma,
                        });
                    }
                    return Ok(Next::End);
                }
                None if self.closing => {
                    self.scan.mend(at, MendKind::MissingClose);
                    open.partial = true;
                    return Ok(Next::End);
                }
                None => {
                    let message = format!("the text ends where `{}` is missing", open.close);
                    return Err(self.failure(FailureKind::UnexpectedEnd, message));
                }
                Some(c @ (']' | '}')) => {
                    let message = format!("`{c}` stands where `{}` belongs", open.close);
                    return Err(self.failure(FailureKind::Bracket, message));
                }
                Some(_) => {}
            }
            if !open.filled {
                (open.filled, open.comma) = (true, None);
                return Ok(Next::Part);
            }
            if self.scan.eat_sign(',', '，') {
                open.comma = Some(at..self.scan.at);
                open.filled = false;
                continue;
            }
            return self.missing_comma(open);
        }
    }

    /// A part that follows another without a comma: on the next line, or bracket after bracket, it is plain.
    fn missing_comma(&mut self, open: &Open) -> Result<Next, Failure> {
        let (at, rest) = (self.scan.at, self.scan.rest());
        let before = self.scan.text[..at].trim_end();
        let brackets = rest.starts_with(['{', '[']) && before.ends_with(['}', ']']);
        let starts_part = rest.starts_with(|c: char| {
            let starts_value =
                open.close == ']' && (c == '{' || c == '[' || c == '-' || c.is_ascii_digit());
            string::closing(c).is_some() || starts_value
        });
        if let Some(start) = open.broken {
            return Err(quotation(start));
        }
        if (self.scan.crossed_line && starts_part) || (brackets && open.close == ']') {
            self.scan.mend(at, MendKind::MissingComma);
            return Ok(Next::Part);
        }
        if before.ends_with('"') && rest.starts_with(is_word) {
            return Err(quotation(before.len() - 1));
        }
        Err(self.unexpected(&format!("a comma or `{}`", open.close)))
    }

    fn number(&mut self) -> Result<NodeKind, Failure> {
        let (start, bytes) = (self.scan.at, self.scan.rest().as_bytes());
        let digits = |from: usize| {
            from + bytes[from..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count()
        };
        let mut len = digits(usize::from(bytes[0] == b'-'));
        // A dot after a dot is an ellipsis.
        if bytes.get(len) == Some(&b'.') && bytes.get(len + 1) != Some(&b'.') {
            len = digits(len + 1);
        }
        if matches!(bytes.get(len), Some(b'e' | b'E')) {
            let signed = matches!(bytes.get(len + 1), Some(b'+' | b'-'));
            len = digits(len + 1 + usize::from(signed));
        }
        let text = &self.scan.rest()[..len];
        let runs_on = self.scan.rest()[len..].starts_with(is_word);
        match serde_json::from_str::<Number>(text) {
            Ok(number) if !runs_on => {
                self.scan.at = start + len;
                Ok(NodeKind::Number(number))
            }
            _ => {
                let word = self.take_word();
                Err(Failure {
                    at: start,
                    kind: FailureKind::Number,
                    message: format!("`{word}` is no number"),
                })
            }
        }
    }

    fn word(&mut self) -> Result<NodeKind, Failure> {
        let start = self.scan.at;
        let word = self.take_word();
        let kind = match word {
            "null" => return Ok(NodeKind::Null),
            "true" => return Ok(NodeKind::Bool(true)),
            "false" => return Ok(NodeKind::Bool(false)),
            "None" | "Null" | "NULL" | "nil" => NodeKind::Null,
            "True" | "TRUE" => NodeKind::Bool(true),
            "False" | "FALSE" => NodeKind::Bool(false),
            _ => return Err(bare_word(start, word, "a value")),
        };
        self.scan.mend(start, MendKind::Literal);
        Ok(kind)
    }

    fn take_word(&mut self) -> &'a str {
        let rest = self.scan.rest();
        let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        self.scan.at += len;
        &rest[..len]
    }
}

impl Open {
    fn new(close: char) -> Self {
        Self {
            close,
            comma: None,
            partial: false,
            filled: false,
            broken: None,
        }
    }
}

/// Whether a character can be part of an unquoted word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '$' | '_' | '-' | '.' | '+' | '<' | '>' | '*' | '@' | '%' | '&' | '='
        )
}

fn bare_word(at: usize, word: &str, place: &str) -> Failure {
    let mut word: String = word.chars().take(41).collect();
    if word.chars().count() > 40 {
        word.pop();
        word.push('…');
    }
    let message = format!("the word `{word}` without quotation marks stands where {place} belongs");
    Failure {
        at,
        kind: FailureKind::BareWord,
        message,
    }
}

fn quotation(at: usize) -> Failure {
    let message = "a quotation mark in or after this string is missing or not escaped".to_owned();
    Failure {
        at,
        kind: FailureKind::Quotation,
        message,
    }
}
