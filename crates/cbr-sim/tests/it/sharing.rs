//! Backups that are shared: who sees what, and who may decide.

use serde_json::json;

use super::harness::{Sim, id};

#[tokio::test]
async fn a_share_is_offered_accepted_and_ended() {
    let sim = Sim::new().await;
    let (a, b, c) = (sim.project("a"), sim.project("b"), sim.project("c"));
    let vault = a.vault("server", 100, &["s1"]).await;
    let backup = a.backup(&vault).await;
    let members = format!("backups/{backup}/members");
    let added = a.post(&members, json!({ "members": ["b", "c"] })).await.ok();
    assert_eq!((&added["count"], &added["members"][0]["status"]), (&json!(2), &json!("pending")));

    // Whom it is offered to sees it, and only where that one asks for it.
    assert_eq!(b.get("backups").await.ok()["count"], 0);
    let offered = b.get("backups?own_type=shared").await.ok();
    assert_eq!((&offered["count"], &offered["backups"][0]["project_id"]), (&json!(1), &json!("a")));
    assert_eq!(b.show("backups", &backup).await["id"], backup.as_str());
    assert_eq!(b.get("backups?own_type=shared&member_status=accepted").await.ok()["count"], 0);
    assert_eq!(sim.project("d").get("backups?own_type=all_granted").await.ok()["count"], 0);

    // The owner cannot decide for another one, and no one for a third.
    let target = b.vault("server", 100, &[]).await;
    let accept = json!({ "status": "accepted", "vault_id": target });
    a.put(&format!("{members}/b"), accept.clone()).await.refused(400, "6706");
    c.put(&format!("{members}/b"), accept.clone()).await.refused(404, "6705");
    let accepted = b.put(&format!("{members}/b"), accept).await.ok();
    assert_eq!(
        (&accepted["member"]["status"], &accepted["member"]["vault_id"]),
        (&json!("accepted"), &json!(target))
    );
    assert_eq!(b.show("backups", &backup).await["vault_id"], target.as_str());
    assert_eq!(b.get(&format!("backups?own_type=all_granted&vault_id={target}")).await.ok()["count"], 1);
    assert_eq!(a.get("backups?member_status=accepted").await.ok()["count"], 1);

    c.put(&format!("{members}/c"), json!({ "status": "rejected" })).await.ok();
    assert_eq!(c.get("backups?own_type=shared").await.ok()["count"], 0);
    c.get(&format!("backups/{backup}")).await.refused(404, "6200");

    // The owner sees all shares, the others their own.
    let all = a.get(&format!("{members}?sort=status:asc")).await.ok();
    let statuses: Vec<_> =
        all["members"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!((&all["count"], statuses), (&json!(2), vec![json!("accepted"), json!("rejected")]));
    assert_eq!(a.get(&format!("{members}?status=accepted")).await.ok()["count"], 1);
    assert_eq!(
        a.get(&format!("{members}?dest_project_id=c&limit=1")).await.ok()["members"][0]["dest_project_id"],
        "c"
    );
    assert_eq!(b.get(&members).await.ok()["count"], 1);
    assert_eq!(a.show(&members, "b").await["id"], b.show(&members, "b").await["id"]);
    b.get(&format!("{members}/c")).await.refused(404, "6705");

    // What is shared belongs to its owner.
    b.delete(&format!("backups/{backup}")).await.refused(404, "6200");
    b.put(&format!("backups/{backup}"), json!({ "backup": { "name": "mine" } })).await.refused(404, "6200");
    a.delete(&format!("{members}/b")).await.ok();
    b.get(&format!("backups/{backup}")).await.refused(404, "6200");

    // A backup that is gone is shared no more.
    a.post(&members, json!({ "members": ["b"] })).await.ok();
    a.delete(&format!("backups/{backup}")).await.ok();
    sim.settle();
    assert_eq!(b.get("backups?own_type=shared").await.ok()["count"], 0);
}

#[tokio::test]
async fn a_vault_takes_what_was_shared_with_it_along() {
    let sim = Sim::new().await;
    let (a, b) = (sim.project("a"), sim.project("b"));
    let disks = a.vault("disk", 100, &["d1"]).await;
    let backup = a.backup(&disks).await;
    let added = a.post(&format!("backups/{backup}/members"), json!({ "members": ["b"] })).await.ok();
    assert!(!id(&added["members"][0]).is_empty());
    let target = b.vault("disk", 100, &[]).await;
    let accept = json!({ "status": "accepted", "vault_id": target });
    b.put(&format!("backups/{backup}/members/b"), accept).await.ok();
    b.delete(&format!("vaults/{target}")).await.ok();
    sim.settle();
    assert_eq!(b.get("backups?own_type=shared").await.ok()["count"], 0);
    assert_eq!(a.show("backups", &backup).await["status"], "available");
}
