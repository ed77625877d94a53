//! What the type column says: the results of the grammar.

use std::ops::Range;

use crate::source::Span;
use crate::vocabulary::types::TypeWord;

/// A type as the type column states it.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeExpr {
    /// Text.
    String,
    /// A whole number of unstated width.
    Integer,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number of unstated kind.
    Number,
    /// A number of single precision.
    Float,
    /// A number of double precision.
    Double,
    /// A truth value.
    Boolean,
    /// A day.
    Date,
    /// A point in time, as text.
    DateTime,
    /// A point in time, as text or as a number: only an example can say which.
    Timestamp,
    /// Text that is a UUID.
    Uuid,
    /// The bytes of a file.
    Binary,
    /// Any value: also the elements of an `Array` that says no more.
    Any,
    /// An object of unstated shape.
    Object,
    /// The object that has this name.
    Named(Box<Name>),
    /// A list.
    Array(Box<TypeExpr>),
    /// An object whose keys are free and whose values have one type.
    Map(Box<TypeExpr>),
    /// One of several types.
    OneOf(Vec<TypeExpr>),
    /// The text was not understood.
    Unknown,
}

/// The name of a structure as the type column writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as written. White space may stand in it where a PDF's lines broke a word.
    pub written: String,
    /// Where it stands in the text of the cell.
    pub range: Range<usize>,
    /// Where it stands in the source.
    pub span: Span,
    /// The address that the name links to.
    pub link: Option<String>,
    /// Whether no type states it: a link, a caption or the place of a table led to it.
    pub concluded: bool,
}

impl Name {
    /// The name without white space: what a broken word was before it was broken.
    pub fn squashed(&self) -> String {
        self.written.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// What a cell of the type column says.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeClaim {
    /// The type; [`TypeExpr::Unknown`] where the text was not understood.
    pub expr: TypeExpr,
    /// Where it stands.
    pub span: Span,
    /// What stands beside the type and was not used: a remark.
    pub rest: Option<Span>,
    /// The longest length of a text, where it stands in brackets behind the type, and its place: `String(255)`.
    pub length: Option<(u64, Span)>,
}

impl TypeExpr {
    /// The type of the elements of a list, else the type itself.
    pub fn element(&self) -> &TypeExpr {
        match self {
            TypeExpr::Array(element) => element,
            other => other,
        }
    }

    /// Whether its values are whole or other numbers.
    pub fn is_numeric(&self) -> bool {
        use TypeExpr::{Double, Float, Int32, Int64, Integer, Number};
        matches!(self, Integer | Int32 | Int64 | Number | Float | Double)
    }

    /// Whether its values are text.
    pub fn is_text(&self) -> bool {
        use TypeExpr::{Date, DateTime, String, Uuid};
        matches!(self, String | Date | DateTime | Uuid)
    }
}

/// The type that a single word stands for.
pub(super) fn of_word(word: TypeWord) -> TypeExpr {
    let array = |of| TypeExpr::Array(Box::new(of));
    match word {
        TypeWord::String => TypeExpr::String,
        TypeWord::Integer => TypeExpr::Integer,
        TypeWord::Int32 => TypeExpr::Int32,
        TypeWord::Int64 => TypeExpr::Int64,
        TypeWord::Number => TypeExpr::Number,
        TypeWord::Float => TypeExpr::Float,
        TypeWord::Double => TypeExpr::Double,
        TypeWord::Boolean => TypeExpr::Boolean,
        TypeWord::Date => TypeExpr::Date,
        TypeWord::DateTime => TypeExpr::DateTime,
        TypeWord::Timestamp => TypeExpr::Timestamp,
        TypeWord::Uuid => TypeExpr::Uuid,
        TypeWord::Binary => TypeExpr::Binary,
        TypeWord::Object => TypeExpr::Object,
        TypeWord::Map => TypeExpr::Map(Box::new(TypeExpr::Any)),
        TypeWord::Array => array(TypeExpr::Any),
        TypeWord::Objects => array(TypeExpr::Object),
        TypeWord::Strings => array(TypeExpr::String),
        TypeWord::Integers => array(TypeExpr::Integer),
        TypeWord::Booleans => array(TypeExpr::Boolean),
        TypeWord::Any => TypeExpr::Any,
    }
}
