//! Bodies: read as a whole, up to a limit, within a time.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use serde::de::DeserializeOwned;

use crate::codes;
use crate::error::Error;
use crate::model::check::{At, Check};

/// What is too long is read up to here and thrown away, so that its sender can read what is wrong with it.
const DRAINED: usize = 128 << 20;

/// Reads a body.
pub(crate) async fn read(
    headers: &HeaderMap,
    mut body: Incoming,
    most: usize,
    time: Duration,
) -> Result<Bytes, Error> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let waits = headers.contains_key(header::EXPECT);
    if waits && body.size_hint().lower() > most as u64 {
        // Its sender asks first, and does not send it.
        return Err(too_large(most));
    }
    let reading = async {
        let (mut whole, mut length) = (BytesMut::new(), 0);
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Error::invalid("body", "does not arrive as it was announced"))?;
            let Ok(data) = frame.into_data() else { continue };
            length += data.len();
            if length > DRAINED {
                break;
            }
            if length > most {
                whole = BytesMut::new();
            } else if length == data.len() && body.is_end_stream() {
                return Ok(data);
            } else {
                whole.extend_from_slice(&data);
            }
        }
        if length > most { Err(too_large(most)) } else { Ok(whole.freeze()) }
    };
    let mut reading = pin!(reading);
    // Most bodies come with their heads, and need no timer.
    if let Poll::Ready(read) = poll_fn(|context| Poll::Ready(reading.as_mut().poll(context))).await {
        return read;
    }
    tokio::time::timeout(time, reading).await.unwrap_or_else(|_| Err(codes::TOO_SLOW.into()))
}

fn too_large(most: usize) -> Error {
    Error::about(codes::TOO_LARGE, "body", format_args!("must have no more than {most} bytes"))
}

/// Reads what a body says, and checks its bounds. An absent body says nothing: `{}`.
pub(crate) fn parse<T: DeserializeOwned + Check>(headers: &HeaderMap, body: &[u8]) -> Result<T, Error> {
    let body = if body.is_empty() { b"{}" } else { body };
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        let kind = kind.to_str().unwrap_or_default().trim_start().to_ascii_lowercase();
        let media = kind.split(';').next().unwrap_or_default().trim_end();
        if media != "application/json" && !media.ends_with("+json") {
            return Err(Error::invalid("Content-Type", "must be application/json"));
        }
    }
    // Text that is checked as a whole has no need to be checked piece by piece.
    let parsed = match std::str::from_utf8(body) {
        Ok(body) => serde_json::from_str(body),
        Err(_) => serde_json::from_slice(body),
    };
    let parsed: T = parsed.map_err(|error| refused::<T>(body, &error))?;
    parsed.check(&At::ROOT)?;
    Ok(parsed)
}

/// Says what is wrong with a body that cannot be read. Where it is wrong is found by reading it once more: to note each
/// place on the way takes as long again as reading, and most bodies are as they should be.
fn refused<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> Error {
    let mut json = serde_json::Deserializer::from_slice(body);
    let Err(placed) = serde_path_to_error::deserialize::<_, T>(&mut json) else {
        // What stands there is read, and something comes after it.
        return wrong("body", error);
    };
    let path = placed.path().to_string();
    let place = if path == "." { "body".to_owned() } else { path };
    wrong(&place, placed.inner())
}

/// Says what is wrong at a place. A field that is missing is named with what it is missing in.
fn wrong(place: &str, error: &serde_json::Error) -> Error {
    if error.is_data() {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default();
        if let Some(name) = why.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            let place = if place == "body" { name.to_owned() } else { format!("{place}.{name}") };
            return Error::invalid(place, "is missing");
        }
        return Error::invalid(place, format_args!("is wrong: {why}"));
    }
    Error::invalid(place, format_args!("is not JSON: {error}"))
}
