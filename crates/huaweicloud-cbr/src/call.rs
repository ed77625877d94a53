//! Sending: what happens between a finished request and a result.

use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Request, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use tracing::Instrument;

use crate::auth::Stamp;
use crate::error::{ApiError, DecodeError, Error, Form, TimeoutError, TransportError, Undecoded};
use crate::response::request_id;
use crate::retry::{RetryPolicy, is_transient};
use crate::{Client, Response};

/// What is called.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its ID in the API's description.
    pub(crate) id: &'static str,
    /// The HTTP method.
    pub(crate) method: &'static str,
    /// The path, with its variables.
    pub(crate) path: &'static str,
}

impl Operation {
    /// Whether a request means the same when it is sent twice (RFC 9110, section 9.2.2).
    fn is_idempotent(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS")
    }
}

/// What a call is told beside its parameters.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) timeout: Option<Duration>,
}

/// An answer, whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: bytes::Bytes,
    attempts: u32,
}

/// Sends a request whose answer has a body.
pub(crate) async fn send<T: DeserializeOwned>(
    client: &Client,
    request: RequestBuilder,
    operation: &'static Operation,
    options: &CallOptions,
) -> Result<Response<T>, Error> {
    let answer = answer(client, request, operation, options).await?;
    let value = decode(operation, &answer)?;
    Ok(Response { value, status: answer.status, headers: answer.headers, attempts: answer.attempts })
}

/// Sends a request whose answer has nothing to read.
pub(crate) async fn send_for_nothing(
    client: &Client,
    request: RequestBuilder,
    operation: &'static Operation,
    options: &CallOptions,
) -> Result<Response<()>, Error> {
    let answer = answer(client, request, operation, options).await?;
    Ok(Response { value: (), status: answer.status, headers: answer.headers, attempts: answer.attempts })
}

/// Sends a request, as often as it takes, and gives its answer if that is a success.
async fn answer(
    client: &Client,
    request: RequestBuilder,
    operation: &'static Operation,
    options: &CallOptions,
) -> Result<Answer, Error> {
    let request = request
        .build()
        .map_err(|error| Error::invalid_request(format!("{}: {}", operation.id, error.without_url())))?;
    let span = tracing::info_span!(
        "call",
        operation = operation.id,
        method = operation.method,
        path = operation.path,
        attempts = tracing::field::Empty,
        status = tracing::field::Empty,
        latency_ms = tracing::field::Empty,
    );
    let start = Instant::now();
    let mut attempts =
        Attempts { client, operation, policy: options.retry.unwrap_or(client.retry()), made: 0 };
    let limit = options.timeout.unwrap_or(client.timeout());
    let result = tokio::time::timeout(limit, attempts.run(&request)).instrument(span.clone()).await;
    let result = result.unwrap_or_else(|_| {
        let (operation, attempts) = (operation.id, attempts.made);
        Err(Error::Timeout(Box::new(TimeoutError { operation, attempts, limit })))
    });
    span.record("attempts", attempts.made);
    span.record("latency_ms", u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
    let status = match &result {
        Ok(answer) => Some(answer.status.as_u16()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("status", status);
    }
    if let Err(error) = &result {
        span.in_scope(|| tracing::debug!(%error, "the call failed"));
    }
    result
}

/// The attempts at one call.
struct Attempts<'a> {
    client: &'a Client,
    operation: &'static Operation,
    policy: RetryPolicy,
    /// How many there were.
    made: u32,
}

impl Attempts<'_> {
    async fn run(&mut self, request: &Request) -> Result<Answer, Error> {
        let mut renewed = false;
        loop {
            self.made += 1;
            let error = match self.once(request).await {
                Ok((answer, _)) if is_success(&answer) => {
                    if self.made == 1 {
                        self.client.budget().earn();
                    }
                    return Ok(Answer { attempts: self.made, ..answer });
                }
                Ok((answer, stamp)) => {
                    // A token may end before it should; one renewal, and the request is new again.
                    if answer.status == StatusCode::UNAUTHORIZED && !renewed && self.renewed(stamp).await? {
                        renewed = true;
                        continue;
                    }
                    self.refusal(answer)
                }
                Err(error) => error,
            };
            let Some(pause) = self.pause(&error) else { return Err(error) };
            tracing::debug!(%error, attempt = self.made, pause_ms = pause.as_millis() as u64, "the request is repeated");
            tokio::time::sleep(pause).await;
        }
    }

    /// One attempt: the answer, whatever its status.
    async fn once(&self, request: &Request) -> Result<(Answer, Stamp), Error> {
        let operation = self.operation.id;
        let mut request = request
            .try_clone()
            .ok_or_else(|| Error::invalid_request(format!("{operation}: the body can be sent once only")))?;
        let http = self.client.http();
        let stamp = self.client.authenticator().authorize(http, &mut request).await;
        let stamp = stamp.map_err(|source| Error::authentication(operation, source))?;
        let sent = async {
            let response = http.execute(request).await?;
            let (status, headers) = (response.status(), response.headers().clone());
            // An answer that no one will read need not be waited for.
            let body = if status.is_redirection() { Default::default() } else { response.bytes().await? };
            Ok(Answer { status, headers, body, attempts: 0 })
        };
        let limit = self.client.attempt_timeout();
        let answer = match tokio::time::timeout(limit, sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => return Err(self.broken(error)),
            Err(_) => {
                let attempts = self.made;
                return Err(Error::Timeout(Box::new(TimeoutError { operation, attempts, limit })));
            }
        };
        tracing::debug!(
            attempt = self.made,
            status = answer.status.as_u16(),
            request_id = request_id(&answer.headers),
            "answered"
        );
        Ok((answer, stamp))
    }

    /// Whether there is another token than the one that was refused.
    async fn renewed(&self, stamp: Stamp) -> Result<bool, Error> {
        let renewed = self.client.authenticator().renew_after(self.client.http(), stamp).await;
        renewed.map_err(|source| Error::authentication(self.operation.id, source))
    }

    fn broken(&self, source: reqwest::Error) -> Error {
        // The URL may have what the caller looks for; the operation's ID says enough.
        let (operation, attempts, source) = (self.operation.id, self.made, source.without_url());
        if source.is_builder() {
            return Error::invalid_request(format!("{operation}: {source}"));
        }
        Error::Transport(Box::new(TransportError { operation, attempts, source }))
    }

    /// What an answer that is no success says.
    fn refusal(&self, answer: Answer) -> Error {
        let operation = self.operation.id;
        let id = request_id(&answer.headers).map(str::to_owned);
        if answer.status.is_redirection() {
            let host = answer.headers.get(LOCATION).and_then(|to| to.to_str().ok());
            let host = host.and_then(|to| reqwest::Url::parse(to).ok()?.host_str().map(str::to_owned));
            return undecoded(operation, &answer, Undecoded::Form(Form::Redirect(host)));
        }
        let mut error = ApiError::read(operation, answer.status.as_u16(), &answer.body);
        error.attempts = self.made;
        error.request_id = id.or(error.request_id);
        error.retry_after = retry_after(&answer.headers);
        Error::Api(Box::new(error))
    }

    /// How long to wait before the next attempt; nothing where this one was the last.
    fn pause(&self, error: &Error) -> Option<Duration> {
        if self.made >= self.policy.max_attempts {
            return None;
        }
        let (transient, unseen, asked) = match error {
            Error::Transport(error) => (true, error.is_connect(), None),
            Error::Timeout(_) => (true, false, None),
            Error::Api(error) => (is_transient(error.status), false, error.retry_after),
            _ => (false, false, None),
        };
        let repeatable = unseen || self.operation.is_idempotent() || self.policy.unsafe_too;
        if !(transient && repeatable) {
            return None;
        }
        let pause = self.policy.pause(self.made, asked)?;
        self.client.budget().spend().then_some(pause)
    }
}

/// Whether an answer is a success: some services send their errors with status 200.
fn is_success(answer: &Answer) -> bool {
    answer.status.is_success() && !ApiError::is_error(&answer.body)
}

/// The time that the service wants to be left alone, in seconds or as a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

fn decode<T: DeserializeOwned>(operation: &'static Operation, answer: &Answer) -> Result<T, Error> {
    let error = match serde_json::from_slice(&answer.body) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let header =
        |name| answer.headers.get(name).and_then(|value: &reqwest::header::HeaderValue| value.to_str().ok());
    let form = match (header(CONTENT_ENCODING), header(CONTENT_TYPE)) {
        _ if answer.body.is_empty() => Some(Form::Empty),
        (Some(encoding), _) if encoding != "identity" => Some(Form::ContentEncoding(encoding.to_owned())),
        (_, Some(ty)) if !ty.contains("json") => Some(Form::ContentType(ty.to_owned())),
        _ => None,
    };
    if let Some(form) = form {
        return Err(undecoded(operation.id, answer, Undecoded::Form(form)));
    }
    // Reading says where it fails only when it is asked to, which takes longer.
    let mut json = serde_json::Deserializer::from_slice(&answer.body);
    let what = match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) => {
            let path = error.path().to_string();
            Undecoded::Json { path, source: error.into_inner() }
        }
        Ok(_) => Undecoded::Json { path: ".".to_owned(), source: error },
    };
    Err(undecoded(operation.id, answer, what))
}

fn undecoded(operation: &'static str, answer: &Answer, what: Undecoded) -> Error {
    let request_id = request_id(&answer.headers).map(str::to_owned);
    Error::Decode(Box::new(DecodeError { operation, status: answer.status.as_u16(), request_id, what }))
}
