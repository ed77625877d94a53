//! Codes of vaults, of what is in them, and of their policies.

use cbr_sim::Simulator;
use serde_json::{Value, json};

use super::backups::restore;
use super::{Seen, inventory};
use crate::harness::{Sim, id, kind, policy, vault};

const DAILY: &str = "FREQ=DAILY;BYHOUR=2;BYMINUTE=0";

/// What a vault and its resources may be.
pub(super) async fn vaults(seen: &mut Seen) {
    let sim = Sim::start(Simulator::builder().max_vaults(4)).await;
    let a = sim.project("a");
    seen.expect("9900", &a.post("vaults", json!({})).await);
    seen.expect("6105", &a.get("vaults/none").await);
    seen.expect("6116", &a.post("vaults", vault("disk", "replication", 10, &[])).await);
    seen.expect("6101", &a.post("vaults", vault("server", "backup", 10, &["s1"])).await);
    seen.expect("6104", &a.post("vaults", vault("server", "backup", 100, &["s1", "s1"])).await);
    let mut wrong = vault("server", "backup", 100, &["s1"]);
    wrong["vault"]["resources"][0]["type"] = kind("disk").into();
    seen.expect("6102", &a.post("vaults", wrong).await);
    let mut tags = vault("server", "backup", 100, &[]);
    tags["vault"]["tags"] = (0..11).map(|n| json!({ "key": n.to_string(), "value": "" })).collect();
    seen.expect("6600", &a.post("vaults", tags).await);

    let one = a.vault("server", 100, &["s1"]).await;
    let two = a.vault("server", 100, &[]).await;
    let disks = a.vault("disk", 100, &[]).await;
    let add = async |vault: &str, object_type: &str, id: &str| {
        let body = json!({ "resources": [{ "id": id, "type": kind(object_type) }] });
        a.post(&format!("vaults/{vault}/addresources"), body).await
    };
    seen.expect("6103", &add(&two, "server", "s1").await);
    seen.expect("7116", &add(&one, "server", "s1").await);
    add(&disks, "disk", "d1").await.ok();
    seen.expect("7006", &add(&disks, "disk", "d1").await);
    add(&one, "server", "s2").await.ok();
    seen.expect("6108", &add(&one, "server", "s3").await);
    let remove = async |vault: &str, id: &str| {
        let body = json!({ "resource_ids": [id] });
        a.post(&format!("vaults/{vault}/removeresources"), body).await
    };
    seen.expect("6135", &remove(&one, "s9").await);
    a.back_up(&one).await.ok();
    seen.expect("6203", &remove(&one, "s1").await);
    seen.expect("6125", &a.delete(&format!("vaults/{one}")).await);
    // The second backup would be of both, which are being backed up.
    seen.expect("6125", &a.back_up(&one).await);
    sim.settle();
    remove(&one, "s2").await.ok();
    seen.expect("6134", &a.delete(&format!("vaults/{one}")).await);
    seen.expect("6134", &remove(&one, "s2").await);
    // One of them was just backed up, the other leaves: there are two reasons.
    a.back_up(&one).await.ok();
    seen.expect("0001", &a.back_up(&one).await);
    sim.settle();
    seen.expect("0001", &a.back_up(&two).await);

    a.vault("server", 100, &[]).await;
    seen.expect("6133", &a.post("vaults", vault("server", "backup", 100, &[])).await);
    a.delete(&format!("vaults/{two}")).await.ok();
    seen.expect("6111", &a.delete(&format!("vaults/{two}")).await);
    seen.expect("6110", &a.put(&format!("vaults/{two}"), json!({ "vault": { "name": "x" } })).await);
    seen.expect("6112", &add(&two, "server", "s7").await);
    seen.expect("6113", &a.back_up(&two).await);

    let b = sim.project("b");
    let full = b.vault("server", 40, &["s1"]).await;
    b.backup(&full).await;
    seen.expect("6114", &b.back_up(&full).await);
    let many: Vec<Value> =
        (0..255).map(|n| json!({ "id": format!("r{n}"), "type": kind("server") })).collect();
    let big = b.vault("server", 100_000, &["x1", "x2"]).await;
    seen.expect("6100", &b.post(&format!("vaults/{big}/addresources"), json!({ "resources": many })).await);
    let copies = b.replica_vault(100).await;
    seen.expect("6124", &b.back_up(&copies).await);
}

/// What can be backed up.
pub(super) async fn eligible(seen: &mut Seen) {
    let sim = Sim::with(inventory()).await;
    let a = sim.project("a");
    for (object_type, resource, code) in [
        ("server", "s-gone", "7102"),
        ("server", "s-paused", "7101"),
        ("server", "s-metal", "7109"),
        ("server", "s-empty", "7108"),
        ("server", "s-scsi", "7104"),
        ("server", "s-dess", "7111"),
        ("server", "s-shared", "7106"),
        ("disk", "d-dess", "7001"),
        ("disk", "d-scsi", "7002"),
        ("disk", "d-error", "7003"),
        ("turbo", "t-busy", "7501"),
        ("turbo", "t-error", "7502"),
        ("turbo", "t-sub", "7503"),
    ] {
        // A project of its own for each, since a server's volumes are in one vault only.
        let project = sim.project(&format!("of-{resource}"));
        let vault = project.vault(object_type, 1000, &[resource]).await;
        seen.expect(code, &project.back_up(&vault).await);
    }
    a.vault("disk", 100, &["d-good"]).await;
    seen.expect("6137", &a.post("vaults", vault("server", "backup", 100, &["s-good"])).await);
    // What is left out is told, where something is left.
    let mixed = a.vault("server", 1000, &["s-two", "s-gone"]).await;
    let skipped = &a.back_up(&mixed).await.ok()["checkpoint"]["vault"]["skipped_resources"];
    assert_eq!((&skipped[0]["id"], &skipped[0]["code"]), (&json!("s-gone"), &json!("BackupService.7102")));
    // A resource that is busy with something else.
    sim.settle();
    let backup = id(&a.get(&format!("backups?vault_id={mixed}")).await.ok()["backups"][0]);
    restore(&a, &backup, "s-two", None).await.ok();
    a.post(&format!("vaults/{mixed}/removeresources"), json!({ "resource_ids": ["s-gone"] })).await.ok();
    let only = json!({ "checkpoint": { "vault_id": mixed, "parameters": { "resources": ["s-two"] } } });
    seen.expect("6215", &a.post("checkpoints", only).await);
}

/// Policies, and the vaults that they are bound to.
pub(super) async fn policies(seen: &mut Seen) {
    let sim = Sim::start(Simulator::builder().max_policies(2)).await;
    let a = sim.project("a");
    let one = id(&a.post("policies", policy(DAILY, json!({}))).await.ok()["policy"]);
    let two = id(&a.post("policies", policy(DAILY, json!({}))).await.ok()["policy"]);
    seen.expect("6001", &a.post("policies", policy(DAILY, json!({}))).await);
    seen.expect("6000", &a.get("policies/none").await);
    let vault = a.vault("server", 100, &[]).await;
    let copies = a.replica_vault(100).await;
    let bind = async |what: &str, vault: &str, policy: &str| {
        a.post(&format!("vaults/{vault}/{what}policy"), json!({ "policy_id": policy })).await
    };
    seen.expect("6127", &bind("associate", &copies, &one).await);
    bind("associate", &vault, &one).await.ok();
    seen.expect("6002", &bind("dissociate", &vault, &two).await);
}

/// Where nothing exists but what is listed.
pub(super) async fn strict(seen: &mut Seen) {
    let mut inventory = inventory();
    inventory["strict"] = true.into();
    let sim = Sim::with(inventory).await;
    let a = sim.project("a");
    for (object_type, code) in [("server", "7100"), ("disk", "7000"), ("turbo", "7500")] {
        seen.expect(code, &a.post("vaults", vault(object_type, "backup", 100, &["unknown"])).await);
    }
}
