//! Lists: what they find, in which order, and in how many pages.

use serde_json::{Value, json};

use super::harness::{Project, Sim, id, vault};

async fn ids(project: &Project<'_>, what: &str, query: &str) -> (Vec<String>, i64) {
    let key = what.replace('-', "_");
    let list = project.get(&format!("{what}?{query}")).await.ok();
    let ids = list[&key].as_array().unwrap().iter().map(id).collect();
    (ids, list["count"].as_i64().unwrap())
}

/// How many items there are in all.
async fn count(project: &Project<'_>, what: &str, query: &str) -> i64 {
    ids(project, what, query).await.1
}

#[tokio::test]
async fn pages_of_vaults() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(a.vault("server", 100, &[]).await);
    }
    made.reverse();
    let list = a.get("vaults").await.ok();
    assert_eq!((&list["limit"], &list["offset"], &list["count"]), (&json!(1000), &json!(0), &json!(5)));
    assert_eq!(ids(&a, "vaults", "limit=2").await, (made[..2].to_vec(), 5));
    assert_eq!(ids(&a, "vaults", "limit=2&offset=0").await, (made[..2].to_vec(), 5));
    assert_eq!(ids(&a, "vaults", "limit=2&offset=2").await, (made[2..4].to_vec(), 5));
    assert_eq!(ids(&a, "vaults", "limit=2&offset=4&name=v").await, (made[4..].to_vec(), 5));
    assert_eq!(ids(&a, "vaults", "offset=99999999999999999").await, (Vec::new(), 5));
    for wrong in ["limit=0", "limit=1001", "limit=-1", "limit=x", "limit=", "offset=-1", "offset=1.5"] {
        let reply = a.get(&format!("vaults?{wrong}")).await;
        reply.refused(400, "9900");
        let field = wrong.split('=').next().unwrap();
        assert!(reply.message().contains(&format!("`{field}`")), "{}", reply.message());
    }
}

#[tokio::test]
async fn filters_of_vaults() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let server = a.vault("server", 100, &["s1", "s2"]).await;
    let disk = a.vault("disk", 100, &["d1"]).await;
    let copies = a.replica_vault(100).await;
    let mut named = vault("server", "backup", 10, &[]);
    named["vault"]["name"] = "存储 库+a/b&c=d".into();
    let named = id(&a.post("vaults", named).await.ok()["vault"]);
    a.delete(&format!("vaults/{named}")).await.ok();
    for (query, found) in [
        ("object_type=disk", vec![&disk]),
        ("protect_type=backup", vec![&named, &disk, &server]),
        ("name=%E5%AD%98%E5%82%A8%20%E5%BA%93%2Ba%2Fb%26c%3Dd", vec![&named]),
        ("name=", vec![&named, &copies, &disk, &server]),
        ("status=deleting", vec![&named]),
        ("status=deleting&status=available&object_type=disk", vec![&disk]),
        ("resource_ids=s2%2Cd1", vec![&disk, &server]),
        ("resource_ids=s9", vec![]),
        ("cloud_type=public&object_type=disk", vec![&disk]),
        ("cloud_type=hybrid", vec![]),
        ("unknown=1&object_type=disk", vec![&disk]),
    ] {
        let found: Vec<String> = found.into_iter().cloned().collect();
        assert_eq!(ids(&a, "vaults", query).await.0, found, "{query}");
    }
    let two = ids(&a, "vaults", &format!("id={disk}&id={server}")).await;
    assert_eq!(two, (vec![disk, server], 2));
    a.get("vaults?object_type=tape").await.refused(400, "9900");
    a.get("vaults?protect_type=replication").await.refused(400, "9900");
}

#[tokio::test]
async fn backups_by_all_that_can_be_asked() {
    let sim =
        Sim::with(json!({ "servers": [{ "id": "s2", "name": "two", "az": "az-02", "volumes": ["d-x"] }] }))
            .await;
    let a = sim.project("a");
    let vault = a.vault("server", 100, &["s1", "s2"]).await;
    let disks = a.vault("disk", 1000, &["d1"]).await;
    a.backup(&vault).await;
    sim.hours(1);
    let of_disk = a.backup(&disks).await;
    let all = a.get("backups").await.ok()["backups"].clone();
    let all: Vec<&Value> = all.as_array().unwrap().iter().collect();
    let of = |resource: &str| id(all.iter().find(|one| one["resource_id"] == resource).unwrap());
    let (one, two) = (of("s1"), of("s2"));
    let first = &all.iter().find(|it| it["id"] == one.as_str()).unwrap();
    let between = "start_time=2020-01-01T00:00:00Z&end_time=2999-01-01T00:00:00Z";
    let at = first["created_at"].as_str().unwrap().get(..19).unwrap();
    for (query, found) in [
        (format!("checkpoint_id={}", first["checkpoint_id"].as_str().unwrap()), 2),
        (between.to_owned(), 3),
        (format!("start_time={at}Z"), 3),
        (format!("end_time={at}Z"), 0),
        ("image_type=backup".to_owned(), 3),
        ("image_type=replication".to_owned(), 0),
        ("incremental=false".to_owned(), 3),
        (format!("name={}", first["name"].as_str().unwrap()), 1),
        ("own_type=private".to_owned(), 3),
        ("own_type=shared".to_owned(), 0),
        (format!("parent_id={one}"), 1),
        (format!("parent_id={of_disk}"), 0),
        ("resource_az=az-02".to_owned(), 1),
        ("resource_id=s2".to_owned(), 1),
        ("resource_name=two".to_owned(), 1),
        ("resource_type=OS%3A%3ACinder%3A%3AVolume".to_owned(), 1),
        ("status=available&status=error".to_owned(), 3),
        ("status=error".to_owned(), 0),
        ("used_percent=80".to_owned(), 2),
        (format!("vault_id={disks}"), 1),
        ("dec=true".to_owned(), 3),
        ("member_status=pending".to_owned(), 0),
    ] {
        assert_eq!(count(&a, "backups", &query).await, found, "{query}");
    }
    assert_eq!(ids(&a, "backups", &format!("marker={of_disk}&limit=1")).await.1, 3);
    let sorted = ids(&a, "backups", "sort=created_at:asc,id:desc").await.0;
    let mut servers = [one.clone(), two.clone()];
    servers.sort();
    servers.reverse();
    assert_eq!(sorted, [servers[0].clone(), servers[1].clone(), of_disk.clone()]);
    let down = ids(&a, "backups", "sort=name").await.0;
    let mut up = ids(&a, "backups", "sort=name:asc").await.0;
    up.reverse();
    assert_eq!(down, up);
    let after = ids(&a, "backups", &format!("sort=created_at:asc,id:desc&marker={}", sorted[1])).await.0;
    assert_eq!(after, [of_disk]);
    for wrong in [
        "sort=size",
        "sort=name:up",
        "used_percent=0",
        "used_percent=101",
        "status=fine",
        "dec=perhaps",
        "start_time=now",
        "marker=none",
        "own_type=mine",
    ] {
        a.get(&format!("backups?{wrong}")).await.refused(400, "9900");
    }
    a.get(&format!("backups?sort={}", "name,".repeat(60))).await.refused(400, "9900");
}

#[tokio::test]
async fn tasks_by_all_that_can_be_asked() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 200, &["s1"]).await;
    let backup = a.backup(&vault).await;
    a.delete(&format!("backups/{backup}")).await.ok();
    let done = a.get("operation-logs?status=success").await.ok()["operation_logs"][0].clone();
    let name = done["extra_info"]["resource"]["name"].as_str().unwrap();
    let ended = done["ended_at"].as_str().unwrap();
    for (query, found) in [
        ("", 2),
        ("status=running", 1),
        ("operation_type=backup", 1),
        ("operation_type=copy", 0),
        ("provider_id=0daac4c5-6707-4851-97ba-169e36266b66", 2),
        ("provider_id=x", 0),
        ("resource_id=s1", 2),
        (&format!("resource_name={name}"), 2),
        (&format!("vault_id={vault}"), 2),
        ("vault_name=v", 2),
        ("start_time=2999-01-01T00:00:00Z", 0),
        (&format!("end_time={ended}Z"), 1),
        ("limit=1&offset=1", 2),
    ] {
        assert_eq!(count(&a, "operation-logs", query).await, found, "{query}");
    }
    assert_eq!(ids(&a, "operation-logs", "limit=1&offset=1").await.0, [id(&done)]);
    a.get("operation-logs?status=odd").await.refused(400, "9900");
}

#[tokio::test]
async fn members_in_pages_and_in_order() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 100, &["s1"]).await;
    let members = format!("backups/{}/members", a.backup(&vault).await);
    a.post(&members, json!({ "members": ["p1", "p2", "p3"] })).await.ok();
    let page = async |query: &str| {
        let list = a.get(&format!("{members}?{query}")).await.ok();
        let of = |member: &Value| (id(member), member["dest_project_id"].as_str().unwrap().to_owned());
        let found: Vec<(String, String)> = list["members"].as_array().unwrap().iter().map(of).collect();
        assert_eq!(list["count"], 3, "{query}");
        found
    };
    let all = page("").await;
    assert_eq!(all.len(), 3);
    assert_eq!(page("limit=2&offset=0").await, all[..2]);
    assert_eq!(page("limit=2&offset=2").await, all[2..]);
    assert_eq!(page(&format!("marker={}", all[0].0)).await, all[1..]);
    assert_eq!(page(&format!("marker={}&limit=1", all[1].0)).await, all[2..]);
    let up = page("sort=dest_project_id:asc").await;
    assert!(up.is_sorted_by_key(|(_, project)| project.clone()), "{up:?}");
    let down: Vec<_> = up.into_iter().rev().collect();
    assert_eq!(page("sort=dest_project_id").await, down);
    for wrong in ["sort=shoe", "limit=0", "offset=-1", "marker=none"] {
        a.get(&format!("{members}?{wrong}")).await.refused(400, "9900");
    }
}
