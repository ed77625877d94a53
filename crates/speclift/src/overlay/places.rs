//! Where the parts of an overlay stand in its text.
//!
//! The reader of values says where a text breaks, and not where its parts stand, so those are looked up in the
//! events of a second parser, which reads JSON as well.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

use super::error::Place;

/// How deep parts are looked up: `/actions/3/target/…`.
const DEPTH: usize = 3;

/// The places of an overlay's upper parts, by JSON pointer; of a member, the place of its key.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(HashMap<String, Place>);

/// An open collection.
struct Open {
    pointer: String,
    /// The index of the next element; for a mapping, whether the next scalar is a key.
    element: Option<usize>,
    key: bool,
}

impl Places {
    /// Looks up all parts. Where the second parser breaks off, the rest has no places.
    pub(super) fn of(text: &str) -> Self {
        let mut places = HashMap::from([(String::new(), Place { line: 1, column: 1 })]);
        let mut open: Vec<Open> = Vec::new();
        let mut below = 0_usize;
        let mut pending = String::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { break };
            let place = Place { line: span.start.line(), column: span.start.col() + 1 };
            let start = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
            let end = matches!(event, Event::SequenceEnd | Event::MappingEnd);
            let node = start || matches!(event, Event::Scalar(..) | Event::Alias(..));
            if below > 0 {
                // Too deep to be told apart.
                below = below + usize::from(start) - usize::from(end);
                continue;
            }
            if end {
                open.pop();
                continue;
            }
            if !node {
                continue;
            }
            let pointer = match open.last_mut() {
                None => String::new(),
                Some(Open { pointer, element: Some(index), .. }) => {
                    let pointer = format!("{pointer}/{index}");
                    if let Some(Open { element: Some(index), .. }) = open.last_mut() {
                        *index += 1;
                    }
                    places.entry(pointer.clone()).or_insert(place);
                    pointer
                }
                Some(top) if top.key => {
                    let Event::Scalar(key, ..) = &event else { break };
                    pending = format!("{}/{}", top.pointer, escape(key));
                    places.entry(pending.clone()).or_insert(place);
                    top.key = false;
                    continue;
                }
                Some(top) => {
                    top.key = true;
                    pending.clone()
                }
            };
            if start {
                if open.len() >= DEPTH {
                    below = 1;
                    continue;
                }
                let element = matches!(event, Event::SequenceStart(..)).then_some(0);
                open.push(Open { pointer, element, key: element.is_none() });
            }
        }
        Self(places)
    }

    /// The place of a part, or of the nearest part around it that has one.
    pub(super) fn get(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            if let Some(place) = self.0.get(pointer) {
                return *place;
            }
            let Some(end) = pointer.rfind('/') else { return Place::default() };
            pointer = &pointer[..end];
        }
    }
}

/// A key as a part of a JSON pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
