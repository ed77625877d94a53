//! Inline Markdown: bold, code, links, escapes, entities, line breaks and inline HTML tags.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as HtmlTag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::ink::Ink;
use crate::page::{Line, MarkKind, Text};
use crate::source::SourceId;

/// Gathers inline events into text or, in a table cell, lines.
pub(super) struct Inline<'a> {
    /// The text so far.
    pub(super) ink: Ink<'a>,
    /// Anchors seen so far, with their places.
    pub(super) anchors: Vec<(String, Range<usize>)>,
    src: &'a str,
    /// Whether a line break ends a line, as in a table cell, or is part of the text.
    by_line: bool,
    lines: Vec<Line>,
    item: bool,
    images: usize,
}

impl<'a> Inline<'a> {
    /// Text whose line breaks stay in it.
    pub(super) fn text(source: SourceId, src: &'a str) -> Self {
        Self {
            ink: Ink::new(source, src),
            anchors: Vec::new(),
            src,
            by_line: false,
            lines: Vec::new(),
            item: false,
            images: 0,
        }
    }

    /// The lines of a table cell.
    pub(super) fn cell(source: SourceId, src: &'a str) -> Self {
        Self { by_line: true, ..Self::text(source, src) }
    }

    /// The lines gathered since the last call.
    pub(super) fn take_lines(&mut self) -> Vec<Line> {
        self.end_line();
        self.item = false;
        std::mem::take(&mut self.lines)
    }

    /// Takes one inline event. Other events are none of its business.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            _ if self.images > 0 => {}
            Event::Text(text) => self.ink.taken_from(&text, range),
            Event::Code(code) => {
                let raw = self.src.get(range.clone()).unwrap_or_default();
                self.ink.open(MarkKind::Code);
                match raw.find(&*code) {
                    Some(at) => self.ink.verbatim(&code, range.start + at),
                    None => self.ink.decoded(&code, range),
                }
                self.ink.close(|kind| *kind == MarkKind::Code);
            }
            Event::Start(Tag::Strong) => self.ink.open(MarkKind::Strong),
            Event::End(TagEnd::Strong) => self.ink.close(|kind| *kind == MarkKind::Strong),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let to = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                self.ink.open(MarkKind::Link(to));
            }
            Event::End(TagEnd::Link) => self.ink.close(|kind| matches!(kind, MarkKind::Link(_))),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::InlineHtml(_) => self.tag(range),
            _ => {}
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        if self.by_line {
            self.end_line();
        } else {
            self.ink.line_break(range);
        }
    }

    fn end_line(&mut self) {
        let text = self.ink.take();
        if !text.is_empty() {
            self.lines.push(Line { item: self.item, text });
            self.item = false;
        }
    }

    /// Takes an HTML tag that stands in a paragraph.
    fn tag(&mut self, range: Range<usize>) {
        let raw = self.src.get(range.clone()).unwrap_or_default();
        let Some(tag) = parse_tag(raw) else { return };
        let start = tag.kind == TagKind::StartTag;
        let attribute = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value);
        match &*tag.name {
            "a" if start => {
                if let Some(name) =
                    attribute("name").or_else(|| attribute("id")).filter(|name| !name.is_empty())
                    && self.anchors.last().is_none_or(|(last, _)| last != name)
                {
                    self.anchors.push((name.to_owned(), range));
                }
                if let Some(to) = attribute("href") {
                    self.ink.open(MarkKind::Link(to.to_owned()));
                }
            }
            "a" => self.ink.close(|kind| matches!(kind, MarkKind::Link(_))),
            "b" | "strong" if start => self.ink.open(MarkKind::Strong),
            "b" | "strong" => self.ink.close(|kind| *kind == MarkKind::Strong),
            "code" | "kbd" | "samp" if start => self.ink.open(MarkKind::Code),
            "code" | "kbd" | "samp" => self.ink.close(|kind| *kind == MarkKind::Code),
            "br" => self.line_break(range),
            "li" => {
                self.line_break(range);
                self.item = start;
            }
            "p" | "div" | "ul" | "ol" | "pre" => self.line_break(range),
            _ if super::tokens::is_words(&tag) => self.ink.verbatim(raw, range.start),
            _ => {}
        }
    }
}

/// Reads a stretch of one line as inline Markdown into lines: more than one where it has `<br>`.
///
/// Used for forms that are converted from something else, where `_` is part of a name and a single
/// `*` is a star.
pub(super) fn read_lines(source: SourceId, src: &str, range: Range<usize>) -> Vec<Line> {
    let raw = src.get(range.clone()).unwrap_or_default();
    let trimmed = raw.trim();
    let start = range.start + (raw.len() - raw.trim_start().len());
    if trimmed.is_empty() {
        return Vec::new();
    }
    if !has_markup(trimmed) {
        return vec![Line { item: false, text: Text::verbatim(source, trimmed, start) }];
    }
    // A comma keeps the start of the text from being taken for a list, a heading or a definition, and
    // changes nothing about what may be emphasised.
    let text = format!(",{trimmed}");
    let back = |at: usize| start + at.saturating_sub(1);
    let mut inline = Inline::cell(source, src);
    for (event, range) in Parser::new(&text).into_offset_iter() {
        let (from, to) = (back(range.start), back(range.end));
        let raw = &text[range.clone()];
        match event {
            // Not emphasis here: the marks are letters of the text.
            Event::Start(Tag::Emphasis) => inline.ink.verbatim(&raw[..1], from),
            Event::End(TagEnd::Emphasis) => inline.ink.verbatim(&raw[raw.len() - 1..], to - 1),
            Event::Start(Tag::Strong) if raw.starts_with('_') => inline.ink.verbatim("__", from),
            Event::End(TagEnd::Strong) if raw.starts_with('_') => inline.ink.verbatim("__", to - 2),
            Event::Text(words) if range.start == 0 => {
                inline.ink.taken_from(words.strip_prefix(',').unwrap_or(&words), from..to);
            }
            event => inline.event(event, from..to),
        }
    }
    inline.take_lines()
}

/// The same as one text.
pub(super) fn read_text(source: SourceId, src: &str, range: Range<usize>) -> Text {
    let mut lines = read_lines(source, src, range).into_iter();
    let mut text = lines.next().map_or_else(|| Text::new(source), |line| line.text);
    for line in lines {
        let gap = text.whole().end as usize..line.text.whole().start as usize;
        text.push_decoded("\n", gap);
        text.append(&line.text);
    }
    text
}

fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(i, b)| match b {
        b'[' | b'`' | b'\\' | b'&' | b'<' => true,
        b'*' => bytes.get(i + 1) == Some(&b'*'),
        _ => false,
    })
}

/// The tag that a piece of HTML holds.
fn parse_tag(raw: &str) -> Option<HtmlTag> {
    struct OneTag(RefCell<Option<HtmlTag>>);
    impl TokenSink for OneTag {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().get_or_insert(tag);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(OneTag(RefCell::new(None)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(raw));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.sink.0.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    fn lines(raw: &str) -> Vec<String> {
        let sources = Sources::new(vec![Source::new("x", format!("前|{raw}"))]);
        let (id, source) = sources.iter().next().unwrap();
        let start = source.text.find('|').unwrap() + 1;
        read_lines(id, &source.text, start..source.text.len())
            .into_iter()
            .map(|line| {
                let all = sources.text(line.text.whole()).to_owned();
                assert!(raw.contains(&all), "{all}");
                let marks: Vec<_> = line
                    .text
                    .marks()
                    .iter()
                    .map(|m| format!("{:?}={}", m.kind, sources.text(line.text.span(m.range.clone()))))
                    .collect();
                format!("{}{}{}", if line.item { "- " } else { "" }, line.text.as_str(), marks.concat())
            })
            .collect()
    }

    #[test]
    fn marks_and_escapes() {
        assert_eq!(lines("the **big** one"), ["the big oneStrong=big"]);
        assert_eq!(lines("**（大）** x"), ["（大） xStrong=（大）"]);
        assert_eq!(lines("[Foo](#foo) object"), ["Foo objectLink(\"#foo\")=Foo"]);
        assert_eq!(lines("/v1/\\{id\\}/`x`"), ["/v1/{id}/xCode=x"]);
        assert_eq!(lines("a &lt; b"), ["a < b"]);
    }

    #[test]
    fn names_keep_their_letters() {
        assert_eq!(lines("_id_ and [x] __type__ *.* `"), ["_id_ and [x] __type__ *.* `"]);
        assert_eq!(lines("- [x]"), ["- [x]"]);
        assert_eq!(lines("# & 1. <key1>[:<dir>]"), ["# & 1. <key1>[:<dir>]"]);
        assert_eq!(lines("[x]: y"), ["[x]: y"]);
    }

    #[test]
    fn breaks_and_items() {
        assert_eq!(lines("one<br>two<ul><li>a</li><li>b</li></ul>end"), ["one", "two", "- a", "- b", "end"]);
        assert_eq!(lines("&nbsp;"), Vec::<String>::new());
    }
}
