//! The wire: connections, bodies, and the form that every answer has.

pub(crate) mod app;
pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod list;
pub(crate) mod query;
pub(crate) mod server;
mod wire;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;

use crate::codes;
use crate::error::Error;

/// A request that came as a whole, beside its head.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) id: RequestId,
    pub(crate) body: Bytes,
}

/// The ID that a request was given, in the form in which its answer carries it.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(HeaderValue);

impl RequestId {
    /// An ID that no request had before.
    pub(crate) fn new() -> Self {
        let mut text = *b"req-00000000-0000-0000-0000-000000000000";
        uuid::Uuid::new_v4().hyphenated().encode_lower(&mut text[4..]);
        // Digits and hyphens are what a header may have.
        Self(HeaderValue::from_bytes(&text).unwrap_or_else(|_| HeaderValue::from_static("req-")))
    }

    /// As text.
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// Tells it to whoever asked.
    pub(crate) fn put_in(self, response: &mut Response) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), self.0);
    }
}

/// What an operation answers with.
pub(crate) type Answer = Result<Response, Error>;

/// An answer of a status with something in JSON.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Answer {
    // Most are as long as that.
    let mut json = Vec::with_capacity(1024);
    match serde_json::to_writer(&mut json, body) {
        Ok(()) => Ok(bytes(status, json.into())),
        Err(_) => Err(codes::UNKNOWN.into()),
    }
}

/// An answer that all is well, with something in JSON.
pub(crate) fn ok(body: &impl Serialize) -> Answer {
    json(StatusCode::OK, body)
}

/// An answer of a status without a body.
pub(crate) fn empty(status: StatusCode) -> Answer {
    Ok(status.into_response())
}

/// An answer of a status with JSON that was written already.
pub(crate) fn bytes(status: StatusCode, body: Bytes) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.body()).unwrap_or_default();
        let mut response = bytes(status, body.into());
        if let Some(allow) = self.allow.and_then(|allow| HeaderValue::from_str(&allow).ok()) {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        response
    }
}
