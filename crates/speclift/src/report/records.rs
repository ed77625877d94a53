//! Findings for programs: one JSON object a line.

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::output::{Form, RenderError, escaped};
use crate::source::{Location, Sources};

#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    severity: Severity,
    subject: &'a str,
    message: &'a str,
    witnesses: Vec<Place<'a>>,
    verdict: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// All findings, one JSON object a line: `code`, `severity`, `subject`, `message`, `witnesses`, `verdict`.
///
/// # Errors
///
/// Where the serialiser refuses one.
pub fn records(findings: &[Finding], sources: &Sources) -> Result<String, RenderError> {
    let mut out = String::new();
    for finding in findings {
        let place = |&span| {
            let Location { file, line, column } = sources.location(span);
            Place { file, line, column }
        };
        let record = Record {
            code: finding.rule.code,
            severity: finding.rule.severity,
            subject: &finding.subject,
            message: &finding.message,
            witnesses: finding.witnesses.iter().map(place).collect(),
            verdict: &finding.verdict,
        };
        let json = serde_json::to_string(&record).map_err(|reason| RenderError::new(Form::Json, reason))?;
        out += &escaped(json);
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::EMPTY_FILE;
    use crate::source::{Source, Span};

    #[test]
    fn one_object_a_line() {
        let sources = Sources::new(vec![Source::new("a.md", "x\n")]);
        let (id, _) = sources.iter().next().unwrap();
        let finding =
            Finding::new(&EMPTY_FILE, "a.md", "two\nlines", Span::new(id, 0, 1)).decided("left out");
        assert_eq!(
            records(&[finding], &sources).unwrap(),
            "{\"code\":\"empty-file\",\"severity\":\"warning\",\"subject\":\"a.md\",\"message\":\"two\\nlines\",\
             \"witnesses\":[{\"file\":\"a.md\",\"line\":1,\"column\":1}],\"verdict\":\"left out\"}\n"
        );
    }
}
