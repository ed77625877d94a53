//! An explanation as a compiler prints a note.

use std::fmt::Write;

use crate::report::{self, Palette, printable};
use crate::source::{Sources, Span};

use super::Explanation;

/// How much of a source line is shown.
const WIDTH: usize = 100;

/// How much of an example's value is shown.
const SHOWN: usize = 60;

/// Renders an explanation for a terminal or a file.
pub fn render(explanation: &Explanation<'_>, sources: &Sources, palette: &Palette) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", printable(&explanation.subject));
    for line in &explanation.decided {
        let _ = writeln!(out, "  = {}", printable(line));
    }
    if explanation.witnesses.is_empty() {
        let _ = writeln!(out, "\nno page bears witness to it");
    }
    for witness in &explanation.witnesses {
        let location = sources.location(witness.span);
        let _ = writeln!(out, "\n  --> {location} {}", witness.kind);
        let _ = writeln!(out, "   | {}", line(sources, witness.span));
        if witness.kind == "example" {
            let shown: String = sources.text(witness.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = shown.chars().take(SHOWN).collect();
            let more = if short.len() < shown.len() { "…" } else { "" };
            let _ = writeln!(out, "   = shows {}{more}", printable(&short));
        }
        for claim in &witness.claims {
            let _ = writeln!(out, "   = {}", printable(claim));
        }
    }
    for action in &explanation.overlay {
        let _ = writeln!(
            out,
            "\n  --> {}:{} overlay action {}",
            printable(&action.overlay),
            action.place,
            action.number
        );
        let _ = writeln!(out, "   | {}", printable(&action.target));
        let _ = writeln!(out, "   = {}", printable(&action.description));
    }
    for finding in &explanation.findings {
        let _ = write!(out, "\n{}", report::finding(finding, sources, palette));
    }
    out
}

/// The line of a span; where it is long, the part around the span.
fn line(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    let (number, column) = source.line_column(span.start as usize);
    let text = source.line(number);
    let count = text.chars().count();
    let start = if count <= WIDTH { 0 } else { (column - 1).saturating_sub(WIDTH / 4).min(count - WIDTH) };
    let shown: String = text.chars().skip(start).take(WIDTH).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + WIDTH < count { "…" } else { "" };
    format!("{before}{}{after}", printable(shown.trim()))
}
