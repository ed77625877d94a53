//! Calls that block, against a local mock.
#![cfg(feature = "blocking")]

use std::time::Duration;

use huaweicloud_cbr::{Client, Error};
use serde_json::json;
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// A service with two pages of backups and a vault; the runtime keeps it alive.
fn serve() -> (tokio::runtime::Runtime, MockServer, Client) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let page = |ids: &[&str]| {
            let backups: Vec<_> = ids.iter().map(|id| json!({"id": id})).collect();
            ResponseTemplate::new(200).set_body_json(json!({"backups": backups, "count": 3}))
        };
        let backups = || Mock::given(method("GET")).and(path("/v3/p/backups"));
        backups()
            .and(query_param_is_missing("marker"))
            .and(query_param_is_missing("offset"))
            .respond_with(page(&["1", "2"]))
            .mount(&server)
            .await;
        backups().and(query_param("marker", "2")).respond_with(page(&["3"])).mount(&server).await;
        backups().and(query_param("offset", "2")).respond_with(page(&["3"])).mount(&server).await;
        let vault = json!({"vault": {"id": "v", "billing": {"status": "available"}}});
        Mock::given(method("GET"))
            .and(path("/v3/p/vaults/v"))
            .respond_with(ResponseTemplate::new(200).set_body_json(vault))
            .mount(&server)
            .await;
        server
    });
    let client =
        Client::builder().endpoint(server.uri()).token("a token").project_id("p").build().expect("a client");
    (runtime, server, client)
}

#[test]
fn a_call() {
    let (_runtime, _server, client) = serve();
    let shown = client.vaults().get("v").send_blocking().unwrap();
    assert_eq!(shown.vault.as_ref().and_then(|vault| vault.id.as_deref()), Some("v"));
    let missing = client.vaults().get("w").send_blocking();
    assert!(missing.unwrap_err().is_not_found());
}

#[test]
fn a_list() {
    let (_runtime, _server, client) = serve();
    let backups: Result<Vec<_>, Error> = client.backups().list().limit(2).stream().blocking().collect();
    let ids: Vec<_> = backups.unwrap().into_iter().filter_map(|backup| backup.id).collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn a_list_that_goes_on_later() {
    let (_runtime, _server, client) = serve();
    let mut backups = client.backups().list().limit(2).stream().blocking();
    assert_eq!(backups.next().unwrap().unwrap().id.as_deref(), Some("1"));
    let rest = client.backups().list().limit(2).stream_from(backups.position()).blocking();
    assert_eq!(rest.map(|backup| backup.unwrap().id.unwrap()).collect::<Vec<_>>(), ["2", "3"]);
}

#[test]
fn a_wait() {
    let (_runtime, _server, client) = serve();
    let vault = client.vaults().wait("v").timeout(Duration::from_secs(5)).wait_blocking().unwrap();
    assert_eq!(vault.id.as_deref(), Some("v"));
}

#[test]
fn from_many_threads() {
    let (_runtime, _server, client) = serve();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.vaults().get("v").send_blocking().unwrap());
        }
    });
}

#[test]
fn in_async_code_they_are_refused() {
    let (runtime, server, client) = serve();
    let calls = |client: &Client| {
        assert!(matches!(client.vaults().get("v").send_blocking(), Err(Error::InvalidRequest(_))));
        assert!(matches!(client.vaults().wait("v").wait_blocking(), Err(Error::InvalidRequest(_))));
        let backups: Vec<_> = client.backups().list().stream().blocking().collect();
        assert!(matches!(backups.as_slice(), [Err(Error::InvalidRequest(_))]));
        client.vaults().get("v").send_blocking().unwrap_err().to_string()
    };
    let message = runtime.block_on(async { calls(&client) });
    assert_eq!(
        message,
        "invalid request: a call that blocks was made in async code: await `send`, `try_next` or the wait instead"
    );
    assert!(runtime.block_on(server.received_requests()).unwrap().is_empty());
}
