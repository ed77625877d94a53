//! Two projects: none sees, changes or finds what another has, by any of the operations.

use serde_json::{Value, json};

use super::harness::{Sim, id, policy};

#[tokio::test]
async fn no_operation_reaches_another_project() {
    let sim = Sim::new().await;
    let (a, b) = (sim.project("a"), sim.project("b"));
    let vault = a.vault("server", 1000, &["s1"]).await;
    let backup = a.backup(&vault).await;
    let shown = a.show("backups", &backup).await;
    let part = id(&shown["children"][0]);
    let checkpoint = shown["checkpoint_id"].as_str().unwrap().to_owned();
    let task = id(&a.get("operation-logs").await.ok()["operation_logs"][0]);
    let made = a.post("policies", policy("FREQ=DAILY;BYHOUR=2", json!({}))).await.ok();
    let policy_id = id(&made["policy"]);
    a.post(&format!("vaults/{vault}/associatepolicy"), json!({ "policy_id": policy_id })).await.ok();
    a.post(&format!("backups/{backup}/members"), json!({ "members": ["c"] })).await.ok();
    let own = b.vault("server", 1000, &[]).await;
    let copies = b.replica_vault(1000).await;
    let before = [
        a.show("vaults", &vault).await,
        a.show("backups", &backup).await,
        a.show("policies", &policy_id).await,
        a.get("operation-logs").await.ok(),
        a.get(&format!("backups/{backup}/members")).await.ok(),
    ];

    // Every operation of the description that names something, with what another project has.
    let restore =
        json!({ "restore": { "server_id": "s1", "mappings": [{ "backup_id": part, "volume_id": "x" }] } });
    let to = json!({
        "destination_project_id": "b", "destination_region": "eu-west-1", "destination_vault_id": copies,
        "vault_id": vault,
    });
    let resources = json!({ "resources": [{ "id": "s2", "type": "OS::Nova::Server" }] });
    let renamed = json!({ "backup": { "name": "x" } });
    let accept = json!({ "status": "accepted", "vault_id": own });
    let with_policy = json!({ "policy_id": policy_id });
    let named = json!({ "vault": { "name": "x" } });
    let get = "get";
    let calls: Vec<(&str, &str, String, Option<Value>, &str)> = vec![
        ("ShowVault", get, format!("vaults/{vault}"), None, "6105"),
        ("UpdateVault", "put", format!("vaults/{vault}"), Some(named), "6105"),
        ("DeleteVault", "delete", format!("vaults/{vault}"), None, "6105"),
        ("AddVaultResources", "post", format!("vaults/{vault}/addresources"), Some(resources), "6105"),
        (
            "RemoveVaultResources",
            "post",
            format!("vaults/{vault}/removeresources"),
            Some(json!({ "resource_ids": ["s1"] })),
            "6105",
        ),
        (
            "AssociateVaultPolicy",
            "post",
            format!("vaults/{vault}/associatepolicy"),
            Some(with_policy.clone()),
            "6105",
        ),
        (
            "AssociateVaultPolicy",
            "post",
            format!("vaults/{own}/associatepolicy"),
            Some(with_policy.clone()),
            "6000",
        ),
        (
            "DissociateVaultPolicy",
            "post",
            format!("vaults/{vault}/dissociatepolicy"),
            Some(with_policy.clone()),
            "6105",
        ),
        (
            "DissociateVaultPolicy",
            "post",
            format!("vaults/{own}/dissociatepolicy"),
            Some(with_policy),
            "6000",
        ),
        ("ShowPolicy", get, format!("policies/{policy_id}"), None, "6000"),
        (
            "UpdatePolicy",
            "put",
            format!("policies/{policy_id}"),
            Some(json!({ "policy": { "enabled": false } })),
            "6000",
        ),
        ("DeletePolicy", "delete", format!("policies/{policy_id}"), None, "6000"),
        (
            "CreateCheckpoint",
            "post",
            "checkpoints".into(),
            Some(json!({ "checkpoint": { "vault_id": vault } })),
            "6105",
        ),
        ("ShowCheckpoint", get, format!("checkpoints/{checkpoint}"), None, "6217"),
        (
            "ReplicateCheckpoints",
            "post",
            "checkpoints/replicate".into(),
            Some(json!({ "replicate": to })),
            "6105",
        ),
        ("ShowBackup", get, format!("backups/{backup}"), None, "6200"),
        ("ShowBackup", get, format!("backups/{part}"), None, "6200"),
        ("UpdateBackup", "put", format!("backups/{backup}"), Some(renamed), "6200"),
        ("DeleteBackup", "delete", format!("backups/{backup}"), None, "6200"),
        ("DeleteBackup", "delete", format!("backups/{part}"), None, "6200"),
        ("RestoreBackup", "post", format!("backups/{backup}/restore"), Some(restore), "6200"),
        (
            "ReplicateBackup",
            "post",
            format!("backups/{backup}/replicate"),
            Some(json!({ "replicate": to })),
            "6200",
        ),
        ("ListBackupMembers", get, format!("backups/{backup}/members"), None, "6200"),
        (
            "CreateBackupMember",
            "post",
            format!("backups/{backup}/members"),
            Some(json!({ "members": ["b"] })),
            "6200",
        ),
        ("ShowBackupMember", get, format!("backups/{backup}/members/c"), None, "6200"),
        ("UpdateBackupMember", "put", format!("backups/{backup}/members/c"), Some(accept), "6200"),
        ("DeleteBackupMember", "delete", format!("backups/{backup}/members/c"), None, "6200"),
        ("ShowOperationLog", get, format!("operation-logs/{task}"), None, "6500"),
    ];
    let mut called: Vec<&str> = Vec::new();
    for (operation, method, path, body, code) in &calls {
        let method = method.to_uppercase().parse().unwrap();
        let reply = b.call(method, path, body.as_ref()).await;
        assert_eq!((reply.status, reply.code()), (404, *code), "{operation} {path}: {}", reply.body);
        called.push(operation);
    }

    // Lists, with and without what would find something.
    for (operation, path) in [
        ("ListBackups", "backups".to_owned()),
        ("ListBackups", "backups?own_type=all_granted".to_owned()),
        ("ListBackups", format!("backups?parent_id={backup}")),
        ("ListBackups", format!("backups?vault_id={vault}")),
        ("ListVaults", format!("vaults?id={vault}")),
        ("ListVaults", format!("vaults?policy_id={policy_id}")),
        ("ListVaults", "vaults?resource_ids=s1".to_owned()),
        ("ListPolicies", "policies".to_owned()),
        ("ListPolicies", format!("policies?vault_id={vault}")),
        ("ListOperationLogs", "operation-logs".to_owned()),
        ("ListOperationLogs", format!("operation-logs?vault_id={vault}")),
    ] {
        assert_eq!(b.get(&path).await.ok()["count"], 0, "{path}");
        called.push(operation);
    }
    assert_eq!(b.get("vaults").await.ok()["count"], 2);

    // What another project has does not stand in the way: the same resource, and a policy of another one.
    let body = json!({ "resources": [{ "id": "s1", "type": "OS::Nova::Server" }] });
    b.post(&format!("vaults/{own}/addresources"), body).await.ok();
    let mut wanted = super::harness::vault("server", "backup", 100, &[]);
    wanted["vault"]["backup_policy_id"] = policy_id.clone().into();
    b.post("vaults", wanted).await.refused(404, "6000");
    let sync = json!({ "sync": [{
        "backup_id": backup, "backup_name": "taken", "bucket_name": "b", "image_path": "p", "resource_id": "r",
        "resource_name": "n", "resource_type": "OS::Native::Server", "created_at": 1,
    }]});
    b.post("backups/sync", sync).await.ok();
    b.post("policies", policy("FREQ=DAILY;BYHOUR=2", json!({}))).await.ok();
    called.extend(["CreateVault", "BackupSync", "CreatePolicy"]);
    sim.settle();

    let after = [
        a.show("vaults", &vault).await,
        a.show("backups", &backup).await,
        a.show("policies", &policy_id).await,
        a.get("operation-logs").await.ok(),
        a.get(&format!("backups/{backup}/members")).await.ok(),
    ];
    assert_eq!(before, after);

    called.sort_unstable();
    called.dedup();
    assert_eq!(called, operations());
}

/// The operations of the published description.
pub(crate) fn operations() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/cbr.openapi.json");
    let description: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let of_path = |path: &Value| {
        let operations = path.as_object().unwrap().values();
        operations
            .filter_map(|operation| operation["operationId"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let mut operations: Vec<String> = paths.values().flat_map(of_path).collect();
    operations.sort_unstable();
    assert_eq!(operations.len(), 31);
    operations
}
