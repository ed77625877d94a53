//! The attempts at one call, and when there is another one.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use reqwest::{Request, StatusCode};
use tokio::time::{Instant, timeout_at};

use crate::Client;
use crate::answer::{Answer, Unread};
use crate::auth::Stamp;
use crate::call::Operation;
use crate::error::{Error, TimeoutError, TooLargeError, TransportError};
use crate::observe::Exchange;
use crate::request::speak_json;
use crate::retry::{RetryPolicy, is_transient};

/// The attempts at one call.
pub(crate) struct Attempts<'a> {
    client: &'a Client,
    operation: &'static Operation,
    policy: RetryPolicy,
    /// How long the call may take.
    limit: Duration,
    /// When that time ends.
    deadline: Instant,
    /// How many there were.
    made: u32,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(
        client: &'a Client,
        operation: &'static Operation,
        policy: RetryPolicy,
        limit: Duration,
        deadline: Instant,
    ) -> Self {
        Self { client, operation, policy, limit, deadline, made: 0 }
    }

    /// How many there were.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// Sends the request until there is an answer that is a success, or an error that stays, or no time any more.
    pub(crate) async fn run(&mut self, request: &Request) -> Result<Answer, Error> {
        let mut renewed = false;
        loop {
            self.made += 1;
            let error = match self.once(request).await {
                Ok((answer, _)) if answer.is_success() => {
                    if self.made == 1 {
                        self.client.budget().earn();
                    }
                    return Ok(answer);
                }
                Ok((answer, stamp)) => {
                    // A token may end before it should, and a clock may be off; one renewal, and the request is new.
                    if answer.status == StatusCode::UNAUTHORIZED
                        && !renewed
                        && self.renewed(stamp, answer.date()).await?
                    {
                        renewed = true;
                        continue;
                    }
                    answer.refusal(self.operation.id, self.made)
                }
                Err(error) => error,
            };
            let Some(pause) = self.pause(&error) else { return Err(error) };
            let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
            tracing::debug!(%error, attempt = self.made, pause_ms, "the request is repeated");
            tokio::time::sleep(pause).await;
        }
    }

    /// One attempt: the answer, whatever its status.
    async fn once(&self, request: &Request) -> Result<(Answer, Stamp), Error> {
        let operation = self.operation.id;
        let mut request = request
            .try_clone()
            .ok_or_else(|| Error::invalid_request(format!("{operation}: the body can be sent once only")))?;
        speak_json(&mut request);
        let http = self.client.http();
        let stamp = self.in_time(self.client.authenticator().authorize(http, &mut request)).await?;
        let stamp = stamp.map_err(|source| Error::authentication(operation, source))?;
        let observed =
            self.client.observer().map(|observer| (observer, request.url().clone(), Instant::now()));
        // One limit, whichever comes first: each costs a timer.
        let limit = self.client.attempt_timeout();
        let end = Instant::now().checked_add(limit).filter(|end| *end < self.deadline);
        // Pinned, it stays where it is; it is large to be moved into each that waits for it.
        let sent = pin!(async { Answer::of(http.execute(request).await?, self.client.max_answer()).await });
        let answer = match timeout_at(end.unwrap_or(self.deadline), sent).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(Unread::Broken(error))) => return Err(self.broken(error)),
            Ok(Err(Unread::TooLarge(error))) => {
                return Err(Error::TooLarge(Box::new(TooLargeError { operation, ..error })));
            }
            Err(_) => return Err(self.out_of_time(if end.is_some() { limit } else { self.limit })),
        };
        tracing::debug!(
            attempt = self.made,
            status = answer.status.as_u16(),
            request_id = answer.request_id(),
            "answered"
        );
        if let Some((observer, url, start)) = observed {
            let operation = (operation, self.operation.method);
            observer.0(&Exchange::new(operation, &url, &answer, start.elapsed()));
        }
        Ok((answer, stamp))
    }

    /// Whether there is another token than the one that was refused, or another time to sign with.
    async fn renewed(&self, stamp: Stamp, refused: Option<SystemTime>) -> Result<bool, Error> {
        let renewed = self.client.authenticator().renew_after(self.client.http(), stamp, refused);
        self.in_time(renewed).await?.map_err(|source| Error::authentication(self.operation.id, source))
    }

    /// What a future gives before the call's time ends.
    async fn in_time<T>(&self, future: impl Future<Output = T>) -> Result<T, Error> {
        let mut future = pin!(future);
        // What is there at once needs no timer.
        if let Poll::Ready(value) = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
            return Ok(value);
        }
        timeout_at(self.deadline, future).await.map_err(|_| self.out_of_time(self.limit))
    }

    fn out_of_time(&self, limit: Duration) -> Error {
        let (operation, attempts) = (self.operation.id, self.made);
        Error::Timeout(Box::new(TimeoutError { operation, attempts, limit }))
    }

    fn broken(&self, source: reqwest::Error) -> Error {
        // The URL may have what the caller looks for; the operation's ID says enough.
        let (operation, attempts, source) = (self.operation.id, self.made, source.without_url());
        if source.is_builder() {
            return Error::invalid_request(format!("{operation}: {source}"));
        }
        Error::Transport(Box::new(TransportError { operation, attempts, source }))
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
        // What is known now says more than that time ran out while nothing was sent.
        let left = self.deadline.saturating_duration_since(Instant::now());
        (pause < left && self.client.budget().spend()).then_some(pause)
    }
}
