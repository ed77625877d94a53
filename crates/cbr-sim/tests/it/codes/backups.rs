//! Codes of backups, and of restoring them.

use serde_json::{Value, json};

use super::{Seen, inventory};
use crate::harness::{Project, Reply, Sim, id};

/// Backups that are not there, or are in use.
pub(super) async fn backups(seen: &mut Seen) {
    let sim = Sim::new().await;
    let a = sim.project("a");
    seen.expect("6200", &a.get("backups/none").await);
    seen.expect("6217", &a.get("checkpoints/none").await);
    seen.expect("6500", &a.get("operation-logs/none").await);
    let vault = a.vault("server", 100, &["s1"]).await;
    a.back_up(&vault).await.ok();
    let backup = id(&a.get("backups").await.ok()["backups"][0]);
    let path = format!("backups/{backup}");
    seen.expect("6203", &a.delete(&path).await);
    sim.settle();
    let part = id(&a.show("backups", &backup).await["children"][0]);
    seen.expect("6201", &a.delete(&format!("backups/{part}")).await);
    restore(&a, &backup, "s1", None).await.ok();
    seen.expect("6216", &a.delete(&path).await);
    let sync = json!({ "sync": [{
        "backup_id": "elsewhere", "backup_name": "n", "bucket_name": "b", "image_path": "p", "resource_id": "r",
        "resource_name": "n", "resource_type": "OS::Native::Server", "created_at": 1_553_587_260,
    }]});
    a.post("backups/sync", sync.clone()).await.ok();
    seen.expect("7302", &a.post("backups/sync", sync).await);
}

/// Restores a backup to a server, each part to the volume that is named for it, or to its own.
pub(super) async fn restore(
    project: &Project<'_>,
    backup: &str,
    server: &str,
    volumes: Option<&[&str]>,
) -> Reply {
    let children = project.show("backups", backup).await["children"].clone();
    let children = children.as_array().unwrap();
    let mapping = |(part, volume): (&Value, Value)| json!({ "backup_id": part["id"], "volume_id": volume });
    let mappings: Vec<Value> = match volumes {
        Some(volumes) => children.iter().zip(volumes).map(|(part, id)| mapping((part, json!(id)))).collect(),
        None => children.iter().map(|part| mapping((part, part["resource_id"].clone()))).collect(),
    };
    let body = json!({ "restore": { "server_id": server, "mappings": mappings } });
    project.post(&format!("backups/{backup}/restore"), body).await
}

/// What a backup cannot be restored to.
pub(super) async fn restoring(seen: &mut Seen) {
    let sim = Sim::with(inventory()).await;
    let a = sim.project("a");
    let servers = a.vault("server", 1000, &["s-two"]).await;
    a.back_up(&servers).await.ok();
    let backup = id(&a.get("backups").await.ok()["backups"][0]);
    seen.expect("2005", &restore(&a, &backup, "s-two", None).await);
    sim.settle();
    for (server, code) in
        [("s-metal", "2006"), ("s-arm", "2015"), ("s-windows", "7114"), ("s-good", "2003"), ("s-dr", "7117")]
    {
        seen.expect(code, &restore(&a, &backup, server, None).await);
    }
    for (volumes, code) in
        [(&["d-sys"][..], "2012"), (&["d-data", "d-sys"], "2013"), (&["d-sys", "d-good"], "7201")]
    {
        seen.expect(code, &restore(&a, &backup, "s-two", Some(volumes)).await);
    }
    a.back_up(&servers).await.ok();
    seen.expect("2002", &restore(&a, &backup, "s-two", None).await);
    sim.settle();
    restore(&a, &backup, "s-two", None).await.ok();
    seen.expect("2010", &restore(&a, &backup, "s-two", None).await);
    sim.settle();

    let disks = a.vault("disk", 1000, &["d-plain"]).await;
    let of_disk = a.backup(&disks).await;
    for (volume, code) in
        [("d-small", "2001"), ("d-scsi", "2009"), ("d-error", "2011"), ("d-dr", "7008"), ("d-good", "2013")]
    {
        let body = json!({ "restore": { "volume_id": volume } });
        seen.expect(code, &a.post(&format!("backups/{of_disk}/restore"), body).await);
    }
    let turbos = a.vault("turbo", 1000, &["t-good"]).await;
    let of_turbo = a.backup(&turbos).await;
    let body = json!({ "restore": { "volume_id": "t-error" } });
    seen.expect("7510", &a.post(&format!("backups/{of_turbo}/restore"), body).await);

    a.delete(&format!("vaults/{disks}")).await.ok();
    let body = json!({ "restore": { "volume_id": "d-plain" } });
    seen.expect("2005", &a.post(&format!("backups/{of_disk}/restore"), body).await);
}
