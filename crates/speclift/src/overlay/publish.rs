//! From the document that was emitted to the one that is published.

use openapiv3::OpenAPI;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::places::escape;
use super::{Applied, Overlay, OverlayError, merge};

/// A document after its overlays.
#[derive(Debug)]
pub struct Published {
    /// The document, which records the overlays that it went through.
    pub document: Value,
    /// All actions of all overlays, in order.
    pub applied: Vec<Applied>,
}

/// Applies overlays, each a name and a text, to a document. What comes out is OpenAPI 3.0 still, with nothing lost,
/// and names each overlay and its SHA-256 in `x-speclift`.
///
/// # Errors
///
/// Where an overlay cannot be read or applied, or leaves no OpenAPI 3.0 document; the message names the action.
pub fn publish(document: &Value, overlays: &[(String, String)]) -> Result<Published, OverlayError> {
    let mut value = document.clone();
    let mut applied = Vec::new();
    let mut records = Vec::new();
    for (name, text) in overlays {
        let overlay = Overlay::parse(text, name)?;
        let (after, done) = overlay.apply(value.clone())?;
        value = match read(&after) {
            Ok(read) => read,
            Err(reason) => return Err(culprit(&overlay, value, &reason)),
        };
        applied.extend(done);
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let sha256: String =
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        records.push(json!({ "name": file, "sha256": sha256 }));
    }
    if let Some(document) = value.as_object_mut()
        && !records.is_empty()
    {
        let made_from = document.entry("x-speclift").or_insert_with(|| json!({}));
        if let Value::Object(made_from) = made_from {
            made_from.insert("overlays".to_owned(), Value::Array(records));
        }
    }
    Ok(Published { document: value, applied })
}

/// A value as OpenAPI 3.0 has it, with nothing lost.
fn read(value: &Value) -> Result<Value, String> {
    let document: OpenAPI = serde_json::from_value(value.clone()).map_err(|reason| reason.to_string())?;
    let again = serde_json::to_value(&document).map_err(|reason| reason.to_string())?;
    match lost(value, &again, "") {
        None => Ok(again),
        Some(place) => Err(format!("OpenAPI 3.0 has nothing like `{place}`")),
    }
}

/// The first place of a value that another has not. What means nothing, such as `deprecated: false`, may be gone.
fn lost(before: &Value, after: &Value, place: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => before.iter().find_map(|(key, value)| {
            let place = format!("{place}/{}", escape(key));
            match after.get(key) {
                Some(after) => lost(value, after, &place),
                None if means_nothing(value) => None,
                None => Some(place),
            }
        }),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(i, (before, after))| lost(before, after, &format!("{place}/{i}"))),
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => None,
        _ if before == after => None,
        _ => Some(place.to_owned()),
    }
}

fn means_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The error of the action after which a document is no OpenAPI 3.0 any more.
fn culprit(overlay: &Overlay, document: Value, reason: &str) -> OverlayError {
    let whole = |message: String| OverlayError::Document { name: overlay.name.clone(), message };
    if read(&document).is_err() {
        return whole(format!("the document was no OpenAPI 3.0 before: {reason}"));
    }
    let mut run = match merge::Run::new(overlay, document) {
        Ok(run) => run,
        Err(error) => return error,
    };
    // Two actions may go through a state that is none: the last one after which it is none is to blame.
    let mut blamed = None;
    for action in &overlay.actions {
        if let Err(error) = run.action(action) {
            return error;
        }
        match read(&run.document) {
            Ok(_) => blamed = None,
            Err(reason) => {
                blamed.get_or_insert((action, reason));
            }
        }
    }
    match blamed {
        Some((action, reason)) => {
            overlay.failed(action, format!("what it leaves is no OpenAPI 3.0 document: {reason}"))
        }
        None => whole(reason.to_owned()),
    }
}
