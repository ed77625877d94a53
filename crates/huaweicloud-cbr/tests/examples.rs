//! The examples, against a mock that answers as the documentation says.
// Each example is a program of its own.
#![allow(dead_code, unreachable_pub, clippy::duplicate_mod)]

#[path = "../examples/automatic_backup.rs"]
mod automatic_backup;
#[path = "../examples/back_up_server.rs"]
mod back_up_server;
#[path = "../examples/list_backups.rs"]
mod list_backups;

use huaweicloud_cbr::{Client, types};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockBuilder, MockServer, ResponseTemplate};

const VAULT: &str = "ea7b8717-2543-478a-a92d-3ca7ee448f67";
const SERVER: &str = "e8cc6bfd-d324-4b88-9109-9fb0ba70676f";
const CHECKPOINT: &str = "d9ce6924-d753-4132-bd16-a9f8838ea7d2";
const POLICY: &str = "30d7cf2d-14fc-415b-b7da-858b37f47250";

async fn service() -> (MockServer, Client) {
    let server = MockServer::start().await;
    let client =
        Client::builder().endpoint(server.uri()).token("a token").project_id("p").build().expect("a client");
    (server, client)
}

fn call(verb: &str, place: &str) -> MockBuilder {
    Mock::given(method(verb)).and(path(format!("/v3/p/{place}")))
}

/// What has to be asked for, once, and what is answered.
async fn expect(server: &MockServer, asked: MockBuilder, answer: Value) {
    asked
        .respond_with(ResponseTemplate::new(200).set_body_json(answer))
        .up_to_n_times(1)
        .expect(1)
        .mount(server)
        .await;
}

#[tokio::test]
async fn back_up_server() {
    let (server, client) = service().await;
    let vault = json!({"vault": {
        "billing": {
            "cloud_type": "public", "consistent_level": "crash_consistent", "object_type": "server",
            "protect_type": "backup", "size": 200
        },
        "name": "my_vault",
        "resources": []
    }});
    let resources = json!({"resources": [{"id": SERVER, "type": "OS::Nova::Server"}]});
    let checkpoint = json!({"checkpoint": {
        "parameters": {
            "auto_trigger": false, "description": "backupauto", "incremental": true, "name": "backup_auto",
            "resources": [SERVER]
        },
        "vault_id": VAULT
    }});
    let shown = |status: &str| json!({"checkpoint": {"id": CHECKPOINT, "status": status, "vault": null}});
    expect(&server, call("POST", "vaults").and(body_json(vault)), json!({"vault": {"id": VAULT}})).await;
    let added = json!({"add_resource_ids": [SERVER]});
    expect(&server, call("POST", &format!("vaults/{VAULT}/addresources")).and(body_json(resources)), added)
        .await;
    expect(&server, call("POST", "checkpoints").and(body_json(checkpoint)), shown("protecting")).await;
    expect(&server, call("GET", &format!("checkpoints/{CHECKPOINT}")), shown("available")).await;

    let backed_up = back_up_server::back_up(&client, SERVER).await.unwrap();
    assert_eq!(backed_up.status, Some(types::CheckpointCreateStatus::Available));
}

#[tokio::test]
async fn automatic_backup() {
    let (server, client) = service().await;
    let policy = json!({"policy": {
        "name": "dh_test_policy",
        "trigger": {"properties": {"pattern": ["FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR=23;BYMINUTE=00"]}},
        "operation_definition": {"retention_duration_days": 30}
    }});
    expect(&server, call("POST", "policies").and(body_json(policy)), json!({"policy": {"id": POLICY}})).await;
    let association = call("POST", &format!("vaults/{VAULT}/associatepolicy"));
    let associated = json!({"associate_policy": {"vault_id": VAULT, "policy_id": POLICY}});
    expect(&server, association.and(body_json(json!({"policy_id": POLICY}))), associated).await;

    assert_eq!(automatic_backup::back_up_every_night(&client, VAULT).await.unwrap(), POLICY);
}

#[tokio::test]
async fn list_backups() {
    let (server, client) = service().await;
    let page = |ids: std::ops::Range<usize>| {
        let backups: Vec<_> =
            ids.map(|id| json!({"id": id.to_string(), "name": format!("backup-{id}")})).collect();
        json!({"backups": backups, "count": 150})
    };
    let backups = || call("GET", "backups").and(query_param("limit", "100"));
    let first = backups().and(query_param_is_missing("marker")).and(query_param_is_missing("offset"));
    expect(&server, first, page(0..100)).await;
    expect(&server, backups().and(query_param("marker", "99")), page(100..150)).await;
    let of_servers = call("GET", "backups")
        .and(query_param("resource_type", "OS::Nova::Server"))
        .and(query_param("limit", "5"))
        .and(query_param("offset", "0"));
    expect(&server, of_servers, page(0..5)).await;

    let names = list_backups::names_of_all(&client).await.unwrap();
    assert_eq!((names.len(), names[149].as_str()), (150, "backup-149"));
    assert_eq!(list_backups::of_servers(&client).await.unwrap().len(), 5);
}
