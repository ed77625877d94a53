//! Signatures beside those of the vendor's own signer, which `scripts/signing-vectors` recorded.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Body, Method, Url};
use serde_json::Value;

use super::super::credentials::Credentials;
use super::*;

const VECTORS: &str = include_str!("../../tests/data/signing_vectors.json");

fn signer(file: &Value, vector: &Value) -> Signer {
    let mut key = Credentials::access_key(file["ak"].as_str().unwrap(), file["sk"].as_str().unwrap());
    if let Some(token) = vector["security_token"].as_str() {
        key = key.security_token(token);
    }
    if let Some(id) = vector["project_id"].as_str() {
        key = key.project_id(id);
    }
    Signer::new(key).unwrap()
}

/// The request as its caller writes it.
fn request(vector: &Value) -> Request {
    let method = Method::from_bytes(vector["method"].as_str().unwrap().as_bytes()).unwrap();
    let mut request = Request::new(method, vector["url"].as_str().unwrap().parse().unwrap());
    for (name, value) in vector["headers"].as_object().unwrap() {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        let value = HeaderValue::from_bytes(value.as_str().unwrap().as_bytes()).unwrap();
        request.headers_mut().insert(name, value);
    }
    let body = match vector["body_hex"].as_str() {
        Some(hex) => hex.as_bytes().chunks(2).map(byte).collect(),
        None => vector["body"].as_str().unwrap().as_bytes().to_vec(),
    };
    // No body and an empty one are signed alike; both occur.
    if !body.is_empty() || vector["method"] == "POST" {
        *request.body_mut() = Some(Body::from(body));
    }
    request
}

fn byte(digits: &[u8]) -> u8 {
    u8::from_str_radix(str::from_utf8(digits).unwrap(), 16).unwrap()
}

/// What a gateway makes of a request that it got: of the target and the headers, and of nothing else.
fn canonical_request(request: &Request, signed_headers: &[&str]) -> String {
    let mut text = Vec::new();
    Canonical {
        method: request.method().as_str(),
        url: request.url(),
        headers: request.headers(),
        signed_headers,
        body_hash: &hash_of_body(request).unwrap(),
    }
    .write(&mut |bytes| text.extend_from_slice(bytes));
    String::from_utf8(text).unwrap()
}

fn target(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn check(file: &Value, vector: &Value) {
    let name = &vector["name"];
    let mut request = request(vector);
    signer(file, vector).sign_at(&mut request, file["date"].as_str().unwrap()).unwrap();
    let signed_headers = canonical::signed_headers(request.headers());

    let canonical_request = canonical_request(&request, &signed_headers);
    assert_eq!(canonical_request, vector["canonical_request"], "{name}");
    let to_sign = string_to_sign(file["date"].as_str().unwrap(), &Sha256::digest(&canonical_request));
    assert_eq!(to_sign, vector["string_to_sign"], "{name}");
    let authorization = request.headers()[AUTHORIZATION].to_str().unwrap();
    assert_eq!(authorization, vector["authorization"], "{name}");
    assert_eq!(target(request.url()), vector["target"], "{name}");
}

#[test]
fn vectors_of_the_vendors_signer() {
    let file: Value = serde_json::from_str(VECTORS).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert!(vectors.len() >= 40, "{}", vectors.len());
    for vector in vectors {
        check(&file, vector);
    }
}

#[test]
fn a_signed_request_is_signed_anew() {
    let file: Value = serde_json::from_str(VECTORS).unwrap();
    for vector in file["vectors"].as_array().unwrap() {
        let signer = signer(&file, vector);
        let mut request = request(vector);
        signer.sign(&mut request, UNIX_EPOCH + Duration::from_secs(1)).unwrap();
        assert_eq!(request.headers()["x-sdk-date"], "19700101T000001Z");
        signer.sign_at(&mut request, file["date"].as_str().unwrap()).unwrap();
        assert_eq!(request.headers()[AUTHORIZATION], *vector["authorization"].as_str().unwrap());
    }
}

/// RFC 4231, test cases 2 and 6: a short key, and one that is longer than a block.
#[test]
fn hmacs_are_those_of_the_standard() {
    let short = hmac(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(hex(&short), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    let long = hmac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(hex(&long), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

fn plain() -> Request {
    Request::new(Method::GET, "https://h/v3/p/vaults".parse().unwrap())
}

#[test]
fn a_request_may_name_another_project() {
    let signer = Signer::new(Credentials::access_key("a", "s").project_id("mine")).unwrap();
    let mut request = plain();
    request.headers_mut().insert("x-project-id", HeaderValue::from_static("other"));
    signer.sign(&mut request, SystemTime::now()).unwrap();
    assert_eq!(request.headers()["x-project-id"], "other");
    assert_eq!(signer.project_id(), Some("mine"));
}

#[test]
fn a_stream_is_refused() {
    let signer = Signer::new(Credentials::access_key("a", "s")).unwrap();
    let mut request = plain();
    *request.body_mut() = Some(Body::wrap(String::from("{}")));
    let error = signer.sign(&mut request, SystemTime::now()).unwrap_err();
    assert!(matches!(error, AuthError::StreamingBody), "{error}");
    assert!(!request.headers().contains_key(AUTHORIZATION));
}

#[test]
fn a_clock_that_is_off_is_an_error() {
    let signer = Signer::new(Credentials::access_key("a", "s")).unwrap();
    let error = signer.sign(&mut plain(), UNIX_EPOCH - Duration::from_secs(1)).unwrap_err();
    assert!(matches!(error, AuthError::Clock), "{error}");
}

#[test]
fn keys_that_no_header_can_have_are_refused() {
    let key = || Credentials::access_key("a", "s");
    for (key, part) in [
        (Credentials::access_key("s3cret\n", "s"), "the access key"),
        (Credentials::access_key("", "s"), "the access key"),
        (Credentials::access_key("a", ""), "the secret key"),
        (key().security_token("s3cret\r\n"), "the security token"),
        (key().project_id("s3cret\n"), "the project id"),
    ] {
        let error = Signer::new(key).unwrap_err();
        assert!(matches!(error, AuthError::InvalidSecret { what } if what == part), "{error}");
        assert!(!format!("{error:?} {error}").contains("s3cret"));
    }
}

#[test]
fn nothing_shows_a_secret() {
    let key = Credentials::access_key("s3cret-ak", "s3cret-sk").security_token("s3cret-st");
    let signer = Signer::new(key).unwrap();
    let mut request = plain();
    signer.sign(&mut request, SystemTime::now()).unwrap();
    let shown = format!("{signer:?} {request:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
}
