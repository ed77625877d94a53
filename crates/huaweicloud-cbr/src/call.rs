//! A call: what happens between a builder's `send` and its result.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use reqwest::header::HeaderValue;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument, Span};

use crate::answer::Answer;
use crate::attempts::Attempts;
use crate::error::{Error, TimeoutError};
use crate::request::Request;
use crate::retry::RetryPolicy;
use crate::{Client, Response};

/// What stands for no end at all, where a limit is too long to be added to the time of day.
const AGES: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

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
    pub(crate) fn is_idempotent(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS")
    }
}

/// What a call is told beside its parameters.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) timeout: Option<Duration>,
}

/// A call that has begun: its time runs.
pub(crate) struct Call<'a> {
    client: &'a Client,
    operation: &'static Operation,
    policy: RetryPolicy,
    limit: Duration,
    start: Instant,
    deadline: Instant,
    span: Span,
    /// The project, where the request is to be signed.
    project: OnceLock<String>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(client: &'a Client, operation: &'static Operation, options: &CallOptions) -> Self {
        let limit = options.timeout.unwrap_or(client.timeout());
        let start = Instant::now();
        let span = tracing::info_span!(
            "call",
            operation = operation.id,
            method = operation.method,
            path = operation.path,
            attempts = tracing::field::Empty,
            status = tracing::field::Empty,
            latency_ms = tracing::field::Empty,
        );
        Self {
            client,
            operation,
            policy: options.retry.unwrap_or(client.retry()),
            limit,
            start,
            deadline: start.checked_add(limit).unwrap_or(start + AGES),
            span,
            project: OnceLock::new(),
        }
    }

    /// The project that the call is about, which IAM may have to be asked for.
    pub(crate) async fn project_id(&self, named: Option<String>) -> Result<Cow<'a, str>, Error> {
        if let Some(project) = self.client.named_project(named) {
            self.note(&project);
            return Ok(project);
        }
        let known = self.client.project_of_credentials(self.operation.id).instrument(self.span.clone());
        let known = Box::pin(known);
        let known = timeout_at(self.deadline, known).await.unwrap_or_else(|_| Err(self.out_of_time()));
        let known = known.map(Cow::Owned).inspect_err(|error| self.close(0, Some(error), None))?;
        self.note(&known);
        Ok(known)
    }

    /// Notes the project of a request that is to be signed, which names it in a header as well.
    fn note(&self, project: &str) {
        if self.client.authenticator().signs() {
            self.project.get_or_init(|| project.to_owned());
        }
    }

    /// A request of the operation's method to a URL.
    pub(crate) fn request(&self, url: String) -> Request {
        Request::new(self.operation.method, &url)
    }

    /// Sends a request whose answer has a body.
    pub(crate) fn send<T: DeserializeOwned>(
        self,
        request: Request,
    ) -> impl Future<Output = Result<Response<T>, Error>> {
        self.run(request, Answer::decode)
    }

    /// Sends a request whose answer has nothing to read.
    pub(crate) fn send_for_nothing(
        self,
        request: Request,
    ) -> impl Future<Output = Result<Response<()>, Error>> {
        self.run(request, Answer::ignore)
    }

    /// Sends a request, as often as it takes, and reads its answer if that is a success.
    async fn run<T>(
        self,
        request: Request,
        read: fn(&Answer, &'static str) -> Result<T, Error>,
    ) -> Result<Response<T>, Error> {
        let request = self.finished(request)?;
        let mut attempts = Attempts::new(self.client, self.operation, self.policy, self.limit, self.deadline);
        // The attempts are large, and calls move until they begin: what holds them is small.
        let answer = Box::pin(attempts.run(&request)).instrument(self.span.clone()).await;
        let made = attempts.made();
        let response = answer.and_then(|answer| {
            let value = read(&answer, self.operation.id)?;
            Ok(Response { value, status: answer.status, headers: answer.headers, attempts: made })
        });
        match &response {
            Ok(response) => self.close(made, None, Some(response.status())),
            Err(error) => self.close(made, Some(error), error.status()),
        }
        response
    }

    /// The request with all that it needs but what each attempt adds.
    fn finished(&self, request: Request) -> Result<reqwest::Request, Error> {
        let wrong = |what| Error::invalid_request(format!("{}: {what}", self.operation.id));
        let mut request = request.finish().map_err(wrong)?;
        if let Some(project) = self.project.get() {
            request.headers_mut().insert("x-project-id", HeaderValue::from_str(project)?);
        }
        Ok(request)
    }

    /// The error of a call whose time ended before anything was sent.
    fn out_of_time(&self) -> Error {
        let (operation, limit) = (self.operation.id, self.limit);
        Error::Timeout(Box::new(TimeoutError { operation, attempts: 0, limit }))
    }

    /// Tells the span how the call ended.
    fn close(&self, attempts: u32, error: Option<&Error>, status: Option<u16>) {
        if !self.span.is_disabled() {
            let latency = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.span.record("attempts", attempts).record("latency_ms", latency);
            if let Some(status) = status {
                self.span.record("status", status);
            }
        }
        if let Some(error) = error {
            self.span.in_scope(|| tracing::debug!(%error, "the call failed"));
        }
    }
}
