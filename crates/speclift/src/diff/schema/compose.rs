//! Schemas of several schemas.

use serde_json::Value;

use super::annotations::{ANNOTATIONS, is_remark};
use super::same::same;
use crate::diff::at::{At, keys};
use crate::diff::kinds::{self, Kind};
use crate::diff::place::Place;
use crate::diff::walk::Walk;

/// A list of schemas: its keyword, and the kinds for a member that is added and removed, and for a list that is new and
/// gone.
type List = (&'static str, [&'static Kind; 4]);

const LISTS: &[List] = &[
    ("allOf", [&kinds::ALL_OF_ADDED, &kinds::ALL_OF_REMOVED, &kinds::ALL_OF_ADDED, &kinds::ALL_OF_REMOVED]),
    (
        "anyOf",
        [&kinds::ANY_OF_ADDED, &kinds::ANY_OF_REMOVED, &kinds::ANY_OF_INTRODUCED, &kinds::ANY_OF_DROPPED],
    ),
    (
        "oneOf",
        [&kinds::ONE_OF_ADDED, &kinds::ONE_OF_REMOVED, &kinds::ONE_OF_INTRODUCED, &kinds::ONE_OF_DROPPED],
    ),
];

const ALTERNATIVES: &[&str] = &["oneOf", "anyOf"];

impl<'d> Walk<'d> {
    /// A schema that became one of several, or was one of several and is now alone: says whether that is all.
    pub(super) fn wrapped(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) -> bool {
        if let Some((list, member)) = wraps(new, old) {
            self.tell(&kinds::WRAPPED_IN_ONE_OF, place, "oneOf", Some(old), Some(&list));
            let place = self.beside(old, new, new, place);
            self.schema(old, &member, &place);
            return true;
        }
        if let Some((list, member)) = wraps(old, new) {
            self.tell(&kinds::UNWRAPPED_FROM_ONE_OF, place, "oneOf", Some(&list), Some(new));
            let place = self.beside(old, new, old, place);
            self.schema(&member, new, &place);
            return true;
        }
        false
    }

    /// The place of the alternative that was or became the whole. What stands beside the alternatives is of all of them:
    /// the default is compared here.
    fn beside(&mut self, old: &At<'d>, new: &At<'d>, outer: &At<'d>, place: &Place) -> Place {
        let defaulted = outer.value.get("default").is_some();
        if defaulted {
            self.default_value(old, new, place);
        }
        Place { bare: true, defaulted, ..place.clone() }
    }

    pub(super) fn composition(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let has = |at: &At<'d>, key| at.value.get(key).is_some();
        let only = |at: &At<'d>, one, other| has(at, one) && !has(at, other);
        if only(old, "oneOf", "anyOf") && only(new, "anyOf", "oneOf") {
            let (was, is) = (old.or_nothing("oneOf"), new.or_nothing("anyOf"));
            self.tell(&kinds::ONE_OF_BECAME_ANY_OF, place, "anyOf", Some(&was), Some(&is));
            self.list(&LISTS[1].1, &was, &is, place, "anyOf");
        } else if only(old, "anyOf", "oneOf") && only(new, "oneOf", "anyOf") {
            let (was, is) = (old.or_nothing("anyOf"), new.or_nothing("oneOf"));
            self.tell(&kinds::ANY_OF_BECAME_ONE_OF, place, "oneOf", Some(&was), Some(&is));
            self.list(&LISTS[2].1, &was, &is, place, "oneOf");
        } else {
            for (key, kinds) in &LISTS[1..] {
                self.list(kinds, &old.or_nothing(key), &new.or_nothing(key), place, key);
            }
        }
        self.remarks(old, new, place);
        let (key, all_of) = &LISTS[0];
        self.list(all_of, &old.or_nothing(key), &new.or_nothing(key), place, key);
        self.negation(old, new, place);
        self.discriminator(old, new, place);
    }

    fn list(&mut self, kinds: &[&'static Kind; 4], old: &At<'d>, new: &At<'d>, place: &Place, key: &str) {
        let [added, removed, introduced, dropped] = *kinds;
        match (old.value.is_null(), new.value.is_null()) {
            (true, true) => return,
            // Nothing but alternatives restricts a value: without a list it may be anything.
            (true, false) if key != "allOf" => {
                return self.tell(introduced, place, key, Some(old), Some(new));
            }
            (false, true) if key != "allOf" => return self.tell(dropped, place, key, Some(old), Some(new)),
            _ => {}
        }
        let members = |at: &At<'d>| -> Vec<At<'d>> {
            at.elements().into_iter().filter(|member| key != "allOf" || !is_remark(member)).collect()
        };
        let (olds, news) = (members(old), members(new));
        let pairs = align(&olds, &news);
        let open = key != "allOf" && news.iter().any(|member| is_plain(member));
        for (number, (from, to)) in pairs.iter().enumerate() {
            let suffix = format!("({key} {})", to.unwrap_or(number) + 1);
            let part = Place {
                scope: place.scope,
                bare: false,
                open: open || place.open,
                path: place.path.clone() + &suffix,
                ..place.clone()
            };
            match (from.map(|at| &olds[at]), to.map(|at| &news[at])) {
                (Some(was), Some(is)) => self.schema(was, is, &part),
                (Some(was), None) => self.tell(removed, place, &name(was), Some(was), None),
                (None, Some(is)) => self.tell(added, place, &name(is), None, Some(is)),
                (None, None) => {}
            }
        }
        let readable = |at: &At<'d>| at.value.is_null() || at.value.is_array();
        if !(readable(old) && readable(new)) && old.value != new.value {
            self.tell(&kinds::UNCLASSIFIED, place, key, Some(old), Some(new));
        }
    }

    fn negation(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        match (old.get("not"), new.get("not")) {
            (None, Some(is)) => self.tell(&kinds::NOT_ADDED, place, "not", None, Some(&is)),
            (Some(was), None) => self.tell(&kinds::NOT_REMOVED, place, "not", Some(&was), None),
            (Some(was), Some(is)) if !same(&was, &is, &[]) => {
                self.tell(&kinds::NOT_CHANGED, place, "not", Some(&was), Some(&is));
            }
            _ => {}
        }
    }

    fn discriminator(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = match (old.get("discriminator"), new.get("discriminator")) {
            (None, None) => return,
            (None, Some(is)) => {
                let is = is.or_nothing("propertyName");
                return self.tell(&kinds::DISCRIMINATOR_ADDED, place, "discriminator", None, Some(&is));
            }
            (Some(was), None) => {
                let was = was.or_nothing("propertyName");
                return self.tell(&kinds::DISCRIMINATOR_REMOVED, place, "discriminator", Some(&was), None);
            }
            (Some(was), Some(is)) => (was, is),
        };
        let kind = &kinds::DISCRIMINATOR_PROPERTY_CHANGED;
        self.words(kind, place, "propertyName", &was, &is);
        let (olds, news) = (was.or_nothing("mapping"), is.or_nothing("mapping"));
        for name in keys(&olds, &news) {
            match (olds.get(name), news.get(name)) {
                (None, Some(is)) => {
                    self.tell(&kinds::DISCRIMINATOR_MAPPING_ADDED, place, name, None, Some(&is));
                }
                (Some(was), None) => {
                    self.tell(&kinds::DISCRIMINATOR_MAPPING_REMOVED, place, name, Some(&was), None);
                }
                (Some(was), Some(is)) if was.value != is.value => {
                    self.tell(&kinds::DISCRIMINATOR_MAPPING_CHANGED, place, name, Some(&was), Some(&is));
                }
                _ => {}
            }
        }
        self.others(&["propertyName", "mapping"], place, &was, &is);
    }
}

/// The list of alternatives of a schema that is nothing else, and the one of them that is the other schema, or one of
/// its type.
fn wraps<'d>(outer: &At<'d>, inner: &At<'d>) -> Option<(At<'d>, At<'d>)> {
    if ALTERNATIVES.iter().any(|key| inner.value.get(key).is_some()) {
        return None;
    }
    let key = ALTERNATIVES.iter().find(|key| outer.value.get(key).is_some())?;
    let outside =
        |name: &str| ANNOTATIONS.contains(&name) || name == "default" || name.starts_with("x-speclift");
    if !outer.map()?.keys().all(|name| name == key || outside(name)) {
        return None;
    }
    let list = outer.get(key)?;
    // The inner schema says of itself what the list's schema says of all.
    let members = list.elements();
    let alike = |member: &&At<'d>| {
        let word = |at: &At<'d>| at.value.get("type").and_then(Value::as_str).map(str::to_owned);
        word(member).is_some() && word(member) == word(inner)
    };
    let found = members.iter().find(|member| same(member, inner, &[])).or_else(|| members.iter().find(alike));
    found.cloned().map(|member| (list, member))
}

/// Whether two members belong together.
type Rule<'a> = &'a dyn Fn(&At<'_>, &At<'_>) -> bool;

/// Which members of two lists belong together: those that are the same, then those of one type, in order.
fn align(olds: &[At<'_>], news: &[At<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut free_old: Vec<usize> = (0..olds.len()).collect();
    let mut free_new: Vec<usize> = (0..news.len()).collect();
    let mut pairs = Vec::new();
    let by_reference = |a: &At<'_>, b: &At<'_>| a.reference().is_some() && a.reference() == b.reference();
    let alike = |a: &At<'_>, b: &At<'_>| {
        let inline = a.reference().is_none() && b.reference().is_none();
        inline && a.value.get("type") == b.value.get("type")
    };
    let rules: [Rule<'_>; 3] = [&by_reference, &|a, b| same(a, b, &[]), &alike];
    for rule in rules {
        free_old.retain(|from| {
            let Some(at) = free_new.iter().position(|to| rule(&olds[*from], &news[*to])) else { return true };
            pairs.push((Some(*from), Some(free_new.remove(at))));
            false
        });
    }
    // What is left on both sides was exchanged.
    if let ([from], [to]) = (free_old.as_slice(), free_new.as_slice())
        && olds[*from].reference().is_some()
        && news[*to].reference().is_some()
    {
        pairs.push((Some(*from), Some(*to)));
        free_old.clear();
        free_new.clear();
    }
    pairs.sort_unstable();
    pairs.extend(free_old.into_iter().map(|from| (Some(from), None)));
    pairs.extend(free_new.into_iter().map(|to| (None, Some(to))));
    pairs
}

/// Whether a member takes every value of its type, so that enumerations beside it are examples of values.
fn is_plain(member: &At<'_>) -> bool {
    let map = member.map();
    let says = |key: &str| !ANNOTATIONS.contains(&key);
    map.is_some_and(|map| map.contains_key("type") && map.keys().filter(|key| says(key)).count() == 1)
}

/// What a member is called: the schema that it refers to, or its text.
fn name(member: &At<'_>) -> String {
    if member.reference().is_some()
        && let Some(name) = member.resolve().component()
    {
        return name;
    }
    match member.value.get("type") {
        Some(Value::String(word)) if member.map().is_some_and(|map| map.len() == 1) => word.clone(),
        _ => member.value.to_string(),
    }
}
