//! One operation of both documents.

use super::at::{At, keys};
use super::kinds;
use super::paths::{Described, Shared, operations, template, variables};
use super::place::Place;
use super::walk::Walk;

const KNOWN: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
    "x-permissions",
];

impl<'d> Walk<'d> {
    pub(super) fn operation(&mut self, old: &Described<'d>, new: &Described<'d>, shared: &Shared<'d>) {
        let node = self.graph.add(Some(new.operation()));
        self.graph.link(node, shared.security_node);
        self.graph.link(node, shared.servers_node);
        self.within(node, |walk| {
            walk.identity(old, new);
            walk.inherited(old, new, shared);
            walk.body_of_operation(old, new);
        });
    }

    /// What an operation is called, and where it is.
    fn identity(&mut self, old: &Described<'d>, new: &Described<'d>) {
        let place = Place::of("");
        if old.method != new.method {
            let (was, is) = (old.method.to_uppercase(), new.method.to_uppercase());
            self.tell_names(&kinds::API_METHOD_CHANGED, &place, [&was, &is], &old.at, &new.at);
        }
        if template(old.path) != template(new.path) {
            self.tell_names(&kinds::API_PATH_CHANGED, &place, [old.path, new.path], &old.at, &new.at);
        } else {
            let names = variables(old.path).into_iter().zip(variables(new.path));
            for (was, is) in names.filter(|(was, is)| was != is) {
                let place = Place::of(format!("path parameter {is}"));
                let kind = &kinds::REQUEST_PATH_PARAMETER_RENAMED;
                self.tell_names(kind, &place, [was, is], &old.at, &new.at);
            }
        }
        let (was, is) = (old.at.get("operationId"), new.at.get("operationId"));
        if old.at.value.get("operationId") != new.at.value.get("operationId") {
            let kind = match (&was, &is) {
                (None, _) => &kinds::OPERATION_ID_ADDED,
                (_, None) => &kinds::OPERATION_ID_REMOVED,
                _ => &kinds::OPERATION_ID_CHANGED,
            };
            self.tell(kind, &place, "operationId", was.as_ref(), is.as_ref());
        }
    }

    /// Security and servers, which an operation has of its own, or of its path, or of the document.
    fn inherited(&mut self, old: &Described<'d>, new: &Described<'d>, shared: &Shared<'d>) {
        let (was, is) = (old.at.get("security"), new.at.get("security"));
        for (own, side) in [(&was, 0), (&is, 1)] {
            self.uses_schemes(own.as_ref().unwrap_or(&shared.security[side]));
        }
        if was.is_some() || is.is_some() {
            let or = |own: Option<At<'d>>, side: usize| own.unwrap_or_else(|| shared.security[side].clone());
            self.security(&or(was, 0), &or(is, 1), &Place::of("security"));
        }
        let own = |of: &Described<'d>| of.at.get("servers").or_else(|| of.item.get("servers"));
        let (was, is) = (own(old), own(new));
        if was.is_some() || is.is_some() {
            let or = |own: Option<At<'d>>, side: usize| own.unwrap_or_else(|| shared.servers[side].clone());
            self.servers(&or(was, 0), &or(is, 1), &Place::of("servers"));
        }
    }

    /// What an operation takes and gives.
    fn body_of_operation(&mut self, old: &Described<'d>, new: &Described<'d>) {
        let (was, is) = (&old.at, &new.at);
        let place = Place::of("");
        self.words(&kinds::OPERATION_SUMMARY_CHANGED, &place, "summary", was, is);
        self.words(&kinds::OPERATION_DESCRIPTION_CHANGED, &place, "description", was, is);
        self.words(&kinds::OPERATION_EXTERNAL_DOCS_CHANGED, &place, "externalDocs", was, is);
        let kinds = [&kinds::ENDPOINT_DEPRECATED, &kinds::ENDPOINT_REACTIVATED];
        self.flag("deprecated", kinds, &place, was, is);
        let kinds = [&kinds::OPERATION_TAG_ADDED, &kinds::OPERATION_TAG_REMOVED];
        self.set("tags", kinds, &place, was, is);
        let kinds = [&kinds::PERMISSION_ADDED, &kinds::PERMISSION_REMOVED];
        self.set("x-permissions", kinds, &place, was, is);
        self.parameters(old, new);
        self.request_body(was, is);
        self.responses(&was.or_nothing("responses"), &is.or_nothing("responses"));
        self.callbacks(&was.or_nothing("callbacks"), &is.or_nothing("callbacks"));
        self.others(KNOWN, &place, was, is);
    }

    /// Compares a list of texts whose order says nothing.
    fn set(
        &mut self,
        key: &str,
        kinds: [&'static kinds::Kind; 2],
        place: &Place,
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let [added, removed] = kinds;
        let (was, is) = (old.texts(key), new.texts(key));
        let sides = (old.or_nothing(key), new.or_nothing(key));
        for name in was.iter().filter(|name| !is.contains(name)) {
            self.tell(removed, place, name, Some(&sides.0), Some(&sides.1));
        }
        for name in is.iter().filter(|name| !was.contains(name)) {
            self.tell(added, place, name, Some(&sides.0), Some(&sides.1));
        }
        let texts = |at: &At<'d>| {
            at.value.is_null()
                || at.value.as_array().is_some_and(|list| list.iter().all(|text| text.is_string()))
        };
        if sides.0.value != sides.1.value && !(texts(&sides.0) && texts(&sides.1)) {
            self.unclassified(key, place, old, new);
        }
    }

    /// What the service calls: there it sends the requests.
    fn callbacks(&mut self, old: &At<'d>, new: &At<'d>) {
        for name in keys(old, new) {
            let place = Place::of(format!("callback {name}"));
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => self.callback(&was.resolve(), &is.resolve(), &place),
                (Some(was), None) => self.tell(&kinds::CALLBACK_REMOVED, &place, name, Some(&was), None),
                (None, Some(is)) => self.tell(&kinds::CALLBACK_ADDED, &place, name, None, Some(&is)),
                (None, None) => {}
            }
        }
        self.others(&keys(old, new), &Place::of("callbacks"), old, new);
    }

    fn callback(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (olds, news) = (operations(old), operations(new));
        let name = |it: &Described<'d>| format!("{} {}", it.method.to_uppercase(), it.path);
        let find = |all: &[Described<'d>], one: &Described<'d>| {
            all.iter().find(|it| it.method == one.method && it.path == one.path).cloned()
        };
        for was in &olds {
            match find(&news, was) {
                Some(is) => {
                    let before = self.found.len();
                    self.reversed = !self.reversed;
                    self.body_of_operation(was, &is);
                    self.reversed = !self.reversed;
                    for found in &mut self.found[before..] {
                        let space = if found.path.is_empty() { "" } else { " " };
                        found.path = format!("{}{space}{}", place.path, found.path);
                    }
                }
                None => {
                    let kind = &kinds::CALLBACK_OPERATION_REMOVED;
                    self.tell(kind, place, &name(was), Some(&was.at), None);
                }
            }
        }
        for is in news.iter().filter(|is| find(&olds, is).is_none()) {
            self.tell(&kinds::CALLBACK_OPERATION_ADDED, place, &name(is), None, Some(&is.at));
        }
        // Whatever stands beside operations there.
        let known: Vec<&str> = super::METHODS.into_iter().chain(["parameters"]).collect();
        for key in keys(old, new) {
            if let (Some(was), Some(is), false) = (old.get(key), new.get(key), key.starts_with("x-")) {
                self.others(&known, place, &was.resolve(), &is.resolve());
            }
        }
        let expressions: Vec<&str> =
            keys(old, new).into_iter().filter(|key| !key.starts_with("x-")).collect();
        self.others(&expressions, place, old, new);
    }
}
