//! Findings and problems as a compiler prints them.

use std::fmt::Write as _;

use super::Palette;
use super::snippet::{Snippet, printable, snippet};
use crate::finding::Finding;
use crate::source::{Sources, Span};
use crate::validate::Problem;

/// How many witnesses are shown.
const WITNESSES: usize = 6;

/// A finding with the lines that it speaks of.
pub fn finding(finding: &Finding, sources: &Sources, palette: &Palette) -> String {
    let style = palette.severity(finding.rule.severity);
    let strong = palette.strong;
    let gutter = palette.gutter;
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "{style}{}[{}]{style:#} {strong}{}{strong:#}: {}",
        finding.rule.severity,
        finding.rule.code,
        printable(&finding.subject),
        printable(&finding.message)
    );
    for &span in finding.witnesses.iter().take(WITNESSES) {
        witness(&mut out, sources, span, palette);
    }
    if let Some(more) = finding.witnesses.len().checked_sub(WITNESSES).filter(|&more| more > 0) {
        let _ = writeln!(out, "  {gutter}…{gutter:#} and {more} more");
    }
    if !finding.verdict.is_empty() {
        let _ = writeln!(out, "  {gutter}={gutter:#} {}", printable(&finding.verdict));
    }
    let _ = writeln!(out, "  {gutter}={gutter:#} help: {}", finding.rule.remedy);
    out
}

fn witness(out: &mut String, sources: &Sources, span: Span, palette: &Palette) {
    let gutter = palette.gutter;
    let location = sources.location(span);
    let _ = writeln!(out, "  {gutter}-->{gutter:#} {}", printable(&location.to_string()));
    let source = sources.get(span.source);
    let line = source.line(location.line);
    if line.trim().is_empty() {
        return;
    }
    let line_start = source.line_start(location.line);
    let start = (span.start as usize).saturating_sub(line_start);
    // A place that goes on in the next line is marked where it starts.
    let end = match (span.end as usize).saturating_sub(line_start) {
        end if end <= line.len() => end,
        _ => start,
    };
    let Snippet { text, column, width } = snippet(line, start, end);
    let number = location.line.to_string();
    let margin = " ".repeat(number.len());
    let _ = writeln!(out, "  {gutter}{number} |{gutter:#} {text}");
    let style = palette.strong;
    let marks = "^".repeat(width);
    let _ = writeln!(out, "  {gutter}{margin} |{gutter:#} {}{style}{marks}{style:#}", " ".repeat(column));
}

/// A problem of a document, with its place.
pub fn problem(problem: &Problem, palette: &Palette) -> String {
    let style = palette.severity(problem.severity);
    let gutter = palette.gutter;
    let pointer = if problem.pointer.is_empty() { "the whole document" } else { &problem.pointer };
    let mut out = format!(
        "{style}{}[{}]{style:#} {}\n  {gutter}-->{gutter:#} {}",
        problem.severity,
        problem.rule,
        printable(&problem.message),
        printable(pointer)
    );
    if let Some(operation) = &problem.operation {
        let _ = write!(out, "\n  {gutter}={gutter:#} in {}", printable(operation));
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fault, Rule, Severity};
    use crate::source::Source;

    static RULE: Rule = Rule {
        code: "required-differs",
        severity: Severity::Warning,
        fault: Fault::Document,
        remedy: "say the same in all pages",
    };

    fn sample() -> (Sources, Finding) {
        let text = "# 标题\n\n名称\t是\tString\n\u{1b}[2J否\n";
        let sources = Sources::new(vec![Source::new("a.md", text)]);
        let (id, _) = sources.iter().next().unwrap();
        let at = |place: &str| {
            let start = text.find(place).unwrap();
            Span::new(id, start, start + place.len())
        };
        let finding = Finding::new(&RULE, "Vault.name", "required here, optional\u{7} there", at("是"))
            .with([at("否"), Span::new(id, 0, text.len())])
            .decided("required (rule 3)");
        (sources, finding)
    }

    #[test]
    fn shows_lines_and_marks_places() {
        let (sources, sample) = sample();
        let expected = "\
warning[required-differs] Vault.name: required here, optional\\u{7} there
  --> a.md:3:4
  3 | 名称    是    String
    |         ^^
  --> a.md:4:5
  4 | \\u{1b}[2J否
    |          ^^
  --> a.md:1:1
  1 | # 标题
    | ^
  = required (rule 3)
  = help: say the same in all pages
";
        assert_eq!(finding(&sample, &sources, &Palette::plain()), expected);
        assert!(finding(&sample, &sources, &Palette::coloured()).contains("\u{1b}[1m"));
    }

    #[test]
    fn many_witnesses_are_counted() {
        let (sources, sample) = sample();
        let witness = sample.witnesses[0];
        let many = sample.with(std::iter::repeat_n(witness, 15));
        let text = finding(&many, &sources, &Palette::plain());
        assert_eq!(text.matches("-->").count(), WITNESSES);
        assert!(text.contains("  … and 12 more\n"), "{text}");
    }

    #[test]
    fn problems_name_pointer_and_operation() {
        let sample = Problem {
            severity: Severity::Error,
            pointer: "/paths/~1a/get".to_owned(),
            operation: Some("GET /a".to_owned()),
            message: "no response".to_owned(),
            rule: "responses",
        };
        assert_eq!(
            problem(&sample, &Palette::plain()),
            "error[responses] no response\n  --> /paths/~1a/get\n  = in GET /a\n"
        );
    }
}
