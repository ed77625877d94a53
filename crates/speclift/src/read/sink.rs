//! Builds `scraper`'s DOM and notes where in the source each node stands.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name};
use scraper::{Html, HtmlTreeSink};

use super::tokens::Cursor;

/// Names a node of the DOM.
pub(super) type Id = <HtmlTreeSink as TreeSink>::Handle;

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

/// Where the nodes of a DOM stand.
#[derive(Debug, Default)]
pub(super) struct Places {
    elements: IdMap<Place>,
    /// First and last run of each text node.
    texts: IdMap<(u32, u32)>,
    runs: Vec<TextRun>,
    /// Starts of the tables that no tag of their own closed.
    pub(super) unclosed: Vec<Range<usize>>,
}

impl Places {
    /// Where an element stands, from its start tag to its end tag.
    pub(super) fn element(&self, id: Id) -> Range<usize> {
        self.elements.get(&id).map_or(0..0, |p| p.start as usize..p.end.max(p.start) as usize)
    }

    /// The parts of a text node: the text, and where it stands.
    pub(super) fn text<'d>(
        &'d self,
        id: Id,
        mut text: &'d str,
    ) -> impl Iterator<Item = (&'d str, Range<usize>)> {
        let mut next = self.texts.get(&id).map_or(LAST, |&(first, _)| first);
        std::iter::from_fn(move || {
            let run = self.runs.get(next as usize)?;
            next = run.next;
            let (part, rest) = text.split_at_checked(run.text_len as usize)?;
            text = rest;
            Some((part, run.start as usize..run.end as usize))
        })
    }
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
        if let Some(parent) = parent
            && let Some(at) = open.iter().rposition(|open| open.id == *parent)
        {
            self.close(&mut open, at + 1, None);
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

impl<'a> LocatedSink<'a> {
    /// A sink that builds on an empty document or fragment.
    pub(super) fn new(html: Html, cursor: &Rc<Cursor<'a>>) -> Self {
        Self {
            inner: HtmlTreeSink::new(html),
            places: RefCell::new(Places::default()),
            open: RefCell::new(Vec::new()),
            cursor: Rc::clone(cursor),
        }
    }

    /// The DOM, and where its nodes stand.
    pub(super) fn into_parts(self) -> (Html, Places) {
        self.close(&mut self.open.borrow_mut(), 0, None);
        (self.inner.finish(), self.places.into_inner())
    }
}
