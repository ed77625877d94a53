//! The password goes to the IAM that was named, and nowhere else.

use reqwest::redirect::Policy;
use wiremock::matchers::any;

use super::*;

#[tokio::test]
async fn no_redirect_gets_the_password() {
    let following = Client::new();
    let resting = Client::builder().redirect(Policy::none()).build().unwrap();
    for http in [following, resting] {
        for status in [301, 302, 303, 307, 308] {
            let elsewhere = MockServer::start().await;
            Mock::given(any()).respond_with(issue("stolen", HOUR)).mount(&elsewhere).await;
            let location = format!("{}/v3/auth/tokens", elsewhere.uri());
            let iam = issuing([ResponseTemplate::new(status).insert_header("Location", location)]).await;

            let error = token(&authenticator(&iam), &http).await.unwrap_err();
            assert!(matches!(error, AuthError::Malformed { .. }), "{status}: {error:?}");
            for request in elsewhere.received_requests().await.unwrap() {
                assert!(request.body.is_empty(), "{status}");
            }
        }
    }
}
