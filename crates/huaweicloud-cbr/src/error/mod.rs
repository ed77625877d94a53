//! What can go wrong with a call.

mod api;
mod decode;
mod place;

use std::fmt;
use std::time::Duration;

pub use api::ApiError;
pub use decode::DecodeError;
pub(crate) use decode::{Form, Undecoded};
pub(crate) use place::place;

use crate::ErrorCode;
use crate::auth::AuthError;
use crate::wait::WaitError;

/// Why a call gave no result.
///
/// Every variant but the first names the operation by its ID in the API's description. Nothing in an error, shown or
/// debugged, is a secret: no token, no key, no password.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request or the client cannot be made from what was given; nothing was sent.
    InvalidRequest(String),
    /// The service answered that it did not do what was asked.
    Api(Box<ApiError>),
    /// The service could not be reached, or the connection broke.
    Transport(Box<TransportError>),
    /// The call took longer than it may.
    Timeout(Box<TimeoutError>),
    /// The answer is not what the API's description says.
    Decode(Box<DecodeError>),
    /// The answer is longer than
    /// [`ClientBuilder::max_response_size`](crate::ClientBuilder::max_response_size) allows.
    TooLarge(Box<TooLargeError>),
    /// The service did not accept who is calling, or IAM gave no token.
    Authentication(Box<AuthenticationError>),
    /// What was waited for did not come.
    Wait(Box<WaitError>),
}

/// A connection that failed.
#[derive(Debug)]
pub struct TransportError {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) source: reqwest::Error,
}

/// A call that took too long.
#[derive(Debug)]
pub struct TimeoutError {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) limit: Duration,
}

/// An answer that is too long to be read.
#[derive(Debug)]
pub struct TooLargeError {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) limit: usize,
}

/// A call that was not let in.
#[derive(Debug)]
pub struct AuthenticationError {
    pub(crate) operation: &'static str,
    pub(crate) source: AuthError,
}

impl Error {
    pub(crate) fn invalid_request(message: impl Into<String>) -> Self {
        Self::InvalidRequest(message.into())
    }

    pub(crate) fn authentication(operation: &'static str, source: AuthError) -> Self {
        Self::Authentication(Box::new(AuthenticationError { operation, source }))
    }

    /// The operation's ID, where one was under way.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::InvalidRequest(_) => None,
            Self::Api(error) => Some(error.operation),
            Self::Transport(error) => Some(error.operation),
            Self::Timeout(error) => Some(error.operation),
            Self::Decode(error) => Some(error.operation),
            Self::TooLarge(error) => Some(error.operation),
            Self::Authentication(error) => Some(error.operation),
            Self::Wait(error) => Some(error.operation()),
        }
    }

    /// The HTTP status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::TooLarge(error) => Some(error.status),
            _ => None,
        }
    }

    /// The status that says what is wrong: the code's own, where the service sent the error as a success.
    fn meant_status(&self) -> Option<u16> {
        let by_code = self.code().and_then(ErrorCode::status);
        self.status()
            .map(|status| if (200..300).contains(&status) { by_code.unwrap_or(status) } else { status })
    }

    /// The code from the service's error catalogue, where the answer had one.
    #[must_use]
    pub fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Api(error) => error.code.as_ref(),
            _ => None,
        }
    }

    /// The ID that the service gave the request: what its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id.as_deref(),
            Self::Decode(error) => error.request_id.as_deref(),
            Self::TooLarge(error) => error.request_id.as_deref(),
            _ => None,
        }
    }

    /// Whether what was asked for does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.meant_status() == Some(404)
    }

    /// Whether the state of things does not allow what was asked for, as long as it lasts.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.meant_status() == Some(409)
    }

    /// Whether there were too many requests.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.meant_status() == Some(429)
    }

    /// Whether the caller is not known, or may not do what was asked for.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Authentication(_)) || matches!(self.meant_status(), Some(401 | 403))
    }

    /// Whether time ran out: that of the call or of an attempt, or that in which a connection has to come about.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Wait(error) => error.is_timeout(),
            Self::Transport(error) => error.source.is_timeout(),
            _ => false,
        }
    }

    /// Whether the same call may succeed later: the connection failed, time ran out, or the service was busy or broken.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout(_) => true,
            Self::Api(_) => self.meant_status().is_some_and(crate::retry::is_transient),
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(message) => write!(f, "invalid request: {message}"),
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Authentication(error) => error.fmt(f),
            Self::Wait(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what =
            if self.source.is_connect() { "the service cannot be reached" } else { "the connection broke" };
        write!(f, "{}: {what}{}", self.operation, after(self.attempts))
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: no answer within {:?}{}", self.operation, self.limit, after(self.attempts))
    }
}

impl fmt::Display for TooLargeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, limit, .. } = self;
        write!(
            f,
            "{operation}: the answer of status {status} has more than {limit} bytes; ask for smaller pages, or raise \
             ClientBuilder::max_response_size"
        )
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.source)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidRequest(_) | Self::Api(_) | Self::Timeout(_) | Self::TooLarge(_) => None,
            Self::Transport(error) => Some(&error.source),
            Self::Decode(error) => Some(error.reason()),
            Self::Authentication(error) => Some(&error.source),
            Self::Wait(error) => std::error::Error::source(&**error),
        }
    }
}

impl From<reqwest::header::InvalidHeaderValue> for Error {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self::InvalidRequest("a header has characters that no header may have".to_owned())
    }
}

impl TransportError {
    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether no connection could be made, so that the service saw nothing of the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }
}

impl TimeoutError {
    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The time that ran out.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }
}

impl TooLargeError {
    /// How many bytes an answer may have.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }
}

impl AuthenticationError {
    /// What IAM or the credentials lack.
    #[must_use]
    pub fn reason(&self) -> &AuthError {
        &self.source
    }
}

fn after(attempts: u32) -> String {
    if attempts > 1 { format!(", after {attempts} attempts") } else { String::new() }
}
