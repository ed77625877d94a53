//! The authenticator against a mock of IAM.

mod failures;
mod login;
mod redirects;
mod renewal;
mod signing;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::{Client, Method, Request};
use serde_json::json;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockBuilder, MockServer, ResponseTemplate};

use super::{AuthError, Authenticator, Credentials, Password, Stamp};

const PASSWORD: &str = "s3cret-p\"ss wörd";
const PROJECT: &str = "f841e01fd2b14e7fa41b6ae7aa6b0594";
const HOUR: i64 = 60 * 60;

fn user() -> Password {
    Credentials::password("operator", PASSWORD).domain("acme").project("cn-north-4")
}

fn authenticator(iam: &MockServer) -> Authenticator {
    Authenticator::new(user().into(), Some(&iam.uri()), None).unwrap()
}

fn plain() -> Request {
    Request::new(Method::GET, "http://service.invalid/v3/p/vaults".parse().unwrap())
}

/// The token that authorises a request, and its stamp.
async fn token(authenticator: &Authenticator, http: &Client) -> Result<(String, Stamp), AuthError> {
    let mut request = plain();
    let stamp = authenticator.authorize(http, &mut request).await?;
    Ok((request.headers()["x-auth-token"].to_str().unwrap().to_owned(), stamp))
}

fn log_in() -> MockBuilder {
    Mock::given(method("POST")).and(path("/v3/auth/tokens"))
}

/// A token that expires so many seconds from now, and was issued a day before that.
fn issue(token: &str, seconds: i64) -> ResponseTemplate {
    issue_of(token, seconds - 24 * HOUR, seconds)
}

/// A token, with the times when it was issued and when it ends, in seconds from now.
fn issue_of(token: &str, issued: i64, expires: i64) -> ResponseTemplate {
    let body = json!({"token": {
        "expires_at": iso(expires),
        "issued_at": iso(issued),
        "methods": ["password"],
        "project": {"domain": {"id": "d", "name": "acme"}, "id": PROJECT, "name": "cn-north-4"},
        "catalog": [],
    }});
    ResponseTemplate::new(201).insert_header("X-Subject-Token", token).set_body_json(body)
}

/// Seconds from now, as IAM writes times.
fn iso(seconds: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let then = UNIX_EPOCH + Duration::from_secs(now.checked_add_signed(seconds).unwrap());
    let date = super::time::sdk_date(then).unwrap();
    let [year, month, day] = [&date[..4], &date[4..6], &date[6..8]];
    let [hour, minute, second] = [&date[9..11], &date[11..13], &date[13..15]];
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}.000000Z")
}

/// Issues these tokens in this order, one to a request, and no other.
async fn issuing(answers: impl IntoIterator<Item = ResponseTemplate>) -> MockServer {
    let iam = MockServer::start().await;
    for answer in answers {
        log_in().respond_with(answer).up_to_n_times(1).expect(1).mount(&iam).await;
    }
    iam
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

/// Waits until a server has got so many requests.
async fn until_requested(server: &MockServer, count: usize) {
    let arrival = async {
        while requests(server).await < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), arrival).await.expect("the request arrives");
}
