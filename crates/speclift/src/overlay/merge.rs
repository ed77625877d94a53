//! One action at a time: merging and removing.

use serde_json::Value;

use super::places::escape;
use super::select::{self, Step, pointer};
use super::{Action, Applied, Change, Overlay, OverlayError, Strictness};

/// How deep a document may be, before and after.
const MAX_DEPTH: u64 = 256;
/// How much a document may weigh: a node weighs one, and so does each of its letters.
const MAX_WEIGHT: u64 = 64 << 20;
/// How many nodes all actions together may look at.
const MAX_COST: u64 = 50_000_000;

/// A document on its way through the actions.
pub(super) struct Run<'a> {
    overlay: &'a Overlay,
    pub(super) document: Value,
    size: Size,
    spent: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(overlay: &'a Overlay, document: Value) -> Result<Self, OverlayError> {
        let size = Size::of(&document)
            .map_err(|message| OverlayError::Document { name: overlay.name.clone(), message })?;
        Ok(Self { overlay, document, size, spent: 0 })
    }

    pub(super) fn action(&mut self, action: &Action) -> Result<Applied, OverlayError> {
        let failed = |message: String| self.overlay.failed(action, message);
        self.spent =
            self.spent.saturating_add(select::cost(&action.target, self.size.nodes, self.size.depth));
        if self.spent > MAX_COST {
            let message = "this can take too long on this document: write out more of the target, with fewer `..`, \
                           `$` in filters, patterns and lists of selectors";
            return Err(failed(message.to_owned()));
        }
        let places = select::select(&action.path, &self.document);
        if places.is_empty() && self.overlay.strictness == Strictness::Reasoned {
            let nearest = select::nearest(&action.target, &self.document);
            return Err(failed(format!("this matches nothing; {nearest}")));
        }
        let matched: Vec<String> = places.iter().map(|place| pointer(place)).collect();
        let (change, touched) = if action.remove {
            self.remove(places).map_err(failed)?;
            (Change::Remove, matched.clone())
        } else {
            let touched = match &action.update {
                Some(update) => self.update(&matched, update).map_err(failed)?,
                None => Vec::new(),
            };
            (Change::Update, touched)
        };
        self.size = Size::of(&self.document).map_err(|message| self.overlay.failed(action, message))?;
        Ok(Applied {
            overlay: self.overlay.name.clone(),
            number: action.number,
            place: action.place,
            description: action.description.clone(),
            target: action.target.clone(),
            change,
            matched,
            touched,
        })
    }

    /// Removes all places, those at the end first, so that indexes stay what they were.
    fn remove(&mut self, mut places: Vec<Vec<Step>>) -> Result<(), String> {
        places.sort();
        for place in places.iter().rev() {
            let Some((last, parent)) = place.split_last() else {
                return Err("the whole document cannot be removed".to_owned());
            };
            match (self.document.pointer_mut(&pointer(parent)), last) {
                (Some(Value::Object(map)), Step::Name(name)) => {
                    map.shift_remove(name);
                }
                (Some(Value::Array(list)), Step::Index(index)) if *index < list.len() => {
                    list.remove(*index);
                }
                // It went with what it was in.
                _ => {}
            }
        }
        Ok(())
    }

    fn update(&mut self, matched: &[String], update: &Value) -> Result<Vec<String>, String> {
        let size = Size::of(update)?;
        let growth = size.weight.saturating_mul(matched.len() as u64);
        if growth.saturating_add(self.size.weight) > MAX_WEIGHT {
            return Err("this makes the document too large".to_owned());
        }
        let lenient = self.overlay.strictness == Strictness::Specification;
        let mut touched = Vec::new();
        for place in matched {
            match (self.document.pointer_mut(place), update) {
                (Some(target @ Value::Object(_)), Value::Object(_)) => {
                    merge(target, update, place, lenient, &mut touched)?;
                }
                (Some(Value::Object(_)), _) => {
                    return Err(format!(
                        "it selects the object {}, and `update` is {}: write an object of what to merge",
                        shown(place),
                        kind(update)
                    ));
                }
                (Some(Value::Array(list)), _) => {
                    touched.push(format!("{place}/{}", list.len()));
                    list.push(update.clone());
                }
                (Some(target), _) => {
                    return Err(format!(
                        "it selects {}, which is {}: select the object that it is in, and update its member",
                        shown(place),
                        kind(target)
                    ));
                }
                (None, _) => {}
            }
        }
        Ok(touched)
    }
}

/// Merges what is at `place`: objects member by member, arrays one after the other, anything else replaced.
fn merge(
    target: &mut Value,
    update: &Value,
    place: &str,
    lenient: bool,
    touched: &mut Vec<String>,
) -> Result<(), String> {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, value) in update {
                let place = format!("{place}/{}", escape(key));
                match target.get_mut(key) {
                    Some(member) => merge(member, value, &place, lenient, touched)?,
                    None => {
                        target.insert(key.clone(), value.clone());
                        touched.push(place);
                    }
                }
            }
        }
        (Value::Array(target), Value::Array(update)) => {
            touched.extend((target.len()..).take(update.len()).map(|index| format!("{place}/{index}")));
            target.extend_from_slice(update);
        }
        // The specification's own example has keys without values, for sections that it leaves as they are.
        (Value::Object(_) | Value::Array(_), Value::Null) if lenient => {}
        (target, update) if is_primitive(target) && is_primitive(update) => {
            target.clone_from(update);
            touched.push(place.to_owned());
        }
        (target, update) => {
            return Err(format!(
                "{} is {}, and `update` has {} for it: remove it first, in an action of its own",
                shown(place),
                kind(target),
                kind(update)
            ));
        }
    }
    Ok(())
}

fn is_primitive(value: &Value) -> bool {
    !matches!(value, Value::Object(_) | Value::Array(_))
}

fn shown(place: &str) -> String {
    if place.is_empty() { "`#`, the whole document".to_owned() } else { format!("`{place}`") }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a Boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// How large a value is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    nodes: u64,
    weight: u64,
    depth: u64,
}

impl Size {
    fn of(value: &Value) -> Result<Self, String> {
        let mut size = Self::default();
        // A stack of its own: a value may be deeper than the thread's stack allows.
        let mut open = vec![(value, 1_u64)];
        while let Some((value, depth)) = open.pop() {
            if depth > MAX_DEPTH {
                return Err(format!("the document is more than {MAX_DEPTH} levels deep"));
            }
            size.nodes += 1;
            size.weight += 1;
            size.depth = size.depth.max(depth);
            match value {
                Value::String(text) => size.weight += text.len() as u64,
                Value::Array(list) => open.extend(list.iter().map(|item| (item, depth + 1))),
                Value::Object(map) => {
                    size.weight += map.keys().map(|key| key.len() as u64).sum::<u64>();
                    open.extend(map.values().map(|item| (item, depth + 1)));
                }
                _ => {}
            }
            if size.weight > MAX_WEIGHT {
                return Err("the document is too large".to_owned());
            }
        }
        Ok(size)
    }
}
