//! What `--check` shows: how a file differs from what would be generated.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

/// How many lines of a difference are shown.
const LINES: usize = 200;
/// How long to look for the smallest difference.
const PATIENCE: Duration = Duration::from_secs(2);

/// A unified difference between a file and its new text; `None` where they are equal. `name` is what it is called.
pub(crate) fn diff(path: &Path, name: &str, new: &str) -> io::Result<Option<String>> {
    let (old, old_name) = match fs::read(path) {
        // A file that is no text differs in any case; what it says is shown as far as it can be.
        Ok(old) => (String::from_utf8_lossy(&old).into_owned(), format!("a/{name}")),
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => (String::new(), "/dev/null".to_owned()),
        Err(reason) => return Err(reason),
    };
    if old == new {
        return Ok(None);
    }
    let text = unified(&old, new, &old_name, &format!("b/{name}"));
    Ok(Some(text))
}

fn unified(old: &str, new: &str, old_name: &str, new_name: &str) -> String {
    let mut config = TextDiff::configure();
    config.timeout(PATIENCE);
    let text = config.diff_lines(old, new).unified_diff().header(old_name, new_name).to_string();
    let total = text.lines().count();
    if total <= LINES {
        return text;
    }
    let mut cut: String = text.split_inclusive('\n').take(LINES).collect();
    cut += &format!("… and {} more lines of this difference\n", total - LINES);
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_both_sides() {
        let text = unified("a\nb\n", "a\nc\n", "a/x", "b/x");
        assert_eq!(text, "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    }

    #[test]
    fn long_differences_are_cut() {
        let new: String = (0..1000).map(|i| format!("{i}\n")).collect();
        let text = unified("", &new, "/dev/null", "b/x");
        assert_eq!(text.lines().count(), LINES + 1);
        assert!(text.ends_with("… and 803 more lines of this difference\n"), "{text}");
    }

    #[test]
    fn missing_files_differ_and_equal_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        assert!(diff(&path, "x", "a\n").unwrap().unwrap().starts_with("--- /dev/null\n+++ b/x\n"));
        fs::write(&path, "a\n").unwrap();
        assert_eq!(diff(&path, "x", "a\n").unwrap(), None);
    }
}
