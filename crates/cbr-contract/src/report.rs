//! How a run went, for people and for programs.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::ledger::{Row, Verdict};

/// What there is to report.
pub(crate) struct Report<'a> {
    /// What was run against.
    pub(crate) target: &'a str,
    pub(crate) rows: &'a [Row],
    /// What could not be deleted.
    pub(crate) left: &'a [String],
    /// Whether somebody asked the run to end.
    pub(crate) interrupted: bool,
}

impl Report<'_> {
    /// A table, what is wrong in full, and a summary; with styles for a terminal.
    pub(crate) fn text(&self) -> String {
        let cells: Vec<[String; 5]> = self.rows.iter().map(cells).collect();
        let head = ["operation", "status", "calls", "time", "violations"].map(str::to_owned);
        let width = |column: usize| {
            let cells = std::iter::once(&head).chain(&cells);
            cells.map(|cells| cells[column].chars().count()).max().unwrap_or_default()
        };
        let widths = [width(0), width(1), width(2), width(3), width(4)];
        let line = |cells: &[String; 5]| {
            let [operation, status, calls, time, violations] = cells;
            let [a, b, c, d, e] = widths;
            format!("{operation:a$}  {status:b$}  {calls:>c$}  {time:>d$}  {violations:>e$}")
        };
        let mut text = format!("{}  result\n", line(&head));
        for (row, cells) in self.rows.iter().zip(&cells) {
            let (style, result) = match &row.verdict {
                Verdict::Passed => (AnsiColor::Green.on_default(), "passed".to_owned()),
                Verdict::Failed => (AnsiColor::Red.on_default().bold(), "failed".to_owned()),
                Verdict::NotRun(why) => (Style::new().dimmed(), format!("not run: {why}")),
            };
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}  {style}{result}{style:#}", line(cells));
        }
        for row in self.rows {
            for violation in &row.violations {
                let _ = writeln!(text, "\n{}", printable(&violation.to_string()));
            }
            for error in &row.errors {
                // The client's errors say of themselves what was called.
                let named = error.starts_with(&row.operation);
                let operation = if named { String::new() } else { format!("{}: ", row.operation) };
                let _ = writeln!(text, "\n{operation}{}", printable(error));
            }
        }
        let Counts { passed, failed, not_run } = self.counts();
        let all = self.rows.len();
        let ending = if self.interrupted { ", interrupted" } else { "" };
        let _ = writeln!(
            text,
            "\n{all} operations of {}: {passed} passed, {failed} failed, {not_run} not run{ending}",
            self.target
        );
        text
    }

    /// The same as JSON.
    pub(crate) fn json(&self) -> Value {
        let Counts { passed, failed, not_run } = self.counts();
        json!({
            "target": self.target,
            "interrupted": self.interrupted,
            "summary": {"operations": self.rows.len(), "passed": passed, "failed": failed, "not_run": not_run},
            "left_behind": self.left,
            "operations": self.rows.iter().map(operation).collect::<Vec<_>>(),
        })
    }

    fn counts(&self) -> Counts {
        let count = |is: fn(&Verdict) -> bool| self.rows.iter().filter(|row| is(&row.verdict)).count();
        Counts {
            passed: count(|verdict| *verdict == Verdict::Passed),
            failed: count(|verdict| *verdict == Verdict::Failed),
            not_run: count(|verdict| matches!(verdict, Verdict::NotRun(_))),
        }
    }
}

struct Counts {
    passed: usize,
    failed: usize,
    not_run: usize,
}

fn cells(row: &Row) -> [String; 5] {
    let or_none = |text: String| if row.calls == 0 { "-".to_owned() } else { text };
    let statuses: Vec<String> = row.statuses.iter().map(ToString::to_string).collect();
    let time = row.times.map_or_else(String::new, |(median, _)| format!("{:.1} ms", milliseconds(median)));
    [
        row.operation.clone(),
        or_none(statuses.join(" ")),
        or_none(row.calls.to_string()),
        or_none(time),
        or_none(row.violations.len().to_string()),
    ]
}

fn operation(row: &Row) -> Value {
    let (result, why) = match &row.verdict {
        Verdict::Passed => ("passed", None),
        Verdict::Failed => ("failed", None),
        Verdict::NotRun(why) => ("not_run", Some(why)),
    };
    let violations = row.violations.iter().map(|violation| {
        json!({
            "rule": violation.rule,
            "pointer": violation.pointer,
            "schema": violation.schema,
            "message": violation.message,
        })
    });
    json!({
        "operation": row.operation,
        "method": row.method,
        "path": row.path,
        "result": result,
        "why": why,
        "calls": row.calls,
        "statuses": row.statuses,
        "milliseconds": row.times.map(|(median, longest)| json!({
            "median": milliseconds(median), "longest": milliseconds(longest),
        })),
        "violations": violations.collect::<Vec<_>>(),
        "errors": row.errors,
    })
}

fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e4).round() / 10.0
}

/// Text from elsewhere, without what a terminal would act on.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
