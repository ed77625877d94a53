//! Connections that fail.

use std::time::{Duration, Instant};

use huaweicloud_cbr::{Error, RetryPolicy};
use tokio::net::{TcpSocket, TcpStream};

use crate::server::{Server, Step, bytes, fine};
use crate::{LONG, builder, client, get, post};

/// The beginning of an answer that is announced longer.
fn half() -> Vec<u8> {
    let whole = bytes(200, &["content-type: application/json"], br#"{"vaults": [{"id": "v1"}], "count": 1}"#);
    whole[..whole.len() - 20].to_vec()
}

#[track_caller]
fn broken(error: &Error, attempts: u32) {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.is_connect(), error.attempts()), (false, attempts), "{error:?}");
}

#[tokio::test]
async fn refused() {
    // A socket that is bound has its port for itself; no one listens there.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let client = client(socket.local_addr().unwrap());
    for error in [get(&client).send().await.unwrap_err(), post(&client).send().await.unwrap_err()] {
        assert!(error.is_retryable() && !error.is_timeout());
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!((error.is_connect(), error.attempts()), (true, 3));
    }
}

#[tokio::test]
async fn refused_at_first() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let policy =
        RetryPolicy::default().max_attempts(90).backoff(Duration::from_millis(20), Duration::from_millis(20));
    let client = builder(socket.local_addr().unwrap()).retry(policy).build().unwrap();
    let late = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Server::at(socket.listen(16).unwrap(), |_, _| fine())
    };
    let (response, server) = tokio::join!(async { post(&client).send().await }, late);
    assert!(response.unwrap().attempts() > 1);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn reset() {
    let server = Server::always(vec![Step::Reset]).await;
    let client = client(server.address);
    broken(&get(&client).send().await.unwrap_err(), 3);
    broken(&post(&client).send().await.unwrap_err(), 1);
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn reset_once() {
    let server = Server::in_turn(vec![vec![Step::Reset], fine()]).await;
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn closed_without_an_answer() {
    let server = Server::in_turn(vec![vec![], fine()]).await;
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn half_a_body() {
    let server = Server::in_turn(vec![vec![Step::Send(half())], fine()]).await;
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 2);

    let server = Server::always(vec![Step::Send(half())]).await;
    broken(&get(&client(server.address)).send().await.unwrap_err(), 3);
    let server = Server::always(vec![Step::Send(half()), Step::Reset]).await;
    broken(&get(&client(server.address)).send().await.unwrap_err(), 3);
}

#[tokio::test]
async fn no_http() {
    let server = Server::always(vec![Step::Send(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())]).await;
    broken(&get(&client(server.address)).send().await.unwrap_err(), 3);
}

#[tokio::test]
async fn a_body_that_does_not_end() {
    let server = Server::always(vec![Step::Send(half()), Step::Hang]).await;
    let limit = Duration::from_millis(100);
    let client = builder(server.address).attempt_timeout(limit).build().unwrap();
    let start = Instant::now();
    let error = get(&client).send().await.unwrap_err();
    assert!(start.elapsed() < LONG && error.is_timeout() && error.is_retryable());
    let Error::Timeout(error) = error else { panic!("{error:?}") };
    assert_eq!((error.limit(), error.attempts()), (limit, 3));
}

#[tokio::test]
async fn a_slow_body_that_ends_in_time() {
    let (start, end) = {
        let whole = bytes(200, &["content-type: application/json"], br#"{"vaults": []}"#);
        (whole[..whole.len() - 5].to_vec(), whole[whole.len() - 5..].to_vec())
    };
    let steps = vec![Step::Send(start), Step::Wait(Duration::from_millis(100)), Step::Send(end)];
    let server = Server::always(steps).await;
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 1);
}

#[tokio::test]
async fn no_answer_at_all() {
    let server = Server::always(vec![Step::Hang]).await;
    let client = client(server.address);
    let limit = Duration::from_millis(100);
    let start = Instant::now();
    for error in [
        get(&client).timeout(limit).send().await.unwrap_err(),
        get(&client.with_timeout(limit)).send().await.unwrap_err(),
    ] {
        let Error::Timeout(error) = error else { panic!("{error:?}") };
        assert_eq!((error.limit(), error.attempts()), (limit, 1));
    }
    assert!(start.elapsed() < LONG);
}

/// Linux leaves a connection without an answer where the queue of those that nobody accepts is full.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_does_not_come_about() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(stream) = tokio::time::timeout(Duration::from_secs(1), TcpStream::connect(address)).await {
        queue.push(stream.unwrap());
    }
    let policy = RetryPolicy::default().max_attempts(2).backoff(Duration::ZERO, Duration::ZERO);
    let client = builder(address).connect_timeout(Duration::from_millis(100)).retry(policy).build().unwrap();
    let start = Instant::now();
    let error = post(&client).send().await.unwrap_err();
    assert!(start.elapsed() < LONG && error.is_timeout());
    let Error::Transport(error) = error else { panic!("{error:?}") };
    // The service saw nothing of it, so that even this is sent again.
    assert_eq!((error.is_connect(), error.attempts()), (true, 2));
}
