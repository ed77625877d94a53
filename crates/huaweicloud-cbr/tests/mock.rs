//! Operations against a local mock that answers with the documentation's examples.

use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::{Client, Error, ErrorCode, types};
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const PROJECT: &str = "f841e01fd2b14e7fa41b6ae7aa6b0594";
const BACKUP: &str = "6df2b54c-dd62-4059-a07c-1b8f24f2725d";

async fn serve(mock: wiremock::MockBuilder, response: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    mock.respond_with(response).expect(1).mount(&server).await;
    let client = Client::builder()
        .endpoint(server.uri())
        .credentials(Credentials::token("a token"))
        .project_id(PROJECT)
        .build()
        .expect("a client of the server");
    (server, client)
}

fn json_with_status(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

fn vault_list() -> Value {
    json!({
        "vaults": [{
            "id": "a335f9e1-1628-4c64-a7be-38656e5ec19c",
            "name": "vault-8538",
            "resources": [],
            "provider_id": "0daac4c5-6707-4851-97ba-169e36266b66",
            "created_at": "2020-09-04T06:57:37.344+00:00",
            "project_id": "0605767b5780d5762fc5c0118072a564",
            "enterprise_project_id": 0,
            "auto_bind": false,
            "bind_rules": {},
            "auto_expand": false,
            "user_id": "aa2999fa5ae640f28926f8fd79188934",
            "billing": {
                "allocated": 0,
                "cloud_type": "public",
                "consistent_level": "crash_consistent",
                "charging_mode": "post_paid",
                "protect_type": "backup",
                "object_type": "server",
                "spec_code": "vault.backup.server.normal",
                "used": 0,
                "status": "available",
                "size": 100
            },
            "tags": []
        }],
        "count": 50
    })
}

#[tokio::test]
async fn list_vaults() {
    let mock = Mock::given(method("GET"))
        .and(path(format!("/v3/{PROJECT}/vaults")))
        .and(header("x-auth-token", "a token"))
        .and(query_param("limit", "1"))
        .and(query_param("object_type", "server"));
    let (_server, client) = serve(mock, json_with_status(200, &vault_list())).await;
    let listed = client.vaults().list().limit(1).object_type("server").send().await.unwrap();
    assert_eq!(serde_json::to_value(listed.into_inner()).unwrap(), vault_list());
}

/// Another status, members that nobody described, null and missing ones: all of it is kept.
#[tokio::test]
async fn list_vaults_survives_the_undocumented() {
    let mut body = vault_list();
    body["vaults"][0]["billing"]["status"] = json!("migrating");
    body["vaults"][0]["enterprise_project_id"] = json!("0");
    body["vaults"][0]["brand_new"] = json!({"deep": [1, "two"]});
    body["vaults"][0]["billing"].as_object_mut().unwrap().remove("size");
    body["vaults"][0]["resources"] = Value::Null;
    body["vaults"][0]["billing"]["used"] = Value::Null;

    let mock = Mock::given(method("GET"));
    let (_server, client) = serve(mock, json_with_status(200, &body)).await;
    let listed = client.vaults().list().send().await.unwrap();
    assert_eq!(serde_json::to_value(listed.into_inner()).unwrap(), body);
}

#[tokio::test]
async fn show_backup() {
    let body = json!({
        "backup": {
            "provider_id": "0daac4c5-6707-4851-97ba-169e36266b66",
            "checkpoint_id": "8b0851a8-adf3-4f4c-a914-dead08bf9664",
            "enterprise_project_id": 0,
            "vault_id": "3b5816b5-f29c-4172-9d9a-76c719a659ce",
            "id": BACKUP,
            "resource_az": "az1.dc1",
            "image_type": "backup",
            "resource_id": "94eba8b2-acc9-4d82-badc-127144cc5526",
            "resource_size": 40,
            "children": [{
                "id": "5d822633-2bbf-4af8-a16e-5ab1c7705235",
                "image_type": "backup",
                "resource_size": 40,
                "children": [],
                "parent_id": BACKUP,
                "extend_info": {
                    "auto_trigger": true,
                    "snapshot_id": "5230a977-1a94-4092-8edd-519303a44cda",
                    "bootable": true,
                    "encrypted": true
                },
                "status": "available",
                "resource_type": "OS::Cinder::Volume"
            }],
            "extend_info": {
                "auto_trigger": true,
                "supported_restore_mode": "backup",
                "contain_system_disk": true,
                "support_lld": true
            },
            "project_id": "4229d7a45436489f8c3dc2b1d35d4987",
            "status": "available",
            "resource_name": "ecs-1f0f-0002",
            "name": "backup_name",
            "created_at": "2019-05-10T07:59:12.085+00:00",
            "resource_type": "OS::Nova::Server"
        }
    });
    let mock = Mock::given(method("GET")).and(path(format!("/v3/{PROJECT}/backups/{BACKUP}")));
    let (_server, client) = serve(mock, json_with_status(200, &body)).await;
    let shown = client.backups().get(BACKUP).send().await.unwrap();
    let shown = shown.into_inner();
    assert_eq!(shown.backup.as_ref().and_then(|backup| backup.id.as_deref()), Some(BACKUP));
    assert_eq!(serde_json::to_value(shown).unwrap(), body);
}

#[tokio::test]
async fn create_vault() {
    let vault = json!({
        "billing": {
            "cloud_type": "public",
            "consistent_level": "crash_consistent",
            "object_type": "server",
            "protect_type": "backup",
            "size": 100,
            "charging_mode": "post_paid",
            "is_auto_renew": false,
            "is_auto_pay": false
        },
        "description": "vault_description",
        "name": "vault_name",
        "resources": [{
            "extra_info": {"exclude_volumes": ["43a320a5-3efd-4568-b1aa-8dd9183cc64b"]},
            "id": "23a320a5-3efd-4568-b1aa-8dd9183cc64c",
            "type": "OS::Nova::Server"
        }],
        "tags": [{"key": "key01", "value": "value01"}],
        "enterprise_project_id": "0"
    });
    let created = json!({
        "vault": {
            "id": "ad7627ae-5b0b-492e-b6bd-cd809b745197",
            "name": "vault_name",
            "tags": [{"value": "value01", "key": "key01"}],
            "enterprise_project_id": 0,
            "billing": {"status": "available", "used": 0, "allocated": 40, "size": 100},
            "resources": [{
                "backup_count": 0,
                "protect_status": "available",
                "extra_info": {"exclude_volumes": ["1855eb9a-2b5e-4938-a9f0-aea08b6f9243"]},
                "id": "23a320a5-3efd-4568-b1aa-8dd9183cc64c",
                "size": 40
            }]
        }
    });
    let mock = Mock::given(method("POST"))
        .and(path(format!("/v3/{PROJECT}/vaults")))
        .and(body_json(json!({"vault": vault})));
    let (_server, client) = serve(mock, json_with_status(200, &created)).await;
    let vault: types::VaultCreate = serde_json::from_value(vault).unwrap();
    let answer = client.vaults().create(vault).send().await.unwrap();
    assert_eq!(serde_json::to_value(answer.into_inner()).unwrap(), created);
}

#[tokio::test]
async fn create_policy() {
    let pattern = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=14;BYMINUTE=00";
    let policy = json!({
        "enabled": true,
        "name": "policy001",
        "operation_definition": {
            "day_backups": 0,
            "month_backups": 0,
            "retention_duration_days": 1,
            "timezone": "UTC+08:00",
            "week_backups": 0,
            "year_backups": 0
        },
        "operation_type": "backup",
        "trigger": {"properties": {"pattern": [pattern]}}
    });
    let created = json!({
        "policy": {
            "name": "policy001",
            "enabled": true,
            "trigger": {
                "properties": {
                    "pattern": [pattern],
                    "start_time": "2019-05-08T06:57:05.000+00:00"
                },
                "type": "time",
                "id": "d67269a6-5369-42d7-8150-5254bd446328",
                "name": "default"
            },
            "operation_definition": {"retention_duration_days": 1, "timezone": "UTC+08:00"},
            "operation_type": "backup",
            "id": "cbb3ce6f-3332-4e7c-b98e-77290d8471ff"
        }
    });
    let mock = Mock::given(method("POST"))
        .and(path(format!("/v3/{PROJECT}/policies")))
        .and(body_json(json!({"policy": policy})));
    let (_server, client) = serve(mock, json_with_status(200, &created)).await;
    let policy: types::PolicyCreate = serde_json::from_value(policy).unwrap();
    let answer = client.policies().create(policy).send().await.unwrap();
    assert_eq!(serde_json::to_value(answer.into_inner()).unwrap(), created);
}

#[tokio::test]
async fn delete_backup() {
    let mock = Mock::given(method("DELETE")).and(path(format!("/v3/{PROJECT}/backups/{BACKUP}")));
    let (_server, client) = serve(mock, ResponseTemplate::new(204)).await;
    let answer = client.backups().delete(BACKUP).send().await;
    assert_eq!(answer.unwrap().status(), 204);
}

#[tokio::test]
async fn an_error_has_its_code_and_message() {
    let body = json!({
        "error_code": "BackupService.6500",
        "error_msg": "Operation log does not exist."
    });
    let (_server, client) = serve(Mock::given(method("GET")), json_with_status(404, &body)).await;
    let answer = client.backups().get(BACKUP).send().await;
    let error = answer.unwrap_err();
    assert!(error.is_not_found() && !error.is_retryable());
    assert_eq!(error.code(), Some(&ErrorCode::BackupService6500));
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!((error.operation(), error.attempts()), ("ShowBackup", 1));
    assert_eq!(error.message(), Some("Operation log does not exist."));
}

#[tokio::test]
async fn a_body_without_what_is_required_is_not_sent() {
    let client = Client::builder().endpoint("http://127.0.0.1:1").token("a token").build().unwrap();
    let vault = types::VaultCreate::builder().name("a vault");
    let answer = client.vaults().create(types::CreateVaultRequest::builder().vault(vault)).send().await;
    let Err(Error::InvalidRequest(message)) = answer else { panic!("sent: {answer:?}") };
    assert!(message.contains("billing"), "{message}");
}
