//! From the way that a validator took to the place in the document where that is written.

use serde_json::Value;

use super::convert::wraps;
use super::index;

/// How many references one way can lead through: more go round in a circle.
const REFERENCES: usize = 64;

/// The JSON pointer, in the document, of what an evaluation of the schema at `start` came to: the keyword that failed.
/// References are followed, so it names the structure where the keyword is written. Where the way leads to what only
/// [`convert`](super::convert) made, the place is the schema that it was made of.
pub(super) fn place(document: &Value, start: &str, evaluation: &str) -> String {
    let mut pointer = start.to_owned();
    let mut tokens = evaluation.split('/').skip(1).peekable();
    let mut unwrapped = false;
    let mut references = 0;
    while let Some(token) = tokens.next() {
        let Some(mut node) = document.pointer(&pointer) else { return pointer };
        while let Some(target) = node.get("$ref").and_then(Value::as_str) {
            let Some(target) = target.strip_prefix('#').map(index::percent_decode) else { return pointer };
            let Some(found) = document.pointer(&target) else { return pointer };
            references += 1;
            if references > REFERENCES {
                return pointer;
            }
            (pointer, node, unwrapped) = (target, found, false);
        }
        match token {
            "$ref" => {}
            // An alternative to null that stands in no document.
            "anyOf" if !unwrapped && node.as_object().is_some_and(wraps) => {
                tokens.next();
                unwrapped = true;
            }
            _ => {
                let below = format!("{pointer}/{token}");
                if document.pointer(&below).is_none() {
                    return pointer;
                }
                (pointer, unwrapped) = (below, false);
            }
        }
    }
    pointer
}
