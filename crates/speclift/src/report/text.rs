//! Findings and problems as a compiler prints them.

use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer};

use super::Palette;
use super::snippet::{Snippet, printable, snippet};
use crate::finding::{Finding, Severity};
use crate::source::{Sources, Span};
use crate::validate::Problem;

/// A line with its mark.
type Shown<'a> = annotate_snippets::Snippet<'a, Annotation<'a>>;

/// How many witnesses are shown.
const WITNESSES: usize = 6;
/// Wider than any snippet: lines come here cut already.
const WIDTH: usize = 1000;

/// A finding with the lines that it speaks of, the verdict as a note and the remedy as help.
pub fn finding(finding: &Finding, sources: &Sources, palette: &Palette) -> String {
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = format!("{}: {}", printable(&finding.subject), printable(&finding.message));
    // A group for each place and each line: the place is that of the whole line, and the line may be cut.
    let mut groups = vec![Group::with_title(level.clone().primary_title(title).id(finding.rule.code))];
    for &span in finding.witnesses.iter().take(WITNESSES) {
        let (origin, line) = witness(sources, span);
        match groups.pop() {
            // The first place stands right under the title.
            Some(title) if groups.is_empty() => groups.push(title.element(origin)),
            before => {
                groups.extend(before);
                groups.push(Group::with_level(level.clone()).element(origin));
            }
        }
        groups.extend(line.map(|line| Group::with_level(level.clone()).element(line)));
    }
    let mut last = Group::with_level(level);
    if let Some(more) = finding.witnesses.len().checked_sub(WITNESSES).filter(|&more| more > 0) {
        last = last.element(Level::NOTE.no_name().message(format!("… and {more} more")));
    }
    if !finding.verdict.is_empty() {
        last = last.element(Level::NOTE.message(printable(&finding.verdict)));
    }
    groups.push(last.element(Level::HELP.message(finding.rule.remedy)));
    let text = palette.renderer().render(&groups);
    // The title's group ends with a line of the margin, and the next one starts with the same.
    let mut lines: Vec<&str> = text.lines().collect();
    lines.dedup();
    lines.join("\n") + "\n"
}

/// The place of a witness, and its line.
fn witness<'a>(sources: &Sources, span: Span) -> (Origin<'a>, Option<Shown<'a>>) {
    let location = sources.location(span);
    let origin = Origin::path(printable(location.file)).line(location.line).char_column(location.column);
    let source = sources.get(span.source);
    let line = source.line(location.line);
    if line.trim().is_empty() {
        return (origin, None);
    }
    let line_start = source.line_start(location.line);
    let start = (span.start as usize).saturating_sub(line_start);
    // A place that goes on in the next line is marked where it starts.
    let end = match (span.end as usize).saturating_sub(line_start) {
        end if end <= line.len() => end,
        _ => start,
    };
    let Snippet { text, place } = snippet(line, start, end);
    let shown = Shown::source(text).line_start(location.line);
    (origin, Some(shown.annotation(AnnotationKind::Primary.span(place))))
}

impl Palette {
    fn renderer(&self) -> Renderer {
        Renderer::plain()
            .term_width(WIDTH)
            .error(self.error)
            .warning(self.warning)
            .note(self.note)
            .help(self.note)
            .line_num(self.gutter)
            .emphasis(self.strong)
            .context(self.gutter)
    }
}
/// A problem of a document, with its place.
pub fn problem(problem: &Problem, palette: &Palette) -> String {
    let style = palette.severity(problem.severity);
    let gutter = palette.gutter;
    let pointer = if problem.pointer.is_empty() { "the whole document" } else { &problem.pointer };
    let mut out = format!(
        "{style}{}[{}]{style:#}: {}\n  {gutter}-->{gutter:#} {}",
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
warning[required-differs]: Vault.name: required here, optional\\u{7} there
 --> a.md:3:4
  |
3 | 名称    是    String
  |         ^^
 --> a.md:4:5
  |
4 | \\u{1b}[2J否
  |          ^^
 --> a.md:1:1
  |
1 | # 标题
  | ^
  = note: required (rule 3)
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
        assert!(text.contains("  = … and 12 more\n"), "{text}");
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
            "error[responses]: no response\n  --> /paths/~1a/get\n  = in GET /a\n"
        );
    }
}
