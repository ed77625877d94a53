//! The figures of a build, for a person to check.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::snippet::printable;
use super::{Palette, counted};
use crate::build::Build;
use crate::claim::Counts;
use crate::finding::Severity;
use crate::output::Outcome;

/// The figures of a build; its `Display` is an aligned table.
#[derive(Debug)]
pub struct Summary<'a> {
    /// The build.
    pub build: &'a Build,
    /// The files that were written, and how each fared.
    pub files: Vec<(&'a Path, Outcome)>,
    /// How long everything took.
    pub time: Duration,
    /// Whether to show how long each stage took.
    pub timings: bool,
    /// The styles.
    pub palette: Palette,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let compiled = &self.build.compiled;
        let strong = self.palette.strong;
        let mut line = |name: &str, text: &str| writeln!(f, "{strong}{name:<12}{strong:#}  {text}");
        let idle = match compiled.idle.len() {
            0 => String::new(),
            1 => ", 1 of them describes nothing".to_owned(),
            n => format!(", {n} of them describe nothing"),
        };
        line("sources", &format!("{}{idle}", self.build.sources.len()))?;
        line("operations", &compiled.operations.to_string())?;
        line("schemas", &compiled.schemas.to_string())?;
        line("error codes", &compiled.error_codes.to_string())?;
        let width = compiled.rows.total.max(compiled.examples.total).to_string().len();
        line("table rows", &counts(compiled.rows, width))?;
        line("examples", &counts(compiled.examples, width))?;
        let severities = compiled.severities();
        let count = |severity| severities.get(&severity).copied().unwrap_or_default();
        let findings = format!(
            "{}, {}, {}",
            counted(count(Severity::Error), "error"),
            counted(count(Severity::Warning), "warning"),
            counted(count(Severity::Note), "note")
        );
        line("findings", &findings)?;
        if !self.build.overlay.is_empty() {
            line("overlay", &counted(self.build.overlay.len(), "action"))?;
        }
        line("document", &self.document())?;
        for (i, (path, outcome)) in self.files.iter().enumerate() {
            let outcome = match outcome {
                Outcome::Written => "",
                Outcome::Unchanged => " (unchanged)",
            };
            let name = if i == 0 { "files" } else { "" };
            line(name, &format!("{}{outcome}", printable(&path.display().to_string())))?;
        }
        line("time", &seconds(self.time))?;
        if self.timings {
            let width = self.build.timings.iter().map(|(stage, _)| stage.len()).max().unwrap_or_default();
            for (stage, time) in &self.build.timings {
                line("", &format!("{stage:<width$}  {}", seconds(*time)))?;
            }
        }
        Ok(())
    }
}

impl Summary<'_> {
    fn document(&self) -> String {
        if self.build.is_empty() {
            return "none, for want of operations".to_owned();
        }
        let count = |severity| self.build.problems.iter().filter(|p| p.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let verdict = if errors == 0 { "valid OpenAPI 3.0" } else { "invalid" };
        match (errors, warnings) {
            (0, 0) => verdict.to_owned(),
            (0, _) => format!("{verdict}, {}", counted(warnings, "warning")),
            _ => format!("{verdict}: {}, {}", counted(errors, "error"), counted(warnings, "warning")),
        }
    }
}

/// The parts and their sum, which is the total or shows what is lost.
fn counts(counts: Counts, width: usize) -> String {
    let Counts { used, reported, total } = counts;
    let mut text = format!("{used:>width$} used + {reported:>width$} reported of {total:>width$}");
    if counts.lost() > 0 {
        text += &format!(": {} lost", counts.lost());
    }
    text
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_or_say_so() {
        assert_eq!(counts(Counts { used: 9, reported: 1, total: 10 }, 3), "  9 used +   1 reported of  10");
        assert_eq!(counts(Counts { used: 1, reported: 1, total: 3 }, 1), "1 used + 1 reported of 3: 1 lost");
    }
}
