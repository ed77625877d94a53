//! What a description says: the results of the grammar.

use super::super::types::TypeExpr;
use crate::source::Span;

/// What a description cell says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Constraints {
    /// The constraints, in source order.
    pub found: Vec<Found>,
    /// The description's lines, parted by line breaks, without labels and their values; list items start with `- `.
    /// Prose that states a constraint stays.
    pub description: String,
}

impl Constraints {
    /// Puts a line before the description.
    pub(crate) fn begin(&mut self, line: &str) {
        let rest = std::mem::replace(&mut self.description, line.to_owned());
        self.end(&rest);
    }

    /// Puts lines behind the description.
    pub(crate) fn end(&mut self, lines: &str) {
        if !self.description.is_empty() && !lines.is_empty() {
            self.description.push('\n');
        }
        self.description.push_str(lines);
    }

    /// Gives up memory that was reserved for more.
    pub(crate) fn fit(&mut self) {
        self.found.shrink_to_fit();
        self.description.shrink_to_fit();
    }
}

/// A constraint and its witness.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What is stated.
    pub constraint: Constraint,
    /// In which manner.
    pub origin: Origin,
    /// Where: label and value, or the words of the sentence.
    pub span: Span,
}

impl EnumValue {
    /// Takes what the same value means where it stands once more.
    pub(super) fn also_means(&mut self, meaning: Option<String>) {
        match (&mut self.meaning, meaning) {
            (Some(known), Some(meaning)) if *known != meaning => {
                known.push_str("; ");
                known.push_str(&meaning);
            }
            (known @ None, meaning) => *known = meaning,
            _ => {}
        }
    }
}

impl Found {
    /// The values, where this is an enumeration of the same values in the same order.
    pub(super) fn same_values(
        &mut self,
        origin: Origin,
        values: &[EnumValue],
    ) -> Option<&mut Vec<EnumValue>> {
        match &mut self.constraint {
            Constraint::Enum(known) if self.origin == origin => {
                let same =
                    known.len() == values.len() && known.iter().zip(values).all(|(a, b)| a.value == b.value);
                same.then_some(known)
            }
            _ => None,
        }
    }
}

/// The manner in which a constraint is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A label with a value.
    Label,
    /// A sentence.
    Prose,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq)]
pub enum Constraint {
    /// The value where none is given.
    Default(Box<Literal>),
    /// All values.
    Enum(Vec<EnumValue>),
    /// The smallest number.
    Minimum(Box<Number>),
    /// The largest number.
    Maximum(Box<Number>),
    /// The shortest length.
    MinLength(u64),
    /// The longest length.
    MaxLength(u64),
    /// The fewest items.
    MinItems(u64),
    /// The most items.
    MaxItems(u64),
    /// A regular expression.
    Pattern(String),
    /// An example.
    Example(Box<Literal>),
    /// The form of a text.
    Format(Format),
    /// A query parameter may be given several times.
    Repeatable,
    /// The description says whether the field is required.
    Required(bool),
    /// Another type that some values have.
    Type(TypeExpr),
    /// The field is not to be used any more.
    Deprecated,
    /// A label or value that could not be read, as written.
    Unreadable(String),
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A day.
    Date,
    /// A point in time with its zone.
    DateTime,
    /// A UUID.
    Uuid,
}

/// A value of an enumeration. Paired quotation marks around a value are not part of it.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The value.
    pub value: String,
    /// What the page says that it means.
    pub meaning: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl PartialEq for EnumValue {
    /// Values are equal wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.meaning == other.meaning
    }
}

/// A number as written and as a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// As written.
    pub written: String,
    /// Its value.
    pub value: serde_json::Number,
}

impl Number {
    /// The number that a text is, if it is one.
    pub fn parse(written: &str) -> Option<Self> {
        let digits = written.strip_prefix('-').unwrap_or(written);
        let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.len() <= 24;
        if !plain || digits.is_empty() {
            return None;
        }
        let value = match written.parse::<i64>() {
            Ok(whole) => whole.into(),
            Err(_) => serde_json::Number::from_f64(written.parse().ok()?)?,
        };
        Some(Self { written: written.to_owned(), value })
    }

    /// Its value where it is a whole number.
    pub fn whole(&self) -> Option<i64> {
        self.value.as_i64()
    }

    /// Its value.
    pub fn float(&self) -> f64 {
        self.value.as_f64().unwrap_or_default()
    }
}

/// A value as written and as the type has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// As written, without quotation marks.
    pub written: String,
    /// The value; text where it does not have the field's type.
    pub value: serde_json::Value,
}
