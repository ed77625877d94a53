//! A reader for JSON that people wrote into documentation.
//!
//! Examples in documentation are JSON with an ellipsis in it, with comments, with a comma too many, or with
//! a string that a PDF broke over two lines. [`parse`] reads what was meant wherever that is plain, and
//! reports each departure as a [`Mend`] with its place. Where the meaning is not plain (a member without
//! a value, an unquoted placeholder) it does not guess: it reports a [`Failure`].
//!
//! Text that is JSON by RFC 8259 is read exactly as `serde_json` reads it, without any mend.
//!
//! The result is a tree of its own, [`Node`], because the stages after this one need to point at the
//! place in a page where a field stands.

mod join;
mod node;
mod parser;
#[cfg(test)]
mod properties;
mod scalar;
mod scan;
mod string;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub use join::{Joined, join};
pub use node::{Member, Node, NodeKind, Place};

/// How deep values may nest, as in `serde_json`.
pub const MAX_DEPTH: usize = 127;

/// What [`parse`] made of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The value, where there is one. Beside a failure it is there only for
    /// [`FailureKind::TrailingText`], and whole.
    pub value: Option<Node>,
    /// Departures from JSON that were read as what was meant, in the order of the text.
    pub mends: Vec<Mend>,
    /// Why there is no value, or that something follows the value.
    pub failure: Option<Failure>,
    /// One past the last byte that belongs to the value, its white space and its comments; where there is
    /// no value, the byte at which reading ended.
    pub end: usize,
}

impl Parsed {
    /// Whether the example says of itself that it leaves something out. Such an example is a witness for
    /// what it shows, and none for the absence of what it does not show.
    pub fn is_partial(&self) -> bool {
        self.mends.iter().any(|mend| matches!(mend.kind, MendKind::Ellipsis | MendKind::MissingClose))
    }

    /// The value, if nothing failed.
    pub fn complete(&self) -> Option<&Node> {
        if self.failure.is_some() { None } else { self.value.as_ref() }
    }
}

/// A departure from JSON whose meaning is plain.
#[derive(Debug, Clone, PartialEq)]
pub struct Mend {
    /// The bytes that depart: what was added, or, for something missing, the byte before which it is missed.
    pub range: Range<usize>,
    /// What was done.
    pub kind: MendKind,
}

/// What a [`Mend`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MendKind {
    /// A string broken over lines was joined. The break, with the white space around it, became nothing at
    /// the end of the string, within a token (an address, an identifier: a string without a space
    /// before the break) and beside a Chinese character; it became one space between words.
    LineBreakInString,
    /// `...`, `......` or `…` in place of elements, members or a value was dropped. The container that it stands in is
    /// [`Node::partial`].
    Ellipsis,
    /// A comment was skipped: `// …` and `# …` to the end of the line, `/* … */`.
    Comment,
    /// Words after a value that no JSON can hold and no comment sign introduces, in a script other than
    /// Latin, were taken for a comment: `"count": 1, 磁盘的个数`.
    UnmarkedComment,
    /// A comma before a closing bracket was dropped.
    TrailingComma,
    /// A comma between two members or elements was added.
    MissingComma,
    /// A key that the object has already. The last value is the one that counts.
    DuplicateKey {
        /// Where the key stands for the first time.
        first: Range<usize>,
    },
    /// A string in other quotation marks: `'…'`, `“…”`, `‘…’`.
    Quotes,
    /// White space that is none in JSON: a no-break space, an ideographic space, a byte order mark.
    OddSpace,
    /// A colon or comma of full width.
    FullWidth,
    /// A backslash left over from Markdown was dropped: `project\_id`, `\{`.
    MarkdownEscape,
    /// A backslash that escapes nothing was kept as a backslash: `"\d+"`.
    LoneBackslash,
    /// A control character other than a line break stands raw in a string; it was kept.
    UnescapedControl,
    /// Half of a surrogate pair became U+FFFD.
    LoneSurrogate,
    /// `True`, `None`, `NULL` and the like were read as what they mean.
    Literal,
    /// A closing bracket was added at the end of the text: after an ellipsis that ends the text, and wherever
    /// it is missing in [`parse_closing`] and [`join`].
    MissingClose,
}

impl fmt::Display for MendKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MendKind::LineBreakInString => "string broken over lines",
            MendKind::Ellipsis => "ellipsis in place of values",
            MendKind::Comment => "comment in JSON",
            MendKind::UnmarkedComment => "words after a value",
            MendKind::TrailingComma => "comma before a closing bracket",
            MendKind::MissingComma => "missing comma",
            MendKind::DuplicateKey { .. } => "key that the object has already",
            MendKind::Quotes => "other quotation marks than JSON's",
            MendKind::OddSpace => "white space that is none in JSON",
            MendKind::FullWidth => "colon or comma of full width",
            MendKind::MarkdownEscape => "backslash left over from Markdown",
            MendKind::LoneBackslash => "backslash that escapes nothing",
            MendKind::UnescapedControl => "raw control character in a string",
            MendKind::LoneSurrogate => "half of a surrogate pair",
            MendKind::Literal => "literal in another language's spelling",
            MendKind::MissingClose => "missing closing bracket",
        })
    }
}

/// Why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The byte at which it breaks.
    pub at: usize,
    /// What is wrong.
    pub kind: FailureKind,
    /// The same as a lower-case fragment for a finding.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What is wrong with a text that is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// There is nothing but white space and comments.
    Empty,
    /// The text ends inside the value: a page break may have cut it, and [`join`] may find the rest.
    UnexpectedEnd,
    /// A member has no value: `"is_domain": ,`.
    MissingValue,
    /// An unquoted word stands where a value or key belongs: `$ADMIN_PASS`, `integer`.
    BareWord,
    /// A number that JSON does not know: `007`, `1.`.
    Number,
    /// A quotation mark seems to be missing, or to stand unescaped within a string.
    Quotation,
    /// A closing bracket does not match the open one, or there are more of them than open ones.
    Bracket,
    /// Members without the brackets of their object: [`parse_members`] reads them.
    BareMembers,
    /// Some other character than the grammar allows.
    Unexpected,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// The value is whole, and something follows it: [`Parsed::end`] is where.
    TrailingText,
}

/// Reads one value from a text that holds nothing else.
pub fn parse(text: &str) -> Parsed {
    parser::Parser::new(text).parse()
}

/// Like [`parse`], but closes at the end of the text what is open there, if the text ends between two
/// values. For an example whose rest is nowhere to be found.
pub fn parse_closing(text: &str) -> Parsed {
    parser::Parser::closing(text).parse()
}

/// Reads members that stand without the brackets of their object, as cells of tables show them:
/// `"scope": { … }`. [`parse`] calls such a text [`FailureKind::BareMembers`]. The value is an object.
pub fn parse_members(text: &str) -> Parsed {
    parser::Parser::new(text).parse_members()
}

/// Whether a text looks like an object or an array from its first character on. A path parameter
/// (`{project_id}`) and a link (`[name](…)`) do not.
pub fn starts_like_json(text: &str) -> bool {
    let mut scanner = scan::Scanner::new(text);
    scanner.skip_space();
    let open = scanner.peek();
    if !matches!(open, Some('{' | '[')) {
        return false;
    }
    scanner.bump();
    scanner.skip_space();
    match (open, scanner.peek()) {
        (_, None) => true,
        (Some('{'), Some(c)) => matches!(c, '"' | '\'' | '“' | '‘' | '}' | '/' | '#' | '.' | '…'),
        (_, Some(c)) => {
            matches!(c, '"' | '\'' | '“' | '‘' | ']' | '{' | '[' | '/' | '.' | '…' | '-')
                || c.is_ascii_digit()
        }
    }
}

/// Whether a text looks like the rest of a value that was cut: it starts with a member, a comma or a
/// closing bracket.
pub fn continues_json(text: &str) -> bool {
    let mut scanner = scan::Scanner::new(text);
    scanner.skip_space();
    match scanner.peek() {
        Some('}' | ']' | ',') => true,
        Some('"') => {
            let Some(rest) = scanner.rest().get(1..) else {
                return false;
            };
            rest.split_once('"')
                .is_some_and(|(_, after)| after.trim_start().starts_with([':', '：', ',', ']']))
        }
        _ => false,
    }
}
