//! Waits against a local mock.

use std::time::Duration;

use huaweicloud_cbr::{Client, Error, types};
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const SOON: Duration = Duration::from_millis(1);

/// A service that shows a thing with these bodies in turn, and then the last of them; a client of it.
async fn serve(place: &str, answers: &[(u16, Value)]) -> (MockServer, Client) {
    let server = MockServer::start().await;
    for (at, (status, body)) in answers.iter().enumerate() {
        let answer = ResponseTemplate::new(*status).set_body_json(body);
        let mock = Mock::given(method("GET")).and(path(format!("/v3/p/{place}"))).respond_with(answer);
        let mock = if at + 1 < answers.len() { mock.up_to_n_times(1) } else { mock };
        mock.mount(&server).await;
    }
    let client =
        Client::builder().endpoint(server.uri()).token("a token").project_id("p").build().expect("a client");
    (server, client)
}

fn vault(status: &str) -> (u16, Value) {
    (200, json!({"vault": {"id": "v", "billing": {"status": status}}}))
}

fn gone() -> (u16, Value) {
    (404, json!({"error_code": "BackupService.6102", "error_msg": "no such thing"}))
}

#[tokio::test]
async fn until_a_task_succeeds() {
    let task = |status: &str| (200, json!({"operation_log": {"id": "t", "status": status}}));
    let (server, client) =
        serve("operation-logs/t", &[task("waiting"), task("running"), task("success")]).await;
    let mut polls = 0;
    let ended = client.operation_logs().wait("t").poll(SOON, SOON).on_progress(|_| polls += 1).await.unwrap();
    assert_eq!(ended.status, Some(types::OperationLogStatus::Success));
    assert_eq!((polls, server.received_requests().await.unwrap().len()), (3, 3));
}

#[tokio::test]
async fn a_checkpoint_that_breaks() {
    let checkpoint = |status: &str| (200, json!({"checkpoint": {"id": "c", "status": status}}));
    let (_server, client) = serve("checkpoints/c", &[checkpoint("protecting"), checkpoint("error")]).await;
    let error = client.checkpoints().wait("c").poll(SOON, SOON).await.unwrap_err();
    let Error::Wait(error) = error else { panic!("{error:?}") };
    assert_eq!(error.status(), Some("error"));
    assert_eq!(error.last().and_then(|last| last.id()), Some("c"));
}

#[tokio::test]
async fn until_a_vault_is_available_or_gone() {
    let (_server, client) = serve("vaults/v", &[vault("frozen"), vault("available")]).await;
    client.vaults().wait("v").poll(SOON, SOON).await.unwrap();
    let (_server, client) = serve("vaults/v", &[vault("deleting"), gone()]).await;
    client.vaults().wait("v").poll(SOON, SOON).until_gone().await.unwrap();
    let (_server, client) = serve("vaults/v", &[gone()]).await;
    assert!(client.vaults().wait("v").await.unwrap_err().is_not_found());
}

/// A wait goes through the call, with what the call was told.
#[tokio::test]
async fn the_wait_of_a_call() {
    let backup = json!({"backup": {"id": "b", "status": "available"}});
    let (_server, client) = serve("backups/b", &[(200, backup)]).await;
    let backup = client.backups().get("b").project_id("p").wait().await.unwrap();
    assert_eq!(backup.id.as_deref(), Some("b"));
    let elsewhere = client.backups().get("b").project_id("q").wait().await;
    assert!(elsewhere.unwrap_err().is_not_found());
}

/// A wait can be a task of its own, and be given up.
#[tokio::test]
async fn waits_move_to_tasks() {
    let (_server, client) = serve("vaults/v", &[vault("lock")]).await;
    let waiting = tokio::spawn(async move { client.vaults().wait("v").poll(SOON, SOON).await });
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
}
