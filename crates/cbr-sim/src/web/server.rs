//! Connections: how many there are, how long they may take, and how they end.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::response::IntoResponse;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::RequestId;
use super::app::App;
use super::wire::Wire;
use crate::codes::{self, Code};
use crate::error::Error;

/// What is under way when the server stops may take this long.
const GRACE: Duration = Duration::from_secs(5);

/// To tell one why a request is not read may take this long.
const TELLING: Duration = Duration::from_secs(1);

/// So many bytes of what is not read are thrown away after that.
const DRAINED: u64 = 4 << 20;

/// Serves until it is told to stop, and then until what is under way is done.
pub(crate) async fn serve(listener: TcpListener, app: Arc<App>, mut stop: watch::Receiver<bool>) {
    let config = app.config_of_connections();
    let room = Arc::new(Semaphore::new(config.max));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
            // Those that ended are forgotten.
            Some(_) = connections.join_next() => continue,
        };
        match accepted {
            Ok((stream, _)) => match Arc::clone(&room).try_acquire_owned() {
                Ok(permit) => {
                    let (app, stop) = (Arc::clone(&app), stop.clone());
                    connections.spawn(async move {
                        connection(stream, app, stop, config.header_timeout).await;
                        drop(permit);
                    });
                }
                Err(_) => drop(tokio::spawn(turn_away(stream))),
            },
            // Mostly that there are no file descriptors left: others will end.
            Err(error) if is_of_connection(&error) => {}
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    drop(listener);
    let rest = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(GRACE, rest).await;
    connections.shutdown().await;
}

/// What is asked of connections.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Connections {
    pub(crate) max: usize,
    pub(crate) header_timeout: Duration,
}

fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connection(
    stream: TcpStream,
    app: Arc<App>,
    mut stop: watch::Receiver<bool>,
    header_timeout: Duration,
) {
    let _ = stream.set_nodelay(true);
    let reset = Arc::new(AtomicBool::new(false));
    let to_be_reset = Arc::clone(&reset);
    let service = service_fn(move |request| {
        let (app, reset) = (Arc::clone(&app), Arc::clone(&to_be_reset));
        async move {
            let answer = app.answer(request).await;
            if answer.is_err() {
                reset.store(true, Ordering::Relaxed);
            }
            answer
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .serve_connection(Wire::new(stream), service);
    let ended = tokio::select! {
        ended = &mut connection => Some(ended),
        _ = stop.changed() => None,
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            std::pin::Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    let parts = connection.into_parts();
    let (mut stream, kept_back) = parts.io.into_parts();
    if reset.load(Ordering::Relaxed) {
        // Where no answer was to be given, the other side sees a reset and not an end.
        let _ = stream.set_zero_linger();
    } else if let Some(status) = kept_back {
        let code = match status {
            414 => codes::PATH_TOO_LONG,
            431 => codes::HEAD_TOO_LARGE,
            _ => codes::UNREADABLE,
        };
        refuse(&mut stream, code).await;
        // What is still on its way would reset the connection, and the answer with it.
        let rest = async { tokio::io::copy(&mut stream.take(DRAINED), &mut tokio::io::sink()).await };
        let _ = tokio::time::timeout(TELLING, rest).await;
    } else if ended.is_err_and(|error| error.is_timeout()) && !parts.read_buf.is_empty() {
        // The head of a request began, and did not end in time.
        refuse(&mut stream, codes::TOO_SLOW).await;
    }
}

async fn turn_away(mut stream: TcpStream) {
    refuse(&mut stream, codes::TOO_MANY_CONNECTIONS).await;
}

/// Tells one whose request is not read why, and ends the connection.
async fn refuse(stream: &mut TcpStream, code: Code) {
    let error = Error::new(code);
    let body = serde_json::to_string(&error.body()).unwrap_or_default();
    let status = error.into_response().status();
    // What is wrong with a head is wrong with it the next time.
    let again = if matches!(code.status, 408 | 503) { "retry-after: 1\r\n" } else { "" };
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\
         {again}x-request-id: {}\r\n\r\n{body}",
        body.len(),
        RequestId::new().as_str()
    );
    let told = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await
    };
    let _ = tokio::time::timeout(TELLING, told).await;
}
