//! Code blocks that open in a list item and are not indented with it.
//!
//! Generators write
//!
//! ````text
//! -   ```
//! { "code": true }
//! ```
//! ````
//!
//! where CommonMark sees an empty code block, a paragraph, and a second code block that takes in
//! whatever follows. The writer meant one.

use std::borrow::Cow;

/// The longest indentation and mark of an item that are looked at.
const MAX_MARK: usize = 64;

/// The text to parse in place of a page: of the same length, with such a fence moved to where its code
/// is indented, over the item's mark.
pub(super) fn outdent_fences(src: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(src);
    for at in memchr::memmem::find_iter(src.as_bytes(), "```") {
        // A mark is short: the start of a long line is not looked for, which would take its square.
        let near = at.saturating_sub(MAX_MARK);
        let line_start = match src.as_bytes()[near..at].iter().rposition(|&b| b == b'\n') {
            Some(n) => near + n + 1,
            None if near == 0 => 0,
            None => continue,
        };
        let before = &src[line_start..at];
        if before.is_empty() || !is_item_mark(before.trim_start_matches(' ')) {
            continue;
        }
        let line_end = src[at..].find('\n').map_or(src.len(), |n| at + n);
        let fence = src[at..line_end].trim_end();
        if fence.trim_start_matches('`').contains('`') {
            continue;
        }
        let Some(code) = src[line_end..].lines().find(|line| !line.trim().is_empty()) else {
            continue;
        };
        let indent = code.len() - code.trim_start_matches(' ').len();
        let mark = before.len() - before.trim_start_matches(' ').len();
        if indent >= before.len() || indent > mark {
            continue;
        }
        let moved = format!("{:indent$}{fence:<width$}", "", width = at + fence.len() - line_start - indent);
        if moved.len() == at + fence.len() - line_start {
            text.to_mut().replace_range(line_start..at + fence.len(), &moved);
        }
    }
    text
}

/// Whether a text is the mark of a list item and nothing else: `- `, `1. `.
fn is_item_mark(text: &str) -> bool {
    let mark = text.trim_end_matches(' ');
    let number = mark.strip_suffix(['.', ')']);
    mark.len() < text.len()
        && (matches!(mark, "-" | "*" | "+")
            || number.is_some_and(|n| !n.is_empty() && n.len() < 10 && n.bytes().all(|b| b.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_move_to_their_code() {
        assert_eq!(outdent_fences("-   ```json\n{\n```\n"), "```json    \n{\n```\n");
        assert_eq!(outdent_fences("a\n    1. ```\n\n    {\n"), "a\n    ```   \n\n    {\n");
        for good in
            ["-   ```\n    {\n    ```\n", "```\nx\n```\n", "text ```x```\n", "- ```x```\ny", "-   ```"]
        {
            assert!(matches!(outdent_fences(good), Cow::Borrowed(_)), "{good}");
        }
    }
}
