//! Explaining: what was decided about a subject, who bears witness to it, and which findings speak of it.
//!
//! A subject is a structure (`Vault`), a property (`Vault.billing`), an operation (`PUT /v1/boxes/{id}` or
//! its operationId), a parameter (`ListVaults.limit`), or an error code.

mod render;
mod subjects;
mod witnesses;

pub use render::render;
pub(crate) use witnesses::{Rows, claims, rows};

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::compile::{Compiled, Evidence};
use crate::finding::Finding;
use crate::overlay::Applied;
use crate::source::Span;

use subjects::Subject;

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
    let explainer = Explainer::new(compiled, evidence);
    let found = subjects::resolve(&explainer.subjects, subject.trim())?;
    Ok(explainer.of(found))
}

/// What explains many subjects of one build: names, rows and findings are looked up, not searched for.
#[derive(Debug)]
pub struct Explainer<'a, 'e> {
    compiled: &'a Compiled,
    evidence: &'e Evidence,
    subjects: Vec<Subject>,
    /// Subjects by their names.
    named: HashMap<String, usize>,
    rows: Rows<'e>,
    /// Findings by what they are about.
    findings: HashMap<String, Vec<usize>>,
}

impl<'a, 'e> Explainer<'a, 'e> {
    /// Prepares to explain what a build decided.
    #[must_use]
    pub fn new(compiled: &'a Compiled, evidence: &'e Evidence) -> Self {
        let subjects = subjects::all(&evidence.api);
        let mut named = HashMap::new();
        for (index, subject) in subjects.iter().enumerate() {
            for name in std::iter::once(&subject.name).chain(&subject.aliases) {
                named.entry(name.clone()).or_insert(index);
            }
        }
        let mut findings: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, finding) in compiled.findings.iter().enumerate() {
            for subject in finding.subjects() {
                // `Structure.field[]` speaks of the elements of the field.
                let inside = subject.match_indices(['[', '{']).map(|(at, _)| subject[..at].to_owned());
                for about in inside.chain([subject.clone()]) {
                    let known = findings.entry(about).or_default();
                    if known.last() != Some(&index) {
                        known.push(index);
                    }
                }
            }
        }
        Self { compiled, evidence, subjects, named, rows: witnesses::rows(&evidence.claims), findings }
    }

    /// Explains the subject of a whole name: `Vault.billing`, `GET /v1/boxes`, `GET /v1/boxes query limit`, an
    /// operationId, an error code. `None` where nothing is called so.
    #[must_use]
    pub fn explain(&self, name: &str) -> Option<Explanation<'a>> {
        self.named.get(name).map(|index| self.of(&self.subjects[*index]))
    }

    fn of(&self, subject: &Subject) -> Explanation<'a> {
        let mut explanation = witnesses::explain(self.evidence, &self.rows, subject);
        explanation.pointer = subject.pointer(&self.evidence.api);
        let names = std::iter::once(&subject.name).chain(&subject.aliases);
        let about: BTreeSet<usize> =
            names.filter_map(|name| self.findings.get(name)).flatten().copied().collect();
        explanation.findings = about.into_iter().map(|index| &self.compiled.findings[index]).collect();
        explanation
    }
}
