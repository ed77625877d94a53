//! Codes of the catalogue: each by a call that breaks a rule.

use std::collections::BTreeMap;

use cbr_sim::Simulator;
use serde_json::{Value, json};

use super::harness::{Project, Reply, Sim, id, kind, policy, vault};

/// The codes that were answered with, and their statuses.
#[derive(Default)]
struct Seen(BTreeMap<String, u16>);

impl Seen {
    #[track_caller]
    fn expect(&mut self, code: &str, reply: &Reply) {
        assert_eq!(reply.code(), code, "{}", reply.body);
        self.0.insert(code.to_owned(), reply.status);
    }
}

const DAILY: &str = "FREQ=DAILY;BYHOUR=2;BYMINUTE=0";

/// Resources of all kinds that are not ordinary.
fn inventory() -> Value {
    json!({
        "servers": [
            { "id": "s-good", "volumes": ["d-good"] },
            { "id": "s-two", "volumes": ["d-sys", "d-data"] },
            { "id": "s-gone", "status": "TERMINATED", "volumes": ["d-1"] },
            { "id": "s-paused", "status": "PAUSED", "volumes": ["d-2"] },
            { "id": "s-metal", "bare_metal": true, "volumes": ["d-3"] },
            { "id": "s-empty" },
            { "id": "s-scsi", "volumes": ["d-scsi"] },
            { "id": "s-dess", "volumes": ["d-dess"] },
            { "id": "s-shared", "volumes": ["d-shared"] },
            { "id": "s-secret", "volumes": ["d-secret"] },
            { "id": "s-dr", "disaster_recovery": true, "volumes": ["d-4"] },
            { "id": "s-arm", "architecture": "aarch64", "volumes": ["d-5"] },
            { "id": "s-windows", "os": "windows", "volumes": ["d-6"] },
            { "id": "s-dataonly", "volumes": ["d-plain"] },
        ],
        "volumes": [
            { "id": "d-good", "bootable": true },
            { "id": "d-sys", "bootable": true },
            { "id": "d-data" },
            { "id": "d-scsi", "kind": "SCSI", "bootable": true },
            { "id": "d-dess", "kind": "DESS", "bootable": true },
            { "id": "d-shared", "shared": true, "bootable": true },
            { "id": "d-secret", "encrypted": true, "bootable": true },
            { "id": "d-error", "status": "error" },
            { "id": "d-small", "size": 10 },
            { "id": "d-dr", "disaster_recovery": true },
            { "id": "d-plain" },
        ],
        "turbos": [
            { "id": "t-good" },
            { "id": "t-busy", "status": "backing-up" },
            { "id": "t-error", "status": "error" },
            { "id": "t-sub", "sub_status": "expanding" },
        ],
    })
}

/// The 60 and more codes of the catalogue that there must be, each by its own call.
#[tokio::test]
async fn codes_of_the_catalogue() {
    let mut seen = Seen::default();
    vaults(&mut seen).await;
    eligible(&mut seen).await;
    policies(&mut seen).await;
    backups(&mut seen).await;
    restoring(&mut seen).await;
    replicating(&mut seen).await;
    sharing(&mut seen).await;
    strict(&mut seen).await;

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/cbr.openapi.json");
    let description: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let catalogue = description["x-error-codes"].as_array().unwrap();
    for (code, status) in &seen.0 {
        let full = format!("BackupService.{code}");
        let entry = catalogue.iter().find(|entry| entry["code"] == full.as_str()).expect(code);
        assert_eq!(entry["status"], *status, "{code}");
    }
    println!("{} of {} codes: {:?}", seen.0.len(), catalogue.len(), seen.0.keys());
    assert!(seen.0.len() >= 60, "{}", seen.0.len());
}

async fn vaults(seen: &mut Seen) {
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

async fn eligible(seen: &mut Seen) {
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

async fn policies(seen: &mut Seen) {
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

async fn backups(seen: &mut Seen) {
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
async fn restore(project: &Project<'_>, backup: &str, server: &str, volumes: Option<&[&str]>) -> Reply {
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

async fn restoring(seen: &mut Seen) {
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

async fn replicating(seen: &mut Seen) {
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

async fn sharing(seen: &mut Seen) {
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

/// Where nothing exists but what is listed.
async fn strict(seen: &mut Seen) {
    let mut inventory = inventory();
    inventory["strict"] = true.into();
    let sim = Sim::with(inventory).await;
    let a = sim.project("a");
    for (object_type, code) in [("server", "7100"), ("disk", "7000"), ("turbo", "7500")] {
        seen.expect(code, &a.post("vaults", vault(object_type, "backup", 100, &["unknown"])).await);
    }
}
