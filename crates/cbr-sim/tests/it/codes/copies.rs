//! Codes of what leaves a project: copies in other regions, and shares.

use cbr_sim::Simulator;
use serde_json::json;

use super::backups::restore;
use super::{Seen, inventory};
use crate::harness::{Project, Sim, id};

/// Where a backup cannot be copied to.
pub(super) async fn replicating(seen: &mut Seen) {
    let sim = Sim::start(
        Simulator::builder()
            .inventory(serde_json::from_value(inventory()).unwrap())
            .project("there", "there", Some("eu-west-1"))
            .project("far", "far", Some("eu-west-2"))
            .max_replicas(1),
    )
    .await;
    let (a, there) = (sim.project("a"), sim.project("there"));
    let target = there.replica_vault(100).await;
    let ordinary = there.vault("server", 100, &[]).await;
    let small = there.replica_vault(10).await;
    let far = sim.project("far").replica_vault(100).await;
    let body = |region: &str, project: &str, vault: &str| {
        json!({
            "destination_project_id": project, "destination_region": region, "destination_vault_id": vault,
        })
    };
    let replicate = async |backup: &str, region: &str, project: &str, vault: &str| {
        let body = json!({ "replicate": body(region, project, vault) });
        a.post(&format!("backups/{backup}/replicate"), body).await
    };
    let vault = a.vault("server", 1000, &["s-good"]).await;
    a.back_up(&vault).await.ok();
    let backup = id(&a.get("backups").await.ok()["backups"][0]);
    seen.expect("1001", &replicate(&backup, "eu-west-1", "there", &target).await);
    sim.settle();
    seen.expect("1005", &replicate(&backup, "eu-west-0", "there", &target).await);
    replicate(&backup, "mars", "there", &target).await.refused(400, "9900");
    seen.expect("1011", &replicate(&backup, "eu-west-2", "there", &target).await);
    seen.expect("6120", &replicate(&backup, "eu-west-1", "there", "none").await);
    seen.expect("6119", &replicate(&backup, "eu-west-1", "there", &ordinary).await);
    seen.expect("6129", &replicate(&backup, "eu-west-1", "there", &small).await);
    replicate(&backup, "eu-west-1", "there", &target).await.ok();
    seen.expect("1009", &replicate(&backup, "eu-west-1", "there", &target).await);
    seen.expect("6130", &a.delete(&format!("vaults/{vault}")).await);
    seen.expect("6216", &a.delete(&format!("backups/{backup}")).await);
    sim.settle();
    seen.expect("1012", &replicate(&backup, "eu-west-2", "far", &far).await);

    let copy = id(&there.get("backups").await.ok()["backups"][0]);
    seen.expect("2004", &restore(&there, &copy, "s-good", None).await);
    let to = body("eu-west-1", "a", "none");
    seen.expect("1002", &there.post(&format!("backups/{copy}/replicate"), json!({ "replicate": to })).await);
    seen.expect("6707", &there.post(&format!("backups/{copy}/members"), json!({ "members": ["x"] })).await);

    let disks = a.vault("disk", 1000, &["d-plain"]).await;
    let of_disk = a.backup(&disks).await;
    seen.expect("1003", &replicate(&of_disk, "eu-west-1", "there", &target).await);
    let data_only = sim.project("b").vault("server", 1000, &["s-dataonly"]).await;
    let of_data = sim.project("b").backup(&data_only).await;
    let (b, path) = (sim.project("b"), format!("backups/{of_data}/replicate"));
    let reply = b.post(&path, json!({ "replicate": body("eu-west-1", "there", &target) })).await;
    seen.expect("1004", &reply);
    let replicate_all = async |project: &Project<'_>, vault: &str| {
        let mut body = body("eu-west-1", "there", &target);
        body["vault_id"] = vault.into();
        project.post("checkpoints/replicate", json!({ "replicate": body })).await
    };
    seen.expect("6122", &replicate_all(&a, &disks).await);
    seen.expect("6128", &replicate_all(&there, &target).await);
}

/// Whom a backup cannot be shared with.
pub(super) async fn sharing(seen: &mut Seen) {
    let sim = Sim::start(
        Simulator::builder().inventory(serde_json::from_value(inventory()).unwrap()).max_members(2),
    )
    .await;
    let (a, b) = (sim.project("a"), sim.project("b"));
    let vault = a.vault("server", 1000, &["s-good", "s-secret"]).await;
    a.back_up(&vault).await.ok();
    let list = a.get("backups").await.ok();
    let of = |server: &str| {
        id(list["backups"].as_array().unwrap().iter().find(|one| one["resource_id"] == server).unwrap())
    };
    let (backup, secret) = (of("s-good"), of("s-secret"));
    let share = async |project: &Project<'_>, backup: &str, with: &[&str]| {
        project.post(&format!("backups/{backup}/members"), json!({ "members": with })).await
    };
    seen.expect("6702", &share(&a, &backup, &["b"]).await);
    sim.settle();
    seen.expect("6709", &share(&a, &secret, &["b"]).await);
    seen.expect("6704", &share(&a, &backup, &["a"]).await);
    seen.expect("6701", &share(&a, &backup, &["b", "c", "d"]).await);
    share(&a, &backup, &["b"]).await.ok();
    seen.expect("6703", &share(&a, &backup, &["b"]).await);
    seen.expect("6714", &share(&b, &backup, &["c"]).await);
    seen.expect("6705", &a.get(&format!("backups/{backup}/members/c")).await);
    let turbos = a.vault("turbo", 1000, &["t-good"]).await;
    let of_turbo = a.backup(&turbos).await;
    seen.expect("6700", &share(&a, &of_turbo, &["b"]).await);

    let answer = async |status: &str, vault: Option<&str>| {
        let mut body = json!({ "status": status });
        if let Some(vault) = vault {
            body["vault_id"] = vault.into();
        }
        b.put(&format!("backups/{backup}/members/b"), body).await
    };
    let (disks, gone) = (b.vault("disk", 100, &[]).await, b.vault("server", 100, &[]).await);
    b.delete(&format!("vaults/{gone}")).await.ok();
    seen.expect("6706", &answer("accepted", None).await);
    seen.expect("6713", &answer("accepted", Some(&disks)).await);
    seen.expect("6712", &answer("accepted", Some(&gone)).await);
    answer("rejected", None).await.ok();
    seen.expect("6708", &answer("rejected", None).await);
}
