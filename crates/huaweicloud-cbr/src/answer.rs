//! What the service answered, before anyone made sense of it.

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{AsHeaderName, CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use serde::de::DeserializeOwned;

use crate::error::{ApiError, DecodeError, Error, Form, TooLargeError, Undecoded, place};
use crate::response::request_id;

/// An answer, whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: bytes::Bytes,
}

/// Why an answer is not there as a whole.
pub(crate) enum Unread {
    Broken(reqwest::Error),
    TooLarge(TooLargeError),
}

impl From<reqwest::Error> for Unread {
    fn from(error: reqwest::Error) -> Self {
        Self::Broken(error)
    }
}

impl Answer {
    /// Waits for the end of an answer, whose body may be as long as `max` bytes.
    pub(crate) async fn of(mut response: reqwest::Response, max: usize) -> Result<Self, Unread> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        // An answer that no one will read need not be waited for.
        if status.is_redirection() {
            return Ok(Self { status, headers, body: bytes::Bytes::new() });
        }
        match body(&mut response, max).await? {
            Some(body) => Ok(Self { status, headers, body }),
            // The status of a refusal says enough.
            None if !status.is_success() => Ok(Self { status, headers, body: bytes::Bytes::new() }),
            None => {
                let request_id = request_id(&headers).map(str::to_owned);
                let status = status.as_u16();
                Err(Unread::TooLarge(TooLargeError { operation: "", status, request_id, limit: max }))
            }
        }
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Whether the service did what was asked: some services send their errors with status 200.
    pub(crate) fn is_success(&self) -> bool {
        self.status.is_success() && !ApiError::is_error(&self.body)
    }

    /// What an answer that is no success says.
    pub(crate) fn refusal(&self, operation: &'static str, attempts: u32) -> Error {
        if self.status.is_redirection() {
            let host = self.header(LOCATION).and_then(|to| reqwest::Url::parse(to).ok());
            let host = host.and_then(|to| to.host_str().map(str::to_owned));
            return self.undecoded(operation, Undecoded::Form(Form::Redirect(host)));
        }
        // What is compressed says nothing to anyone.
        let body = if self.encoding().is_some() { &[] } else { &self.body[..] };
        let mut error = ApiError::read(operation, self.status.as_u16(), body);
        error.attempts = attempts;
        error.request_id = self.request_id().map(str::to_owned).or(error.request_id);
        error.retry_after = self.retry_after();
        Error::Api(Box::new(error))
    }

    /// The value that the body has.
    pub(crate) fn decode<T: DeserializeOwned>(&self, operation: &'static str) -> Result<T, Error> {
        let error = match serde_json::from_slice(&self.body) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if let Some(form) = self.form() {
            return Err(self.undecoded(operation, Undecoded::Form(form)));
        }
        let what = Undecoded::Json { path: place(&self.body, &error), source: error };
        Err(self.undecoded(operation, what))
    }

    /// Nothing, whatever the body has; but a web page is the answer of something on the way, and not of the service.
    pub(crate) fn ignore(&self, operation: &'static str) -> Result<(), Error> {
        match self.header(CONTENT_TYPE) {
            Some(ty) if ty.starts_with("text/html") && !self.body.is_empty() => {
                Err(self.undecoded(operation, Undecoded::Form(Form::ContentType(ty.to_owned()))))
            }
            _ => Ok(()),
        }
    }

    /// What kind of answer this is, where it is none with JSON.
    fn form(&self) -> Option<Form> {
        if self.body.is_empty() {
            return Some(Form::Empty);
        }
        if let Some(encoding) = self.encoding() {
            return Some(Form::ContentEncoding(encoding.to_owned()));
        }
        let ty = self.header(CONTENT_TYPE).filter(|ty| !ty.contains("json"))?;
        Some(Form::ContentType(ty.to_owned()))
    }

    /// How the body is compressed still.
    fn encoding(&self) -> Option<&str> {
        self.header(CONTENT_ENCODING).filter(|encoding| *encoding != "identity")
    }

    /// The time that the service wants to be left alone, in seconds or as a date.
    fn retry_after(&self) -> Option<Duration> {
        let text = self.header(RETRY_AFTER)?.trim();
        if let Ok(seconds) = text.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = httpdate::parse_http_date(text).ok()?;
        Some(date.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// When it was sent, by the service's clock.
    pub(crate) fn date(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.header(DATE)?).ok()
    }

    fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn undecoded(&self, operation: &'static str, what: Undecoded) -> Error {
        let request_id = self.request_id().map(str::to_owned);
        Error::Decode(Box::new(DecodeError { operation, status: self.status.as_u16(), request_id, what }))
    }
}

/// The body of an answer, unless it is longer than `max` bytes. A body in one piece, as most are, is not copied.
async fn body(response: &mut reqwest::Response, max: usize) -> reqwest::Result<Option<bytes::Bytes>> {
    let told = response.content_length().map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
    if told > max {
        return Ok(None);
    }
    let Some(first) = response.chunk().await? else { return Ok(Some(bytes::Bytes::new())) };
    let mut next = response.chunk().await?;
    if next.is_none() {
        return Ok((first.len() <= max).then_some(first));
    }
    // What a server says of its length is believed up to a megabyte.
    let mut body = Vec::with_capacity(told.min(1 << 20).max(first.len()));
    body.extend_from_slice(&first);
    while let Some(piece) = next {
        if body.len() + piece.len() > max {
            return Ok(None);
        }
        body.extend_from_slice(&piece);
        next = response.chunk().await?;
    }
    Ok(Some(body.into()))
}
