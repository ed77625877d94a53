//! When a token is renewed, and by whom.

use std::sync::Arc;

use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::*;

const CALLERS: usize = 50;

/// As many callers at once, and what each of them got.
async fn at_once<T, F>(call: impl Fn() -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let calls: JoinSet<T> = (0..CALLERS).map(|_| call()).collect();
    calls.join_all().await
}

fn slow(answer: ResponseTemplate) -> ResponseTemplate {
    answer.set_delay(Duration::from_millis(100))
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let iam = issuing([issue("first", 60), issue("second", 24 * HOUR)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    for expected in ["first", "second", "second"] {
        assert_eq!(token(&authenticator, &http).await.unwrap().0, expected);
    }
}

#[tokio::test]
async fn a_token_that_has_time_to_go_is_kept() {
    let iam = issuing([issue("first", 10 * 60)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    for _ in 0..3 {
        assert_eq!(token(&authenticator, &http).await.unwrap().0, "first");
    }
}

/// Neither does the one who asks fail, nor does everyone ask again.
#[tokio::test]
async fn a_token_that_is_still_good_outlives_iam() {
    let iam = issuing([issue("first", 60), ResponseTemplate::new(503)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    for _ in 0..5 {
        assert_eq!(token(&authenticator, &http).await.unwrap().0, "first");
    }
    assert_eq!(requests(&iam).await, 2);
}

/// Near its end, a token is renewed by one caller while the others go on with it.
#[tokio::test]
async fn nobody_waits_for_a_renewal_ahead_of_time() {
    let never = issue("second", 24 * HOUR).set_delay(Duration::from_secs(3600));
    let iam = issuing([issue("first", 60), never]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    token(&authenticator, &http).await.unwrap();
    let renewing = {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        tokio::spawn(async move { token(&authenticator, &http).await.map(|(token, _)| token) })
    };
    until_requested(&iam, 2).await;
    let call = timeout(Duration::from_secs(5), token(&authenticator, &http)).await;
    assert_eq!(call.unwrap().unwrap().0, "first");
    renewing.abort();
}

#[tokio::test]
async fn an_expired_token_is_not_used() {
    // Good for a second even where it took longer to come: a machine with other work must not look like a clock that is
    // early, by which a token is good for all the time that IAM names.
    let iam = issuing([issue_of("first", 0, 1), ResponseTemplate::new(503)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    token(&authenticator, &http).await.unwrap();
    sleep(Duration::from_millis(1100)).await;
    let error = token(&authenticator, &http).await.unwrap_err();
    assert!(matches!(error, AuthError::Unavailable(_)), "{error}");
}

#[tokio::test]
async fn many_callers_log_in_once() {
    let iam = issuing([slow(issue("first", 24 * HOUR))]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let tokens = at_once(|| {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move { token(&authenticator, &http).await.unwrap().0 }
    })
    .await;
    assert_eq!(tokens, vec!["first"; CALLERS]);
    assert_eq!(requests(&iam).await, 1);
}

/// A token so short-lived that it is old at once is renewed once too, not by one caller after the other.
#[tokio::test]
async fn many_callers_take_what_one_of_them_got() {
    let iam = issuing([slow(issue("first", -10))]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let tokens = at_once(|| {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move { token(&authenticator, &http).await.unwrap().0 }
    })
    .await;
    assert_eq!(tokens, vec!["first"; CALLERS]);
    assert_eq!(requests(&iam).await, 1);
}

/// Fifty attempts with a wrong password would lock the user out.
#[tokio::test]
async fn many_callers_are_refused_once() {
    let iam = issuing([slow(ResponseTemplate::new(401))]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let errors = at_once(|| {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move { token(&authenticator, &http).await.unwrap_err() }
    })
    .await;
    assert!(errors.iter().all(|error| matches!(error, AuthError::Rejected(_))));
    assert_eq!(requests(&iam).await, 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_for_all() {
    let iam = issuing([issue("first", 24 * HOUR), slow(issue("second", 24 * HOUR))]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let (_, stamp) = token(&authenticator, &http).await.unwrap();
    let repeated = at_once(|| {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move {
            assert!(authenticator.renew_after(&http, stamp, None).await.unwrap());
            token(&authenticator, &http).await.unwrap().0
        }
    })
    .await;
    assert_eq!(repeated, vec!["second"; CALLERS]);
    // One whose refusal comes late finds the new token, and asks for none.
    assert!(authenticator.renew_after(&http, stamp, None).await.unwrap());
    assert_eq!(requests(&iam).await, 2);
}

#[tokio::test]
async fn a_renewal_that_fails_after_a_refusal_is_told() {
    let iam = issuing([issue("first", 24 * HOUR), ResponseTemplate::new(401)]).await;
    let (http, authenticator) = (Client::new(), authenticator(&iam));
    let (_, stamp) = token(&authenticator, &http).await.unwrap();
    let error = authenticator.renew_after(&http, stamp, None).await.unwrap_err();
    assert!(matches!(error, AuthError::Rejected(_)), "{error}");
}

/// The one who asks IAM goes away: another one takes over, and nobody waits for ever.
#[tokio::test]
async fn a_cancelled_renewal_holds_up_nobody() {
    let never = issue("first", 24 * HOUR).set_delay(Duration::from_secs(3600));
    let iam = issuing([never, issue("second", 24 * HOUR)]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let call = || {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move { token(&authenticator, &http).await.unwrap().0 }
    };
    let renewing = tokio::spawn(call());
    until_requested(&iam, 1).await;
    let waiting = tokio::spawn(call());
    sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished(), "it waits for the other one");
    renewing.abort();
    assert!(renewing.await.unwrap_err().is_cancelled());
    assert_eq!(timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap(), "second");
    assert_eq!(call().await, "second");
    assert_eq!(requests(&iam).await, 2);
}

/// One who waits and goes away takes nobody's turn along.
#[tokio::test]
async fn a_cancelled_wait_holds_up_nobody() {
    let iam = issuing([slow(issue("first", 24 * HOUR))]).await;
    let (http, authenticator) = (Client::new(), Arc::new(authenticator(&iam)));
    let call = || {
        let (http, authenticator) = (http.clone(), authenticator.clone());
        async move { token(&authenticator, &http).await.unwrap().0 }
    };
    let [renewing, gone, waiting] = [tokio::spawn(call()), tokio::spawn(call()), tokio::spawn(call())];
    sleep(Duration::from_millis(30)).await;
    gone.abort();
    for call in [renewing, waiting] {
        assert_eq!(timeout(Duration::from_secs(5), call).await.unwrap().unwrap(), "first");
    }
}
