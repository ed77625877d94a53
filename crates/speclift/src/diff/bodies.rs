//! Request bodies, responses and media types.

use serde_json::Value;

use super::Flow;
use super::at::{At, keys};
use super::kinds::{self, Kind};
use super::place::{Place, Scope};
use super::walk::Walk;

/// The media type that is not mentioned, since almost every body has it.
const JSON: &str = "application/json";

impl<'d> Walk<'d> {
    pub(super) fn request_body(&mut self, old: &At<'d>, new: &At<'d>) {
        let place = Place::sent(Scope::Body, self.flow(Flow::Request), "request body");
        let (was, is) = match (old.get("requestBody"), new.get("requestBody")) {
            (None, None) => return,
            (Some(was), None) => {
                return self.tell(&kinds::REQUEST_BODY_REMOVED, &place, "requestBody", Some(&was), None);
            }
            (None, Some(is)) => {
                let kind = if is.resolve().is("required") {
                    &kinds::REQUEST_BODY_ADDED_REQUIRED
                } else {
                    &kinds::REQUEST_BODY_ADDED_OPTIONAL
                };
                return self.tell(kind, &place, "requestBody", None, Some(&is));
            }
            (Some(was), Some(is)) => (was.resolve(), is.resolve()),
        };
        let kinds = [&kinds::REQUEST_BODY_BECAME_REQUIRED, &kinds::REQUEST_BODY_BECAME_OPTIONAL];
        self.flag("required", kinds, &place, &was, &is);
        self.words(&kinds::REQUEST_BODY_DESCRIPTION, &place, "description", &was, &is);
        self.content(&was.or_nothing("content"), &is.or_nothing("content"), &place);
        self.others(&["required", "description", "content"], &place, &was, &is);
    }

    pub(super) fn responses(&mut self, old: &At<'d>, new: &At<'d>) {
        for status in keys(old, new) {
            if status.starts_with("x-") {
                continue;
            }
            let place = Place::sent(Scope::Body, self.flow(Flow::Response), format!("response {status}"));
            match (old.get(status), new.get(status)) {
                (Some(was), Some(is)) => self.response(&was.resolve(), &is.resolve(), &place),
                (Some(was), None) => {
                    let kind = match status {
                        "default" => &kinds::RESPONSE_DEFAULT_REMOVED,
                        _ if is_success(status) => &kinds::RESPONSE_SUCCESS_STATUS_REMOVED,
                        _ => &kinds::RESPONSE_NON_SUCCESS_STATUS_REMOVED,
                    };
                    self.tell(kind, &place, status, Some(&was), None);
                }
                (None, Some(is)) => {
                    let covered = old.value.get("default").is_some() || old.value.get("2XX").is_some();
                    let kind = match status {
                        "default" => &kinds::RESPONSE_DEFAULT_ADDED,
                        _ if !is_success(status) => &kinds::RESPONSE_NON_SUCCESS_STATUS_ADDED,
                        _ if covered => &kinds::RESPONSE_SUCCESS_STATUS_ADDED_COVERED,
                        _ => &kinds::RESPONSE_SUCCESS_STATUS_ADDED,
                    };
                    self.tell(kind, &place, status, None, Some(&is));
                }
                (None, None) => {}
            }
        }
        let statuses: Vec<&str> = keys(old, new).into_iter().filter(|key| !key.starts_with("x-")).collect();
        self.others(&statuses, &Place::of("responses"), old, new);
    }

    fn response(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        self.words(&kinds::RESPONSE_DESCRIPTION, place, "description", old, new);
        self.headers(&old.or_nothing("headers"), &new.or_nothing("headers"), &place.path);
        let (was, is) = (old.or_nothing("content"), new.or_nothing("content"));
        let empty = |at: &At<'d>| at.members().next().is_none();
        match (empty(&was), empty(&is)) {
            (true, false) => self.tell(&kinds::RESPONSE_BODY_ADDED, place, "content", None, Some(&is)),
            (false, true) => self.tell(&kinds::RESPONSE_BODY_REMOVED, place, "content", Some(&was), None),
            _ => self.content(&was, &is, place),
        }
        self.links(&old.or_nothing("links"), &new.or_nothing("links"), place);
        self.others(&["description", "headers", "content", "links"], place, old, new);
    }

    fn links(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        for name in keys(old, new) {
            match (old.get(name), new.get(name)) {
                (Some(was), None) => self.tell(&kinds::LINK_REMOVED, place, name, Some(&was), None),
                (None, Some(is)) => self.tell(&kinds::LINK_ADDED, place, name, None, Some(&is)),
                (Some(was), Some(is)) => {
                    let (was, is) = (was.resolve(), is.resolve());
                    let differs =
                        |key: &&str| *key != "description" && was.value.get(key) != is.value.get(key);
                    if keys(&was, &is).iter().any(differs) {
                        self.tell(&kinds::LINK_CHANGED, place, name, Some(&was), Some(&is));
                    }
                    if was.value.get("description") != is.value.get("description") {
                        self.tell(&kinds::LINK_DESCRIPTION, place, name, Some(&was), Some(&is));
                    }
                }
                (None, None) => {}
            }
        }
        self.others(&keys(old, new), place, old, new);
    }

    /// Compares what a body may be written as.
    fn content(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let olds: Vec<(&str, At<'d>)> = old.members().collect();
        let mut news: Vec<(&str, At<'d>)> = new.members().collect();
        let mut gone = Vec::new();
        for (name, was) in &olds {
            match news.iter().position(|(other, _)| other == name) {
                Some(at) => {
                    let (_, is) = news.remove(at);
                    self.media_type(was, &is, &written(place, name));
                }
                None => gone.push((*name, was)),
            }
        }
        for (name, was) in gone {
            // The same type with other parameters, or other letters.
            match news.iter().position(|(other, _)| essence(other) == essence(name)) {
                Some(at) => {
                    let (other, is) = news.remove(at);
                    let kind = &kinds::MEDIA_TYPE_NAME_CHANGED;
                    self.tell_names(kind, place, [name, other], was, &is);
                    self.media_type(was, &is, &written(place, other));
                }
                None => self.tell(&kinds::MEDIA_TYPE_REMOVED, place, name, Some(was), None),
            }
        }
        for (name, is) in news {
            self.tell(&kinds::MEDIA_TYPE_ADDED, place, name, None, Some(&is));
        }
        self.others(&keys(old, new), place, old, new);
    }

    pub(super) fn media_type(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        self.schema(&old.or_empty("schema"), &new.or_empty("schema"), place);
        self.words(&kinds::MEDIA_TYPE_EXAMPLE, place, "example", old, new);
        let kinds = [&kinds::MEDIA_TYPE_EXAMPLE_ADDED, &kinds::MEDIA_TYPE_EXAMPLE_REMOVED];
        self.examples(&kinds::MEDIA_TYPE_EXAMPLE, Some(kinds), place, old, new);
        self.words(&kinds::MEDIA_TYPE_ENCODING, place, "encoding", old, new);
        self.others(&["schema", "example", "examples", "encoding"], place, old, new);
    }

    /// Compares named examples, which may be references.
    pub(super) fn examples(
        &mut self,
        changed: &'static Kind,
        kinds: Option<[&'static Kind; 2]>,
        place: &Place,
        old: &At<'d>,
        new: &At<'d>,
    ) {
        let (olds, news) = (old.or_nothing("examples"), new.or_nothing("examples"));
        let [added, removed] = kinds.unwrap_or([changed, changed]);
        for (name, pair) in paired(&olds, &news) {
            match pair {
                [Some(was), None] => self.tell(removed, place, name, Some(&was), None),
                [None, Some(is)] => self.tell(added, place, name, None, Some(&is)),
                [Some(was), Some(is)] => {
                    let (was, is) = (was.resolve(), is.resolve());
                    if shows(&was) != shows(&is) {
                        self.tell(changed, place, name, Some(&was), Some(&is));
                        continue;
                    }
                    for key in keys(&was, &is) {
                        self.words(changed, place, key, &was, &is);
                    }
                }
                [None, None] => {}
            }
        }
        self.others(&keys(&olds, &news), place, &olds, &news);
    }
}

/// An example of the old document, and the one of the new that is meant by it.
type Examples<'d> = [Option<At<'d>>; 2];

/// Whether two examples belong together.
type Rule<'a, 'd> = &'a dyn Fn(&(&'d str, At<'d>), &(&'d str, At<'d>)) -> bool;

/// Which examples belong together: those that show the same, whatever they are called, since one that is added before
/// others makes `example1` of another; then those of one name.
fn paired<'d>(old: &At<'d>, new: &At<'d>) -> Vec<(&'d str, Examples<'d>)> {
    let mut olds: Vec<(&str, At<'d>)> = old.members().collect();
    let mut news: Vec<(&str, At<'d>)> = new.members().collect();
    let mut pairs = Vec::new();
    let named = |a: &(&str, At<'d>), b: &(&str, At<'d>)| a.0 == b.0;
    let same = |a: &(&str, At<'d>), b: &(&str, At<'d>)| {
        let value = shows(&a.1.resolve());
        !value.is_null() && value == shows(&b.1.resolve())
    };
    let rules: [Rule<'_, 'd>; 3] = [&|a, b| named(a, b) && same(a, b), &same, &named];
    for rule in rules {
        olds.retain(|was| {
            let Some(at) = news.iter().position(|is| rule(was, is)) else { return true };
            let (name, is) = news.remove(at);
            pairs.push((name, [Some(was.1.clone()), Some(is)]));
            false
        });
    }
    pairs.extend(olds.into_iter().map(|(name, was)| (name, [Some(was), None])));
    pairs.extend(news.into_iter().map(|(name, is)| (name, [None, Some(is)])));
    pairs
}

/// What an example shows.
fn shows<'d>(at: &At<'d>) -> &'d Value {
    at.value.get("value").or_else(|| at.value.get("externalValue")).unwrap_or(&Value::Null)
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

fn written(place: &Place, media_type: &str) -> Place {
    if media_type == JSON { place.clone() } else { place.called(format!("{} {media_type}", place.path)) }
}
