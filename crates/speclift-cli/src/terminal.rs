//! Standard output and standard error. A closed pipe is no error.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use speclift::report::{Palette, printable};

/// The styles of standard error; [`tell`] strips them where it is no terminal.
pub(crate) fn palette() -> Palette {
    Palette::coloured()
}

/// Writes a result to standard output.
pub(crate) fn result(text: &str) -> io::Result<()> {
    quiet_pipe(write(anstream::stdout().lock(), text))
}

/// Writes the result of a command, a document, as it is.
pub(crate) fn document(text: &str) -> io::Result<()> {
    quiet_pipe(write(io::stdout().lock(), text))
}

/// Writes to standard error. Where that fails there is nobody left to tell.
pub(crate) fn tell(text: &str) {
    let _ = write(anstream::stderr().lock(), text);
}

/// Says what went wrong.
pub(crate) fn error(message: &str) {
    let style: Style = AnsiColor::Red.on_default().bold();
    let lines: Vec<String> = message.lines().map(printable).collect();
    tell(&format!("{style}error{style:#}: {}\n", lines.join("\n")));
}

fn write(mut to: impl io::Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn quiet_pipe(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(reason) if reason.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// A line that says what is being done, for as long as it is; on a terminal only.
pub(crate) struct Progress {
    what: &'static str,
    shown: bool,
    /// When the bar was last drawn; nobody needs one before the first pause.
    drawn: Mutex<Instant>,
}

/// How long a bar stays as it is.
const PAUSE: Duration = Duration::from_millis(100);
/// How many characters a full bar has.
const WIDTH: usize = 30;

impl Progress {
    pub(crate) fn start(what: &'static str, quiet: bool) -> Self {
        let shown = !quiet && io::stderr().is_terminal();
        if shown {
            tell(&format!("{what} …"));
        }
        Self { what, shown, drawn: Mutex::new(Instant::now()) }
    }

    /// Draws how many pages were done, from whichever thread has not to wait for it.
    pub(crate) fn pages(&self, done: usize, of: usize) {
        if !self.shown {
            return;
        }
        let Ok(mut drawn) = self.drawn.try_lock() else { return };
        if done == of || drawn.elapsed() >= PAUSE {
            *drawn = Instant::now();
            tell(&format!("\r\x1b[2K{} {}", self.what, bar(done, of)));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = io::stderr().lock().write_all(b"\r\x1b[2K");
        }
    }
}

/// `[######    ] 3 of 5 pages`
fn bar(done: usize, of: usize) -> String {
    let full = WIDTH * done.min(of) / of.max(1);
    format!("[{:<WIDTH$}] {done} of {of} pages", "#".repeat(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill() {
        assert_eq!(bar(0, 0), format!("[{}] 0 of 0 pages", " ".repeat(WIDTH)));
        assert_eq!(bar(1, 2), format!("[{}{}] 1 of 2 pages", "#".repeat(15), " ".repeat(15)));
        assert_eq!(bar(7, 7), format!("[{}] 7 of 7 pages", "#".repeat(WIDTH)));
    }
}
