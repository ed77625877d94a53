//! A DOM of `scraper` whose nodes know where in the source they stand.

use std::cell::Cell;
use std::ops::{Deref, Range};
use std::rc::Rc;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{QualName, local_name, ns};
use scraper::{ElementRef, Html};

use super::sink::{Id, LocatedSink, Places};
use super::tokens::{Cursor, LocatedTokens, pieces};

/// A node of the DOM.
pub(super) type Node<'a> = <ElementRef<'a> as Deref>::Target;

/// HTML that is being parsed, fed range by range.
pub(super) struct Parsing<'a> {
    tokenizer: Tokenizer<LocatedTokens<'a>>,
    cursor: Rc<Cursor<'a>>,
    queue: BufferQueue,
    /// The source as the tokenizer wants it; pieces share its memory.
    fed: usize,
}

impl<'a> Parsing<'a> {
    /// Starts to parse a whole document.
    pub(super) fn document(src: &'a str) -> Self {
        let cursor = Rc::new(Cursor::new(src));
        let sink = LocatedSink::new(Html::new_document(), &cursor);
        Self::start(TreeBuilder::new(sink, TreeBuilderOpts::default()), cursor)
    }

    /// Starts to parse a fragment of a page.
    pub(super) fn fragment(src: &'a str) -> Self {
        let cursor = Rc::new(Cursor::new(src));
        let sink = LocatedSink::new(Html::new_fragment(), &cursor);
        let body = QualName::new(None, ns!(html), local_name!("body"));
        let context = html5ever::interface::create_element(&sink, body, Vec::new());
        Self::start(TreeBuilder::new_for_fragment(sink, context, None, TreeBuilderOpts::default()), cursor)
    }

    fn start(builder: TreeBuilder<Id, LocatedSink<'a>>, cursor: Rc<Cursor<'a>>) -> Self {
        let tokens = LocatedTokens::new(builder, Rc::clone(&cursor));
        let opts = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        Self { tokenizer: Tokenizer::new(tokens, opts), cursor, queue: BufferQueue::default(), fed: 0 }
    }

    /// Parses a range of the source, which must not lie before one parsed already.
    pub(super) fn feed(&mut self, range: Range<usize>) {
        let Some(text) = self.cursor.src.get(range.clone()) else {
            return;
        };
        // A token cut by the gap between two ranges keeps its start; otherwise the gap is no token.
        if self.cursor.pos.get() >= self.fed {
            self.cursor.pos.set(range.start);
        }
        self.fed = range.end;
        let buffer = StrTendril::from(text);
        for piece in pieces(self.cursor.src, range.clone()) {
            self.cursor.piece_end.set(piece.end);
            let (at, len) = (piece.start - range.start, piece.len());
            self.queue.push_back(buffer.subtendril(at as u32, len as u32));
            while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
        }
    }

    /// Whether a table is open.
    pub(super) fn in_table(&self) -> bool {
        self.cursor.open_tables.get() > 0
    }

    /// The DOM of what was fed.
    pub(super) fn finish(self) -> Dom {
        self.tokenizer.end();
        let too_deep = self.cursor.too_deep.get();
        let (html, places) = self.tokenizer.sink.builder.sink.into_parts();
        Dom { places, html, too_deep: too_deep.map(|(start, end)| start..end) }
    }
}

/// Where a table that is open at `from` ends, after the end tag that closes it; none where nothing
/// closes it.
pub(super) fn end_of_table(src: &str, from: usize) -> Option<usize> {
    struct Depth {
        open: Cell<usize>,
    }
    impl TokenSink for Depth {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token
                && tag.name == local_name!("table")
            {
                let open = self.open.get();
                self.open.set(match tag.kind {
                    TagKind::StartTag => open + 1,
                    TagKind::EndTag => open.saturating_sub(1),
                });
            }
            TokenSinkResult::Continue
        }
    }
    let rest = StrTendril::from(src.get(from..)?);
    let tokenizer = Tokenizer::new(Depth { open: Cell::new(1) }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    for piece in pieces(src, from..src.len()) {
        queue.push_back(rest.subtendril((piece.start - from) as u32, piece.len() as u32));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if tokenizer.sink.open.get() == 0 {
            return Some(piece.end);
        }
    }
    None
}

/// A parsed DOM with the places of its nodes.
pub(super) struct Dom {
    /// The DOM.
    pub(super) html: Html,
    places: Places,
    /// The first tag that was left out because it is nested too deep.
    pub(super) too_deep: Option<Range<usize>>,
}

impl Dom {
    /// Where an element stands, from its start tag to its end tag.
    pub(super) fn place(&self, id: Id) -> Range<usize> {
        self.places.element(id)
    }

    /// The parts of a text node: the text, and where it stands.
    pub(super) fn text<'d>(&'d self, id: Id, text: &'d str) -> impl Iterator<Item = (&'d str, Range<usize>)> {
        self.places.text(id, text)
    }

    /// The start tags of tables that were never closed.
    pub(super) fn unclosed_tables(&self) -> &[Range<usize>] {
        &self.places.unclosed
    }

    /// Visits the nodes under `root` in order. `visitor` may be told to leave a subtree out.
    pub(super) fn walk<'d>(&'d self, root: Node<'d>, visitor: &mut impl Visitor<'d>) {
        let Some(mut node) = root.first_child() else {
            return;
        };
        loop {
            if visitor.enter(node) {
                if let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
                visitor.leave(node);
            }
            loop {
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) if parent.id() != root.id() => {
                        node = parent;
                        visitor.leave(node);
                    }
                    _ => return,
                }
            }
        }
    }
}

/// What is done with the nodes of a DOM.
pub(super) trait Visitor<'d> {
    /// Called before the children of a node; returns whether to visit them, and to leave it after.
    fn enter(&mut self, node: Node<'d>) -> bool;
    /// Called after the children of a node that was entered.
    fn leave(&mut self, node: Node<'d>);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(src: &str, ranges: &[Range<usize>]) -> Vec<(String, String)> {
        let mut parsing = Parsing::fragment(src);
        for range in ranges {
            parsing.feed(range.clone());
        }
        let dom = parsing.finish();
        let mut all = Vec::new();
        for node in dom.html.tree.nodes() {
            if let scraper::Node::Text(text) = node.value() {
                for (part, place) in dom.text(node.id(), text) {
                    all.push((part.to_owned(), src[place].to_owned()));
                }
            }
        }
        all
    }

    fn element(src: &str, name: &str) -> String {
        let mut parsing = Parsing::fragment(src);
        parsing.feed(0..src.len());
        let dom = parsing.finish();
        let node = dom.html.tree.nodes().find(|n| n.value().as_element().is_some_and(|e| e.name() == name));
        src[dom.place(node.unwrap().id())].to_owned()
    }

    #[test]
    fn text_and_entities_have_exact_places() {
        let src = "<p>一&lt;二&nbsp;3 &amp 4 &copy;x &unknown; a < b > c</p>";
        let parts = texts(src, std::slice::from_ref(&(0..src.len())));
        let joined: String = parts.iter().map(|(t, _)| t.as_str()).collect();
        assert_eq!(joined, "一<二\u{a0}3 & 4 ©x &unknown; a < b > c");
        for (text, raw) in &parts {
            match text.as_str() {
                "<" => assert!(raw == "&lt;" || raw == "<"),
                "\u{a0}" => assert_eq!(raw, "&nbsp;"),
                "&" => assert!(raw == "&amp" || raw == "&", "{raw}"),
                "©" => assert_eq!(raw, "&copy;"),
                _ => assert_eq!(text, raw),
            }
        }
    }

    #[test]
    fn elements_reach_from_tag_to_tag() {
        let src = "x<table><tr><td title=\"a>b\">1</td><td class=\"二\">2<tr><td>3</table>y";
        assert_eq!(
            element(src, "table"),
            "<table><tr><td title=\"a>b\">1</td><td class=\"二\">2<tr><td>3</table>"
        );
        assert_eq!(element(src, "td"), "<td title=\"a>b\">1</td>");
        assert_eq!(element(src, "tr"), "<tr><td title=\"a>b\">1</td><td class=\"二\">2");
    }

    #[test]
    fn text_out_of_place_in_a_table_is_found() {
        let src = "<table>lost<tr><td>kept</table>";
        assert_eq!(
            texts(src, std::slice::from_ref(&(0..src.len()))),
            [("lost".to_owned(), "lost".to_owned()), ("kept".to_owned(), "kept".to_owned())]
        );
    }

    #[test]
    fn gaps_between_ranges_are_no_text() {
        let src = "<p>a\n    b</p>";
        assert_eq!(
            texts(src, &[0..5, 9..14]).iter().map(|(_, raw)| raw.as_str()).collect::<String>(),
            "a\nb"
        );
    }

    #[test]
    fn placeholders_are_text() {
        let src = "<p>sort by <key1>[:<direction>], a List<Object></p>";
        let joined: String =
            texts(src, std::slice::from_ref(&(0..src.len()))).into_iter().map(|(t, _)| t).collect();
        assert_eq!(joined, "sort by <key1>[:<direction>], a List<Object>");
    }
}
