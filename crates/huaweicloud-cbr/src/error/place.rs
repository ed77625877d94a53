//! Where in a body the value stands that cannot be read.

use std::borrow::Cow;

use serde_json::error::Category;
use serde_json::{Deserializer, Error, Value};

/// The path of the value that reading `body` failed at, such as `vaults[0].billing.size`; `.` is the whole body.
///
/// The body is read once more, without its type, and up to that value only, so that this fails there too. To read it
/// with its type once more would need another copy of the code that reads it, for every type there is.
pub(crate) fn place(body: &[u8], error: &Error) -> String {
    let body = match error.classify() {
        // A byte that starts no value stands in the place of this one.
        Category::Data => Cow::Owned([&body[..start(body, end(body, error))], b"!"].concat()),
        // What is no JSON is none without a type either.
        Category::Io | Category::Syntax | Category::Eof => Cow::Borrowed(body),
    };
    match serde_path_to_error::deserialize::<_, Value>(&mut Deserializer::from_slice(&body)) {
        Err(error) => error.path().to_string(),
        Ok(_) => ".".to_owned(),
    }
}

/// How much of a body was read before an error: what does not fit was, unless it is an array or an object in the place of
/// something else.
fn end(body: &[u8], error: &Error) -> usize {
    let lines = body.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    let line = lines.map(<[u8]>::len).sum::<usize>();
    (line + error.column()).min(body.len())
}

/// Where the value starts that ends at `end`; `end` where none does.
fn start(body: &[u8], end: usize) -> usize {
    let mut at = end;
    let mut open = 0_usize;
    loop {
        let Some(last) = at.checked_sub(1) else { return 0 };
        at = match body[last] {
            b'"' => start_of_string(body, last),
            byte if is_of_scalar(byte) => {
                body[..last].iter().rposition(|byte| !is_of_scalar(*byte)).map_or(0, |it| it + 1)
            }
            b']' | b'}' => {
                open += 1;
                last
            }
            b'[' | b'{' if open > 0 => {
                open -= 1;
                last
            }
            // Between the values of an array or an object.
            _ if open > 0 => last,
            _ => return end,
        };
        if open == 0 {
            return at;
        }
    }
}

fn is_of_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)
}

/// Where the string starts that the quote at `end` closes.
fn start_of_string(body: &[u8], end: usize) -> usize {
    let is_start = |at: &usize| {
        let escapes = body[..*at].iter().rev().take_while(|byte| **byte == b'\\').count();
        body[*at] == b'"' && escapes % 2 == 0
    };
    (0..end).rev().find(is_start).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{BackupResp, ListVaultsResponse};
    use serde::de::DeserializeOwned;
    use serde_json::{from_slice, json, to_vec, to_vec_pretty};

    /// Reads a body with its type, as the path would be found if code cost nothing.
    fn checked<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
        let error = from_slice::<T>(body).err()?;
        let expected = serde_path_to_error::deserialize::<_, T>(&mut Deserializer::from_slice(body)).err();
        let expected = expected.map_or_else(|| ".".to_owned(), |error| error.path().to_string());
        assert_eq!(place(body, &error), expected, "{}: {error}", String::from_utf8_lossy(body));
        Some(expected)
    }

    /// The places of all values.
    fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
        into.push(at.to_owned());
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, value)| pointers(value, &format!("{at}/{name}"), into))
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, value)| pointers(value, &format!("{at}/{n}"), into))
            }
            _ => {}
        }
    }

    /// Puts what fits nowhere in the place of each value. How many of these cannot be read.
    fn everywhere<T: DeserializeOwned>(body: &Value) -> usize {
        let mut places = Vec::new();
        pointers(body, "", &mut places);
        let wrong =
            [json!(-1.5e300), json!("a \"q\" \\"), json!(""), json!(true), json!([[0]]), json!({ "a": [1] })];
        let mut failed = 0;
        for (pointer, wrong) in
            places.iter().flat_map(|pointer| wrong.iter().map(move |wrong| (pointer, wrong)))
        {
            let mut body = body.clone();
            *body.pointer_mut(pointer).expect("the place is there") = wrong.clone();
            for body in [to_vec(&body), to_vec_pretty(&body)] {
                failed += usize::from(checked::<T>(&body.expect("a value can be written")).is_some());
            }
        }
        failed
    }

    #[test]
    fn the_place_is_that_of_reading_with_the_type() {
        let vaults = json!({
            "count": 1,
            "vaults": [null, {
                "id": "1",
                "billing": { "size": 100, "object_type": "server", "extra_info": { "a\"b": [] } },
                "tags": [{ "key": "k", "value": "v" }],
                "resources": [{ "id": "2", "size": 1, "extra_info": { "exclude_volumes": ["3"] } }],
                "new": { "a": [1, "b\\"] },
                "auto_expand": false,
            }],
        });
        let backup = json!({
            "id": "1", "children": [{ "id": "2", "children": [], "resource_size": 4 }],
            "extend_info": { "auto_trigger": true, "os_images_data": [{ "image_id": "5" }] },
        });
        assert!(everywhere::<ListVaultsResponse>(&vaults) > 50);
        assert!(everywhere::<BackupResp>(&backup) > 20);
    }

    #[test]
    fn what_is_no_json_has_a_place_too() {
        let body = br#"{"vaults": [{"id": "1"}, {"billing": {"size": 1, "object_type": "a\"b"}}]}"#;
        for end in 0..body.len() {
            checked::<ListVaultsResponse>(&body[..end]).expect("what ends early cannot be read");
            for byte in b"\"x1[}:,\\\n" {
                checked::<ListVaultsResponse>(&[&body[..end], &[*byte], &body[end + 1..]].concat());
            }
        }
        assert_eq!(checked::<ListVaultsResponse>(b"{} x").as_deref(), Some("."));
    }
}
