//! A line that says what is being done, for as long as it is; on a terminal only.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

/// How much of a line is used.
const WIDTH: usize = 78;

#[derive(Debug, Default)]
pub(crate) struct Progress {
    drawn: AtomicBool,
}

impl Progress {
    /// Says what is being done now.
    pub(crate) fn say(&self, text: &str) {
        let mut err = io::stderr().lock();
        if !err.is_terminal() {
            return;
        }
        let line: String = text.chars().filter(|c| !c.is_control()).take(WIDTH).collect();
        // Where that fails there is nobody left to tell.
        let _ = write!(err, "\r\x1b[2K{line}").and_then(|()| err.flush());
        self.drawn.store(true, Ordering::Relaxed);
    }

    /// Leaves the terminal as it was.
    pub(crate) fn clear(&self) {
        if self.drawn.swap(false, Ordering::Relaxed) {
            let mut err = io::stderr().lock();
            let _ = write!(err, "\r\x1b[2K").and_then(|()| err.flush());
        }
    }
}
