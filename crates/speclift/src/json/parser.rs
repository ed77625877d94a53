//! The grammar: values, objects, arrays, and what separates their parts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::scalar::{bare_word, is_word};
use super::scan::{Scanner, Unmarked};
use super::{Failure, FailureKind, MAX_DEPTH, Member, Mend, MendKind, Node, NodeKind, Parsed, string};

/// A recursive descent over one text. Depth is bounded by [`MAX_DEPTH`].
pub(super) struct Parser<'a> {
    scan: Scanner<'a>,
    /// Whether brackets that are open at the end of the text are closed. An ellipsis at the end says so.
    closing: bool,
    /// Whether the text is read as members without the brackets of their object.
    bare: bool,
}

/// What comes after a part of a container.
enum Next {
    Part,
    End,
}

/// A container while its parts are read.
struct Open {
    close: char,
    /// Whether it has no brackets, so that it ends with the text.
    bare: bool,
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
    pub(super) fn new(text: &'a str) -> Self {
        Self { scan: Scanner::new(text), closing: false, bare: false }
    }

    /// The same, but what is open at the end of the text is closed.
    pub(super) fn closing(text: &'a str) -> Self {
        Self { closing: true, ..Self::new(text) }
    }

    /// Reads members without brackets around them.
    pub(super) fn parse_members(mut self) -> Parsed {
        self.bare = true;
        self.parse()
    }

    pub(super) fn parse(mut self) -> Parsed {
        self.scan.skip_trivia(Unmarked::None);
        let result = match self.scan.peek() {
            None => Err(self.failure(FailureKind::Empty, "there is no value")),
            Some(_) if self.bare => self.members(1),
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
            if failure.as_ref().is_some_and(|f| f.kind != FailureKind::TrailingText) {
                value = None;
            }
        }
        let mut mends = self.scan.mends;
        mends.sort_by_key(|mend| mend.range.start);
        Parsed { value, mends, failure, end }
    }

    /// What is wrong with text after the value.
    fn trailing(&self, scalar: bool) -> Option<Failure> {
        Some(match self.scan.peek()? {
            ']' | '}' => self.failure(FailureKind::Bracket, "this bracket closes nothing"),
            ':' | '：' if scalar => {
                self.failure(FailureKind::BareMembers, "members stand without brackets around them")
            }
            ',' | '"' if scalar => self.unexpected("the end"),
            ',' | ':' | '"' => self.failure(FailureKind::Bracket, "the value was closed before this"),
            _ => self.failure(FailureKind::TrailingText, "text follows the value"),
        })
    }

    fn failure(&self, kind: FailureKind, message: impl Into<String>) -> Failure {
        Failure { at: self.scan.at, kind, message: message.into() }
    }

    fn unexpected(&self, wanted: &str) -> Failure {
        match self.scan.peek() {
            None => self.failure(FailureKind::UnexpectedEnd, format!("the text ends where {wanted} belongs")),
            Some(c @ (']' | '}')) => {
                self.failure(FailureKind::Bracket, format!("`{c}` stands where {wanted} belongs"))
            }
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
                return Err(
                    self.failure(FailureKind::TooDeep, format!("nested more than {MAX_DEPTH} levels deep"))
                );
            }
            Some('{') => self.object(depth)?,
            Some('[') => self.array(depth)?,
            Some('-' | '0'..='9') => (self.scan.number()?, false),
            Some(c) if string::closing(c).is_some() => {
                (NodeKind::String(self.scan.string()?.text.into()), false)
            }
            Some(c) if is_word(c) => (self.scan.word()?, false),
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node { place: (start..self.scan.at).into(), kind, partial })
    }

    fn members(&mut self, depth: usize) -> Result<Node, Failure> {
        let start = self.scan.at;
        let (kind, partial) = self.object_body(depth)?;
        Ok(Node { place: (start..self.scan.at).into(), kind, partial })
    }

    fn object(&mut self, depth: usize) -> Result<(NodeKind, bool), Failure> {
        self.scan.bump();
        self.object_body(depth)
    }

    fn object_body(&mut self, depth: usize) -> Result<(NodeKind, bool), Failure> {
        let mut open = Open::new('}');
        // Bare members end with the text.
        open.bare = std::mem::take(&mut self.bare);
        let mut members: Vec<Member> = Vec::new();
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        while let Next::Part = self.next(&mut open)? {
            let start = self.scan.at;
            let key = match self.scan.peek() {
                Some(c) if string::closing(c).is_some() => self.scan.string()?,
                Some(c) if is_word(c) => {
                    let word = self.scan.take_word();
                    return Err(bare_word(start, word, "a key"));
                }
                _ => return Err(self.unexpected("a key")),
            };
            let key_range = start..self.scan.at;
            self.scan.skip_trivia(Unmarked::None);
            if !self.scan.eat_sign(':', '：') {
                return Err(match self.scan.peek() {
                    Some(c) if key.broken || (is_word(c) && self.scan.at == key_range.end) => {
                        quotation(start)
                    }
                    _ => self.unexpected("a colon"),
                });
            }
            match seen.entry(key.text.clone()) {
                Entry::Occupied(first) => {
                    let kind = MendKind::DuplicateKey { first: first.get().clone() };
                    self.scan.mends.push(Mend { range: key_range.clone(), kind });
                }
                Entry::Vacant(slot) => {
                    slot.insert(key_range.clone());
                }
            }
            let value = self.member_value(&key.text, depth, &mut open)?;
            members.push(Member { key: key.text.into(), key_place: key_range.into(), value });
        }
        Ok((NodeKind::Object(members.into()), open.partial))
    }

    fn member_value(&mut self, key: &str, depth: usize, open: &mut Open) -> Result<Node, Failure> {
        self.scan.skip_trivia(Unmarked::None);
        let start = self.scan.at;
        if self.scan.eat_ellipsis() {
            return Ok(Node { place: (start..self.scan.at).into(), kind: NodeKind::Elided, partial: true });
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
        Ok((NodeKind::Array(items.into()), open.partial))
    }

    /// Reads an element or a member's value, and notes what separating it from the next needs to know.
    fn part(&mut self, depth: usize, open: &mut Open) -> Result<Node, Failure> {
        let (start, mends) = (self.scan.at, self.scan.mends.len());
        let value = self.value(depth + 1)?;
        let broken = matches!(value.kind, NodeKind::String(_))
            && self.scan.mends[mends..].iter().any(|mend| mend.kind == MendKind::LineBreakInString);
        open.broken = broken.then_some(start);
        Ok(value)
    }

    /// Moves to the next part of a container, or over its closing bracket.
    fn next(&mut self, open: &mut Open) -> Result<Next, Failure> {
        loop {
            // Where an element may start, a word may be one.
            let any = open.filled || open.close == '}';
            let unmarked = if any { Unmarked::Any } else { Unmarked::OtherScript };
            self.scan.skip_trivia(unmarked);
            let at = self.scan.at;
            if self.scan.eat_ellipsis() {
                open.partial = true;
                open.comma = None;
                open.filled = false;
                self.scan.skip_trivia(Unmarked::None);
                self.scan.eat_sign(',', '，');
                self.scan.skip_trivia(Unmarked::None);
                self.closing |= self.scan.peek().is_none();
                continue;
            }
            match self.scan.peek() {
                None if open.bare => return Ok(Next::End),
                Some(c) if c == open.close && !open.bare => {
                    self.scan.bump();
                    if let Some(range) = open.comma.take() {
                        self.scan.mends.push(Mend { range, kind: MendKind::TrailingComma });
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
                    let wanted = if open.bare { "the end".to_owned() } else { format!("`{}`", open.close) };
                    let message = format!("`{c}` stands where {wanted} belongs");
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
            let starts_value = open.close == ']' && (c == '{' || c == '[' || c == '-' || c.is_ascii_digit());
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
}

impl Open {
    fn new(close: char) -> Self {
        Self { close, bare: false, comma: None, partial: false, filled: false, broken: None }
    }
}

fn quotation(at: usize) -> Failure {
    let message = "a quotation mark in or after this string is missing or not escaped".to_owned();
    Failure { at, kind: FailureKind::Quotation, message }
}
