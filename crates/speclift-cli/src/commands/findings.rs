//! Which findings count, and in which form they are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use speclift::build::Build;
use speclift::finding::{Finding, Rule, Severity};
use speclift::output::RenderError;
use speclift::{report, rules};

use super::Failure;

/// The word that stands for the codes of all warnings.
const WARNINGS: &str = "warnings";

#[derive(Debug, Args)]
pub(crate) struct Findings {
    /// Write the findings to this file
    #[arg(long, value_name = "FILE")]
    findings: Option<PathBuf>,
    /// Form of the findings [default: by the extension .txt or .sarif, else jsonl: one JSON object a line]
    #[arg(long, value_enum, value_name = "FORM", requires = "findings")]
    findings_format: Option<Format>,
    /// Exit with 1 where a finding of this code is left; `warnings` stands for all warnings
    #[arg(long, value_name = "CODE", value_parser = denied)]
    deny: Vec<&'static str>,
    /// Leave out findings of this code; none of severity error
    #[arg(long, value_name = "CODE", value_parser = allowed)]
    allow: Vec<&'static str>,
    /// Exit with 1 where there are more warnings than this
    #[arg(long, value_name = "N")]
    max_warnings: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: each witness with its line
    Text,
    /// One JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code review
    Sarif,
}

fn known(code: &str) -> Result<&'static Rule, String> {
    rules::find(code).ok_or_else(|| match rules::nearest(code) {
        Some(near) => format!("no rule has this code; did you mean `{near}`?"),
        None => format!("no rule has this code; {} lists them", rules::MANUAL_PATH),
    })
}

fn denied(code: &str) -> Result<&'static str, String> {
    if code == WARNINGS { Ok(WARNINGS) } else { known(code).map(|rule| rule.code) }
}

fn allowed(code: &str) -> Result<&'static str, String> {
    let rule = known(code)?;
    if rule.severity == Severity::Error {
        return Err("an error is never left out".to_owned());
    }
    Ok(rule.code)
}

impl Findings {
    /// Where the findings go.
    pub(crate) fn path(&self) -> Option<&PathBuf> {
        self.findings.as_ref()
    }

    /// Refuses what contradicts itself.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        match self.allow.iter().find(|code| self.deny.contains(code)) {
            Some(code) => {
                Err(Failure::Usage(format!("--allow and --deny name one code, `{code}`; name it once")))
            }
            None => Ok(()),
        }
    }

    /// Leaves out what is allowed.
    pub(crate) fn filter(&self, build: &mut Build) {
        build.compiled.findings.retain(|finding| !self.allow.contains(&finding.rule.code));
    }

    /// Whether a finding makes the exit status 1.
    pub(crate) fn denies(&self, finding: &Finding) -> bool {
        let group = self.deny.contains(&WARNINGS) && finding.rule.severity == Severity::Warning;
        group || self.deny.contains(&finding.rule.code)
    }

    /// Why the findings are not acceptable, a sentence a reason.
    pub(crate) fn objections(&self, findings: &[Finding]) -> Vec<String> {
        let mut objections = Vec::new();
        let mut denied: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| self.denies(finding)) {
            *denied.entry(finding.rule.code).or_default() += 1;
        }
        if !denied.is_empty() {
            let codes: Vec<String> = denied.iter().map(|(code, count)| format!("{count} {code}")).collect();
            objections.push(format!("denied findings: {}", codes.join(", ")));
        }
        let count = findings.iter().filter(|finding| finding.rule.severity == Severity::Warning).count();
        if let Some(most) = self.max_warnings.filter(|most| count > *most) {
            objections.push(format!("{count} warnings, and --max-warnings accepts {most}"));
        }
        objections
    }

    /// The file's text. `folder` is where the sources' names start from.
    pub(crate) fn render(&self, build: &Build, path: &Path, folder: &str) -> Result<String, RenderError> {
        let findings = &build.compiled.findings;
        match self.findings_format.unwrap_or_else(|| Format::of(path)) {
            Format::Text => Ok(report::list(&build.compiled, &build.sources)),
            Format::Jsonl => report::records(findings, &build.sources),
            Format::Sarif => report::sarif(findings, &build.sources, folder),
        }
    }
}

impl Format {
    fn of(path: &Path) -> Self {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            name if name.ends_with(".sarif") || name.ends_with(".sarif.json") => Self::Sarif,
            name if name.ends_with(".txt") => Self::Text,
            _ => Self::Jsonl,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_choose_the_form() {
        let form = |path: &str| Format::of(Path::new(path));
        assert_eq!(
            [form("a.SARIF"), form("a.sarif.json"), form("x/a.txt")],
            [Format::Sarif, Format::Sarif, Format::Text]
        );
        assert_eq!([form("a.jsonl"), form("a.json"), form("a")], [Format::Jsonl; 3]);
    }

    #[test]
    fn misspelt_codes_are_suggested() {
        assert!(known("type-difers").unwrap_err().contains("`type-differs`"));
        assert!(known("zzz").unwrap_err().contains("docs/findings.md"));
        assert!(allowed("no-operation").is_err() && denied("no-operation").is_ok());
    }
}
