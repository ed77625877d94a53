//! Standard output and standard error. A closed pipe is no error.

use std::io::{self, IsTerminal as _, Write as _};

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
pub(crate) struct Progress(bool);

impl Progress {
    pub(crate) fn start(what: &str, quiet: bool) -> Self {
        let shown = !quiet && io::stderr().is_terminal();
        if shown {
            tell(&format!("{} …", printable(what)));
        }
        Self(shown)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.0 {
            let _ = io::stderr().lock().write_all(b"\r\x1b[2K");
        }
    }
}
