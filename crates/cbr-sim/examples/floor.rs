//! What a server can do at most that reads HTTP with hyper, and does nothing: answers are constants as long as the
//! simulator's. `scripts/compare-mocks --floor` measures it beside the simulator.
//!
//!     floor 127.0.0.1:8420

use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;

/// As long as a vault.
const VAULT: usize = 700;

/// As many threads as the simulator has, so that both leave the same room to those who call.
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("usage: floor ADDRESS")?;
    let threads = std::thread::available_parallelism().map_or(1, |all| all.get().div_ceil(2));
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(threads).enable_all().build()?.block_on(serve(&address))
}

async fn serve(address: &str) -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind(address).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        // A connection that ends in an error ends.
        let stream = TokioIo::new(stream);
        // In one piece, as the simulator sends short answers: the system takes less time for that.
        let connection = http1::Builder::new().writev(false).serve_connection(stream, service_fn(answer));
        tokio::spawn(connection);
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    static BODY: [u8; 10 * VAULT] = [b'x'; 10 * VAULT];
    let ten = request.uri().query() == Some("limit=10");
    let _ = request.into_body().collect().await;
    let body = Bytes::from_static(if ten { &BODY } else { &BODY[..VAULT] });
    let mut response = Response::new(Full::new(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
        .headers_mut()
        .insert("x-request-id", HeaderValue::from_static("req-00000000-0000-0000-0000-000000000000"));
    Ok(response)
}
