//! The flow of an HTML body: headings, paragraphs, lists, tables and code become blocks.

use std::ops::Range;

use super::dom::{Dom, Element, Node, Visitor};
use super::ink::Ink;
use super::numbering::marked_heading_number;
use super::permalink::is_permalink;
use super::{Out, table};
use crate::page::{BlockKind, Code, Heading, Item, MarkKind, Text};
use crate::rules;

/// Appends the blocks of a DOM.
pub(super) fn flow(dom: &Dom<'_>, out: &mut Out<'_>) {
    for range in &dom.unclosed_tables {
        out.finding(&rules::HTML_TABLE_UNCLOSED, "table is never closed", range.clone());
    }
    if let Some(range) = dom.too_deep.clone() {
        out.finding(
            &rules::HTML_TOO_DEEP,
            "tags are nested too deep: those inside are left out, their text is kept",
            range,
        );
    }
    let ink = Ink::new(out.id, out.src());
    let mut flow = Flow { dom, ink, out, anchors: Vec::new(), heading: None, lists: 0, items: Vec::new() };
    dom.walk(dom.root(), &mut flow);
    flow.flush();
    flow.put_anchors();
}

struct Flow<'d, 'o, 'a> {
    dom: &'d Dom<'d>,
    ink: Ink<'a>,
    out: &'o mut Out<'a>,
    /// Anchors seen before the next block.
    anchors: Vec<(String, Range<usize>)>,
    /// Level of the heading that is open.
    heading: Option<u8>,
    /// Lists that are open.
    lists: u8,
    /// For each item that is open, whether its first paragraph was put.
    items: Vec<bool>,
}

impl<'d> Flow<'d, '_, '_> {
    /// Ends a paragraph.
    fn flush(&mut self) {
        if self.ink.is_empty() {
            return;
        }
        let text = self.ink.take();
        if text.is_empty() {
            return;
        }
        let range = text.whole().range();
        let kind = if let Some(level) = self.heading {
            let anchors = std::mem::take(&mut self.anchors).into_iter().map(|(name, _)| name).collect();
            heading(level, text, anchors)
        } else if let Some(put @ false) = self.items.last_mut() {
            *put = true;
            BlockKind::Item(Item { level: self.lists.max(1), text })
        } else {
            BlockKind::Paragraph(text)
        };
        self.put_anchors();
        self.out.block(range, kind);
    }

    fn put_anchors(&mut self) {
        for (name, range) in std::mem::take(&mut self.anchors) {
            self.out.block(range, BlockKind::Anchor(name));
        }
    }

    fn anchor(&mut self, node: Node<'d>, element: Element<'_>) {
        let name = match element.name() {
            "a" => element.attribute("name").or_else(|| element.attribute("id")),
            _ => element.attribute("id"),
        };
        if let Some(name) = name.filter(|name| !name.is_empty())
            && !self.anchors.iter().rev().take(4).any(|(known, _)| known == name)
        {
            self.anchors.push((name.to_owned(), node.place()));
        }
    }

    /// Puts the item that is open before a block inside it, where it has no text.
    fn before_block(&mut self, at: usize) {
        self.flush();
        self.put_anchors();
        if let Some(put @ false) = self.items.last_mut() {
            *put = true;
            let text = Text::new(self.out.id);
            self.out.block(at..at, BlockKind::Item(Item { level: self.lists.max(1), text }));
        }
    }
}

impl<'d> Visitor<'d> for Flow<'d, '_, '_> {
    fn enter(&mut self, node: Node<'d>) -> bool {
        if let Some(parts) = node.text() {
            ink_text(&mut self.ink, parts);
            return false;
        }
        let Some(element) = node.element() else {
            return true;
        };
        match element.name() {
            "script" | "style" | "nav" | "noscript" | "head" | "title" | "select" | "iframe" | "img" => {
                return false;
            }
            "table" => {
                self.flush();
                self.anchor(node, element);
                let range = node.place();
                self.before_block(range.start);
                table::read(self.dom, node, self.out);
                return false;
            }
            "pre" | "listing" | "xmp" => {
                self.flush();
                self.anchor(node, element);
                let range = node.place();
                self.before_block(range.start);
                let code = code(self.dom, node, self.out);
                self.out.block(range, BlockKind::Code(code));
                return false;
            }
            "br" => self.ink.line_break(node.place()),
            "ul" | "ol" | "dir" | "menu" => {
                self.flush();
                let start = node.place().start;
                if self.items.last() == Some(&false) {
                    self.before_block(start);
                }
                self.lists = self.lists.saturating_add(1);
            }
            "li" => {
                self.flush();
                self.items.push(false);
                self.anchor(node, element);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.put_anchors();
                self.heading = Some(element.name().as_bytes()[1] - b'0');
                self.anchor(node, element);
            }
            "a" if is_permalink(node) => return false,
            "a" => {
                self.anchor(node, element);
                open_mark(&mut self.ink, element);
            }
            name if is_block(name) => {
                self.flush();
                self.anchor(node, element);
            }
            _ => open_mark(&mut self.ink, element),
        }
        true
    }

    fn leave(&mut self, node: Node<'d>) {
        let Some(element) = node.element() else {
            return;
        };
        match element.name() {
            "ul" | "ol" | "dir" | "menu" => {
                self.flush();
                self.lists = self.lists.saturating_sub(1);
            }
            "li" => {
                self.flush();
                if self.items.last() == Some(&false) {
                    self.before_block(node.place().start);
                }
                self.items.pop();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = None;
            }
            name if is_block(name) => self.flush(),
            _ => close_mark(&mut self.ink, element),
        }
    }
}

/// A heading, its number split from its text.
pub(super) fn heading(level: u8, text: Text, anchors: Vec<String>) -> BlockKind {
    let numbered = marked_heading_number(text.as_str())
        .map(|numbered| (numbered.number.to_owned(), text.len() - numbered.title.len()));
    let (number, text) = match numbered {
        Some((number, start)) => (Some(number), text.slice(start..text.len())),
        None => (None, text),
    };
    BlockKind::Heading(Heading { level, number, text, anchors })
}

/// Adds the parts of the text of a node.
pub(super) fn ink_text<'d>(ink: &mut Ink<'_>, parts: impl Iterator<Item = (&'d str, Range<usize>)>) {
    for (part, place) in parts {
        if part.len() == place.len() {
            ink.flowing(part, place.start);
        } else {
            ink.flowing_decoded(part, place);
        }
    }
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "dir"
            | "menu"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "tr"
            | "pre"
            | "listing"
            | "xmp"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "center"
            | "fieldset"
            | "form"
            | "hgroup"
            | "search"
            | "address"
            | "hr"
            | "body"
    )
}

pub(super) fn open_mark(ink: &mut Ink<'_>, element: Element<'_>) {
    match element.name() {
        "b" | "strong" => ink.open(MarkKind::Strong),
        "code" | "kbd" | "samp" => ink.open(MarkKind::Code),
        "a" => {
            if let Some(to) = element.attribute("href") {
                ink.open(MarkKind::Link(to.to_owned()));
            }
        }
        _ => {}
    }
}

pub(super) fn close_mark(ink: &mut Ink<'_>, element: Element<'_>) {
    match element.name() {
        "b" | "strong" => ink.close(|kind| *kind == MarkKind::Strong),
        "code" | "kbd" | "samp" => ink.close(|kind| *kind == MarkKind::Code),
        "a" if element.attribute("href").is_some() => ink.close(|kind| matches!(kind, MarkKind::Link(_))),
        _ => {}
    }
}

/// The text of a `<pre>` as it is.
fn code<'d>(dom: &'d Dom<'d>, node: Node<'d>, out: &Out<'_>) -> Code {
    let mut pre = Pre { text: Text::new(out.id), info: info(node), src: out.src() };
    dom.walk(node, &mut pre);
    let kept = pre.text.as_str().trim_end().len();
    let text = if kept == pre.text.len() { pre.text } else { pre.text.slice(0..kept) };
    Code { info: pre.info, text }
}

struct Pre<'s> {
    src: &'s str,
    text: Text,
    info: String,
}

/// The language that a class names, as highlighters write it.
fn info(node: Node<'_>) -> String {
    let class = node.element().and_then(|element| element.attribute("class")).unwrap_or_default();
    class.split_whitespace().find_map(|c| c.strip_prefix("language-")).unwrap_or_default().to_owned()
}

impl<'d> Visitor<'d> for Pre<'_> {
    fn enter(&mut self, node: Node<'d>) -> bool {
        for (part, place) in node.text().into_iter().flatten() {
            if self.src.get(place.clone()) == Some(part) {
                self.text.push_verbatim(part, place.start);
            } else {
                self.text.push_decoded(part, place);
            }
        }
        match node.name() {
            Some("br") => self.text.push_decoded("\n", node.place()),
            Some("code") if self.info.is_empty() => self.info = info(node),
            _ => {}
        }
        true
    }

    fn leave(&mut self, _: Node<'d>) {}
}
