//! What is of the whole document: its name, its groups, its components, its error codes.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Flow;
use super::at::{At, keys};
use super::kinds::{self, Kind};
use super::paths::Shared;
use super::place::{Place, Scope};
use super::usage::used;
use super::walk::Walk;

const KNOWN: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "externalDocs",
    "x-speclift",
    "x-error-codes",
];

const INFO: &[(&str, &Kind)] = &[
    ("title", &kinds::API_TITLE),
    ("description", &kinds::API_DESCRIPTION),
    ("version", &kinds::API_VERSION),
    ("termsOfService", &kinds::API_TERMS),
    ("contact", &kinds::API_CONTACT),
    ("license", &kinds::API_LICENSE),
];

impl<'d> Walk<'d> {
    pub(super) fn document(&mut self, old: &'d Value, new: &'d Value) {
        let (old, new) = (At::root(old), At::root(new));
        let place = Place::of("document");
        self.words(&kinds::OPENAPI_VERSION, &place, "openapi", &old, &new);
        self.words(&kinds::API_EXTERNAL_DOCS, &place, "externalDocs", &old, &new);
        let (was, is) = (old.or_nothing("info"), new.or_nothing("info"));
        let info = Place::of("info");
        for (key, kind) in INFO {
            self.words(kind, &info, key, &was, &is);
        }
        let known: Vec<&str> = INFO.iter().map(|(key, _)| *key).collect();
        self.others(&known, &info, &was, &is);
        self.words(&kinds::SOURCES_CHANGED, &place, "x-speclift", &old, &new);
        self.tags(&old.or_nothing("tags"), &new.or_nothing("tags"));

        let servers = self.graph.add(None);
        let security = self.graph.add(None);
        let shared = Shared {
            servers: [old.or_nothing("servers"), new.or_nothing("servers")],
            security: [old.or_nothing("security"), new.or_nothing("security")],
            servers_node: servers,
            security_node: security,
        };
        self.within(servers, |walk| {
            walk.servers(&shared.servers[0], &shared.servers[1], &Place::of("servers"));
        });
        self.within(security, |walk| {
            walk.security(&shared.security[0], &shared.security[1], &Place::of("security"));
        });
        self.paths(&old.or_nothing("paths"), &new.or_nothing("paths"), &shared);
        self.settle();
        self.components(&old, &new);
        self.settle();
        self.error_codes(&old, &new);
        self.others(KNOWN, &place, &old, &new);
    }

    fn tags(&mut self, old: &At<'d>, new: &At<'d>) {
        let named = |at: &At<'d>| -> Vec<(&'d str, At<'d>)> {
            at.elements().into_iter().map(|tag| (tag.str("name").unwrap_or_default(), tag)).collect()
        };
        let (olds, news) = (named(old), named(new));
        let place = Place::of("tags");
        for (name, was) in &olds {
            let Some((_, is)) = news.iter().find(|(other, _)| other == name) else {
                self.tell(&kinds::TAG_REMOVED, &place, name, Some(was), None);
                continue;
            };
            for (key, kind) in
                [("description", &kinds::TAG_DESCRIPTION), ("externalDocs", &kinds::TAG_EXTERNAL_DOCS)]
            {
                let (was, is) = (was.or_nothing(key), is.or_nothing(key));
                if was.value != is.value {
                    self.tell(kind, &place, name, Some(&was), Some(&is));
                }
            }
            self.others(&["name", "description", "externalDocs"], &place, was, is);
        }
        for (name, is) in news.iter().filter(|(name, _)| !olds.iter().any(|(other, _)| other == name)) {
            self.tell(&kinds::TAG_ADDED, &place, name, None, Some(is));
        }
    }

    /// Components that no operation of both documents led to.
    fn components(&mut self, old: &At<'d>, new: &At<'d>) {
        let uses = [used(old.value), used(new.value)];
        let (olds, news) = (old.or_nothing("components"), new.or_nothing("components"));
        for section in keys(&olds, &news) {
            let (was, is) = (olds.or_nothing(section), news.or_nothing(section));
            match section {
                "schemas" => self.unused_schemas(&was, &is, &uses),
                "securitySchemes" => self.schemes(&was, &is),
                _ if section.starts_with("x-") => {}
                _ => self.unused(section, &was, &is, &uses),
            }
        }
        let sections: Vec<&str> =
            keys(&olds, &news).into_iter().filter(|key| !key.starts_with("x-")).collect();
        self.others(&sections, &Place::of("components"), &olds, &news);
    }

    fn unused_schemas(&mut self, old: &At<'d>, new: &At<'d>, uses: &[HashSet<String>; 2]) {
        for name in keys(old, new) {
            let place = Place::of(name);
            match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => {
                    if self.seen[0].contains(&was.pointer) || self.seen[1].contains(&is.pointer) {
                        continue;
                    }
                    for flow in [Flow::Request, Flow::Response] {
                        self.schema(&was, &is, &Place::sent(Scope::Body, flow, name));
                    }
                }
                (Some(was), None) if !uses[0].contains(&was.pointer) => {
                    self.tell(&kinds::UNUSED_SCHEMA_REMOVED, &place, name, Some(&was), None);
                }
                (None, Some(is)) if !uses[1].contains(&is.pointer) => {
                    self.tell(&kinds::UNUSED_SCHEMA_ADDED, &place, name, None, Some(&is));
                }
                _ => {}
            }
        }
    }

    fn unused(&mut self, section: &str, old: &At<'d>, new: &At<'d>, uses: &[HashSet<String>; 2]) {
        for name in keys(old, new) {
            let (was, is) = (old.get(name), new.get(name));
            let is_used = |side: usize, at: &Option<At<'d>>| {
                at.as_ref().is_some_and(|at| uses[side].contains(&at.pointer))
            };
            if is_used(0, &was) || is_used(1, &is) {
                continue;
            }
            let kind = match (&was, &is) {
                (Some(was), Some(is)) if was.value == is.value => continue,
                (None, _) => &kinds::UNUSED_COMPONENT_ADDED,
                (_, None) => &kinds::UNUSED_COMPONENT_REMOVED,
                _ => &kinds::UNUSED_COMPONENT_CHANGED,
            };
            let place = Place::of(format!("components {section} {name}"));
            self.tell(kind, &place, name, was.as_ref(), is.as_ref());
        }
    }

    fn error_codes(&mut self, old: &At<'d>, new: &At<'d>) {
        const KEY: &str = "x-error-codes";
        let (olds, news) = (old.or_nothing(KEY), new.or_nothing(KEY));
        let readable = |at: &At<'d>| {
            let coded = |entry: &Value| entry.get("code").is_some_and(Value::is_string);
            at.value.is_null() || at.value.as_array().is_some_and(|entries| entries.iter().all(coded))
        };
        if !(readable(&olds) && readable(&news)) {
            if olds.value != news.value {
                let (was, is) = (old.get(KEY), new.get(KEY));
                self.tell(&kinds::EXTENSION_CHANGED, &Place::of("document"), KEY, was.as_ref(), is.as_ref());
            }
            return;
        }
        let (listed, found) = (coded(&olds), coded(&news));
        let by_code: HashMap<&(&str, usize), &At<'d>> = found.iter().map(|(code, at)| (code, at)).collect();
        for (code, was) in &listed {
            let place = Place::of(format!("error code {}", code.0));
            match by_code.get(code) {
                Some(is) => self.error_code(code.0, was, is, &place),
                None => self.tell(&kinds::ERROR_CODE_REMOVED, &place, code.0, Some(was), None),
            }
        }
        let known: HashSet<&(&str, usize)> = listed.iter().map(|(code, _)| code).collect();
        for (code, is) in found.iter().filter(|(code, _)| !known.contains(code)) {
            let place = Place::of(format!("error code {}", code.0));
            self.tell(&kinds::ERROR_CODE_ADDED, &place, code.0, None, Some(is));
        }
    }

    fn error_code(&mut self, code: &str, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (was, is) = (old.or_nothing("status"), new.or_nothing("status"));
        if was.value != is.value {
            self.tell(&kinds::ERROR_CODE_STATUS, place, code, Some(&was), Some(&is));
        }
        for key in ["message", "meaning", "remedy"] {
            self.words(&kinds::ERROR_CODE_TEXT, place, key, old, new);
        }
        self.others(&["code", "status", "message", "meaning", "remedy"], place, old, new);
    }
}

/// The entries of the catalogue by code, and by which of several of one code they are.
fn coded<'d>(at: &At<'d>) -> Vec<((&'d str, usize), At<'d>)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let entries = at.elements().into_iter().map(|entry| {
        let code = entry.str("code").unwrap_or_default();
        let count = counts.entry(code).or_default();
        *count += 1;
        ((code, *count), entry)
    });
    entries.collect()
}
