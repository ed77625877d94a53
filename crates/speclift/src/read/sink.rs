//! Builds a [`Dom`] and notes where in the source each node stands.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::ops::Range;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name};

use super::dom::{Dom, Id};
use super::tokens::Cursor;

/// An element that is open.
#[derive(Debug)]
struct Open {
    id: Id,
    name: LocalName,
}

/// Builds a [`Dom`] and notes where each node stands.
pub(super) struct LocatedSink<'a> {
    dom: RefCell<Dom<'a>>,
    /// The elements that are open.
    open: RefCell<Vec<Open>>,
    cursor: Rc<Cursor<'a>>,
}

impl<'a> LocatedSink<'a> {
    /// A sink that builds on an empty document.
    pub(super) fn new(cursor: &Rc<Cursor<'a>>) -> Self {
        Self {
            dom: RefCell::new(Dom::new(cursor.src)),
            open: RefCell::new(Vec::new()),
            cursor: Rc::clone(cursor),
        }
    }

    /// The DOM, once nothing follows.
    pub(super) fn into_dom(self) -> Dom<'a> {
        self.close(&mut self.open.borrow_mut(), 0, None);
        let mut dom = self.dom.into_inner();
        dom.too_deep = self.cursor.too_deep.get().map(|(start, end)| start..end);
        dom
    }

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
        let place = within(held.clone()).unwrap_or(held);
        // The next text that was held back stands after this one.
        self.cursor.text_start.set(Some(place.end));
        place
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
        let name = self.dom.borrow().name(*child).local.clone();
        if name == local_name!("table") {
            self.cursor.open_tables.set(self.cursor.open_tables.get() + 1);
        }
        open.push(Open { id: *child, name });
        self.cursor.depth.set(open.len());
    }

    /// Whether the element that is open innermost is a table or holds rows or cells of one.
    pub(super) fn is_between_cells(&self) -> bool {
        let parts = |open: &Open| {
            let name = &open.name;
            is_table_part(name)
                && !matches!(*name, local_name!("td") | local_name!("th") | local_name!("caption"))
        };
        self.open.borrow().last().is_some_and(parts)
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
        let dom = &mut *self.dom.borrow_mut();
        for (at, open) in open.drain(from.min(open.len())..).enumerate() {
            let tagged = tagged == Some(from + at);
            let tag = dom.place(open.id);
            dom.reach(open.id, if tagged { end } else { start });
            if open.name == local_name!("table") {
                self.cursor.open_tables.set(self.cursor.open_tables.get().saturating_sub(1));
                if !tagged {
                    dom.unclosed_tables.push(tag);
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

impl<'a> TreeSink for LocatedSink<'a> {
    type Handle = Id;
    type Output = Dom<'a>;
    type ElemName<'b>
        = Ref<'b, QualName>
    where
        Self: 'b;

    fn finish(self) -> Dom<'a> {
        self.into_dom()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        self.dom.borrow().root_id()
    }

    fn elem_name<'b>(&'b self, target: &'b Id) -> Ref<'b, QualName> {
        Ref::map(self.dom.borrow(), |dom| dom.name(*target))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let (start, end) = self.cursor.token.get();
        self.dom.borrow_mut().element(name, attributes, start..end)
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.dom.borrow_mut().other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.dom.borrow_mut().other()
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.dom.borrow_mut().insert(*parent, None, node);
                self.entered(Some(parent), &node);
            }
            NodeOrText::AppendText(text) => {
                let place = self.locate(&text);
                self.dom.borrow_mut().insert_text(*parent, None, &text, place);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.dom.borrow().has_parent(*element);
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Never asked for: the tokens hold no `<template>`.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(node) => {
                self.dom.borrow_mut().insert_before(*sibling, node);
                self.entered(None, &node);
            }
            NodeOrText::AppendText(text) => {
                let place = self.locate(&text);
                self.dom.borrow_mut().insert_text_before(*sibling, &text, place);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, missing: Vec<Attribute>) {
        if let Some(attributes) = self.dom.borrow_mut().attributes_mut(*target) {
            for attribute in missing {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        self.dom.borrow_mut().move_children(*node, *new_parent);
    }
}
