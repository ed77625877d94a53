//! Paths, and which operations of two documents are the same.

use std::collections::HashMap;

use super::at::{At, keys};
use super::graph::Node;
use super::kinds;
use super::place::Place;
use super::walk::Walk;
use super::{METHODS, Operation};

/// An operation of one document.
#[derive(Clone)]
pub(super) struct Described<'d> {
    pub(super) path: &'d str,
    pub(super) method: &'static str,
    pub(super) item: At<'d>,
    pub(super) at: At<'d>,
}

impl<'d> Described<'d> {
    /// What the operation is called.
    pub(super) fn operation(&self) -> Operation {
        Operation {
            method: self.method.to_uppercase(),
            path: self.path.to_owned(),
            id: self.at.str("operationId").map(str::to_owned),
        }
    }

    pub(super) fn id(&self) -> Option<&'d str> {
        self.at.str("operationId")
    }
}

/// The names of the variables of a path, in order.
pub(super) fn variables(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// A path without the names of its variables.
pub(super) fn template(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    plain + rest
}

/// The operations below a place that holds paths.
pub(super) fn operations<'d>(paths: &At<'d>) -> Vec<Described<'d>> {
    let mut found = Vec::new();
    for (path, item) in paths.members().filter(|(path, _)| !path.starts_with("x-")) {
        let item = item.resolve();
        for method in METHODS {
            if let Some(at) = item.get(method) {
                found.push(Described { path, method, item: item.clone(), at });
            }
        }
    }
    found
}

impl<'d> Walk<'d> {
    /// Compares all paths. `shared` is what operations have in common that say nothing of their own.
    pub(super) fn paths(&mut self, old: &At<'d>, new: &At<'d>, shared: &Shared<'d>) {
        let (olds, news) = (operations(old), operations(new));
        self.path_items(old, new);
        let pairs = pairs(&olds, &news);
        let mut is_paired = vec![false; olds.len()];
        let mut partner = HashMap::new();
        for (from, to) in pairs {
            is_paired[from] = true;
            partner.insert(to, from);
        }
        // In the order of the new document, so that reports follow it; what is gone comes last.
        for (at, is) in news.iter().enumerate() {
            match partner.get(&at) {
                Some(from) => self.operation(&olds[*from], is, shared),
                None => {
                    let node = self.graph.add(Some(is.operation()));
                    let place = Place::of("");
                    self.within(node, |walk| {
                        walk.tell(&kinds::ENDPOINT_ADDED, &place, "", None, Some(&is.at));
                    });
                }
            }
        }
        let paths: Vec<String> = news.iter().map(|operation| template(operation.path)).collect();
        for (was, _) in olds.iter().zip(is_paired).filter(|(_, paired)| !paired) {
            let kept = paths.contains(&template(was.path));
            let kind = match (kept, was.at.is("deprecated")) {
                (true, false) => &kinds::API_REMOVED,
                (true, true) => &kinds::API_REMOVED_DEPRECATED,
                (false, false) => &kinds::API_PATH_REMOVED,
                (false, true) => &kinds::API_PATH_REMOVED_DEPRECATED,
            };
            let node = self.graph.add(Some(was.operation()));
            let place = Place::of("");
            self.within(node, |walk| walk.tell(kind, &place, "", Some(&was.at), None));
        }
    }

    /// What paths say beside their operations.
    fn path_items(&mut self, old: &At<'d>, new: &At<'d>) {
        let by_template: HashMap<String, &'d str> =
            keys(new, new).into_iter().map(|path| (template(path), path)).collect();
        let methods = |at: &At<'d>| METHODS.iter().any(|method| at.value.get(method).is_some());
        for path in keys(old, new) {
            let same = by_template.get(&template(path)).copied();
            let place = Place::of(path);
            match (old.get(path), new.get(path).or_else(|| new.get(same?))) {
                (Some(was), Some(is)) if path.starts_with('/') => {
                    let (was, is) = (was.resolve(), is.resolve());
                    self.words(&kinds::PATH_SUMMARY_CHANGED, &place, "summary", &was, &is);
                    self.words(&kinds::PATH_DESCRIPTION_CHANGED, &place, "description", &was, &is);
                    let known = ["$ref", "summary", "description", "servers", "parameters"];
                    let known: Vec<&str> = known.into_iter().chain(METHODS).collect();
                    self.others(&known, &place, &was, &is);
                }
                (Some(only), None) | (None, Some(only)) if path.starts_with('/') => {
                    let renamed = new.get(path).is_some()
                        && keys(old, old).iter().any(|old| template(old) == template(path));
                    if !methods(&only.resolve()) && !renamed {
                        self.unclassified(path, &place, old, new);
                    }
                }
                _ => {}
            }
        }
        let known: Vec<&str> = keys(old, new).into_iter().filter(|key| key.starts_with('/')).collect();
        self.others(&known, &Place::of("paths"), old, new);
    }
}

/// What operations inherit: their servers and their security, each with what it was found in.
pub(super) struct Shared<'d> {
    pub(super) servers: [At<'d>; 2],
    pub(super) security: [At<'d>; 2],
    pub(super) servers_node: Node,
    pub(super) security_node: Node,
}

/// Which operations belong together: those of one method and path, then those whose path is the same but for the names
/// of variables, then those of one operationId.
fn pairs(olds: &[Described<'_>], news: &[Described<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut free_old: Vec<usize> = (0..olds.len()).collect();
    let mut free_new: Vec<usize> = (0..news.len()).collect();
    type Key<'a> = &'a dyn Fn(&Described<'_>) -> Option<String>;
    let rules: [Key<'_>; 4] = [
        &|it| Some(format!("{} {}", it.method, it.path)),
        &|it| Some(format!("{} {}", it.method, template(it.path))),
        &|it| Some(format!("{} {}", it.method, it.id()?)),
        &|it| it.id().map(str::to_owned),
    ];
    for key in rules {
        let mut by_key: HashMap<String, usize> = HashMap::new();
        for at in free_new.iter().rev() {
            if let Some(key) = key(&news[*at]) {
                by_key.insert(key, *at);
            }
        }
        free_old.retain(|from| {
            let Some(to) = key(&olds[*from]).and_then(|key| by_key.remove(&key)) else { return true };
            pairs.push((*from, to));
            false
        });
        let taken: Vec<usize> = pairs.iter().map(|(_, to)| *to).collect();
        free_new.retain(|to| !taken.contains(to));
    }
    pairs
}
