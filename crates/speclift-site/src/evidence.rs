//! Where the documentation says what the document says.

use std::collections::HashMap;
use std::fmt;

use scraper::{Html, Selector};
use speclift::build::Build;
use speclift::compile;
use speclift::explain::Explainer;
use speclift::finding::{Finding, Severity};
use speclift::output::RenderError;
use speclift::report::{printable, records};
use speclift::source::{Sources, Span};

/// How much of a place is quoted, in characters.
const QUOTED: usize = 220;
/// How much of an example is.
const SHOWN: usize = 120;

/// What a build knows of where its document comes from.
pub struct Evidence<'a> {
    build: &'a Build,
    explainer: Explainer<'a, 'a>,
    /// The number of each finding in the report.
    numbers: HashMap<*const Finding, usize>,
}

impl fmt::Debug for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence").finish_non_exhaustive()
    }
}

/// What is said of a subject.
#[derive(Debug)]
pub(crate) struct Said {
    /// What was decided, a line each.
    pub(crate) decided: Vec<String>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) findings: Vec<Mention>,
    /// What a person decided: the place in the overlay, and why.
    pub(crate) overlay: Vec<(String, String)>,
}

/// A place of the documentation.
#[derive(Debug)]
pub(crate) struct Quote {
    /// File and line.
    pub(crate) place: String,
    /// A table row, a caption, an example.
    pub(crate) kind: &'static str,
    /// What stands there.
    pub(crate) text: String,
    /// What it claims, in short.
    pub(crate) claims: String,
}

/// A finding, as far as a page about something else shows it.
#[derive(Debug)]
pub(crate) struct Mention {
    pub(crate) number: usize,
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) verdict: String,
}

/// A finding with all that is known of it.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) mention: Mention,
    pub(crate) subject: String,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) remedy: &'static str,
}

impl<'a> Evidence<'a> {
    /// What a build knows, with the evidence that it kept.
    #[must_use]
    pub fn new(build: &'a Build, evidence: &'a compile::Evidence) -> Self {
        let findings = build.compiled.findings.iter().enumerate();
        Self {
            build,
            explainer: Explainer::new(&build.compiled, evidence),
            numbers: findings.map(|(at, finding)| (std::ptr::from_ref(finding), at + 1)).collect(),
        }
    }

    /// What is said of a subject; nothing where the pages know none of this name.
    pub(crate) fn of(&self, subject: &str) -> Option<Said> {
        let explanation = self.explainer.explain(subject)?.with_overlay(&self.build.overlay);
        let quote = |witness: &speclift::explain::Witness| {
            self.quote(witness.span, witness.kind, witness.claims.join(" · "))
        };
        let decision = |action: &&speclift::overlay::Applied| {
            (format!("{}:{}", file_name(&action.overlay), action.place), printable(&action.description))
        };
        Some(Said {
            decided: explanation.decided.iter().map(|line| printable(line)).collect(),
            quotes: explanation.witnesses.iter().map(quote).collect(),
            findings: explanation.findings.iter().map(|finding| self.mention(finding)).collect(),
            overlay: explanation.overlay.iter().map(decision).collect(),
        })
    }

    /// All findings, in the order of the report.
    pub(crate) fn findings(&self) -> impl Iterator<Item = Report> {
        self.build.compiled.findings.iter().map(|finding| Report {
            mention: self.mention(finding),
            subject: printable(&finding.subject),
            quotes: finding.witnesses.iter().map(|span| self.quote(*span, "", String::new())).collect(),
            remedy: finding.rule.remedy,
        })
    }

    /// How many findings there are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.build.compiled.severities().get(&severity).copied().unwrap_or_default()
    }

    /// All findings as JSON lines.
    pub(crate) fn records(&self) -> Result<String, RenderError> {
        records(&self.build.compiled.findings, &self.build.sources)
    }

    fn mention(&self, finding: &Finding) -> Mention {
        Mention {
            number: self.numbers.get(&std::ptr::from_ref(finding)).copied().unwrap_or_default(),
            severity: finding.rule.severity,
            code: finding.rule.code,
            message: printable(&finding.message),
            verdict: printable(&finding.verdict),
        }
    }

    fn quote(&self, span: Span, kind: &'static str, claims: String) -> Quote {
        let sources = &self.build.sources;
        let location = sources.location(span);
        let place = printable(&format!("{}:{}", location.file, location.line));
        let limit = if kind == "example" { SHOWN } else { QUOTED };
        Quote { place, kind, text: quoted(sources, span, limit), claims: printable(&claims) }
    }
}

/// The last part of a path: where a machine keeps its files is nobody's business.
fn file_name(path: &str) -> String {
    printable(path.rsplit(['/', '\\']).next().unwrap_or(path))
}

/// The words of a place: of a row of HTML those of its cells.
fn quoted(sources: &Sources, span: Span, limit: usize) -> String {
    let text = sources.text(span).trim();
    // A row may be long, and what is quoted of it is short.
    let text = head(text, limit * 20);
    let words = if text.starts_with('<') { cells(text) } else { text.replace('\t', " | ") };
    // Of a block of code, the fences say nothing.
    let words = words.trim_matches('`').split_whitespace().collect::<Vec<_>>().join(" ");
    let short = head(&words, limit);
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("{}{more}", printable(short))
}

/// The start of a text.
fn head(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(at, _)| &text[..at])
}

/// The words of HTML; cells are set apart.
fn cells(html: &str) -> String {
    let table = Html::parse_fragment(&format!("<table>{html}</table>"));
    let found: Vec<String> = Selector::parse("td, th")
        .map(|cell| {
            table.select(&cell).map(|cell| cell.text().collect::<String>().trim().to_owned()).collect()
        })
        .unwrap_or_default();
    if found.is_empty() {
        return table.root_element().text().collect();
    }
    found.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_html_are_their_cells() {
        assert_eq!(cells("<tr><td><p>size</p></td><td>Integer</td></tr>"), "size | Integer");
        assert_eq!(cells("<p>Table 1 &lt;x&gt;</p>"), "Table 1 <x>");
    }

    #[test]
    fn overlays_are_called_by_their_names() {
        assert_eq!(file_name("/home/me/spec/overlay.yaml"), "overlay.yaml");
    }
}
