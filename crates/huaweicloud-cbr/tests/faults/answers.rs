//! Answers that are not what they should be.

use huaweicloud_cbr::{Error, ErrorCode};
use serde_json::json;

use crate::server::{Server, Step, answer, bytes, json};
use crate::{builder, client, get};

const JSON: &str = "content-type: application/json";
const HTML: &str = "content-type: text/html; charset=utf-8";

/// How the call of a list ends before a server that always answers this.
async fn listed(steps: Vec<Step>) -> Result<usize, Error> {
    let server = Server::always(steps).await;
    let page = get(&client(server.address)).send().await?;
    Ok(page.vaults.as_ref().map_or(0, Vec::len))
}

/// What an error and its causes say.
fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}

#[tokio::test]
async fn another_content_type() {
    let vaults = br#"{"vaults": [{"id": "v1"}]}"#;
    assert_eq!(listed(answer(200, &["content-type: text/plain"], vaults)).await.unwrap(), 1);
    assert_eq!(listed(answer(200, &[], vaults)).await.unwrap(), 1);

    let error = listed(answer(200, &["content-type: text/plain"], "vaults: none")).await.unwrap_err();
    assert!(whole(&error).contains("text/plain"), "{error:?}");
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!((error.operation(), error.status(), error.path()), ("ListVaults", 200, None));
}

#[tokio::test]
async fn an_error_page_of_a_proxy() {
    let server = Server::always(answer(502, &[HTML], "<html>\n<h1>Bad gateway</h1></html>")).await;
    let error = get(&client(server.address)).send().await.unwrap_err();
    assert!(error.is_retryable() && error.code().is_none());
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.status(), error.attempts(), server.count()), (502, 3, 3));
    assert_eq!(error.excerpt(), Some("<html> <h1>Bad gateway</h1></html>"));
}

#[tokio::test]
async fn a_page_that_passes_for_a_success() {
    let page = || answer(200, &[HTML], "<html>Please log in</html>");
    let error = listed(page()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && whole(&error).contains("text/html"), "{error:?}");

    let server = Server::always(page()).await;
    let error = client(server.address).vaults().delete("v1").send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)) && whole(&error).contains("text/html"), "{error:?}");
}

#[tokio::test]
async fn a_success_that_is_an_error() {
    for body in [
        json!({"error_code": "BackupService.6102", "error_msg": "no"}),
        json!({"error": {"code": "BackupService.6102", "message": "no"}}),
    ] {
        let error = listed(json(200, &body)).await.unwrap_err();
        assert_eq!(error.code(), Some(&ErrorCode::BackupService6102));
        let Error::Api(error) = error else { panic!("{error:?}") };
        assert_eq!((error.status(), error.message(), error.request_id()), (200, Some("no"), Some("r1")));
    }
    // The code says what the status does not.
    let missing = json!({"error_code": "BackupService.6000", "error_msg": "no"});
    let error = listed(json(200, &missing)).await.unwrap_err();
    assert_eq!((error.status(), error.is_not_found(), error.is_retryable()), (Some(200), true, false));
}

#[tokio::test]
async fn redirections_are_not_followed() {
    let other = Server::always(json(200, &json!({"vaults": []}))).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: http://localhost:{}/v3/p1/vaults?name=n", other.address.port());
        let server = Server::always(answer(status, &[&location], "")).await;
        let error = get(&client(server.address)).send().await.unwrap_err();
        assert!(whole(&error).contains("it leads to localhost"), "{error:?}");
        assert_eq!((error.status(), error.is_retryable(), server.count()), (Some(status), false, 1));
    }
    assert_eq!(other.count(), 0, "the token went to another host");
}

/// `{"vaults": [{"id": "v1"}]}`
const GZIP: [u8; 44] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 42, 75, 44, 205, 41, 41, 86, 178, 82, 136, 174, 86, 202, 76, 1,
    210, 74, 101, 134, 74, 181, 177, 181, 0, 51, 247, 74, 188, 26, 0, 0, 0,
];

/// 100,000 spaces.
#[cfg(feature = "gzip")]
const BOMB: [u8; 133] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 193, 49, 1, 0, 0, 0, 194, 160, 42, 235, 159, 210, 26, 30, 64, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 175, 6, 45, 240, 121, 202,
    160, 134, 1, 0,
];

#[tokio::test]
async fn compressed() {
    let vaults = listed(answer(200, &[JSON, "content-encoding: gzip"], GZIP)).await;
    if cfg!(feature = "gzip") {
        assert_eq!(vaults.unwrap(), 1);
    } else {
        let error = vaults.unwrap_err();
        assert!(whole(&error).contains("encoded with gzip"), "{error:?}");
    }
    let Error::Api(error) = listed(answer(400, &[HTML, "content-encoding: br"], GZIP)).await.unwrap_err()
    else {
        panic!("no error of the API")
    };
    assert_eq!((error.status(), error.excerpt()), (400, None));
}

#[tokio::test]
async fn ten_megabytes() {
    let vault = json!({"id": "v1", "name": "n".repeat(1000), "billing": {"size": 1}});
    let body = json!({"vaults": vec![vault; 10_000], "count": 10_000});
    assert!(body.to_string().len() > 10_000_000);
    assert_eq!(listed(json(200, &body)).await.unwrap(), 10_000);
}

#[tokio::test]
async fn more_than_an_answer_may_have() {
    let vaults = r#"{"vaults": [{"id": "v1"}]}"#;
    let chunked = {
        let head =
            String::from_utf8(bytes(200, &[JSON, "transfer-encoding: chunked", "x-request-id: r1"], ""));
        let head = head.unwrap().replace("content-length: 0\r\n", "");
        format!("{head}5\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n", &vaults[..5], vaults.len() - 5, &vaults[5..])
    };
    let known = answer(200, &[JSON, "x-request-id: r1"], vaults);
    for steps in [known, vec![Step::Send(chunked.into_bytes())]] {
        let server = Server::always(steps).await;
        let limited = |bytes| builder(server.address).max_response_size(bytes).build().unwrap();
        assert_eq!(get(&limited(vaults.len())).send().await.unwrap().vaults.as_ref().map(Vec::len), Some(1));
        let error = get(&limited(vaults.len() - 1)).send().await.unwrap_err();
        assert_eq!((error.status(), error.request_id()), (Some(200), Some("r1")));
        assert_eq!((error.operation(), error.is_retryable(), server.count()), (Some("ListVaults"), false, 2));
        let Error::TooLarge(error) = error else { panic!("{error:?}") };
        assert_eq!(error.limit(), vaults.len() - 1);
    }
}

/// It is the client that ends it, long before the service does.
#[tokio::test]
async fn an_answer_without_end() {
    let mut steps = answer(200, &[JSON], "");
    let Some(Step::Send(head)) = steps.first_mut() else { panic!("no head") };
    *head = String::from_utf8_lossy(head).replace("content-length: 0\r\n", "").into_bytes();
    steps.extend((0..64).map(|_| Step::Send(vec![b' '; 1 << 16])));
    steps.push(Step::Hang);
    let server = Server::always(steps).await;
    let client = builder(server.address).max_response_size(1 << 20).build().unwrap();
    assert!(matches!(get(&client).send().await, Err(Error::TooLarge(_))));
}

#[tokio::test]
async fn a_refusal_of_too_many_words_is_a_refusal() {
    let server = Server::always(answer(503, &[HTML], "no ".repeat(1000))).await;
    let client = builder(server.address).max_response_size(100).build().unwrap();
    let Error::Api(error) = get(&client).send().await.unwrap_err() else { panic!("no error of the API") };
    assert_eq!((error.status(), error.attempts(), error.excerpt()), (503, 3, None));
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn what_counts_is_what_comes_out_of_gzip() {
    let server = Server::always(answer(200, &[JSON, "content-encoding: gzip"], BOMB)).await;
    let client = builder(server.address).max_response_size(10_000).build().unwrap();
    assert!(BOMB.len() < 10_000);
    assert!(matches!(get(&client).send().await, Err(Error::TooLarge(_))));
}

#[tokio::test]
async fn text_that_is_no_text() {
    let body = b"{\"vaults\": [{\"id\": \"v1\", \"name\": \"\xff\xfe\"}]}";
    let Error::Decode(error) = listed(answer(200, &[JSON], body)).await.unwrap_err() else {
        panic!("no error of decoding")
    };
    assert_eq!(error.path(), Some("vaults[0].name"));

    let Error::Api(error) = listed(answer(400, &[JSON], b"\xff\xfe no")).await.unwrap_err() else {
        panic!("no error of the API")
    };
    assert_eq!(error.excerpt(), Some("\u{fffd}\u{fffd} no"));
}

#[tokio::test]
async fn json_that_is_not_whole() {
    for (body, path) in [
        ("", None),
        (r#"{"vaults": [{"id": "v1", "billing": {"si"#, Some("vaults[0].billing.?")),
        (r#"{"vaults": []} {}"#, Some(".")),
        ("[]", Some(".")),
        ("null", Some(".")),
    ] {
        let Error::Decode(error) = listed(answer(200, &[JSON], body)).await.unwrap_err() else {
            panic!("{body}: no error of decoding")
        };
        assert_eq!(error.path(), path, "{body}");
    }
}

#[tokio::test]
async fn chunks_with_garbage_between() {
    let mut text = bytes(200, &[JSON, "transfer-encoding: chunked"], "");
    text = String::from_utf8(text).unwrap().replace("content-length: 0\r\n", "").into_bytes();
    text.extend_from_slice(b"5\r\n{\"vau\r\nzz\r\n");
    let error = listed(vec![Step::Send(text)]).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
