//! Parameters and response headers.

use std::collections::HashMap;

use super::Flow;
use super::at::{At, keys};
use super::kinds::{self, Kind};
use super::paths::{Described, variables};
use super::place::{Place, Scope};
use super::walk::Walk;

const KNOWN: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// Where a parameter goes, and what it is called there; for a variable of the path, which of them it is.
type Key = (String, String);

impl<'d> Walk<'d> {
    pub(super) fn parameters(&mut self, old: &Described<'d>, new: &Described<'d>) {
        let (olds, news) = (all(old), all(new));
        let by_key: HashMap<&Key, &At<'d>> = olds.iter().map(|(key, at)| (key, at)).collect();
        let kept: HashMap<&Key, &At<'d>> = news.iter().map(|(key, at)| (key, at)).collect();
        let mut gone: Vec<&(Key, At<'d>)> = olds.iter().filter(|(key, _)| !kept.contains_key(key)).collect();
        for (key, is) in &news {
            let place = Place::sent(Scope::Parameter, self.flow(Flow::Request), called(is));
            if let Some(was) = by_key.get(key) {
                self.parameter(was, is, &place);
            } else if let Some(at) =
                gone.iter().position(|((_, name), _)| name.to_lowercase() == key.1.to_lowercase())
            {
                // The same name in another place.
                let (_, was) = gone.remove(at);
                let (from, to) = (was.or_nothing("in"), is.or_nothing("in"));
                self.tell(&kinds::REQUEST_PARAMETER_MOVED, &place, "in", Some(&from), Some(&to));
                self.parameter(was, is, &place);
            } else {
                let kind = if is.is("required") {
                    &kinds::NEW_REQUIRED_REQUEST_PARAMETER
                } else {
                    &kinds::NEW_OPTIONAL_REQUEST_PARAMETER
                };
                self.tell(kind, &place, &key.1, None, Some(is));
            }
        }
        for (key, was) in gone {
            let place = Place::sent(Scope::Parameter, self.flow(Flow::Request), called(was));
            self.tell(&kinds::REQUEST_PARAMETER_REMOVED, &place, &key.1, Some(was), None);
        }
    }

    fn parameter(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let required = [&kinds::REQUEST_PARAMETER_BECAME_REQUIRED, &kinds::REQUEST_PARAMETER_BECAME_OPTIONAL];
        self.flag("required", required, place, old, new);
        if old.str("in") == Some("header") && old.str("name") != new.str("name") {
            self.words(&kinds::REQUEST_PARAMETER_CASE, place, "name", old, new);
        }
        self.described(&PARAMETER, old, new, place);
        let kinds =
            [&kinds::REQUEST_PARAMETER_RESERVED_ALLOWED, &kinds::REQUEST_PARAMETER_RESERVED_FORBIDDEN];
        self.flag("allowReserved", kinds, place, old, new);
        let kinds = [&kinds::REQUEST_PARAMETER_EMPTY_ALLOWED, &kinds::REQUEST_PARAMETER_EMPTY_FORBIDDEN];
        self.flag("allowEmptyValue", kinds, place, old, new);
        if style(old) != style(new) {
            let (was, is) = (old.or_nothing("style"), new.or_nothing("style"));
            self.tell(&kinds::REQUEST_PARAMETER_STYLE, place, "style", Some(&was), Some(&is));
        }
        self.others(KNOWN, place, old, new);
    }

    /// Compares response headers. Their names have no case.
    pub(super) fn headers(&mut self, old: &At<'d>, new: &At<'d>, path: &str) {
        let named = |at: &At<'d>| -> HashMap<String, At<'d>> {
            at.members().map(|(name, header)| (name.to_lowercase(), header.resolve())).collect()
        };
        let (olds, news) = (named(old), named(new));
        let mut done = Vec::new();
        for name in keys(old, new) {
            let key = name.to_lowercase();
            if done.contains(&key) {
                continue;
            }
            let place =
                Place::sent(Scope::Header, self.flow(Flow::Response), format!("{path} header {name}"));
            match (olds.get(&key), news.get(&key)) {
                (Some(was), Some(is)) => {
                    let required =
                        [&kinds::RESPONSE_HEADER_BECAME_REQUIRED, &kinds::RESPONSE_HEADER_BECAME_OPTIONAL];
                    self.flag("required", required, &place, was, is);
                    self.described(&HEADER, was, is, &place);
                    let known: Vec<&str> = KNOWN
                        .iter()
                        .copied()
                        .filter(|key| {
                            !["name", "in", "style", "allowReserved", "allowEmptyValue"].contains(key)
                        })
                        .collect();
                    self.others(&known, &place, was, is);
                }
                (Some(was), None) => {
                    let kind = if was.is("required") {
                        &kinds::REQUIRED_RESPONSE_HEADER_REMOVED
                    } else {
                        &kinds::OPTIONAL_RESPONSE_HEADER_REMOVED
                    };
                    self.tell(kind, &place, name, Some(was), None);
                }
                (None, Some(is)) => self.tell(&kinds::RESPONSE_HEADER_ADDED, &place, name, None, Some(is)),
                (None, None) => {}
            }
            done.push(key);
        }
        self.others(&keys(old, new), &Place::of(format!("{path} headers")), old, new);
    }

    /// What parameters and headers have in common.
    fn described(&mut self, kinds: &Kinds, old: &At<'d>, new: &At<'d>, place: &Place) {
        self.words(kinds.description, place, "description", old, new);
        self.words(kinds.example, place, "example", old, new);
        self.examples(kinds.example, None, place, old, new);
        self.flag("deprecated", [kinds.deprecated, kinds.reactivated], place, old, new);
        if explode(old) != explode(new) {
            let (was, is) = (old.or_nothing("explode"), new.or_nothing("explode"));
            self.tell(kinds.explode, place, "explode", Some(&was), Some(&is));
        }
        let by_content = |at: &At<'d>| at.value.get("content").is_some();
        if by_content(old) != by_content(new) {
            let side =
                |at: &At<'d>| if by_content(at) { at.or_nothing("content") } else { at.or_nothing("schema") };
            self.tell(kinds.content, place, "content", Some(&side(old)), Some(&side(new)));
        } else if by_content(old) {
            self.content_of_parameter(kinds, old, new, place);
        } else {
            self.schema_of_parameter(&old.or_empty("schema"), &new.or_empty("schema"), place, repeats(new));
        }
    }

    /// A parameter that may be sent once may be sent several times just as well: its value is a list of one.
    fn schema_of_parameter(&mut self, old: &At<'d>, new: &At<'d>, place: &Place, repeats: bool) {
        let ty = |at: &At<'d>| at.resolve().str("type");
        let (was, is) = (ty(old), ty(new));
        let elements = new.resolve().get("items");
        match (elements, is, was) {
            (Some(elements), Some("array"), Some("string" | "integer" | "number" | "boolean")) if repeats => {
                self.tell(&kinds::REQUEST_PARAMETER_REPEATABLE, place, "items", Some(old), Some(new));
                self.schema(old, &elements, place);
            }
            _ => self.schema(old, new, place),
        }
    }

    /// A parameter that is written as one media type.
    fn content_of_parameter(&mut self, kinds: &Kinds, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (olds, news) = (old.or_nothing("content"), new.or_nothing("content"));
        let (was, is) = (olds.members().next(), news.members().next());
        match (was, is) {
            (Some((from, was)), Some((to, is))) => {
                if from != to {
                    self.tell_names(kinds.media, place, [from, to], &olds, &news);
                }
                self.media_type(&was, &is, place);
            }
            _ => {
                let told = self.told;
                self.net("content", None, told, place, old, new);
            }
        }
    }
}

/// The kinds of one of the two.
struct Kinds {
    description: &'static Kind,
    example: &'static Kind,
    deprecated: &'static Kind,
    reactivated: &'static Kind,
    explode: &'static Kind,
    content: &'static Kind,
    media: &'static Kind,
}

static PARAMETER: Kinds = Kinds {
    description: &kinds::REQUEST_PARAMETER_DESCRIPTION,
    example: &kinds::REQUEST_PARAMETER_EXAMPLE,
    deprecated: &kinds::REQUEST_PARAMETER_DEPRECATED,
    reactivated: &kinds::REQUEST_PARAMETER_REACTIVATED,
    explode: &kinds::REQUEST_PARAMETER_EXPLODE,
    content: &kinds::REQUEST_PARAMETER_CONTENT,
    media: &kinds::REQUEST_PARAMETER_MEDIA_TYPE,
};

static HEADER: Kinds = Kinds {
    description: &kinds::RESPONSE_HEADER_DESCRIPTION,
    example: &kinds::RESPONSE_HEADER_EXAMPLE,
    deprecated: &kinds::RESPONSE_HEADER_DEPRECATED,
    reactivated: &kinds::RESPONSE_HEADER_REACTIVATED,
    explode: &kinds::RESPONSE_HEADER_EXPLODE,
    content: &kinds::RESPONSE_HEADER_CONTENT,
    media: &kinds::RESPONSE_HEADER_CONTENT,
};

/// The parameters of an operation and of its path, of which the operation's own count.
fn all<'d>(of: &Described<'d>) -> Vec<(Key, At<'d>)> {
    let names = variables(of.path);
    let mut list: Vec<(Key, At<'d>)> = Vec::new();
    for holder in [&of.item, &of.at] {
        for at in holder.or_nothing("parameters").elements() {
            let at = at.resolve();
            let place = at.str("in").unwrap_or_default().to_owned();
            let name = at.str("name").unwrap_or_default();
            let name = match place.as_str() {
                "path" => names
                    .iter()
                    .position(|it| *it == name)
                    .map_or_else(|| name.to_owned(), |at| format!("{{{at}}}")),
                "header" => name.to_lowercase(),
                _ => name.to_owned(),
            };
            let key = (place, name);
            match list.iter_mut().find(|(other, _)| *other == key) {
                Some(other) => other.1 = at,
                None => list.push((key, at)),
            }
        }
    }
    list
}

/// A parameter in words.
fn called(at: &At<'_>) -> String {
    format!("{} parameter {}", at.str("in").unwrap_or("unplaced"), at.str("name").unwrap_or("without a name"))
}

fn style<'d>(at: &At<'d>) -> &'d str {
    let default = match at.str("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    at.str("style").unwrap_or(default)
}

/// Whether several values are several parameters of one name.
fn repeats(at: &At<'_>) -> bool {
    style(at) == "form" && explode(at)
}

fn explode(at: &At<'_>) -> bool {
    at.value.get("explode").and_then(serde_json::Value::as_bool).unwrap_or_else(|| style(at) == "form")
}
