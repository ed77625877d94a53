//! Where things stand in a document.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::{Map, Value};

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    /// JSON pointer.
    pub(super) pointer: String,
    /// The operation that it is part of: `GET /x`.
    pub(super) operation: Option<Rc<str>>,
    pub(super) value: &'a Value,
}

impl<'a> At<'a> {
    /// What stands below a key or index.
    pub(super) fn child(&self, token: &str, value: &'a Value) -> At<'a> {
        let mut pointer = String::with_capacity(self.pointer.len() + 1 + token.len());
        pointer.push_str(&self.pointer);
        pointer.push('/');
        if token.contains(['~', '/']) {
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        } else {
            pointer.push_str(token);
        }
        At { pointer, operation: self.operation.clone(), value }
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &str) -> Option<At<'a>> {
        Some(self.child(key, self.value.get(key)?))
    }

    /// The members of an object with their keys.
    pub(super) fn members(&self) -> Vec<(&'a str, At<'a>)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), self.child(key, value))).collect()
    }

    /// The elements of an array.
    pub(super) fn elements(&self) -> Vec<At<'a>> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        elements.map(|(i, value)| self.child(&i.to_string(), value)).collect()
    }

    /// The reference that it is, if it is one.
    pub(super) fn reference(&self) -> Option<&'a str> {
        self.value.get("$ref")?.as_str()
    }

    pub(super) fn str(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    pub(super) fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation<'a> {
    pub(super) path: &'a str,
    pub(super) path_item: At<'a>,
    pub(super) at: At<'a>,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Everything in a document that rules look at, in the order of the document. References are recorded and
/// not followed.
#[derive(Debug)]
pub(super) struct Index<'a> {
    pub(super) root: At<'a>,
    pub(super) paths: Vec<(&'a str, At<'a>)>,
    pub(super) operations: Vec<Operation<'a>>,
    /// Schema objects at every depth, without those that are references.
    pub(super) schemas: Vec<At<'a>>,
    /// Media types, parameters and headers: they have a schema, and examples of it.
    pub(super) described: Vec<At<'a>>,
    /// Reference objects, with what they refer to.
    pub(super) references: Vec<(At<'a>, &'a str)>,
    /// Named components by section.
    pub(super) components: Vec<(&'a str, &'a str, At<'a>)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(document: &'a Value) -> Self {
        let root = At { pointer: String::new(), operation: None, value: document };
        let mut index = Index {
            root: root.clone(),
            paths: Vec::new(),
            operations: Vec::new(),
            schemas: Vec::new(),
            described: Vec::new(),
            references: Vec::new(),
            components: Vec::new(),
        };
        if let Some(paths) = root.get("paths") {
            index.paths = paths.members().into_iter().filter(|(path, _)| path.starts_with('/')).collect();
            for (path, item) in index.paths.clone() {
                index.path_item(path, &item, true);
            }
        }
        for (section, all) in root.get("components").iter().flat_map(At::members) {
            for (name, at) in all.members() {
                index.components.push((section, name, at.clone()));
                index.component(section, &at);
            }
        }
        index
    }

    fn component(&mut self, section: &str, at: &At<'a>) {
        match section {
            "schemas" => self.schema(at),
            "parameters" | "headers" => self.described(at),
            "requestBodies" => self.body(at),
            "responses" => self.response(at),
            "callbacks" => self.callback(at),
            _ => drop(self.is_reference(at)),
        }
    }

    fn is_reference(&mut self, at: &At<'a>) -> bool {
        let Some(target) = at.reference() else {
            return false;
        };
        self.references.push((at.clone(), target));
        true
    }

    /// `named` is false for callbacks, whose operations are not the API's.
    fn path_item(&mut self, path: &'a str, item: &At<'a>, named: bool) {
        if self.is_reference(item) {
            return;
        }
        for parameter in item.get("parameters").iter().flat_map(At::elements) {
            self.described(&parameter);
        }
        for (method, mut at) in item.members() {
            if !METHODS.contains(&method) {
                continue;
            }
            if named {
                at.operation = Some(format!("{} {path}", method.to_uppercase()).into());
                self.operations.push(Operation { path, path_item: item.clone(), at: at.clone() });
            }
            self.operation(&at);
        }
    }

    fn operation(&mut self, at: &At<'a>) {
        for parameter in at.get("parameters").iter().flat_map(At::elements) {
            self.described(&parameter);
        }
        if let Some(body) = at.get("requestBody") {
            self.body(&body);
        }
        for (_, response) in at.get("responses").iter().flat_map(At::members) {
            self.response(&response);
        }
        for (_, callback) in at.get("callbacks").iter().flat_map(At::members) {
            self.callback(&callback);
        }
    }

    fn callback(&mut self, at: &At<'a>) {
        if !self.is_reference(at) {
            for (expression, item) in at.members() {
                self.path_item(expression, &item, false);
            }
        }
    }

    fn body(&mut self, at: &At<'a>) {
        if !self.is_reference(at) {
            self.content(at);
        }
    }

    fn response(&mut self, at: &At<'a>) {
        if self.is_reference(at) {
            return;
        }
        self.content(at);
        for (_, header) in at.get("headers").iter().flat_map(At::members) {
            self.described(&header);
        }
        for (_, link) in at.get("links").iter().flat_map(At::members) {
            self.is_reference(&link);
        }
    }

    fn content(&mut self, at: &At<'a>) {
        for (_, media_type) in at.get("content").iter().flat_map(At::members) {
            self.described(&media_type);
        }
    }

    fn described(&mut self, at: &At<'a>) {
        if self.is_reference(at) {
            return;
        }
        self.described.push(at.clone());
        if let Some(schema) = at.get("schema") {
            self.schema(&schema);
        }
        for (_, example) in at.get("examples").iter().flat_map(At::members) {
            self.is_reference(&example);
        }
        self.content(at);
    }

    fn schema(&mut self, at: &At<'a>) {
        if self.is_reference(at) || at.object().is_none() {
            return;
        }
        self.schemas.push(at.clone());
        for (key, child) in at.members() {
            match key {
                "properties" => child.members().iter().for_each(|(_, property)| self.schema(property)),
                "items" | "not" | "additionalProperties" => self.schema(&child),
                "allOf" | "anyOf" | "oneOf" => child.elements().iter().for_each(|part| self.schema(part)),
                _ => {}
            }
        }
    }
}

/// A value, or what its reference leads to within the document; a reference that leads nowhere stays.
pub(super) fn resolve<'a>(document: &'a Value, mut value: &'a Value) -> &'a Value {
    // A chain longer than this goes round in a circle, which is told of.
    for _ in 0..256 {
        let target = value.get("$ref").and_then(Value::as_str).and_then(|target| local(document, target));
        match target {
            Some(target) => value = target,
            None => break,
        }
    }
    value
}

/// Whether a reference within the document leads to nothing but references.
pub(super) fn goes_round(document: &Value, reference: &str) -> bool {
    let mut seen = HashSet::new();
    let mut reference = reference;
    while let Some(next) = local(document, reference).and_then(|at| at.get("$ref")).and_then(Value::as_str) {
        if !seen.insert(reference) {
            return true;
        }
        reference = next;
    }
    false
}

/// What a reference within the document leads to.
pub(super) fn local<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(&percent_decode(reference.strip_prefix('#')?))
}

/// Undoes percent-encoding in the fragment of a reference. What is no such encoding stays.
pub(super) fn percent_decode(fragment: &str) -> String {
    if !fragment.contains('%') {
        return fragment.to_owned();
    }
    let hex = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let (bytes, mut decoded, mut i) = (fragment.as_bytes(), Vec::new(), 0);
    while i < bytes.len() {
        let byte = bytes.get(i + 1..i + 3).filter(|_| bytes[i] == b'%').and_then(hex);
        decoded.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
