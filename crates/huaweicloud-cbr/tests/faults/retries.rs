//! What is sent again, when, and how often.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::{Client, Error, RetryPolicy};
use serde_json::json;

use crate::server::{Server, Step, answer, fine, json};
use crate::{LONG, TOKEN, builder, client, get, post};

const UNAVAILABLE: u16 = 503;

async fn unavailable() -> Server {
    Server::always(json(UNAVAILABLE, &json!({}))).await
}

#[tokio::test]
async fn statuses() {
    for (status, sent) in
        [(429, 3), (500, 3), (502, 3), (503, 3), (504, 3), (400, 1), (404, 1), (409, 1), (501, 1)]
    {
        let server = Server::always(json(status, &json!({"error_code": "a.1", "error_msg": "no"}))).await;
        let error = get(&client(server.address)).send().await.unwrap_err();
        assert_eq!((error.status(), server.count()), (Some(status), sent), "{status}");
        assert_eq!((error.is_retryable(), error.is_throttled()), (sent > 1, status == 429), "{status}");
    }
}

#[tokio::test]
async fn what_has_an_effect_each_time_is_sent_once() {
    for status in [429, 500, UNAVAILABLE] {
        let server = Server::always(json(status, &json!({}))).await;
        let client = client(server.address);
        assert_eq!(post(&client).send().await.unwrap_err().status(), Some(status));
        assert_eq!(server.count(), 1, "{status}");
        let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO).repeat_unsafe(true);
        assert_eq!(post(&client).retry(policy).send().await.unwrap_err().status(), Some(status));
        assert_eq!(server.count(), 4, "{status}");
    }
}

#[tokio::test]
async fn what_means_the_same_twice_is_sent_again() {
    let server = Server::in_turn(vec![json(UNAVAILABLE, &json!({})), answer(204, &[], "")]).await;
    let response = client(server.address).vaults().delete("v1").send().await.unwrap();
    assert_eq!((response.status(), response.attempts()), (204, 2));
}

#[tokio::test]
async fn one_policy_for_a_client_and_another_for_a_call() {
    let server = unavailable().await;
    let mut before = 0;
    let mut sent = || {
        let sent = server.count() - before;
        before += sent;
        sent
    };
    let policy =
        |attempts| RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO).max_attempts(attempts);
    let client = builder(server.address).retry(policy(2)).build().unwrap();
    get(&client).send().await.unwrap_err();
    assert_eq!(sent(), 2);
    get(&client).retry(policy(4)).send().await.unwrap_err();
    assert_eq!(sent(), 4);
    get(&client).retry(RetryPolicy::none()).send().await.unwrap_err();
    assert_eq!(sent(), 1);
    get(&client.with_retry(policy(5))).send().await.unwrap_err();
    assert_eq!(sent(), 5);
    get(&client).send().await.unwrap_err();
    assert_eq!(sent(), 2);
}

#[tokio::test]
async fn seconds_that_the_service_asks_for() {
    let server = Server::in_turn(vec![answer(UNAVAILABLE, &["retry-after: 1"], ""), fine()]).await;
    let start = Instant::now();
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 2);
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < LONG);
}

#[tokio::test]
async fn a_date_that_the_service_asks_for() {
    // A date has no parts of a second: up to one of these three is lost.
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    let after = format!("retry-after: {date}");
    let server = Server::in_turn(vec![answer(429, &[&after], ""), fine()]).await;
    let start = Instant::now();
    assert_eq!(get(&client(server.address)).send().await.unwrap().attempts(), 2);
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < LONG);
}

#[tokio::test]
async fn more_time_than_there_is() {
    // More than the policy waits for.
    let server = Server::always(answer(UNAVAILABLE, &["retry-after: 3600"], "")).await;
    let Error::Api(error) = get(&client(server.address)).send().await.unwrap_err() else { panic!() };
    assert_eq!((error.retry_after(), error.attempts()), (Some(Duration::from_secs(3600)), 1));

    // More than the call has: it ends with what is known, before its time.
    let server = Server::always(answer(UNAVAILABLE, &["retry-after: 15"], "")).await;
    let start = Instant::now();
    let error = get(&client(server.address)).timeout(Duration::from_secs(14)).send().await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(14));
    assert_eq!((error.status(), server.count()), (Some(UNAVAILABLE), 1));
}

#[tokio::test]
async fn the_time_of_a_call_has_all_its_attempts() {
    let server = Server::in_turn(vec![json(UNAVAILABLE, &json!({})), vec![Step::Hang]]).await;
    let limit = Duration::from_millis(500);
    let Error::Timeout(error) = get(&client(server.address)).timeout(limit).send().await.unwrap_err() else {
        panic!("no timeout")
    };
    assert_eq!((error.attempts(), error.limit()), (2, limit));
}

/// IAM has to be asked for the project before anything can be sent.
#[tokio::test]
async fn the_time_of_a_call_begins_before_its_request() {
    let (server, iam) = (Server::always(fine()).await, Server::always(vec![Step::Hang]).await);
    let login = Credentials::password("user", "a-password").domain("domain").project("eu-west-0");
    let client = Client::builder().endpoint(format!("http://{}", server.address)).credentials(login);
    let client = client.iam_endpoint(format!("http://{}", iam.address)).build().unwrap();
    let limit = Duration::from_millis(300);
    let Error::Timeout(error) = get(&client).timeout(limit).send().await.unwrap_err() else {
        panic!("no timeout")
    };
    assert_eq!((error.attempts(), error.limit()), (0, limit));
    assert_eq!((server.count(), iam.count()), (0, 1));
}

/// 100 repetitions are in the budget of a new client; its clones share it.
#[tokio::test]
async fn the_budget_is_one_for_all_calls() {
    let server = unavailable().await;
    let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO).max_attempts(60);
    let one = builder(server.address).retry(policy).build().unwrap();
    let (other, third) = (one.clone(), one.with_timeout(LONG));
    get(&one).send().await.unwrap_err();
    assert_eq!(server.count(), 60);
    get(&other).send().await.unwrap_err();
    assert_eq!(server.count(), 60 + 42);
    get(&third).send().await.unwrap_err();
    assert_eq!(server.count(), 60 + 42 + 1);
    // Another client has its own.
    get(&builder(server.address).retry(policy).build().unwrap()).send().await.unwrap_err();
    assert_eq!(server.count(), 60 + 42 + 1 + 60);
}

#[tokio::test]
async fn a_call_that_is_dropped_sends_nothing_more() {
    let server = Server::in_turn(vec![answer(UNAVAILABLE, &["retry-after: 1"], ""), fine()]).await;
    let client = client(server.address);
    let call = get(&client).send();
    assert!(tokio::time::timeout(Duration::from_millis(500), call).await.is_err(), "the call did not wait");
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(server.count(), 1);
    assert_eq!(get(&client).send().await.unwrap().attempts(), 1);
}

#[tokio::test]
async fn a_call_that_is_dropped_on_its_way_leaves_the_client_whole() {
    let server = Server::in_turn(vec![vec![Step::Hang], fine()]).await;
    let client = client(server.address);
    let call = get(&client).send();
    assert!(tokio::time::timeout(Duration::from_millis(200), call).await.is_err());
    assert_eq!(get(&client).send().await.unwrap().attempts(), 1);
}

/// Whoever looks on sees every answer, also those that the caller never sees, and no secret.
#[tokio::test]
async fn every_answer_is_observed() {
    let server = Server::in_turn(vec![json(UNAVAILABLE, &json!({"error_msg": "no"})), fine()]).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let observed = builder(server.address).observe(move |exchange| {
        assert!(!format!("{exchange:?}").contains(TOKEN));
        let body: serde_json::Value = serde_json::from_slice(exchange.body).unwrap();
        let place = (exchange.operation, exchange.method, exchange.url.path().to_owned());
        let request_id = exchange.headers["x-request-id"].to_str().unwrap().to_owned();
        log.lock().unwrap().push((place, exchange.status, request_id, body));
    });
    get(&observed.build().unwrap()).send().await.unwrap();
    let place = ("ListVaults", "GET", "/v3/p1/vaults".to_owned());
    let answers = [(UNAVAILABLE, json!({"error_msg": "no"})), (200, json!({"vaults": [], "count": 0}))];
    let expected = answers.map(|(status, body)| (place.clone(), status, "r1".to_owned(), body));
    assert_eq!(*seen.lock().unwrap(), expected);
}
