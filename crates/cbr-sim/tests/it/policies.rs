//! Policies: what they may be, when they run, and what they keep.

use std::time::Duration;

use cbr_sim::Simulator;
use serde_json::{Value, json};

use super::harness::{Project, Sim, id, policy};

const DAILY: &str = "FREQ=DAILY;BYHOUR=2;BYMINUTE=0";

/// A policy that is bound to a vault.
async fn bound(project: &Project<'_>, vault: &str, pattern: &str, definition: Value) -> String {
    let made = project.post("policies", policy(pattern, definition)).await.ok();
    let policy = id(&made["policy"]);
    let body = json!({ "policy_id": policy });
    let reply = project.post(&format!("vaults/{vault}/associatepolicy"), body).await.ok();
    assert_eq!(reply["associate_policy"], json!({ "policy_id": policy, "vault_id": vault }));
    policy
}

/// The available backups of a project, the newest first.
async fn backups(project: &Project<'_>) -> Vec<Value> {
    let list = project.get("backups?status=available").await.ok();
    list["backups"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_policy_makes_backups_and_keeps_so_many() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("server", 1000, &["s1", "s2"]).await;
    let policy = bound(&a, &vault, DAILY, json!({ "max_backups": 2 })).await;
    let shown = a.show("policies", &policy).await;
    assert_eq!(shown["associated_vaults"][0]["vault_id"], vault.as_str());
    assert_eq!(shown["trigger"]["properties"]["pattern"], json!([DAILY]));
    for day in 1..=4_usize {
        sim.hours(24);
        let made = backups(&a).await;
        assert_eq!(made.len(), 2 * day.min(2), "after {day} days");
        assert!(made.iter().all(|backup| backup["extend_info"]["auto_trigger"] == true));
        assert!(made[0]["created_at"].as_str().unwrap().ends_with("T02:00:00.000000"), "{}", made[0]);
    }
    let tasks = a.get("operation-logs?operation_type=backup").await.ok();
    assert_eq!(tasks["count"], 8);
    assert_eq!(tasks["operation_logs"][0]["policy_id"], policy.as_str());

    // Off, it makes none; back on, it does.
    a.put(&format!("policies/{policy}"), json!({ "policy": { "enabled": false } })).await.ok();
    sim.hours(48);
    assert_eq!(a.get("operation-logs?operation_type=backup").await.ok()["count"], 8);
    a.put(&format!("policies/{policy}"), json!({ "policy": { "enabled": true } })).await.ok();
    sim.hours(24);
    assert_eq!(a.get("operation-logs?operation_type=backup").await.ok()["count"], 10);

    // A vault that it no longer applies to is left alone.
    let body = json!({ "policy_id": policy });
    a.post(&format!("vaults/{vault}/dissociatepolicy"), body.clone()).await.ok();
    sim.hours(48);
    assert_eq!(a.get("operation-logs?operation_type=backup").await.ok()["count"], 10);
    assert_eq!(a.show("policies", &policy).await["associated_vaults"], json!([]));
    a.post(&format!("vaults/{vault}/associatepolicy"), body).await.ok();
    a.delete(&format!("policies/{policy}")).await.ok();
    a.get(&format!("policies/{policy}")).await.refused(404, "6000");
    assert_eq!(a.get(&format!("vaults?policy_id={policy}")).await.ok()["count"], 0);
}

#[tokio::test]
async fn backups_expire_after_so_many_days() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("disk", 1000, &["d1"]).await;
    bound(&a, &vault, DAILY, json!({ "retention_duration_days": 3 })).await;
    sim.hours(24);
    assert!(backups(&a).await[0]["expired_at"].is_string());
    sim.hours(24 * 9);
    // Of ten daily ones those of the last three days are left.
    assert_eq!(backups(&a).await.len(), 3);
}

#[tokio::test]
async fn the_newest_of_days_and_weeks_stay() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("disk", 10_000, &["d1"]).await;
    let definition = json!({
        "max_backups": 1, "day_backups": 2, "week_backups": 3, "timezone": "UTC+00:00",
    });
    bound(&a, &vault, "FREQ=DAILY;BYHOUR=2,14;BYMINUTE=0", definition).await;
    sim.hours(24 * 30);
    // One of today, one of yesterday, and the newest of the two weeks before this one; where a week has just begun,
    // yesterday's is that of its week.
    let left = backups(&a).await.len();
    assert!((3..=4).contains(&left), "{left}");
}

#[tokio::test]
async fn full_backups_come_now_and_then() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let vault = a.vault("disk", 10_000, &["d1"]).await;
    bound(&a, &vault, DAILY, json!({ "full_backup_interval": 2 })).await;
    sim.hours(24 * 6);
    let incremental: Vec<bool> =
        backups(&a).await.iter().rev().map(|backup| backup["incremental"].as_bool().unwrap()).collect();
    assert_eq!(incremental, [false, true, true, false, true, true]);
}

/// Time that runs fast: no one moves it on, and no one calls.
#[tokio::test]
async fn policies_run_by_themselves() {
    let simulator = Simulator::builder().time_scale(200_000.0).start().await.unwrap();
    let sim = Sim { simulator, http: reqwest::Client::builder().no_proxy().build().unwrap() };
    let a = sim.project("a");
    let vault = a.vault("disk", 10_000, &["d1"]).await;
    bound(&a, &vault, DAILY, json!({})).await;
    let made = async {
        while backups(&a).await.len() < 3 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), made).await.unwrap();
}

#[tokio::test]
async fn policies_that_make_no_sense() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    for (pattern, definition, field) in [
        ("FREQ=HOURLY;BYHOUR=1", json!({}), "policy.trigger.properties.pattern[0]"),
        ("FREQ=DAILY;BYHOUR=1;BYMINUTE=0,30", json!({}), "policy.trigger.properties.pattern"),
        (DAILY, json!({ "max_backups": 100_000 }), "policy.operation_definition.max_backups"),
        (DAILY, json!({ "day_backups": 1 }), "policy.operation_definition.timezone"),
        (DAILY, json!({ "timezone": "Mars" }), "policy.operation_definition.timezone"),
        (
            DAILY,
            json!({ "retention_duration_days": "9" }),
            "policy.operation_definition.retention_duration_days",
        ),
    ] {
        let reply = a.post("policies", policy(pattern, definition)).await;
        reply.refused(400, "9900");
        assert!(reply.message().contains(&format!("`{field}`")), "{}", reply.message());
    }
    let mut named = policy(DAILY, json!({}));
    named["policy"]["name"] = "a b".into();
    a.post("policies", named).await.refused(400, "9900");
    let mut many = policy(DAILY, json!({}));
    many["policy"]["trigger"]["properties"]["pattern"] = vec![DAILY; 25].into();
    a.post("policies", many).await.refused(400, "9900");
}

#[tokio::test]
async fn a_vault_has_one_policy_of_a_kind() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let mut wanted = super::harness::vault("server", "backup", 100, &[]);
    let first = id(&a.post("policies", policy(DAILY, json!({}))).await.ok()["policy"]);
    wanted["vault"]["backup_policy_id"] = first.clone().into();
    let vault = id(&a.post("vaults", wanted).await.ok()["vault"]);
    assert_eq!(a.get(&format!("policies?vault_id={vault}")).await.ok()["count"], 1);
    let second = bound(&a, &vault, DAILY, json!({})).await;
    let list = a.get(&format!("policies?vault_id={vault}")).await.ok();
    assert_eq!((&list["count"], &list["policies"][0]["id"]), (&json!(1), &json!(second)));
    assert_eq!(a.show("policies", &first).await["associated_vaults"], json!([]));
}
