//! Who looks on while requests are sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderMap;

use crate::answer::Answer;

/// A request that was sent, and what was answered, before anyone made sense of it. What authorises the request is not
/// shown.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Exchange<'a> {
    /// The operation's ID in the API's description.
    pub operation: &'static str,
    /// The request's method.
    pub method: &'static str,
    /// Where it was sent.
    pub url: &'a Url,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer.
    pub headers: &'a HeaderMap,
    /// The body of the answer; nothing of a redirection's.
    pub body: &'a [u8],
    /// How long it took from the request to the end of the answer.
    pub elapsed: Duration,
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(
        (operation, method): (&'static str, &'static str),
        url: &'a Url,
        answer: &'a Answer,
        elapsed: Duration,
    ) -> Self {
        let Answer { status, headers, body } = answer;
        Self { operation, method, url, status: status.as_u16(), headers, body, elapsed }
    }
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}

/// What is called with each exchange.
#[derive(Clone)]
pub(crate) struct Observer(pub(crate) Arc<dyn Fn(&Exchange<'_>) + Send + Sync>);

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
