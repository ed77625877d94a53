//! A DOM of `scraper` whose nodes know where in the source they stand.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{Deref, Range};
use std::rc::Rc;

use html5ever::interface::TokenizerResult;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use scraper::{ElementRef, Html, HtmlTreeSink};

use super::tokens::{Cursor, LocatedTokens, pieces};

/// Names a node of the DOM.
pub(super) type Id = <HtmlTreeSink as TreeSink>::Handle;
/// A node of the DOM.
pub(super) type Node<'a> = <ElementRef<'a> as Deref>::Target;

/// Node ids are small numbers in the order of creation: spreading them needs no real hash.
#[derive(Debug, Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte) ^ self.0);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }
}

type IdMap<T> = HashMap<Id, T, BuildHasherDefault<IdHasher>>;

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
}

/// An element that is open.
#[derive(Debug)]
struct Open {
    id: Id,
    name: LocalName,
}

/// A part of a text node that was taken from one stretch of the source.
#[derive(Debug, Clone, Copy)]
struct TextRun {
    text_len: u32,
    start: u32,
    end: u32,
    next: u32,
}

const LAST: u32 = u32::MAX;

#[derive(Debug, Default)]
struct Places {
    elements: IdMap<Place>,
    /// First and last run of each text node.
    texts: IdMap<(u32, u32)>,
    runs: Vec<TextRun>,
    /// Starts of the tables that no tag of their own closed.
    unclosed: Vec<Range<usize>>,
}

/// Builds `scraper`'s DOM and notes where each node stands.
pub(super) struct LocatedSink<'a> {
    inner: HtmlTreeSink,
    places: RefCell<Places>,
    /// The elements that are open.
    open: RefCell<Vec<Open>>,
    cursor: Rc<Cursor<'a>>,
}

impl LocatedSink<'_> {
    /// Where a text that the tree builder appends stands: in the token being read, or in one that it
    /// held back.
    fn locate(&self, text: &str) -> Range<usize> {
        let (start, end) = self.cursor.token.get();
        let src = self.cursor.src;
        let within = |range: Range<usize>| {
            let at = src.get(range.clone())?.find(text)?;
            Some(range.start + at..range.start + at + text.len())
        };
        if self.cursor.in_text.get() {
            if src.get(start..end) == Some(text) {
                return start..end;
            }
            return within(start..end).unwrap_or(start..end);
        }
        let held = self.cursor.text_start.get().map_or(start, |held| held.min(start))..start;
        within(held.clone()).unwrap_or(held)
    }

    fn note_text(&self, node: Option<Id>, text_len: usize, place: Range<usize>) {
        let Some(node) = node else { return };
        let places = &mut *self.places.borrow_mut();
        let at = places.runs.len() as u32;
        places.runs.push(TextRun {
            text_len: text_len as u32,
            start: place.start as u32,
            end: place.end as u32,
            next: LAST,
        });
        let (_, last) = places.texts.entry(node).or_insert((at, at));
        if *last != at {
            places.runs[*last as usize].next = at;
            *last = at;
        }
    }

    /// Notes that an element was put under its parent, and so what was open inside of the parent is
    /// not any more.
    ///
    /// html5ever does not tell the sink of every element that it closes, so the stack is kept here.
    fn entered(&self, parent: Option<&Id>, child: &Id) {
        let mut open = self.open.borrow_mut();
        if let Some(parent) = parent {
            if let Some(at) = open.iter().rposition(|open| open.id == *parent) {
                self.close(&mut open, at + 1, None);
            }
        }
        let name = self.inner.elem_name(child).local.clone();
        if name == local_name!("table") {
            self.cursor.open_tables.set(self.cursor.open_tables.get() + 1);
        }
        open.push(Open { id: *child, name });
        self.cursor.depth.set(open.len());
    }

    /// Notes an end tag.
    pub(super) fn end_tag(&self, name: &LocalName) {
        let mut open = self.open.borrow_mut();
        let in_table = is_table_part(name);
        for at in (0..open.len()).rev() {
            if open[at].name == *name {
                return self.close(&mut open, at, Some(at));
            }
            // A cell keeps end tags of what is outside of it from taking effect.
            let barrier =
                if in_table { open[at].name == local_name!("table") } else { is_table_part(&open[at].name) };
            if barrier {
                return;
            }
        }
    }

    /// Closes the elements from one on. The one that has an end tag reaches to its end.
    fn close(&self, open: &mut Vec<Open>, from: usize, tagged: Option<usize>) {
        let (start, end) = self.cursor.token.get();
        let places = &mut *self.places.borrow_mut();
        for (at, open) in open.drain(from.min(open.len())..).enumerate() {
            let at = from + at;
            let Some(place) = places.elements.get_mut(&open.id) else {
                continue;
            };
            let first = place.start as usize..place.end as usize;
            place.end = place.end.max(if tagged == Some(at) { end } else { start } as u32);
            if open.name == local_name!("table") {
                self.cursor.open_tables.set(self.cursor.open_tables.get().saturating_sub(1));
                if tagged != Some(at) {
                    places.unclosed.push(first);
                }
            }
        }
        self.cursor.depth.set(from.min(self.cursor.depth.get()));
    }

    /// Closes what is open at the end of the input.
    fn close_all(&self) {
        self.close(&mut self.open.borrow_mut(), 0, None);
    }
}

fn is_table_part(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("table")
            | local_name!("thead")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("tr")
            | local_name!("td")
            | local_name!("th")
            | local_name!("caption")
    )
}

impl TreeSink for LocatedSink<'_> {
    type Handle = Id;
    type Output = Html;
    type ElemName<'b>
        = Ref<'b, QualName>
    where
        Self: 'b;

    fn finish(self) -> Html {
        self.inner.finish()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        self.inner.get_document()
    }

    fn elem_name<'b>(&'b self, target: &'b Id) -> Ref<'b, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Id {
        let id = self.inner.create_element(name, attrs, flags);
        let (start, end) = self.cursor.token.get();
        let place = Place { start: start as u32, end: end as u32 };
        self.places.borrow_mut().elements.insert(id, place);
        id
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Id {
        self.inner.create_pi(target, data)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.inner.append(parent, NodeOrText::AppendNode(node));
                self.entered(Some(parent), &node);
            }
            NodeOrText::AppendText(text) => {
                let place = self.locate(&text);
                let len = text.len();
                self.inner.append(parent, NodeOrText::AppendText(text));
                let html = self.inner.0.borrow();
                let node = html.tree.get(*parent).and_then(|p| p.last_child()).map(|n| n.id());
                self.note_text(node, len, place);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.inner.0.borrow().tree.get(*element).is_some_and(|n| n.parent().is_some());
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.inner.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        self.inner.get_template_contents(target)
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.inner.append_before_sibling(sibling, NodeOrText::AppendNode(node));
                self.entered(None, &node);
            }
            NodeOrText::AppendText(text) => {
                let place = self.locate(&text);
                let len = text.len();
                self.inner.append_before_sibling(sibling, NodeOrText::AppendText(text));
                let html = self.inner.0.borrow();
                let node = html.tree.get(*sibling).and_then(|s| s.prev_sibling()).map(|n| n.id());
                self.note_text(node, len, place);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        self.inner.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &Id) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        self.inner.reparent_children(node, new_parent);
    }
}

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
        let sink = self.tokenizer.sink.builder.sink;
        sink.close_all();
        Dom {
            places: sink.places.into_inner(),
            html: sink.inner.finish(),
            too_deep: too_deep.map(|(start, end)| start..end),
        }
    }
}

impl<'a> LocatedSink<'a> {
    fn new(html: Html, cursor: &Rc<Cursor<'a>>) -> Self {
        Self {
            inner: HtmlTreeSink::new(html),
            places: RefCell::new(Places::default()),
            open: RefCell::new(Vec::new()),
            cursor: Rc::clone(cursor),
        }
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
            if let Token::TagToken(tag) = token {
                if tag.name == local_name!("table") {
                    let open = self.open.get();
                    self.open.set(match tag.kind {
                        TagKind::StartTag => open + 1,
                        TagKind::EndTag => open.saturating_sub(1),
                    });
                }
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
        self.places.elements.get(&id).map_or(0..0, |p| p.start as usize..p.end.max(p.start) as usize)
    }

    /// The parts of a text node: the text, and where it stands.
    pub(super) fn text<'d>(
        &'d self,
        id: Id,
        mut text: &'d str,
    ) -> impl Iterator<Item = (&'d str, Range<usize>)> {
        let mut next = self.places.texts.get(&id).map_or(LAST, |&(first, _)| first);
        std::iter::from_fn(move || {
            let run = self.places.runs.get(next as usize)?;
            next = run.next;
            let (part, rest) = text.split_at_checked(run.text_len as usize)?;
            text = rest;
            Some((part, run.start as usize..run.end as usize))
        })
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
        let parts = texts(src, &[0..src.len()]);
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
            texts(src, &[0..src.len()]),
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
        let joined: String = texts(src, &[0..src.len()]).into_iter().map(|(t, _)| t).collect();
        assert_eq!(joined, "sort by <key1>[:<direction>], a List<Object>");
    }
}
