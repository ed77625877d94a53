//! The words of the documentation family, as data: a new wording is a new line in one of these tables.
//!
//! The tables say what a word means; the modules that read them say what follows from it. Words are
//! written in lower case and half width: the readers fold what they compare with them.

pub mod constraints;
pub mod types;
