//! Descriptions as text that rustdoc shows and takes for nothing else.

/// What a documentation page says, as a doc comment: HTML and links are shown, not followed; no
/// line begins a code block, which would be a doc test; a bare URL is a link. Text in single
/// backticks stays code.
pub(crate) fn doc_text(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = escape_line(line.trim());
        // One empty line at most: two read no differently.
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

/// The same on one line, for a list item.
pub(crate) fn doc_line(text: &str) -> String {
    let lines: Vec<String> = doc_text(text).lines().map(str::to_owned).collect();
    lines.iter().filter(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// A text that stands in backticks: without what no comment can show, and the compiler refuses where it turns the
/// direction of the text.
pub(crate) fn code_text(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.replace(|c: char| c == '`' || unseen(c), " ")
}

fn escape_line(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    if let Some(fenced) = rest.strip_prefix("~~~") {
        out.push_str(r"\~\~\~");
        rest = fenced;
    }
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if let Some(code) = code_span(rest) {
            out.push_str(code);
            rest = &rest[code.len()..];
            continue;
        }
        if let Some(url) = bare_url(rest) {
            out.push_str(&format!("<{url}>"));
            rest = &rest[url.len()..];
            continue;
        }
        match c {
            // `project_id` is no emphasis.
            '_' if inside_word(before) && inside_word(rest.chars().nth(1)) => out.push('_'),
            '<' | '>' | '[' | ']' | '`' | '*' | '_' | '|' | '\\' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A span in single backticks at the beginning of `text`.
fn code_span(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('`')?;
    let length = inner.find('`')?;
    (length > 0 && !inner[length + 1..].starts_with('`')).then(|| &text[..length + 2])
}

/// A URL at the beginning of `text`, up to what cannot belong to one in running text.
fn bare_url(text: &str) -> Option<&str> {
    if !(text.starts_with("https://") || text.starts_with("http://")) {
        return None;
    }
    let in_url = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    let end = text.find(|c| !in_url(c)).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', ')', '\'', '*', '!', '?']);
    (url.len() > "https://".len()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown() {
        for (text, expected) in [
            ("取值 <script>alert(1)</script>", r"取值 \<script\>alert(1)\</script\>"),
            ("[id] and [Vault](x)", r"\[id\] and \[Vault\](x)"),
            ("*/ #![deny(x)]", r"\*/ #!\[deny(x)\]"),
            ("```rust", r"\`\`\`rust"),
            ("~~~", r"\~\~\~"),
            ("see https://example.com/a_b。", r"see <https://example.com/a_b>。"),
            ("project_id _a_", r"project_id \_a\_"),
            ("one `a<b>` and ` open", r"one `a<b>` and \` open"),
        ] {
            assert_eq!(doc_text(text), expected);
        }
    }

    #[test]
    fn indentation_and_empty_lines_go() {
        assert_eq!(doc_text("\n\n    code\n\n\n\tmore\n\n"), "code\n\nmore");
        assert_eq!(doc_line("a\n\n  b"), "a b");
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(doc_text("备份ID。取值 1-2 (单位：GB)"), "备份ID。取值 1-2 (单位：GB)");
    }
}
