//! Decisions that rules cannot make: OpenAPI Overlay 1.0, applied to the document after all verdicts.
//!
//! An overlay is a list of actions in order. Each selects nodes of the document with a JSONPath (RFC 9535) and
//! merges something into them, or removes them. Here an action has to say why, and one that matches nothing is an
//! error, so that no decision outlives the page that it was made for; [`Strictness::Specification`] asks for
//! neither.

mod error;
mod merge;
mod parse;
mod places;
mod publish;
mod select;
#[cfg(test)]
mod tests;

use serde_json::Value;
use serde_json_path::JsonPath;

pub use error::{OverlayError, Place};
pub use publish::{Published, publish};

/// How much an overlay has to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// Each action gives its reason, does something, and matches something.
    #[default]
    Reasoned,
    /// What the Overlay specification asks for, and no more.
    Specification,
}

/// An overlay.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The name of its file.
    pub name: String,
    /// The document that it was written for, as it says.
    pub extends: Option<String>,
    actions: Vec<Action>,
    strictness: Strictness,
}

#[derive(Debug, Clone)]
struct Action {
    number: usize,
    target: String,
    path: JsonPath,
    description: String,
    update: Option<Value>,
    remove: bool,
    place: Place,
}

/// What an action does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It merges something into what it selects.
    Update,
    /// It removes what it selects.
    Remove,
}

/// An action that was applied: a witness of what it decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The name of the overlay's file.
    pub overlay: String,
    /// Which action it is, from 1.
    pub number: usize,
    /// Where it starts in the overlay.
    pub place: Place,
    /// Its reason.
    pub description: String,
    /// The JSONPath that selects.
    pub target: String,
    /// What it does.
    pub change: Change,
    /// What it selected, as JSON pointers into the document before this action.
    pub matched: Vec<String>,
    /// The values that it sets or removes, as JSON pointers: of the members of `update`, not of what they are
    /// merged into.
    pub touched: Vec<String>,
}

impl Overlay {
    /// Reads an overlay, YAML or JSON, whose actions all give their reasons.
    ///
    /// # Errors
    ///
    /// Where the text is no Overlay 1.0 document; the message names the line and the column.
    pub fn parse(text: &str, name: &str) -> Result<Self, OverlayError> {
        Self::parse_as(text, name, Strictness::Reasoned)
    }

    /// Reads an overlay, with as much asked of it as `strictness` says.
    ///
    /// # Errors
    ///
    /// Where the text is no Overlay 1.0 document; the message names the line and the column.
    pub fn parse_as(text: &str, name: &str, strictness: Strictness) -> Result<Self, OverlayError> {
        parse::parse(text, name, strictness)
    }

    /// Applies all actions in order, each to what the one before left.
    ///
    /// # Errors
    ///
    /// Where an action does not fit the document, matches nothing, or costs too much; the message names it.
    pub fn apply(&self, document: Value) -> Result<(Value, Vec<Applied>), OverlayError> {
        let mut applied = Vec::with_capacity(self.actions.len());
        let mut run = merge::Run::new(self, document)?;
        for action in &self.actions {
            applied.push(run.action(action)?);
        }
        Ok((run.document, applied))
    }

    fn failed(&self, action: &Action, message: impl Into<String>) -> OverlayError {
        OverlayError::Action {
            name: self.name.clone(),
            place: action.place,
            number: action.number,
            target: action.target.clone(),
            message: message.into(),
        }
    }
}
