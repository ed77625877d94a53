//! The walk through two documents at once: what it has found, and where it is.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::at::{At, keys};
use super::graph::{Graph, Node};
use super::kinds::{self, Class, Kind};
use super::place::Place;
use super::{Flow, Options};

/// One change, before it is known which operations it touches.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) kind: &'static Kind,
    pub(super) id: String,
    pub(super) class: Class,
    pub(super) flow: Option<Flow>,
    pub(super) path: String,
    pub(super) name: String,
    pub(super) old: Option<(String, Value)>,
    pub(super) new: Option<(String, Value)>,
    /// What it was found in.
    pub(super) holders: Vec<Node>,
}

type PairKey = (String, String, Option<Flow>, bool);

/// Two schemas to compare later.
pub(super) struct Pair<'d> {
    pub(super) node: Node,
    pub(super) old: At<'d>,
    pub(super) new: At<'d>,
    pub(super) place: Place,
}

pub(super) struct Walk<'d> {
    pub(super) options: Options,
    pub(super) graph: Graph,
    /// What is being compared: an operation, a schema, the document.
    pub(super) holder: Node,
    pub(super) found: Vec<Found>,
    /// How often something was told, for those who have to tell something.
    pub(super) told: usize,
    /// The pointers of all schemas that were compared, by side.
    pub(super) seen: [HashSet<String>; 2],
    pub(super) waiting: VecDeque<Pair<'d>>,
    /// Whether the service calls the client, as in callbacks.
    pub(super) reversed: bool,
    /// Security schemes by name.
    pub(super) scheme_nodes: HashMap<String, Node>,
    pairs: HashMap<PairKey, Node>,
    same: HashMap<(String, Option<String>, Option<String>), usize>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(options: Options) -> Self {
        let mut graph = Graph::default();
        let holder = graph.add(None);
        Self {
            options,
            graph,
            holder,
            found: Vec::new(),
            told: 0,
            seen: [HashSet::new(), HashSet::new()],
            waiting: VecDeque::new(),
            reversed: false,
            scheme_nodes: HashMap::new(),
            pairs: HashMap::new(),
            same: HashMap::new(),
        }
    }

    /// Tells a change of what stands at a place. `name` fills in the message.
    pub(super) fn tell(
        &mut self,
        kind: &'static Kind,
        place: &Place,
        name: &str,
        old: Option<&At<'d>>,
        new: Option<&At<'d>>,
    ) {
        self.told += 1;
        let class = match place.flow {
            Some(Flow::Response) => kind.response,
            _ => kind.request,
        };
        let class = if place.idle && class == Class::Breaking { Class::Compatible } else { class };
        let scope = place.scope.word(place.flow.unwrap_or(Flow::Request));
        let id = kind.id.strip_prefix('@').map_or_else(|| kind.id.to_owned(), |rest| scope.to_owned() + rest);
        let pointer = |side: Option<&At<'d>>| side.map(|at| at.pointer.clone());
        let path = place.words(old.is_some());
        // What is gone has no place of its own in the new document but that of what it was in.
        let gone = if new.is_none() { path.as_str() } else { "" };
        let key = (format!("{id} {name} {gone}"), pointer(old), pointer(new));
        if let Some(at) = self.same.get(&key) {
            let found = &mut self.found[*at];
            found.class = found.class.min(class);
            if found.flow != place.flow {
                found.flow = None;
            }
            if !found.holders.contains(&self.holder) {
                found.holders.push(self.holder);
            }
            return;
        }
        self.same.insert(key, self.found.len());
        let side = |side: Option<&At<'d>>| side.map(|at| (at.pointer.clone(), at.value.clone()));
        self.found.push(Found {
            kind,
            id,
            class,
            flow: place.flow,
            path,
            name: name.to_owned(),
            old: side(old),
            new: side(new),
            holders: vec![self.holder],
        });
    }

    /// Tells a change of names, which are no values of the documents.
    pub(super) fn tell_names(
        &mut self,
        kind: &'static Kind,
        place: &Place,
        [was, is]: [&str; 2],
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let count = self.found.len();
        self.tell(kind, place, &format!("{was} → {is}"), Some(old), Some(new));
        if let Some(found) = self.found.get_mut(count) {
            found.old = Some((old.pointer.clone(), was.into()));
            found.new = Some((new.pointer.clone(), is.into()));
        }
    }

    /// Tells that a text or value that only people read is another.
    pub(super) fn words(
        &mut self,
        kind: &'static Kind,
        place: &Place,
        key: &str,
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let (was, is) = (old.or_nothing(key), new.or_nothing(key));
        let wrapped_otherwise =
            || was.value.as_str().zip(is.value.as_str()).is_some_and(|(a, b)| reads_alike(a, b));
        if was.value != is.value && !wrapped_otherwise() {
            self.tell(kind, place, key, Some(&was), Some(&is));
        }
    }

    /// Compares a flag, false where it is not there.
    pub(super) fn flag(
        &mut self,
        key: &str,
        [set, unset]: [&'static Kind; 2],
        place: &Place,
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let told = self.told;
        match (old.is(key), new.is(key)) {
            (false, true) => {
                self.tell(set, place, key, Some(&old.or_nothing(key)), Some(&new.or_nothing(key)))
            }
            (true, false) => {
                self.tell(unset, place, key, Some(&old.or_nothing(key)), Some(&new.or_nothing(key)));
            }
            _ => {}
        }
        self.net(key, Some(&Value::Bool(false)), told, place, old, new);
    }

    /// What has a difference and was not told, since something is not as it should be, is told all the same.
    pub(super) fn net(
        &mut self,
        key: &str,
        neutral: Option<&Value>,
        told: usize,
        place: &Place,
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let value = |at: &At<'d>| at.value.get(key).or(neutral).cloned();
        if self.told == told && value(old) != value(new) {
            self.unclassified(key, place, old, new);
        }
    }

    /// Tells a change that nothing here understands.
    pub(super) fn unclassified(&mut self, key: &str, place: &Place, old: &At<'d>, new: &At<'d>) {
        let (old, new) = (old.get(key), new.get(key));
        self.tell(&kinds::UNCLASSIFIED, place, key, old.as_ref(), new.as_ref());
    }

    /// Compares the members of an object that its kind does not know: extensions, and whatever else there is.
    pub(super) fn others(&mut self, known: &[&str], place: &Place, old: &At<'d>, new: &At<'d>) {
        for key in keys(old, new) {
            if known.contains(&key) || old.value.get(key) == new.value.get(key) {
                continue;
            }
            if key.starts_with("x-") {
                self.extension(key, place, old, new);
            } else {
                self.unclassified(key, place, old, new);
            }
        }
        // What should be an object is none.
        let readable = |at: &At<'d>| at.value.is_null() || at.value.is_object();
        if !(readable(old) && readable(new)) && old.value != new.value {
            self.tell(&kinds::UNCLASSIFIED, place, &place.path, Some(old), Some(new));
        }
    }

    fn extension(&mut self, key: &str, place: &Place, old: &At<'d>, new: &At<'d>) {
        let (old, new) = (old.get(key), new.get(key));
        let kind = match (key, &old, &new) {
            ("x-speclift-origin", _, None) => &kinds::ORIGIN_DROPPED,
            ("x-speclift-origin", None, _) => &kinds::ORIGIN_ADDED,
            ("x-speclift-origin", ..) => &kinds::ORIGIN_CHANGED,
            (_, None, _) => &kinds::EXTENSION_ADDED,
            (_, _, None) => &kinds::EXTENSION_REMOVED,
            _ => &kinds::EXTENSION_CHANGED,
        };
        self.tell(kind, place, key, old.as_ref(), new.as_ref());
    }

    /// Compares two schemas later, once for each direction, if they are not compared already. What is found in them
    /// touches what is being compared now as well.
    pub(super) fn later(&mut self, old: At<'d>, new: At<'d>, place: Place) {
        let key = (old.pointer.clone(), new.pointer.clone(), place.flow, place.idle);
        if let Some(node) = self.pairs.get(&key) {
            self.graph.link(self.holder, *node);
            return;
        }
        let node = self.graph.add(None);
        self.graph.link(self.holder, node);
        self.pairs.insert(key, node);
        self.saw(&old, &new);
        self.waiting.push_back(Pair { node, old, new, place });
    }

    /// Notes that two schemas are compared.
    pub(super) fn saw(&mut self, old: &At<'d>, new: &At<'d>) {
        self.seen[0].insert(old.pointer.clone());
        self.seen[1].insert(new.pointer.clone());
    }

    /// Compares all schemas that wait, and those that come up.
    pub(super) fn settle(&mut self) {
        while let Some(Pair { node, old, new, place }) = self.waiting.pop_front() {
            let outer = std::mem::replace(&mut self.holder, node);
            self.shape(&old, &new, &place);
            self.holder = outer;
        }
    }

    /// Who sends what a request or a response carries.
    pub(super) fn flow(&self, of: Flow) -> Flow {
        match (of, self.reversed) {
            (Flow::Request, false) | (Flow::Response, true) => Flow::Request,
            _ => Flow::Response,
        }
    }

    /// Compares within something else.
    pub(super) fn within(&mut self, node: Node, compare: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.holder, node);
        compare(self);
        self.holder = outer;
    }
}

/// Whether texts differ in their line breaks only.
fn reads_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
