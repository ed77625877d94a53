//! Writing PO files: one form for everything, so that the same entries give the same bytes.

use std::fmt;

use super::{Entry, Po};

/// How wide a line of references may be.
const WIDTH: usize = 100;

impl fmt::Display for Po {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        entry(f, &self.header)?;
        for one in &self.entries {
            f.write_str("\n")?;
            entry(f, one)?;
        }
        Ok(())
    }
}

fn entry(f: &mut fmt::Formatter<'_>, entry: &Entry) -> fmt::Result {
    for line in &entry.comments {
        comment(f, "#", line)?;
    }
    for line in &entry.notes {
        comment(f, "#.", line)?;
    }
    references(f, &entry.references)?;
    if !entry.flags.is_empty() {
        writeln!(f, "#, {}", entry.flags.join(", "))?;
    }
    let mark = if entry.obsolete { "#~ " } else { "" };
    if let Some((context, text)) = &entry.previous {
        let mark = if entry.obsolete { "#~| " } else { "#| " };
        if let Some(context) = context {
            string(f, mark, "msgctxt", context)?;
        }
        string(f, mark, "msgid", text)?;
    }
    if let Some(context) = &entry.context {
        string(f, mark, "msgctxt", context)?;
    }
    string(f, mark, "msgid", &entry.text)?;
    string(f, mark, "msgstr", &entry.translation)
}

fn comment(f: &mut fmt::Formatter<'_>, mark: &str, line: &str) -> fmt::Result {
    let line = line.replace(['\n', '\r'], " ");
    if line.is_empty() { writeln!(f, "{mark}") } else { writeln!(f, "{mark} {line}") }
}

fn references(f: &mut fmt::Formatter<'_>, references: &[String]) -> fmt::Result {
    let mut line = String::new();
    for reference in references {
        // Names with blanks are set in the marks that gettext has for them.
        let reference = reference.replace(['\u{2068}', '\u{2069}', '\n', '\r'], "");
        if reference.is_empty() {
            continue;
        }
        let reference = match reference.contains(char::is_whitespace) {
            true => format!("\u{2068}{reference}\u{2069}"),
            false => reference,
        };
        if !line.is_empty() && line.len() + reference.len() > WIDTH {
            writeln!(f, "#:{line}")?;
            line.clear();
        }
        line = format!("{line} {reference}");
    }
    if line.is_empty() { Ok(()) } else { writeln!(f, "#:{line}") }
}

/// A keyword and a string; a text of several lines is one string a line.
fn string(f: &mut fmt::Formatter<'_>, mark: &str, keyword: &str, text: &str) -> fmt::Result {
    let inner = text.strip_suffix('\n').unwrap_or(text);
    if !inner.contains('\n') {
        return writeln!(f, "{mark}{keyword} \"{}\"", escaped(text));
    }
    writeln!(f, "{mark}{keyword} \"\"")?;
    for line in text.split_inclusive('\n') {
        writeln!(f, "{mark}\"{}\"", escaped(line))?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
