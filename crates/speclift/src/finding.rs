//! Findings: what the compiler has to say about its sources.

mod grouped;

use std::fmt;

use crate::source::Span;

pub(crate) use grouped::{grouped, ordered};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document cannot be right: something was not understood, or nothing was found.
    Error,
    /// The pages contradict themselves or lack something; a rule decided.
    Warning,
    /// Worth knowing; no decision was needed.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// A number of things in words: `1 table`, `2 tables`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Whose fault a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The page lacks something or contradicts itself.
    Document,
    /// The page has it, and the compiler did not understand.
    Compiler,
}

/// A kind of finding. Codes are stable: they are named in reports, filters and overlays.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code, in kebab case.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Whose fault it is.
    pub fault: Fault,
    /// How a person settles it, as one sentence.
    pub remedy: &'static str,
}

/// One finding: a rule that fired on a subject, with all places it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that fired.
    pub rule: &'static Rule,
    /// What it is about: `Vault.billing`, `GET /v3/{project_id}/vaults`, a file name; `Vault.{billing, tags}` where
    /// it says the same of several fields, and names with commas where it says the same of several places.
    pub subject: String,
    /// What was found, as a lower-case fragment.
    pub message: String,
    /// Where it was seen. The first is the one to look at.
    pub witnesses: Vec<Span>,
    /// What the compiler decided, and by which rule of evidence.
    pub verdict: String,
}

impl Finding {
    /// A finding with one witness and no verdict yet.
    pub fn new(
        rule: &'static Rule,
        subject: impl Into<String>,
        message: impl Into<String>,
        witness: Span,
    ) -> Self {
        Self {
            rule,
            subject: subject.into(),
            message: message.into(),
            witnesses: vec![witness],
            verdict: String::new(),
        }
    }

    /// The same with a verdict.
    #[must_use]
    pub fn decided(mut self, verdict: impl Into<String>) -> Self {
        self.verdict = verdict.into();
        self
    }

    /// What it is about, each subject by itself.
    pub fn subjects(&self) -> Vec<String> {
        grouped::subjects(&self.subject)
    }

    /// The same with further witnesses.
    #[must_use]
    pub fn with(mut self, witnesses: impl IntoIterator<Item = Span>) -> Self {
        self.witnesses.extend(witnesses);
        self
    }
}
