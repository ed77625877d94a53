//! What errors say, and what they keep to themselves.

use std::time::Duration;

use huaweicloud_cbr::{Client, Error, ErrorCode, RetryPolicy};
use serde_json::json;

use crate::server::{Server, Step, answer, json};
use crate::{TOKEN, builder, client, get};

/// A value of the query that nobody else may read.
const NAME: &str = "looked-for";

#[tokio::test]
async fn where_a_value_cannot_be_read() {
    let body = json!({"vaults": [{"id": "v1"}, {"id": "v2", "billing": {"size": {"of": "what"}}}]});
    let server = Server::always(json(200, &body)).await;
    let error = get(&client(server.address)).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListVaults: the answer of status 200 cannot be read at `vaults[1].billing.size`"
    );
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.operation(), error.status()), ("ListVaults", 200));
    assert_eq!((error.path(), error.request_id()), (Some("vaults[1].billing.size"), Some("r1")));
    assert_eq!(server.count(), 1, "what cannot be read is the same the next time");
}

#[tokio::test]
async fn what_an_error_is() {
    for (status, not_found, conflict, throttled, unauthorized) in [
        (404, true, false, false, false),
        (409, false, true, false, false),
        (429, false, false, true, false),
        (401, false, false, false, true),
        (403, false, false, false, true),
    ] {
        let server =
            Server::always(json(status, &json!({"error_code": "BackupService.6102", "error_msg": "no"})))
                .await;
        let error = get(&client(server.address)).retry(RetryPolicy::none()).send().await.unwrap_err();
        let is = (error.is_not_found(), error.is_conflict(), error.is_throttled(), error.is_unauthorized());
        assert_eq!(is, (not_found, conflict, throttled, unauthorized), "{status}");
        assert_eq!((error.status(), error.request_id()), (Some(status), Some("r1")));
        assert_eq!((error.operation(), error.is_timeout()), (Some("ListVaults"), false));
        assert!(
            error
                .to_string()
                .starts_with(&format!("ListVaults: status {status}, BackupService.6102: no (request r1)"))
        );
    }
}

/// Each code of the catalogue says what it means and what to do.
#[test]
fn the_catalogue_is_whole() {
    assert_eq!(ErrorCode::KNOWN.len(), 182);
    for text in ErrorCode::KNOWN {
        let code = ErrorCode::from(*text);
        assert!(!matches!(code, ErrorCode::Unrecognized(_)) && code.as_str() == *text, "{text}");
        assert!(code.status().is_some_and(|status| (400..600).contains(&status)), "{text}");
        for said in [code.meaning(), code.remedy()] {
            assert!(said.is_some_and(|said| !said.trim().is_empty()), "{text}");
        }
    }
    let unlisted = ErrorCode::from("APIGW.0301");
    assert_eq!((unlisted.as_str(), unlisted.meaning(), unlisted.remedy()), ("APIGW.0301", None, None));
}

/// Everything that an error shows.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text += &format!(" {error} {error:?} {error:#?}");
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn errors_have_no_secrets() {
    let mut errors = Vec::new();
    for steps in [
        vec![Step::Reset],
        vec![],
        vec![Step::Send(b"no HTTP".to_vec())],
        vec![Step::Hang],
        json(500, &json!({})),
        json(401, &json!({"error_code": "APIGW.0301"})),
        json(200, &json!([])),
        answer(200, &[], ""),
        answer(302, &["location: /elsewhere"], ""),
        answer(502, &["content-type: text/html"], "<html>"),
    ] {
        let server = Server::always(steps).await;
        let client = builder(server.address).attempt_timeout(Duration::from_millis(500)).build().unwrap();
        let error = client.vaults().list().name(NAME).send().await.unwrap_err();
        // Secrets were sent, so that there was something to tell.
        let request = &server.requests()[0];
        assert!(request.contains(NAME) && request.contains(&format!("x-auth-token: {TOKEN}")), "{request}");
        errors.push(error);
    }
    // A port that was free a moment ago.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let client = client(socket.local_addr().unwrap());
    errors.push(client.vaults().list().name(NAME).send().await.unwrap_err());
    errors.push(
        client.vaults().list().name(NAME).limit(-1).send().await.err().unwrap_or_else(|| panic!("sent")),
    );
    for error in &errors {
        let shown = shown(error);
        assert!(!shown.contains(TOKEN) && !shown.contains(NAME), "{shown}");
    }
}

#[test]
fn what_makes_a_client_has_no_secrets() {
    let builder = Client::builder().proxy("http://user:a-password@proxy.example:3128").project_id("p1");
    assert!(!format!("{builder:?}").contains("a-password"), "{builder:?}");
    for url in [
        "http://user:a-password@host.example",
        "http://user:a-password@host.example/?x",
        "ftp://user:a-password@host.example",
        "http://user:a-password@host.example:port",
    ] {
        let error = Client::builder().endpoint(url).token(TOKEN).build().unwrap_err();
        assert!(
            matches!(error, Error::InvalidRequest(_)) && !shown(&error).contains("a-password"),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn ids_that_lead_elsewhere_are_not_sent() {
    let client = crate::client("127.0.0.1:1");
    for id in ["", ".", ".."] {
        let error = client.vaults().delete(id).send().await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidRequest(what) if what.starts_with("DeleteVault: ")),
            "{id}: {error}"
        );
    }
}
