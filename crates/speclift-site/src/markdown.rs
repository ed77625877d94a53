//! Markdown of texts that anybody may have written, as HTML that does nothing but show it: HTML in it is shown as
//! text, pictures as what they are called, and links lead to http, https or beside the page.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Where headings of a text start in the page: below that, so that the outline of the page stays its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headings {
    /// Below the page's title.
    Page,
    /// Below a section of a section.
    Inner,
}

/// The text as HTML.
pub(crate) fn to_html(text: &str, headings: Headings) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    // Of links that are not followed, the words stay; a stack, for pictures stand in links.
    let mut kept = Vec::new();
    let events = Parser::new_ext(text, options).filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let follow = is_harmless(dest_url);
            kept.push(follow);
            follow.then_some(event)
        }
        Event::End(TagEnd::Link) => kept.pop().unwrap_or_default().then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => {
            let (id, classes, attrs) = (None, Vec::new(), Vec::new());
            Some(Event::Start(Tag::Heading { level: lower(level, headings), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level, headings)))),
        // A class that a text chooses is nothing that a style should see.
        Event::Start(Tag::CodeBlock(_)) => {
            Some(Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(CowStr::Borrowed("")))))
        }
        event => Some(event),
    });
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut out, events);
    out
}

fn lower(level: HeadingLevel, headings: Headings) -> HeadingLevel {
    let by = match headings {
        Headings::Page => 1,
        Headings::Inner => 3,
    };
    HeadingLevel::try_from((level as usize + by).min(6)).unwrap_or(HeadingLevel::H6)
}

/// Whether a link may be followed: it has no scheme, or one of the web.
fn is_harmless(target: &str) -> bool {
    // Browsers drop white space and controls before they look for a scheme.
    let target: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let lower = target.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return true;
    }
    let before = lower.find(['/', '?', '#']).unwrap_or(lower.len());
    !lower[..before].contains(':')
        && !lower.starts_with("//")
        && !lower.starts_with("/\\")
        && !lower.starts_with('\\')
}

/// Markdown in which no HTML and no picture is left, for a renderer that would show them: a picture becomes a link.
pub(crate) fn quiet(text: &str) -> String {
    if !text.contains('<') && !text.contains("![") {
        return text.to_owned();
    }
    let mut code = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        if let Event::Code(_) | Event::Start(Tag::CodeBlock(_)) = event {
            code.push(range);
        }
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        let markup = !code.iter().any(|range| range.contains(&at));
        match c {
            '<' if markup => out.push_str("&lt;"),
            '!' if markup && text[at..].starts_with("![") => {}
            c => out.push(c),
        }
    }
    out
}

/// Text as a cell of a Markdown table, or a line: nothing in it is markup.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '<' | '`' | '[' | ']' | '*' | '#' | '~' | '!' => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// Text as Markdown code in a line or a cell.
pub(crate) fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.replace('|', "\\|");
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Text as a block of Markdown code.
pub(crate) fn block(text: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(to_html(markdown, Headings::Inner), expected);
    }

    #[test]
    fn html_is_shown() {
        check("a <b>x</b>", "<p>a &lt;b&gt;x&lt;/b&gt;</p>\n");
        check("<script>x</script>\n", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>\n");
        check("sort by <key1>[:<direction>]", "<p>sort by &lt;key1&gt;[:&lt;direction&gt;]</p>\n");
        check("![x\" onerror=\"y](z)", "<p>x\" onerror=\"y</p>\n");
        check("```\"><script>\n<\n```", "<pre><code>&lt;\n</code></pre>\n");
        check("# a", "<h4>a</h4>\n");
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        check("[a](https://x.y/)", "<p><a href=\"https://x.y/\">a</a></p>\n");
        check("[a](b.html#c)", "<p><a href=\"b.html#c\">a</a></p>\n");
        for target in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "&#106;avascript:alert(1)",
            "<java\tscript:alert(1)>",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "file:///etc/passwd",
        ] {
            let html = to_html(&format!("[a]({target})"), Headings::Inner);
            assert!(!html.contains("href"), "{html}");
        }
        check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n");
        check("[![p](javascript:a)](javascript:b)", "<p>p</p>\n");
    }

    #[test]
    fn what_another_renderer_gets_is_quiet() {
        assert_eq!(quiet("a <b> `<c>`\n\n    <d>\n"), "a &lt;b> `<c>`\n\n    <d>\n");
        assert_eq!(quiet("a! ![b](c) `![d](e)`"), "a! [b](c) `![d](e)`");
    }

    #[test]
    fn cells_and_code() {
        assert_eq!(line("a|b\n<i>`c`"), r"a\|b \<i>\`c\`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(block("```", ""), "````\n```\n````\n");
    }
}
