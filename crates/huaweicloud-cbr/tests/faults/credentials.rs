//! Credentials that end, and clocks that are off, while the client runs.

use std::time::{Duration, SystemTime};

use huaweicloud_cbr::Client;
use huaweicloud_cbr::auth::Credentials;
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const PROJECT: &str = "f841e01fd2b14e7fa41b6ae7aa6b0594";

fn vaults() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"vaults": [], "count": 0}))
}

fn refused() -> ResponseTemplate {
    let body = json!({"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information"});
    ResponseTemplate::new(401).set_body_json(body)
}

/// A service that answers requests with `answer`.
async fn service(answer: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static) -> MockServer {
    let server = MockServer::start().await;
    let lists = Mock::given(method("GET")).and(path(format!("/v3/{PROJECT}/vaults")));
    lists.respond_with(answer).mount(&server).await;
    server
}

fn client(server: &MockServer, credentials: impl Into<Credentials>) -> Client {
    let client = Client::builder().endpoint(server.uri()).iam_endpoint(server.uri());
    client.credentials(credentials).project_id(PROJECT).build().expect("a client of the server")
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_token_that_ends_early_is_renewed_once_for_all_calls() {
    let server =
        service(|request| if header(request, "x-auth-token") == "token 2" { vaults() } else { refused() })
            .await;
    let log_in = |number: u32| {
        let expires = json!({"token": {"expires_at": "2999-01-01T00:00:00.000000Z"}});
        let answer = ResponseTemplate::new(201).insert_header("x-subject-token", format!("token {number}"));
        Mock::given(method("POST")).and(path("/v3/auth/tokens")).respond_with(answer.set_body_json(expires))
    };
    log_in(1).up_to_n_times(1).mount(&server).await;
    log_in(2).expect(1).mount(&server).await;

    let client =
        client(&server, Credentials::password("user", "password").domain("domain").project_id(PROJECT));
    let calls = (0..8).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.vaults().list().send().await.map(|_| ()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("no panic").expect("a list");
    }
}

#[tokio::test]
async fn a_token_that_is_never_accepted_is_renewed_once() {
    let server = service(|_| refused()).await;
    let token = ResponseTemplate::new(201)
        .insert_header("x-subject-token", "token")
        .set_body_json(json!({"token": {"expires_at": "2999-01-01T00:00:00.000000Z"}}));
    let log_in = Mock::given(method("POST")).and(path("/v3/auth/tokens")).respond_with(token);
    log_in.expect(2).mount(&server).await;

    let client =
        client(&server, Credentials::password("user", "password").domain("domain").project_id(PROJECT));
    let error = client.vaults().list().send().await.expect_err("a refusal");
    assert!(error.is_unauthorized() && !error.is_retryable());
    assert_eq!(error.code().map(|code| code.as_str()), Some("APIGW.0301"));
}

#[tokio::test]
async fn a_given_token_is_not_renewed() {
    let server = service(|_| refused()).await;
    let client = client(&server, Credentials::token("a token"));
    let error = client.vaults().list().send().await.expect_err("a refusal");
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.received_requests().await.expect("requests").len(), 1);
}

/// The time of a signature: `20260101T000000Z`, in seconds of a month that has no end.
fn seconds(date: &str) -> Option<u64> {
    let digits: String = date.chars().filter(char::is_ascii_digit).collect();
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u64>().ok();
    Some(((part(6..8)? * 24 + part(8..10)?) * 60 + part(10..12)?) * 60 + part(12..14)?)
}

#[tokio::test]
async fn a_clock_that_is_off_is_set_by_the_service() {
    const AHEAD: Duration = Duration::from_secs(3 * 60 * 60);
    let server = service(|request| {
        let now = SystemTime::now() + AHEAD;
        let date = httpdate::fmt_http_date(now);
        // `Sun, 06 Nov 1994 08:49:37 GMT`
        let here: Vec<u64> = date[17..25].split(':').filter_map(|part| part.parse().ok()).collect();
        let day: u64 = date[5..7].parse().unwrap_or_default();
        let here = ((day * 24 + here[0]) * 60 + here[1]) * 60 + here[2];
        let signed = seconds(header(request, "x-sdk-date")).unwrap_or_default();
        let answer = if signed.abs_diff(here) < 15 * 60 { vaults() } else { refused() };
        answer.insert_header("date", date)
    })
    .await;
    let client = client(&server, Credentials::access_key("AK", "SK"));
    let first = client.vaults().list().send().await.expect("a list");
    assert_eq!(first.attempts(), 2);
    let second = client.vaults().list().send().await.expect("a list");
    assert_eq!(second.attempts(), 1, "the time is known now");
}

#[tokio::test]
async fn a_signature_that_is_refused_by_a_clock_that_agrees_is_refused() {
    let server = service(|_| refused()).await;
    let client = client(&server, Credentials::access_key("AK", "SK"));
    let error = client.vaults().list().send().await.expect_err("a refusal");
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.received_requests().await.expect("requests").len(), 1);
}

#[tokio::test]
async fn a_signed_request_names_its_project() {
    let server = service(|request| {
        let signed = header(request, "authorization").contains("x-project-id");
        if header(request, "x-project-id") == PROJECT && signed { vaults() } else { refused() }
    })
    .await;
    let keyed = Client::builder().endpoint(server.uri()).credentials(Credentials::access_key("AK", "SK"));
    let client = keyed.project_id("another").build().expect("a client of the server");
    client.vaults().list().project_id(PROJECT).send().await.expect("a list");
}
