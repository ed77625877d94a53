//! What is sent to IAM, and what is made of its answer.

use serde_json::{Value, json};

use super::*;

#[tokio::test]
async fn a_given_token_is_used_as_it_is() {
    let http = Client::new();
    let given = Credentials::token("given").project_id(PROJECT);
    let authenticator = Authenticator::new(given.into(), None, None).unwrap();
    let (used, stamp) = token(&authenticator, &http).await.unwrap();
    assert_eq!(used, "given");
    assert!(!authenticator.renew_after(&http, stamp, None).await.unwrap(), "nobody can renew it");
    assert_eq!(authenticator.project_id(&http).await.unwrap().as_deref(), Some(PROJECT));
}

#[tokio::test]
async fn a_user_logs_in_once() {
    let iam = issuing([issue("first", 24 * HOUR)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    assert_eq!(requests(&iam).await, 0, "nothing is sent before there is a call");
    for _ in 0..3 {
        assert_eq!(token(&authenticator, &http).await.unwrap().0, "first");
    }
    assert_eq!(authenticator.project_id(&http).await.unwrap().as_deref(), Some(PROJECT));

    let sent = &iam.received_requests().await.unwrap()[0];
    let body: Value = serde_json::from_slice(&sent.body).unwrap();
    let expected = json!({"auth": {
        "identity": {
            "methods": ["password"],
            "password": {"user": {"name": "operator", "password": PASSWORD, "domain": {"name": "acme"}}},
        },
        "scope": {"project": {"name": "cn-north-4"}},
    }});
    assert_eq!(body, expected);
    assert_eq!(sent.headers["content-type"], "application/json;charset=utf8");
    assert_eq!(sent.headers["content-length"], sent.body.len().to_string().as_str());
    assert!(!sent.headers.contains_key("transfer-encoding"));
}

#[tokio::test]
async fn iam_is_asked_for_no_project_that_is_known() {
    let iam = issuing([]).await;
    let http = Client::new();
    let known = user().project_id("known").into();
    let none = Credentials::password("operator", PASSWORD).domain("acme").into();
    for (user, project) in [(known, Some("known")), (none, None)] {
        let authenticator = Authenticator::new(user, Some(&iam.uri()), None).unwrap();
        assert_eq!(authenticator.project_id(&http).await.unwrap().as_deref(), project);
    }
}

/// An answer as sparse as it can be.
#[tokio::test]
async fn an_answer_needs_a_token_and_its_end() {
    let body = json!({"token": {"expires_at": "2999-01-01T00:00:00", "project": null}});
    let answer = ResponseTemplate::new(200).insert_header("x-subject-token", "t").set_body_json(body);
    let iam = issuing([answer]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    assert_eq!(token(&authenticator, &http).await.unwrap().0, "t");
    assert_eq!(authenticator.project_id(&http).await.unwrap(), None);
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    let iam = issuing([issue("s3cret-token", 24 * HOUR)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    let mut request = plain();
    let stamp = authenticator.authorize(&http, &mut request).await.unwrap();
    let given = Authenticator::new(Credentials::token("s3cret-token").into(), None, None).unwrap();
    for shown in [
        format!("{authenticator:?} {stamp:?} {request:?} {given:?}"),
        format!("{authenticator:#?} {stamp:#?} {request:#?} {given:#?}"),
    ] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn what_cannot_be_sent_is_refused_at_once() {
    let incomplete =
        Authenticator::new(Credentials::password("operator", PASSWORD).into(), None, None).unwrap_err();
    assert!(matches!(incomplete, AuthError::Incomplete { .. }), "{incomplete}");
    let endpoint = Authenticator::new(user().into(), Some("iam"), None).unwrap_err();
    assert!(matches!(endpoint, AuthError::InvalidEndpoint { .. }), "{endpoint}");
    for token in ["", "s3cret\n"] {
        let error = Authenticator::new(Credentials::token(token).into(), None, None).unwrap_err();
        assert!(matches!(error, AuthError::InvalidSecret { what: "the token" }), "{error}");
        assert!(!format!("{error:?} {error}").contains("s3cret"));
    }
}
