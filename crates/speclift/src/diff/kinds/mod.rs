//! The kinds of changes, as data: what each is called, how bad it is in which direction, and how it is said.
//!
//! The identifiers are stable and never reused. They follow the style of oasdiff, the most complete tool for this,
//! whose catalogue of checks was the reference for what to look at. `@` stands for what carries the value:
//! `request-body`, `request-property`, `request-parameter`, `response-header` and so on.

mod api;
mod document;
mod schema;

use std::fmt;

use serde::Serialize;

pub(super) use api::*;
pub(super) use document::*;
pub(super) use schema::*;

/// What a change does to those who use the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// A client that works may fail.
    Breaking,
    /// Clients go on to work, and something is new.
    Compatible,
    /// Only what people read has changed.
    Documentation,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
            Self::Documentation => "documentation",
        })
    }
}

/// A kind of change.
#[derive(Debug)]
pub struct Kind {
    /// Its identifier; `@` stands for what carries the value.
    pub id: &'static str,
    /// What it does where the client sends the value; for what has no direction, what it does.
    pub request: Class,
    /// What it does where the client receives the value.
    pub response: Class,
    /// Whether a generated client has other types or names after it, although calls go on to work.
    pub retypes: bool,
    /// What is said of it. `{name}`, `{before}` and `{after}` are filled in.
    pub message: &'static str,
}

impl Kind {
    /// Whether there is one of it for each direction.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.id.starts_with('@')
    }

    /// Whether it is of what only people read.
    pub(crate) fn is_of_words(&self) -> bool {
        self.request == Class::Documentation
    }

    /// Whether it is of whether a value may be null, which examples show and tables hardly say.
    pub(crate) fn is_of_null(&self) -> bool {
        self.id.ends_with("-nullable")
    }

    /// Whether it is of whether a value has to be there, of which examples that leave it out speak as well.
    pub(crate) fn is_of_presence(&self) -> bool {
        self.id.ends_with("-became-optional")
    }

    /// Whether it is of the type of a value, which examples show as well as tables do.
    pub(crate) fn is_of_types(&self) -> bool {
        self.is_directed()
            && ["-type-", "-nullable", "-one-of", "-any-of"].iter().any(|word| self.id.contains(word))
    }
}

/// All kinds, in the order of the manual.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    [document::ALL, api::ALL, schema::ALL].into_iter().flatten().copied()
}

/// Declares kinds: `NAME = id, in requests, in responses: message`, with `retypes` where types or names change.
macro_rules! kinds {
    ($($name:ident = $id:literal $request:ident $response:ident $($retypes:ident)?: $message:literal;)*) => {
        $(
            pub(in crate::diff) static $name: $crate::diff::kinds::Kind = $crate::diff::kinds::Kind {
                id: $id,
                request: $crate::diff::kinds::kinds!(@class $request),
                response: $crate::diff::kinds::kinds!(@class $response),
                retypes: $crate::diff::kinds::kinds!(@retypes $($retypes)?),
                message: $message,
            };
        )*
        pub(super) static ALL: &[&$crate::diff::kinds::Kind] = &[$(&$name),*];
    };
    (@class B) => { $crate::diff::kinds::Class::Breaking };
    (@class C) => { $crate::diff::kinds::Class::Compatible };
    (@class D) => { $crate::diff::kinds::Class::Documentation };
    (@retypes) => { false };
    (@retypes retypes) => { true };
}
pub(in crate::diff) use kinds;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn identifiers_are_unique_and_in_one_style() {
        let mut seen = HashSet::new();
        for kind in all() {
            assert!(seen.insert(kind.id), "{} is there twice", kind.id);
            let rest = kind.id.strip_prefix("@-").unwrap_or(kind.id);
            assert!(rest.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", kind.id);
            assert!(kind.is_directed() || kind.request == kind.response, "{} has no direction", kind.id);
        }
        assert!(seen.len() >= 150, "{} kinds", seen.len());
    }
}
