//! The nodes of parsed HTML, and where in the source each of them stands.
//!
//! Nodes lie in one vector and name each other by position. Text is kept as ranges of the source wherever it stands there
//! as it is, so that a DOM owns next to nothing.

use std::ops::Range;

use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// Names a node of a [`Dom`].
pub(super) type Id = u32;

/// No node, or no run of text.
const NONE: u32 = u32::MAX;

/// The document itself, which holds all others.
const ROOT: Id = 0;

/// HTML after parsing.
#[derive(Debug)]
pub(super) struct Dom<'a> {
    src: &'a str,
    nodes: Vec<Stored>,
    runs: Vec<TextRun>,
    /// Text that does not stand in the source as it is: entities.
    decoded: String,
    /// The name of what has none.
    nameless: QualName,
    /// The start tags of tables that were never closed.
    pub(super) unclosed_tables: Vec<Range<usize>>,
    /// The first tag that was left out because it is nested too deep.
    pub(super) too_deep: Option<Range<usize>>,
}

/// A node as it is kept.
#[derive(Debug)]
struct Stored {
    parent: Id,
    previous: Id,
    next: Id,
    first_child: Id,
    last_child: Id,
    start: u32,
    end: u32,
    value: Value,
}

#[derive(Debug)]
enum Value {
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    /// The first and the last run of a text.
    Text {
        first: u32,
        last: u32,
    },
    /// What is no part of a page: the document, a comment.
    Other,
}

/// A part of a text node that was taken from one stretch of the source.
#[derive(Debug, Clone, Copy)]
struct TextRun {
    start: u32,
    end: u32,
    /// Where its text is in [`Dom::decoded`]; none where it stands in the source as it is.
    decoded: Option<(u32, u32)>,
    next: u32,
}

impl<'a> Dom<'a> {
    /// A document without nodes.
    pub(super) fn new(src: &'a str) -> Self {
        let mut dom = Self {
            src,
            nodes: Vec::new(),
            runs: Vec::new(),
            decoded: String::new(),
            nameless: QualName::new(None, ns!(), local_name!("")),
            unclosed_tables: Vec::new(),
            too_deep: None,
        };
        dom.other();
        dom
    }

    /// The node that holds all others.
    pub(super) fn root(&self) -> Node<'_> {
        Node { dom: self, id: ROOT }
    }

    /// The id of the root.
    pub(super) fn root_id(&self) -> Id {
        ROOT
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
                    Some(parent) if parent.id != root.id => {
                        node = parent;
                        visitor.leave(node);
                    }
                    _ => return,
                }
            }
        }
    }

    fn stored(&self, id: Id) -> &Stored {
        &self.nodes[id as usize]
    }

    fn stored_mut(&mut self, id: Id) -> &mut Stored {
        &mut self.nodes[id as usize]
    }

    fn add(&mut self, value: Value, place: Range<u32>) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Stored {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            start: place.start,
            end: place.end,
            value,
        });
        id
    }

    /// Adds an element that stands nowhere in the tree yet.
    pub(super) fn element(&mut self, name: QualName, attributes: Vec<Attribute>, tag: Range<usize>) -> Id {
        self.add(Value::Element { name, attributes }, tag.start as u32..tag.end as u32)
    }

    /// Adds a node that is no part of a page.
    pub(super) fn other(&mut self) -> Id {
        self.add(Value::Other, 0..0)
    }

    /// The name of an element.
    pub(super) fn name(&self, id: Id) -> &QualName {
        match &self.stored(id).value {
            Value::Element { name, .. } => name,
            _ => &self.nameless,
        }
    }

    /// The attributes of an element.
    pub(super) fn attributes_mut(&mut self, id: Id) -> Option<&mut Vec<Attribute>> {
        match &mut self.stored_mut(id).value {
            Value::Element { attributes, .. } => Some(attributes),
            _ => None,
        }
    }

    /// Whether a node stands in the tree.
    pub(super) fn has_parent(&self, id: Id) -> bool {
        self.stored(id).parent != NONE
    }

    /// Lets an element reach at least to a place.
    pub(super) fn reach(&mut self, id: Id, end: usize) {
        let node = self.stored_mut(id);
        node.end = node.end.max(end as u32);
    }

    /// Where an element stands, from its start tag to as far as it reaches.
    pub(super) fn place(&self, id: Id) -> Range<usize> {
        let node = self.stored(id);
        node.start as usize..node.end.max(node.start) as usize
    }

    /// Puts a node under another, as its last child, or before one of its children.
    pub(super) fn insert(&mut self, parent: Id, before: Option<Id>, child: Id) {
        self.detach(child);
        let next = before.unwrap_or(NONE);
        let previous = match before {
            Some(before) => self.stored(before).previous,
            None => self.stored(parent).last_child,
        };
        let node = self.stored_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, next);
        self.link(parent, previous, child, |node| &mut node.next, |parent| &mut parent.first_child);
        self.link(parent, next, child, |node| &mut node.previous, |parent| &mut parent.last_child);
    }

    /// Puts a node before another, where that one stands in the tree.
    pub(super) fn insert_before(&mut self, sibling: Id, child: Id) {
        self.detach(child);
        let parent = self.stored(sibling).parent;
        if parent != NONE {
            self.insert(parent, Some(sibling), child);
        }
    }

    /// Takes a node out of the tree, with what is under it.
    pub(super) fn detach(&mut self, child: Id) {
        let node = self.stored_mut(child);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        if parent == NONE {
            return;
        }
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        self.link(parent, previous, next, |node| &mut node.next, |parent| &mut parent.first_child);
        self.link(parent, next, previous, |node| &mut node.previous, |parent| &mut parent.last_child);
    }

    /// Sets the link of a neighbour, or that of the parent where there is no neighbour.
    fn link(
        &mut self,
        parent: Id,
        neighbour: Id,
        to: Id,
        side: fn(&mut Stored) -> &mut Id,
        end: fn(&mut Stored) -> &mut Id,
    ) {
        match neighbour {
            NONE => *end(self.stored_mut(parent)) = to,
            neighbour => *side(self.stored_mut(neighbour)) = to,
        }
    }

    /// Moves all children of a node to the end of another's.
    pub(super) fn move_children(&mut self, from: Id, to: Id) {
        while self.stored(from).first_child != NONE {
            self.insert(to, None, self.stored(from).first_child);
        }
    }

    /// Appends text to a node, or puts it before one of its children; next to other text it is one with that.
    pub(super) fn insert_text(&mut self, parent: Id, before: Option<Id>, text: &str, place: Range<usize>) {
        let (start, end) = (place.start as u32, place.end as u32);
        let decoded = (self.src.get(place) != Some(text)).then(|| {
            let at = self.decoded.len() as u32;
            self.decoded.push_str(text);
            (at, self.decoded.len() as u32)
        });
        let at = self.runs.len() as u32;
        self.runs.push(TextRun { start, end, decoded, next: NONE });
        let neighbour = match before {
            Some(before) => self.stored(before).previous,
            None => self.stored(parent).last_child,
        };
        if neighbour != NONE
            && let Value::Text { last, .. } = &mut self.nodes[neighbour as usize].value
        {
            self.runs[*last as usize].next = at;
            *last = at;
            return;
        }
        let node = self.add(Value::Text { first: at, last: at }, start..end);
        self.insert(parent, before, node);
    }

    /// Puts text before a node, where that stands in the tree.
    pub(super) fn insert_text_before(&mut self, sibling: Id, text: &str, place: Range<usize>) {
        let parent = self.stored(sibling).parent;
        if parent != NONE {
            self.insert_text(parent, Some(sibling), text, place);
        }
    }
}

/// A node of a [`Dom`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'d> {
    dom: &'d Dom<'d>,
    id: Id,
}

impl<'d> Node<'d> {
    fn other(self, id: Id) -> Option<Self> {
        (id != NONE).then_some(Self { id, ..self })
    }

    /// The node that it stands in.
    pub(super) fn parent(self) -> Option<Self> {
        self.other(self.dom.stored(self.id).parent)
    }

    fn first_child(self) -> Option<Self> {
        self.other(self.dom.stored(self.id).first_child)
    }

    fn next_sibling(self) -> Option<Self> {
        self.other(self.dom.stored(self.id).next)
    }

    /// What stands in it, in order.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.first_child(), |child| child.next_sibling())
    }

    /// The element that it is.
    pub(super) fn element(self) -> Option<Element<'d>> {
        match &self.dom.stored(self.id).value {
            Value::Element { name, attributes } => Some(Element { name: &name.local, attributes }),
            _ => None,
        }
    }

    /// The name of the element that it is.
    pub(super) fn name(self) -> Option<&'d str> {
        self.element().map(Element::name)
    }

    /// The parts of its text, where it is text, and where each stands.
    pub(super) fn text(self) -> Option<impl Iterator<Item = (&'d str, Range<usize>)>> {
        let Value::Text { first, .. } = self.dom.stored(self.id).value else {
            return None;
        };
        let Dom { src, runs, decoded, .. } = self.dom;
        let mut next = first;
        Some(std::iter::from_fn(move || {
            let run = runs.get(next as usize)?;
            next = run.next;
            let place = run.start as usize..run.end as usize;
            let text = match run.decoded {
                Some((from, to)) => decoded.get(from as usize..to as usize),
                None => src.get(place.clone()),
            };
            Some((text?, place))
        }))
    }

    /// Where it stands, from its start tag to its end tag.
    pub(super) fn place(self) -> Range<usize> {
        self.dom.place(self.id)
    }
}

/// An element of a [`Dom`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'d> {
    name: &'d LocalName,
    attributes: &'d [Attribute],
}

impl<'d> Element<'d> {
    /// Its name, in lower case.
    pub(super) fn name(self) -> &'d str {
        self.name
    }

    /// The value of an attribute.
    pub(super) fn attribute(self, name: &str) -> Option<&'d str> {
        self.attributes.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
    }
}

/// What is done with the nodes of a DOM.
pub(super) trait Visitor<'d> {
    /// Called before the children of a node; returns whether to visit them, and to leave it after.
    fn enter(&mut self, node: Node<'d>) -> bool;
    /// Called after the children of a node that was entered.
    fn leave(&mut self, node: Node<'d>);
}
