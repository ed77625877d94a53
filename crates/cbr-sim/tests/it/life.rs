//! What happens to vaults, backups and tasks as time goes on.

use cbr_sim::Simulator;
use serde_json::{Value, json};

use super::harness::{Sim, id};

#[tokio::test]
async fn a_backup_from_its_beginning_to_its_end() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 100, &["s1"]).await;
    let begun = a.back_up(&vault).await.ok();
    assert_eq!(begun["checkpoint"]["status"], "protecting");
    let checkpoint = id(&begun["checkpoint"]);
    assert_eq!(a.show("checkpoints", &checkpoint).await["status"], "protecting");
    let task = a.get("operation-logs").await.ok()["operation_logs"][0].clone();
    assert_eq!(task["status"], "running");
    assert_eq!(task["operation_type"], "backup");
    assert!(task["ended_at"].is_null());
    assert_eq!(a.show("vaults", &vault).await["resources"][0]["protect_status"], "protecting");

    sim.settle();
    assert_eq!(a.show("checkpoints", &checkpoint).await["status"], "available");
    let task = a.show("operation-logs", &id(&task)).await;
    assert_eq!(task["status"], "success");
    assert_eq!(task["extra_info"]["common"]["progress"], 100);
    let backup = a.get("backups").await.ok()["backups"][0].clone();
    assert_eq!(backup["checkpoint_id"], checkpoint.as_str());
    assert_eq!(backup["resource_type"], "OS::Nova::Server");
    let parts = backup["children"].as_array().unwrap();
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0]["parent_id"], backup["id"]);
    assert_eq!(parts[0]["resource_type"], "OS::Cinder::Volume");
    assert_eq!(a.show("backups", &id(&parts[0])).await["parent_id"], backup["id"]);
    let shown = a.show("vaults", &vault).await;
    assert_eq!(shown["billing"]["used"], 40 * 1024);
    assert_eq!(shown["resources"][0]["backup_count"], 1);

    // The next one is what has changed since.
    a.back_up(&vault).await.ok();
    sim.settle();
    let list = a.get("backups?incremental=true").await.ok();
    assert_eq!(list["count"], 1);
    assert_eq!(a.show("vaults", &vault).await["billing"]["used"], 42 * 1024);

    a.delete(&format!("backups/{}", id(&backup))).await.ok();
    assert_eq!(a.show("backups", &id(&backup)).await["status"], "deleting");
    sim.settle();
    a.get(&format!("backups/{}", id(&backup))).await.refused(404, "6200");
    a.get(&format!("checkpoints/{checkpoint}")).await.refused(404, "6217");
    let shown = a.show("vaults", &vault).await;
    assert_eq!(shown["billing"]["used"], 2 * 1024, "deleting frees what was used");
    assert_eq!(shown["resources"][0]["backup_count"], 1);
    let deleted = a.get("operation-logs?operation_type=delete").await.ok();
    assert_eq!(deleted["operation_logs"][0]["extra_info"]["delete"]["backup_id"], backup["id"]);
}

#[tokio::test]
async fn a_backup_for_which_there_is_no_room_fails() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 41, &["s1"]).await;
    a.backup(&vault).await;
    a.back_up(&vault).await.ok();
    sim.settle();
    let task = a.get("operation-logs?status=failed").await.ok()["operation_logs"][0].clone();
    assert_eq!(task["error_info"]["code"], "BackupService.6114");
    assert_eq!(a.show("checkpoints", task["checkpoint_id"].as_str().unwrap()).await["status"], "error");
    let broken = a.get("backups?status=error").await.ok()["backups"][0].clone();
    assert_eq!(a.show("vaults", &vault).await["billing"]["used"], 40 * 1024);
    a.delete(&format!("backups/{}", id(&broken))).await.ok();
    sim.settle();
    assert_eq!(a.show("vaults", &vault).await["billing"]["used"], 40 * 1024, "it took nothing");

    a.put(&format!("vaults/{vault}"), json!({ "vault": { "auto_expand": true } })).await.ok();
    a.back_up(&vault).await.ok();
    sim.settle();
    let shown = a.show("vaults", &vault).await;
    assert_eq!((&shown["billing"]["size"], &shown["billing"]["used"]), (&json!(42), &json!(42 * 1024)));
}

#[tokio::test]
async fn what_is_told_to_fail_fails() {
    let sim = Sim::with(json!({ "turbos": [{ "id": "t1", "fails": "BackupService.7504" }] })).await;
    let a = sim.project("a");
    let vault = a.vault("turbo", 1000, &["t1"]).await;
    a.back_up(&vault).await.ok();
    sim.settle();
    let task = a.get("operation-logs").await.ok()["operation_logs"][0].clone();
    assert_eq!(
        (&task["status"], &task["error_info"]["code"]),
        (&json!("failed"), &json!("BackupService.7504"))
    );
}

#[tokio::test]
async fn resources_leave_with_their_backups() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 200, &["s1", "s2"]).await;
    a.backup(&vault).await;
    let body = json!({ "resource_ids": ["s1"] });
    a.post(&format!("vaults/{vault}/removeresources"), body).await.ok();
    assert_eq!(a.show("vaults", &vault).await["resources"][0]["protect_status"], "removing");
    sim.settle();
    let shown = a.show("vaults", &vault).await;
    assert_eq!(shown["resources"].as_array().unwrap().len(), 1);
    assert_eq!(shown["billing"]["allocated"], 40);
    let left = a.get("backups").await.ok();
    assert_eq!((&left["count"], &left["backups"][0]["resource_id"]), (&json!(1), &json!("s2")));
    // It can be bound elsewhere now.
    a.vault("server", 100, &["s1"]).await;

    a.delete(&format!("vaults/{vault}")).await.ok();
    assert_eq!(a.show("vaults", &vault).await["billing"]["status"], "deleting");
    sim.settle();
    a.get(&format!("vaults/{vault}")).await.refused(404, "6105");
    assert_eq!(a.get("backups").await.ok()["count"], 0);
    let deleted = a.get("operation-logs?operation_type=vault_delete").await.ok();
    assert_eq!(deleted["operation_logs"][0]["status"], "success");
}

#[tokio::test]
async fn a_restore_begins_and_ends() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 100, &["s1"]).await;
    let backup = a.backup(&vault).await;
    let part = a.show("backups", &backup).await["children"][0].clone();
    let mappings = json!([{ "backup_id": part["id"], "volume_id": part["resource_id"] }]);
    let body = json!({ "restore": { "server_id": "s1", "power_on": true, "mappings": mappings } });
    let reply = a.post(&format!("backups/{backup}/restore"), body).await;
    assert_eq!((reply.status, &reply.body), (202, &Value::Null));
    assert_eq!(a.show("backups", &backup).await["status"], "restoring");
    assert_eq!(a.show("vaults", &vault).await["resources"][0]["protect_status"], "restoring");
    sim.settle();
    assert_eq!(a.show("backups", &backup).await["status"], "available");
    assert_eq!(a.show("vaults", &vault).await["resources"][0]["protect_status"], "available");
    let task = a.get("operation-logs?operation_type=restore").await.ok()["operation_logs"][0].clone();
    assert_eq!(task["status"], "success");
    assert_eq!(task["extra_info"]["restore"]["target_resource_id"], "s1");
}

#[tokio::test]
async fn a_copy_appears_in_another_region() {
    let sim = Sim::start(Simulator::builder().project("there", "there", Some("eu-west-1"))).await;
    let (a, there) = (sim.project("a"), sim.project("there"));
    let vault = a.vault("server", 100, &["s1"]).await;
    let backup = a.backup(&vault).await;
    let target = there.replica_vault(100).await;
    let to = json!({
        "destination_project_id": "there", "destination_region": "eu-west-1", "destination_vault_id": target,
        "name": "copy", "description": "d",
    });
    let begun = a.post(&format!("backups/{backup}/replicate"), json!({ "replicate": to })).await.ok();
    assert_eq!(begun["replication"]["source_region"], "eu-west-0");
    let records = async || a.show("backups", &backup).await["replication_records"][0].clone();
    assert_eq!(records().await["status"], "replicating");
    sim.settle();
    let record = records().await;
    assert_eq!(record["status"], "success");
    assert_eq!(record["id"], begun["replication"]["replication_record_id"]);
    let copy = there.show("backups", record["destination_backup_id"].as_str().unwrap()).await;
    assert_eq!((&copy["image_type"], &copy["name"]), (&json!("replication"), &json!("copy")));
    assert_eq!(copy["children"].as_array().unwrap().len(), 1);
    assert_eq!(copy["checkpoint_id"], record["destination_checkpoint_id"]);
    assert_eq!(there.show("vaults", &target).await["billing"]["used"], 40 * 1024);
    assert_eq!(a.get("operation-logs?operation_type=replication").await.ok()["count"], 1);
    // Lists have the records where they are asked for.
    assert_eq!(a.get("backups").await.ok()["backups"][0]["replication_records"], json!([]));
    let shown = a.get("backups?show_replication=true").await.ok();
    assert_eq!(shown["backups"][0]["replication_records"][0]["id"], record["id"]);

    // Of a whole vault, only what is not there yet.
    a.backup(&vault).await;
    let mut all = to.clone();
    all["vault_id"] = vault.into();
    let begun = a.post("checkpoints/replicate", json!({ "replicate": all })).await.ok();
    assert_eq!(begun["replication"]["backups"].as_array().unwrap().len(), 1);
    sim.settle();
    assert_eq!(there.get("backups").await.ok()["count"], 2);
}

#[tokio::test]
async fn backups_of_elsewhere_become_known() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let one = |id: &str| {
        json!({
            "backup_id": id, "backup_name": format!("of-{id}"), "bucket_name": "b", "image_path": "p",
            "resource_id": "r", "resource_name": "n", "resource_type": "OS::Native::Server",
            "created_at": 1_553_587_260,
        })
    };
    let begun = a.post("backups/sync", json!({ "sync": [one("x"), one("y")] })).await.ok();
    assert_eq!(begun["sync"].as_array().unwrap().len(), 2);
    a.get("backups/x").await.refused(404, "6200");
    sim.settle();
    let backup = a.show("backups", "x").await;
    assert_eq!(
        (&backup["name"], &backup["created_at"]),
        (&json!("of-x"), &json!("2019-03-26T08:01:00.000000"))
    );
    let task = a.show("operation-logs", begun["sync"][0]["operation_log_id"].as_str().unwrap()).await;
    assert_eq!(task["extra_info"]["sync"]["sync_backup_num"], 1);
    // Another project may have one of the same ID.
    let b = sim.project("b");
    b.post("backups/sync", json!({ "sync": [one("x")] })).await.ok();
    sim.settle();
    assert_eq!(
        (&b.show("backups", "x").await["project_id"], &a.show("backups", "x").await["project_id"]),
        (&json!("b"), &json!("a"))
    );
}
