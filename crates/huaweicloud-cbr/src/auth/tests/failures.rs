//! What goes wrong with IAM, and how it is told.

use std::error::Error;

use super::super::iam::{Iam, User};
use super::super::session::Session;
use super::*;

/// What the first call comes to with such an answer; nothing of it shows the password.
async fn failure(answer: ResponseTemplate) -> AuthError {
    let iam = issuing([answer]).await;
    let error = token(&authenticator(&iam), &Client::new()).await.unwrap_err();
    check(&error);
    error
}

fn check(error: &AuthError) {
    let shown = format!("{error} {error:?} {error:#?} {:?}", error.source().map(ToString::to_string));
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn a_wrong_password() {
    let body = json!({"error": {"code": 401, "message": "The username or password is wrong.", "title": "x"}});
    let answer = ResponseTemplate::new(401).insert_header("X-Request-Id", "r-1").set_body_json(body);
    let error = failure(answer).await;
    let told =
        "IAM refuses the credentials: status 401, 401: The username or password is wrong. (request r-1)";
    assert_eq!(error.to_string(), told);
    let AuthError::Rejected(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status, error.request_id.as_deref()), (401, Some("r-1")));
}

#[tokio::test]
async fn a_project_that_is_not_there() {
    let body = json!({"error_code": "IAM.0004", "error_msg": "Could not find project: cn-north-4."});
    let answer = ResponseTemplate::new(404).insert_header("X-IAM-Trace-Id", "t-1").set_body_json(body);
    let AuthError::Rejected(error) = failure(answer).await else { panic!("not rejected") };
    assert_eq!(error.code.as_deref(), Some("IAM.0004"));
    assert_eq!(error.request_id.as_deref(), Some("t-1"));
}

/// IAM's documented messages repeat the values of fields; such a one could repeat this field's.
#[tokio::test]
async fn a_message_that_repeats_the_password() {
    let body = json!({
        "error_code": "IAM.0073",
        "error_msg": format!("Invalid input for field 'password'. The value is '{PASSWORD}'."),
    });
    let answer = ResponseTemplate::new(400).insert_header("X-Request-Id", "s3cret-p\"ss").set_body_json(body);
    let iam = issuing([answer]).await;
    let AuthError::Rejected(error) = token(&authenticator(&iam), &Client::new()).await.unwrap_err() else {
        panic!("not rejected")
    };
    let message = "Invalid input for field 'password'. The value is '***'.";
    assert_eq!(error.message.as_deref(), Some(message));
}

#[tokio::test]
async fn iam_is_down() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let authenticator = Authenticator::new(user().into(), Some(&format!("http://{closed}")), None).unwrap();
    let error = token(&authenticator, &Client::new()).await.unwrap_err();
    check(&error);
    assert!(error.is_transient());
    let AuthError::Unreachable(source) = error else { panic!("{error:?}") };
    assert!(source.is_connect());
    assert!(source.url().is_none(), "{source}");
}

#[tokio::test]
async fn iam_is_overloaded() {
    for status in [429, 500, 502, 503, 504] {
        let error = failure(ResponseTemplate::new(status).set_body_string("<html>busy</html>")).await;
        assert!(matches!(&error, AuthError::Unavailable(error) if error.status == status), "{error}");
        assert!(error.is_transient());
    }
}

#[tokio::test]
async fn iam_takes_too_long() {
    let iam = issuing([issue("late", HOUR).set_delay(Duration::from_secs(3600))]).await;
    let patient = Iam::new(&iam.uri()).unwrap().with_timeout(Duration::from_millis(100));
    let session = Session::new(patient, User::new(user()).unwrap());
    let error = session.token(&Client::new()).await.unwrap_err();
    assert!(matches!(&error, AuthError::Unreachable(source) if source.is_timeout()), "{error:?}");
}

#[tokio::test]
async fn something_else_answers() {
    let page = |status| ResponseTemplate::new(status).set_body_string("<html>Welcome</html>");
    let token = |body: &str| {
        ResponseTemplate::new(201).insert_header("X-Subject-Token", "s3cret-token").set_body_string(body)
    };
    for (answer, expected) in [
        (page(200), "X-Subject-Token"),
        (page(201).insert_header("X-Subject-Token", ""), "X-Subject-Token"),
        (issue("t", HOUR).append_header("x-other", "1").set_body_string(""), "JSON"),
        (page(201).insert_header("X-Subject-Token", "s3cret-token"), "JSON"),
        (token("{}"), "JSON"),
        (token(r#"{"token": {}}"#), "JSON"),
        (token(r#"{"token": {"expires_at": "s3cret"}}"#), "expires_at"),
        (token(&" ".repeat(5 << 20)), "too long"),
        (page(404), "not one of IAM"),
        (page(403), "not one of IAM"),
    ] {
        let error = failure(answer).await;
        assert!(matches!(error, AuthError::Malformed { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.is_transient());
    }
}

#[tokio::test]
async fn an_issued_token_without_its_header() {
    let body = json!({"token": {"expires_at": iso(HOUR)}});
    let error = failure(ResponseTemplate::new(201).set_body_json(body)).await;
    assert_eq!(
        error.to_string(),
        "the answer of IAM (status 201) is not understood: it has no X-Subject-Token"
    );
}
