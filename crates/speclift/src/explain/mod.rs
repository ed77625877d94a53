//! Explaining: what was decided about a subject, who bears witness to it, and which findings speak of it.
//!
//! A subject is a structure (`Vault`), a property (`Vault.billing`), an operation (`PUT /v1/boxes/{id}` or
//! its operationId), a parameter (`ListVaults.limit`), or an error code.

mod render;
mod subjects;
mod witnesses;

pub use render::render;

use serde_json::Value;

use crate::compile::{Compiled, Evidence};
use crate::finding::Finding;
use crate::overlay::Applied;
use crate::source::Span;

/// What there is to say about a subject.
#[derive(Debug)]
pub struct Explanation<'a> {
    /// The subject's whole name.
    pub subject: String,
    /// What was decided, a line each.
    pub decided: Vec<String>,
    /// Who says what, the newest source first.
    pub witnesses: Vec<Witness>,
    /// Findings about the subject.
    pub findings: Vec<&'a Finding>,
    /// Decisions of a person about it.
    pub overlay: Vec<&'a Applied>,
    /// Where it stands in the document, as a JSON pointer.
    pointer: Option<String>,
}

impl<'a> Explanation<'a> {
    /// The same with those overlay actions that touch the subject, or anything in it.
    #[must_use]
    pub fn with_overlay(mut self, actions: &'a [Applied]) -> Self {
        let Some(pointer) = &self.pointer else { return self };
        let inside = |place: &String| {
            place.strip_prefix(pointer.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.overlay = actions
            .iter()
            .filter(|action| action.matched.iter().chain(&action.touched).any(inside))
            .collect();
        self
    }

    /// The same with what a document that records its language says in it.
    #[must_use]
    pub fn with_words(mut self, document: &Value) -> Self {
        let language = document.pointer("/x-speclift/language").and_then(Value::as_str);
        let subject = self.pointer.as_ref().and_then(|pointer| document.pointer(pointer));
        if let (Some(language), Some(subject)) = (language, subject) {
            let texts = ["summary", "description", "meaning", "remedy"].iter();
            let texts = texts.filter_map(|key| subject.get(key).and_then(Value::as_str));
            let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.decided.extend(texts.map(|text| format!("in `{language}`: {}", line(text))));
        }
        self
    }
}

/// A place, and what it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Where.
    pub span: Span,
    /// What it is: a table row, a caption, an example.
    pub kind: &'static str,
    /// What it claims.
    pub claims: Vec<String>,
}

/// Why a subject cannot be explained.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unknown {
    /// Several subjects start like this.
    #[error("`{subject}` is the start of several subjects: {}", .candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        subject: String,
        /// What it may mean.
        candidates: Vec<String>,
    },
    /// No subject is called so.
    #[error("nothing is called `{subject}`{}", suggestion(.nearest))]
    Missing {
        /// What was asked for.
        subject: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
}

fn suggestion(nearest: &[String]) -> String {
    match nearest {
        [] => {
            "; name a structure, a property (Structure.field), an operation (METHOD /path), or an error code"
                .to_owned()
        }
        names => format!(
            "; did you mean {}?",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
        ),
    }
}

/// Explains a subject. The start of a name is enough where it is the start of one name only; case does not
/// matter.
///
/// # Errors
///
/// Where nothing is called so, with the nearest names, or where several subjects start so.
pub fn explain<'a>(
    compiled: &'a Compiled,
    evidence: &Evidence,
    subject: &str,
) -> Result<Explanation<'a>, Unknown> {
    let found = subjects::resolve(&evidence.api, subject.trim())?;
    let mut explanation = witnesses::explain(evidence, &found);
    explanation.pointer = found.pointer(&evidence.api);
    let about = |subject: &String| {
        // `Structure.field[]` speaks of the elements of the field.
        let inside =
            subject.strip_prefix(&explanation.subject).is_some_and(|rest| rest.starts_with(['[', '{']));
        *subject == explanation.subject || inside || found.aliases.contains(subject)
    };
    let findings = compiled.findings.iter();
    explanation.findings = findings.filter(|finding| finding.subjects().iter().any(about)).collect();
    Ok(explanation)
}
