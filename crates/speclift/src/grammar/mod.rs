//! The small grammars of cell contents: the type column, the description column and the column that
//! says whether a field is required.
//!
//! None of them fails. What a grammar does not understand it says so, or leaves in the description;
//! it never guesses. Words live in [`crate::vocabulary`].

pub mod constraints;
mod display;
mod field_name;
mod glyphs;
mod lexicon;
mod media;
mod required;
mod types;

pub use constraints::{
    Constraint, Constraints, EnumValue, Found, Literal, Number, Origin, parse_constraints, parse_literal,
};
pub use field_name::{FieldName, parse_field_name};
pub use media::media_types;
pub use required::{Requirement, parse_required};
pub use types::{Name, TypeClaim, TypeExpr, parse_type};
