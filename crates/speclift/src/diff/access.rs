//! Servers, and how callers say who they are.

use serde_json::Value;

use super::at::{At, keys};
use super::graph::Node;
use super::kinds::{self, Kind};
use super::place::Place;
use super::walk::Walk;

impl<'d> Walk<'d> {
    pub(super) fn servers(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (olds, news) = (old.elements(), new.elements());
        let url = |at: &At<'d>| at.str("url").unwrap_or_default().to_owned();
        for was in &olds {
            // Several servers may have one address.
            let same = news.iter().find(|is| is.value == was.value);
            match same.or_else(|| news.iter().find(|is| url(is) == url(was))) {
                Some(is) => self.server(was, is, place),
                None => self.tell(&kinds::SERVER_REMOVED, place, &url(was), Some(was), None),
            }
        }
        for is in news.iter().filter(|is| !olds.iter().any(|was| url(was) == url(is))) {
            self.tell(&kinds::SERVER_ADDED, place, &url(is), None, Some(is));
        }
        if let (Some(was), Some(is)) = (olds.first(), news.first())
            && url(was) != url(is)
            && news.iter().any(|it| url(it) == url(was))
        {
            let (was, is) = (was.or_nothing("url"), is.or_nothing("url"));
            self.tell(&kinds::SERVER_REORDERED, place, "first", Some(&was), Some(&is));
        }
    }

    fn server(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let url = old.str("url").unwrap_or_default();
        if old.value.get("description") != new.value.get("description") {
            let (was, is) = (old.or_nothing("description"), new.or_nothing("description"));
            self.tell(&kinds::SERVER_DESCRIPTION, place, url, Some(&was), Some(&is));
        }
        let (olds, news) = (old.or_nothing("variables"), new.or_nothing("variables"));
        for name in keys(&olds, &news) {
            match (olds.get(name), news.get(name)) {
                (Some(was), Some(is)) => self.variable(name, &was, &is, place),
                (Some(was), None) => {
                    self.tell(&kinds::SERVER_VARIABLE_REMOVED, place, name, Some(&was), None)
                }
                (None, Some(is)) => self.tell(&kinds::SERVER_VARIABLE_ADDED, place, name, None, Some(&is)),
                (None, None) => {}
            }
        }
        self.others(&["url", "description", "variables"], place, old, new);
    }

    fn variable(&mut self, name: &str, old: &At<'d>, new: &At<'d>, place: &Place) {
        let texts: [(&str, &'static Kind); 2] = [
            ("default", &kinds::SERVER_VARIABLE_DEFAULT),
            ("description", &kinds::SERVER_VARIABLE_DESCRIPTION),
        ];
        for (key, kind) in texts {
            let (was, is) = (old.or_nothing(key), new.or_nothing(key));
            if was.value != is.value {
                self.tell(kind, place, name, Some(&was), Some(&is));
            }
        }
        let (was, is) = (old.or_nothing("enum"), new.or_nothing("enum"));
        match (was.value.is_null(), is.value.is_null()) {
            (true, false) => {
                self.tell(&kinds::SERVER_VARIABLE_RESTRICTED, place, name, Some(&was), Some(&is))
            }
            (false, true) => self.tell(&kinds::SERVER_VARIABLE_FREED, place, name, Some(&was), Some(&is)),
            _ => {
                let (from, to) = (old.texts("enum"), new.texts("enum"));
                for value in from.iter().filter(|value| !to.contains(value)) {
                    self.tell(&kinds::SERVER_VARIABLE_VALUE_REMOVED, place, value, Some(&was), Some(&is));
                }
                for value in to.iter().filter(|value| !from.contains(value)) {
                    self.tell(&kinds::SERVER_VARIABLE_VALUE_ADDED, place, value, Some(&was), Some(&is));
                }
            }
        }
        self.others(&["default", "description", "enum"], place, old, new);
    }

    /// Compares lists of alternatives, each of which names the schemes that are used together.
    pub(super) fn security(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        let (olds, news) = (alternatives(old), alternatives(new));
        let free = |all: &[(String, At<'d>)]| all.is_empty() || all.iter().any(|(name, _)| name.is_empty());
        match (free(&olds), free(&news)) {
            (true, false) => self.tell(&kinds::SECURITY_REQUIRED, place, "security", Some(old), Some(new)),
            (false, true) => self.tell(&kinds::SECURITY_DROPPED, place, "security", Some(old), Some(new)),
            _ => {}
        }
        if (olds.is_empty() || news.is_empty()) && free(&olds) != free(&news) {
            return;
        }
        let named =
            |all: &[(String, At<'d>)], name: &str| all.iter().find(|(other, _)| other == name).cloned();
        for (name, was) in olds.iter().filter(|(name, _)| !name.is_empty()) {
            match named(&news, name) {
                Some((_, is)) => self.scopes(was, &is, place),
                None => self.tell(&kinds::SECURITY_REMOVED, place, name, Some(was), None),
            }
        }
        for (name, is) in news.iter().filter(|(name, _)| !name.is_empty() && named(&olds, name).is_none()) {
            self.tell(&kinds::SECURITY_ADDED, place, name, None, Some(is));
        }
    }

    /// The scopes that each scheme of an alternative asks for.
    fn scopes(&mut self, old: &At<'d>, new: &At<'d>, place: &Place) {
        for scheme in keys(old, new) {
            let (was, is) = (old.texts(scheme), new.texts(scheme));
            let sides = (old.or_nothing(scheme), new.or_nothing(scheme));
            for scope in was.iter().filter(|scope| !is.contains(scope)) {
                self.tell(&kinds::SECURITY_SCOPE_REMOVED, place, scope, Some(&sides.0), Some(&sides.1));
            }
            for scope in is.iter().filter(|scope| !was.contains(scope)) {
                self.tell(&kinds::SECURITY_SCOPE_ADDED, place, scope, Some(&sides.0), Some(&sides.1));
            }
            let told = |at: &At<'d>| at.value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
            if sides.0.value != sides.1.value && !(told(&sides.0) && told(&sides.1)) {
                self.unclassified(scheme, place, old, new);
            }
        }
    }

    /// Remembers that what is being compared names the schemes of some security.
    pub(super) fn uses_schemes(&mut self, security: &At<'d>) {
        for (name, _) in security.elements().iter().filter_map(At::map).flatten() {
            let node = self.scheme_node(name);
            self.graph.link(self.holder, node);
        }
    }

    fn scheme_node(&mut self, name: &str) -> Node {
        if let Some(node) = self.scheme_nodes.get(name) {
            return *node;
        }
        let node = self.graph.add(None);
        self.scheme_nodes.insert(name.to_owned(), node);
        node
    }

    /// Compares the schemes that security names.
    pub(super) fn schemes(&mut self, old: &At<'d>, new: &At<'d>) {
        for name in keys(old, new) {
            let place = Place::of(format!("security scheme {name}"));
            let node = self.scheme_node(name);
            self.within(node, |walk| match (old.get(name), new.get(name)) {
                (Some(was), Some(is)) => walk.scheme(name, &was.resolve(), &is.resolve(), &place),
                (Some(was), None) => walk.tell(&kinds::SCHEME_REMOVED, &place, name, Some(&was), None),
                (None, Some(is)) => walk.tell(&kinds::SCHEME_ADDED, &place, name, None, Some(&is)),
                (None, None) => {}
            });
        }
    }

    fn scheme(&mut self, name: &str, old: &At<'d>, new: &At<'d>, place: &Place) {
        const TEXTS: &[(&str, &Kind)] = &[
            ("type", &kinds::SCHEME_TYPE),
            ("in", &kinds::SCHEME_PARAMETER),
            ("name", &kinds::SCHEME_PARAMETER),
            ("scheme", &kinds::SCHEME_SCHEME),
            ("bearerFormat", &kinds::SCHEME_BEARER),
            ("openIdConnectUrl", &kinds::SCHEME_OPENID_URL),
            ("description", &kinds::SCHEME_DESCRIPTION),
        ];
        self.texts(TEXTS, name, old, new, place);
        let (olds, news) = (old.or_nothing("flows"), new.or_nothing("flows"));
        for flow in keys(&olds, &news).into_iter().filter(|flow| !flow.starts_with("x-")) {
            match (olds.get(flow), news.get(flow)) {
                (Some(was), Some(is)) => self.oauth_flow(flow, &was, &is, place),
                (Some(was), None) => self.tell(&kinds::SCHEME_FLOW_REMOVED, place, flow, Some(&was), None),
                (None, Some(is)) => self.tell(&kinds::SCHEME_FLOW_ADDED, place, flow, None, Some(&is)),
                (None, None) => {}
            }
        }
        let known: Vec<&str> = TEXTS.iter().map(|(key, _)| *key).chain(["flows"]).collect();
        self.others(&known, place, old, new);
    }

    fn oauth_flow(&mut self, flow: &str, old: &At<'d>, new: &At<'d>, place: &Place) {
        const TEXTS: &[(&str, &Kind)] = &[
            ("authorizationUrl", &kinds::SCHEME_URL),
            ("tokenUrl", &kinds::SCHEME_TOKEN_URL),
            ("refreshUrl", &kinds::SCHEME_REFRESH_URL),
        ];
        self.texts(TEXTS, flow, old, new, place);
        let (olds, news) = (old.or_nothing("scopes"), new.or_nothing("scopes"));
        for scope in keys(&olds, &news) {
            match (olds.get(scope), news.get(scope)) {
                (Some(was), None) => self.tell(&kinds::SCHEME_SCOPE_REMOVED, place, scope, Some(&was), None),
                (None, Some(is)) => self.tell(&kinds::SCHEME_SCOPE_ADDED, place, scope, None, Some(&is)),
                (Some(was), Some(is)) if was.value != is.value => {
                    self.tell(&kinds::SCHEME_SCOPE_CHANGED, place, scope, Some(&was), Some(&is));
                }
                _ => {}
            }
        }
        let known: Vec<&str> = TEXTS.iter().map(|(key, _)| *key).chain(["scopes"]).collect();
        self.others(&known, place, old, new);
    }

    /// Compares texts, each with a kind of its own, which all name the same thing.
    fn texts(
        &mut self,
        texts: &[(&str, &'static Kind)],
        name: &str,
        old: &At<'d>,
        new: &At<'d>,
        place: &Place,
    ) {
        for (key, kind) in texts {
            let (was, is) = (old.or_nothing(key), new.or_nothing(key));
            if was.value != is.value {
                self.tell(kind, place, name, Some(&was), Some(&is));
            }
        }
    }
}

/// The alternatives of security, by the names of their schemes.
fn alternatives<'d>(at: &At<'d>) -> Vec<(String, At<'d>)> {
    let name = |at: &At<'d>| {
        let mut names: Vec<&str> = at
            .value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _): (&String, &Value)| name.as_str())
            .collect();
        names.sort_unstable();
        names.join(" and ")
    };
    at.elements().into_iter().map(|at| (name(&at), at)).collect()
}
