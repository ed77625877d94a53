//! Signatures that the vendor's own signer made.

use std::path::Path;

use axum::http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::*;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../huaweicloud-cbr/tests/data/signing_vectors.json");

/// A request as the vendor's signer sent it.
struct Sent {
    method: String,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Sent {
    fn signed(&self) -> Signed<'_> {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        Signed { method: &self.method, path, query, headers: &self.headers, body: &self.body }
    }
}

fn sent(vector: &Value, file: &Value) -> Sent {
    let text = |key: &str| vector[key].as_str().unwrap_or_default().to_owned();
    let mut headers = HeaderMap::new();
    let mut insert = |name: &str, value: &str| {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    };
    // What the signer adds to the headers that it was given.
    let canonical = text("canonical_request");
    for line in canonical.lines().skip(3).take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').unwrap();
        insert(name, value);
    }
    for (name, value) in vector["headers"].as_object().unwrap() {
        insert(name, value.as_str().unwrap());
    }
    insert("x-sdk-date", file["date"].as_str().unwrap());
    insert("authorization", &text("authorization"));
    let body = match vector["body_hex"].as_str() {
        Some(hex) => {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
        }
        None => text("body").into_bytes(),
    };
    Sent { method: text("method"), target: text("target"), headers, body }
}

fn check(path: &Path) -> usize {
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let secret = file["sk"].as_str().unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    for vector in vectors {
        let name = &vector["name"];
        let good = sent(vector, &file);
        assert_eq!(good.signed().access(), Ok(file["ak"].as_str().unwrap()), "{name}");
        assert_eq!(good.signed().matches(secret), Ok(()), "{name}");
        assert!(good.signed().matches("another").is_err(), "{name}: another secret");
        let changed = |change: &dyn Fn(&mut Sent)| {
            let mut sent = sent(vector, &file);
            change(&mut sent);
            sent.signed().matches(secret)
        };
        assert!(changed(&|sent| sent.method = "OTHER".to_owned()).is_err(), "{name}: method");
        // A body may be left out of the signature where it is no JSON; then the header says so.
        let unsigned =
            good.headers.get("x-sdk-content-sha256").is_some_and(|value| value == "UNSIGNED-PAYLOAD");
        assert_eq!(changed(&|sent| sent.body.push(b' ')).is_ok(), unsigned, "{name}: body");
        assert!(changed(&|sent| sent.target.insert(1, 'x')).is_err(), "{name}: path");
        let more = if good.target.contains('?') { "&x=1" } else { "?x=1" };
        assert!(changed(&|sent| sent.target.push_str(more)).is_err(), "{name}: query");
        let date = HeaderValue::from_static("20000101T000000Z");
        assert!(
            changed(&|sent| drop(sent.headers.insert("x-sdk-date", date.clone()))).is_err(),
            "{name}: date"
        );
    }
    vectors.len()
}

#[test]
fn signatures_of_the_vendors_signer() {
    assert!(check(Path::new(HERE)) >= 15);
    // More of them, with all headers that the SDK sends; they are not in the repository.
    match std::env::var_os("CBR_SIGNING_VECTORS") {
        Some(path) => assert!(check(Path::new(&path)) >= 15),
        None => eprintln!("CBR_SIGNING_VECTORS names no further signatures"),
    }
}

#[test]
fn dates() {
    assert_eq!(
        moment("20260101T000000Z").and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok()),
        Some(Duration::from_secs(1_767_225_600))
    );
    for wrong in ["", "20260101T000000", "2026", "20261301T000000Z", "éé"] {
        assert_eq!(moment(wrong), None, "{wrong}");
    }
}
