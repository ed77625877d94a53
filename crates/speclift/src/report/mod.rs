//! Reports: findings and figures as people and programs read them.
//!
//! Whatever comes from a page or a file name is made harmless first: no control character of it reaches a
//! terminal.

mod list;
mod records;
mod sarif;
mod snippet;
mod summary;
mod text;

use anstyle::{AnsiColor, Style};

use crate::finding::Severity;

pub use list::list;
pub use records::records;
pub use sarif::sarif;
pub use snippet::printable;
pub use summary::Summary;
pub use text::{finding, problem};

/// The styles of a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Palette {
    error: Style,
    warning: Style,
    note: Style,
    strong: Style,
    gutter: Style,
}

impl Palette {
    /// No styles, for files.
    #[must_use]
    pub fn plain() -> Self {
        Self::default()
    }

    /// Colours, for what is known to be a terminal or is stripped of them on its way.
    #[must_use]
    pub fn coloured() -> Self {
        Self {
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
            note: AnsiColor::Cyan.on_default().bold(),
            strong: Style::new().bold(),
            gutter: AnsiColor::Blue.on_default().bold(),
        }
    }

    /// The style of what is wrong.
    pub(crate) fn error(&self) -> Style {
        self.error
    }

    /// The style of what is only said.
    pub(crate) fn note(&self) -> Style {
        self.note
    }

    /// The style of headings.
    pub(crate) fn strong(&self) -> Style {
        self.strong
    }

    fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }
}

/// `1 error`, `2 errors`.
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
