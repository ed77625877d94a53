//! What happens to every request, whatever it asks for.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::body::{Frame, Incoming};
use tokio::time::Sleep;
use tower::Service as _;

use super::server::Connections;
use super::{Received, RequestId, body};
use crate::config::Config;
use crate::error::Error;
use crate::faults::{Fault, Faults};
use crate::routes;
use crate::service::Service;

/// How much longer a slow answer takes.
const SLOW: Duration = Duration::from_secs(3);

/// The service as it is called.
#[derive(Debug)]
pub(crate) struct App {
    service: Arc<Service>,
    router: Router,
    random: Mutex<fastrand::Rng>,
}

/// The connection is to be reset instead of an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is reset on purpose")]
pub(crate) struct Reset;

impl App {
    /// The service with its operations.
    pub(crate) fn new(service: Arc<Service>) -> Self {
        let random = match service.config.seed {
            Some(seed) => fastrand::Rng::with_seed(seed),
            None => fastrand::Rng::new(),
        };
        Self { router: routes::router(&service), service, random: Mutex::new(random) }
    }

    fn config(&self) -> &Config {
        &self.service.config
    }

    /// What is asked of connections.
    pub(crate) fn config_of_connections(&self) -> Connections {
        Connections { max: self.config().max_connections, header_timeout: self.config().header_timeout }
    }

    /// Answers a request, or resets its connection.
    pub(crate) async fn answer(&self, request: Request<Incoming>) -> Result<Response, Reset> {
        let id = RequestId::new();
        // The faults are those of the service, not of its description.
        let fault = if request.uri().path().starts_with("/v3/") { self.draw().await } else { None };
        let mut response = match fault {
            Some(Fault::Reset) => return Err(Reset),
            Some(Fault::Status(status)) => on_purpose(status).into_response(),
            _ => self.respond(request, &id).await,
        };
        match fault {
            Some(Fault::Lost) => return Err(Reset),
            Some(Fault::Slow) => tokio::time::sleep(SLOW).await,
            Some(Fault::Truncated) => response = truncated(response).await,
            _ => {}
        }
        id.put_in(&mut response);
        Ok(response)
    }

    async fn respond(&self, request: Request<Incoming>, id: &RequestId) -> Response {
        let (mut parts, incoming) = request.into_parts();
        let (most, time) = (self.config().max_body, self.config().body_timeout);
        let body = match body::read(&parts.headers, incoming, most, time).await {
            Ok(body) => body,
            Err(error) => return error.into_response(),
        };
        parts.extensions.insert(Received { id: id.clone(), body });
        let request = Request::from_parts(parts, Body::empty());
        // A router is always ready.
        let answer: Result<Response, Infallible> = self.router.clone().call(request).await;
        match answer {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Waits as long as every answer is to take, and says what is to go wrong with this one.
    async fn draw(&self) -> Option<Fault> {
        let (least, most) = self.config().latency;
        let faults: &Faults = &self.config().faults;
        if most.is_zero() && faults.is_empty() {
            return None;
        }
        let (latency, fault) = {
            let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
            (least + most.saturating_sub(least).mul_f64(random.f64()), faults.draw(&mut random))
        };
        tokio::time::sleep(latency).await;
        fault
    }
}

fn on_purpose(status: u16) -> Error {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let code = match status {
        429 => "APIGW.0308",
        500.. => "BackupService.9910",
        _ => "APIGW.0106",
    };
    let message = format!("{}: this fault was asked for.", reason.unwrap_or("Error"));
    Error { status, code: code.into(), message, allow: None }
}

/// The answer with half of its body, of which it promises the whole.
async fn truncated(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let sent = Box::pin(tokio::time::sleep(Duration::from_millis(20)));
    let half = Half { part: Some(whole.slice(..whole.len() / 2)), length: whole.len() as u64, sent };
    Response::from_parts(parts, Body::new(half))
}

/// A body that breaks off.
struct Half {
    part: Option<Bytes>,
    length: u64,
    /// What was written is on its way by then.
    sent: Pin<Box<Sleep>>,
}

impl hyper::body::Body for Half {
    type Data = Bytes;
    type Error = Reset;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Reset>>> {
        match self.part.take() {
            Some(part) if !part.is_empty() => Poll::Ready(Some(Ok(Frame::data(part)))),
            _ => self.sent.as_mut().poll(context).map(|()| Some(Err(Reset))),
        }
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        hyper::body::SizeHint::with_exact(self.length)
    }
}
