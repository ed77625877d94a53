//! Words from documentation, made safe to carry on: into YAML, HTML, doc comments, terminals.

/// Whether a character changes how text is read without being seen: control characters, and the marks
/// that turn the direction of writing (which compilers refuse in source code).
fn is_unseen(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    control
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A text without unseen characters and without white space at its ends.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim();
    if text.chars().any(is_unseen) {
        text.chars().filter(|c| !is_unseen(*c)).collect()
    } else {
        text.to_owned()
    }
}

/// The same; `None` where nothing is left.
pub(crate) fn some(text: &str) -> Option<String> {
    let text = clean(text);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_go() {
        assert_eq!(clean(" a\u{202e}b\u{0}c\nd\te\u{1b}[31m "), "abc\nd\te[31m");
        assert_eq!(clean("中文，é"), "中文，é");
        assert_eq!(some("\u{200f}\u{61c}"), None);
    }
}
