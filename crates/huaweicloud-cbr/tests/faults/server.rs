//! A server that does what no library would: it knows no HTTP, and sends the bytes that it is told to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does after a request, one after another. After the last one it closes the connection.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    /// Breaks the connection, so that the other side sees more than an end.
    Reset,
    /// Says nothing any more, and leaves the connection open.
    Hang,
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that does the same each time.
    pub(crate) async fn always(steps: Vec<Step>) -> Self {
        Self::start(move |_, _| steps.clone()).await
    }

    /// Starts a server that does one thing after another, and the last one for ever.
    pub(crate) async fn in_turn(turns: Vec<Vec<Step>>) -> Self {
        Self::start(move |at, _| turns[at.min(turns.len() - 1)].clone()).await
    }

    /// Starts a server. What it does comes from the number of requests before, and the request.
    pub(crate) async fn start(answer: impl Fn(usize, &str) -> Vec<Step> + Send + 'static) -> Self {
        Self::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), answer)
    }

    pub(crate) fn at(
        listener: TcpListener,
        answer: impl Fn(usize, &str) -> Vec<Step> + Send + 'static,
    ) -> Self {
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (address, seen) = (listener.local_addr().unwrap(), Arc::clone(&requests));
        let answer = Arc::new(Mutex::new(answer));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                tokio::spawn(async move {
                    let Some(request) = request(&mut stream).await else { return };
                    let steps = {
                        let mut seen = seen.lock().unwrap();
                        let steps = answer.lock().unwrap()(seen.len(), &request);
                        seen.push(request);
                        steps
                    };
                    run(stream, steps).await;
                });
            }
        });
        Self { address, requests }
    }

    /// The requests that came.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// How many requests came.
    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }
}

/// Reads a request with its body.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if body.len() >= length.unwrap_or(0) {
            return Some(text.into_owned());
        }
    }
}

async fn run(mut stream: TcpStream, steps: Vec<Step>) {
    for step in steps {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Step::Wait(time) => tokio::time::sleep(time).await,
            Step::Reset => stream.set_zero_linger().unwrap(),
            Step::Hang => std::future::pending().await,
        }
    }
}

/// The bytes of an answer.
pub(crate) fn bytes(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status} \r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for header in headers {
        head += header;
        head += "\r\n";
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// An answer.
pub(crate) fn answer(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<Step> {
    vec![Step::Send(bytes(status, headers, body))]
}

/// An answer with JSON.
pub(crate) fn json(status: u16, body: &Value) -> Vec<Step> {
    answer(status, &["content-type: application/json", "x-request-id: r1"], body.to_string())
}

/// An answer with an empty list of vaults.
pub(crate) fn fine() -> Vec<Step> {
    json(200, &serde_json::json!({"vaults": [], "count": 0}))
}
