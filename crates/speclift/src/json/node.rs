//! The tree that the reader gives: values with their places.

use std::ops::Range;

use serde_json::{Map, Number, Value};

/// A place in the text of an example. Those of all pages are kept, so it takes no more room than it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    start: u32,
    end: u32,
}

impl Place {
    /// The bytes that it covers.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Place {
    /// The place of a range in a text, which is never larger than a source.
    fn from(range: Range<usize>) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: byte(range.start), end: byte(range.end) }
    }
}

/// A value of an example.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands in the text.
    pub place: Place,
    /// What it is.
    pub kind: NodeKind,
    /// Whether an ellipsis or the end of the text stands for further members or elements.
    pub partial: bool,
}

/// What a [`Node`] is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, kept as `serde_json` keeps it.
    Number(Number),
    /// A string, decoded.
    String(Box<str>),
    /// An array.
    Array(Box<[Node]>),
    /// An object: its members in the order of the text, a repeated key as often as it stands there.
    Object(Box<[Member]>),
    /// An ellipsis in place of a member's value: the member is there, its value is not shown.
    Elided,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key, decoded.
    pub key: Box<str>,
    /// Where the key stands, with its quotation marks.
    pub key_place: Place,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// The plain value. Members that are elided are left out; of a repeated key the last value counts.
    pub fn to_value(&self) -> Value {
        self.to_value_with(&|member| &*member.key)
    }

    /// The plain value, each member under the key that `key` gives it.
    pub fn to_value_with<'a>(&'a self, key: &dyn Fn(&'a Member) -> &'a str) -> Value {
        match &self.kind {
            NodeKind::Null | NodeKind::Elided => Value::Null,
            NodeKind::Bool(b) => Value::Bool(*b),
            NodeKind::Number(n) => Value::Number(n.clone()),
            NodeKind::String(s) => Value::String(s.to_string()),
            NodeKind::Array(items) => {
                Value::Array(items.iter().map(|item| item.to_value_with(key)).collect())
            }
            NodeKind::Object(members) => {
                let mut map = Map::with_capacity(members.len());
                for member in members.iter().filter(|m| m.value.kind != NodeKind::Elided) {
                    map.insert(key(member).to_owned(), member.value.to_value_with(key));
                }
                Value::Object(map)
            }
        }
    }

    /// The members, if it is an object.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            NodeKind::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements, if it is an array.
    pub fn elements(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Array(items) => items,
            _ => &[],
        }
    }

    /// The member of this name that counts: the last.
    pub fn get(&self, key: &str) -> Option<&Member> {
        self.members().iter().rev().find(|member| *member.key == *key)
    }

    /// The value at a JSON pointer (RFC 6901).
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |node, token| {
            let token = token.replace("~1", "/").replace("~0", "~");
            match &node.kind {
                NodeKind::Object(_) => node.get(&token).map(|member| &member.value),
                NodeKind::Array(items) => items.get(token.parse::<usize>().ok()?),
                _ => None,
            }
        })
    }

    /// Whether it, or anything in it, leaves something out.
    pub fn is_partial(&self) -> bool {
        self.partial
            || self.kind == NodeKind::Elided
            || self.elements().iter().any(Node::is_partial)
            || self.members().iter().any(|member| member.value.is_partial())
    }
}
