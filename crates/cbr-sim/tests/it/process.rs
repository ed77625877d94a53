//! The command: how it starts and ends, and what it keeps.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::harness::{checked, checked_if_whole, id, policy, vault};

/// The command as it runs.
struct Process {
    child: Child,
    url: String,
    http: reqwest::Client,
}

impl Process {
    async fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cbr-sim"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(Duration::from_secs(60), lines.next_line()).await;
        let line = line.expect("it is ready in time").unwrap().unwrap();
        let url = line.strip_prefix("listening on ").expect(&line).to_owned();
        Self { child, url, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    fn signal(&self, signal: Signal) {
        let id = self.child.id().unwrap();
        kill_process(Pid::from_raw(id.try_into().unwrap()).unwrap(), signal).unwrap();
    }

    async fn get(&self, path: &str) -> Value {
        checked("GET", self.http.get(format!("{}/v3/a/{path}", self.url)).send().await.unwrap()).await.ok()
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}/v3/a/{path}", self.url)).json(body);
        checked("POST", request.send().await.unwrap()).await.ok()
    }
}

fn data(directory: &Path) -> [&str; 2] {
    ["--data", directory.to_str().unwrap()]
}

#[tokio::test]
async fn it_ends_cleanly_and_keeps_what_it_has() {
    let directory = tempfile::tempdir().unwrap();
    let mut process = Process::start(&[&data(directory.path())[..], &["--time-scale", "0"]].concat()).await;
    let made = process.post("vaults", &vault("server", "backup", 100, &["s1"])).await;
    let id = made["vault"]["id"].as_str().unwrap().to_owned();
    process.post("checkpoints", &json!({ "checkpoint": { "vault_id": id } })).await;
    let made = process.post("policies", &policy("FREQ=DAILY;BYHOUR=1", json!({ "max_backups": 3 }))).await;
    process
        .post(&format!("vaults/{id}/associatepolicy"), &json!({ "policy_id": made["policy"]["id"] }))
        .await;
    let mut before = Vec::new();
    for list in ["vaults", "backups", "operation-logs", "policies"] {
        before.push(process.get(list).await);
    }
    // A connection that is open does not hold it up.
    process.signal(Signal::TERM);
    let ended = tokio::time::timeout(Duration::from_secs(20), process.child.wait()).await.unwrap().unwrap();
    assert!(ended.success(), "{ended}");

    let mut again = Process::start(&[&data(directory.path())[..], &["--time-scale", "0"]].concat()).await;
    for (list, before) in ["vaults", "backups", "operation-logs", "policies"].into_iter().zip(before) {
        assert_eq!(again.get(list).await, before, "{list}");
    }
    // Tasks that were under way go on.
    again.child.kill().await.unwrap();
    let later = Process::start(&[&data(directory.path())[..], &["--time-scale", "1000"]].concat()).await;
    let ended = async {
        while later.get("backups").await["backups"][0]["status"] != "available" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), ended).await.unwrap();
}

#[tokio::test]
async fn a_kill_under_load_loses_nothing_that_was_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut deleted: Vec<String> = Vec::new();
    for round in 0..3_u64 {
        let mut process = Process::start(&data(directory.path())).await;
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = tokio::task::JoinSet::new();
        for writer in 0..8 {
            let (http, url, stop) = (process.http.clone(), process.url.clone(), Arc::clone(&stop));
            writers.spawn(async move {
                let (mut made, mut deleted, mut count) = (Vec::<String>::new(), Vec::new(), 0_u64);
                let body = policy("FREQ=DAILY;BYHOUR=1", json!({}));
                while !stop.load(Ordering::Relaxed) {
                    let Ok(response) = http.post(format!("{url}/v3/a/policies")).json(&body).send().await
                    else {
                        break;
                    };
                    // An answer that broke off is no acknowledgement.
                    let Some(reply) = checked_if_whole("POST", response).await else { break };
                    made.push(id(&reply.ok()["policy"]));
                    count += 1;
                    if count % 5 == writer % 5 {
                        let id = made.pop().unwrap();
                        // Without an answer, it may or may not be there.
                        let sent = http.delete(format!("{url}/v3/a/policies/{id}")).send().await;
                        let Ok(response) = sent else { break };
                        let Some(reply) = checked_if_whole("DELETE", response).await else { break };
                        reply.ok();
                        deleted.push(id);
                    }
                }
                (made, deleted)
            });
        }
        tokio::time::sleep(Duration::from_millis(400 + 150 * round)).await;
        process.signal(Signal::KILL);
        process.child.wait().await.unwrap();
        stop.store(true, Ordering::Relaxed);
        while let Some(written) = writers.join_next().await {
            let (made, gone) = written.unwrap();
            acknowledged.extend(made);
            deleted.extend(gone);
        }
        let mut again = Process::start(&data(directory.path())).await;
        let list = again.get("policies").await;
        let kept: std::collections::HashSet<&str> = list["policies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|policy| policy["id"].as_str().unwrap())
            .collect();
        for id in &acknowledged {
            assert!(kept.contains(id.as_str()), "{id} of {} is lost", acknowledged.len());
        }
        for id in &deleted {
            assert!(!kept.contains(id.as_str()), "{id} is back");
        }
        again.child.kill().await.unwrap();
    }
    println!("{} made and {} deleted, and all of it kept", acknowledged.len(), deleted.len());
    assert!(acknowledged.len() > 20 && deleted.len() > 5);
}

#[tokio::test]
async fn two_of_them_do_not_share_their_data() {
    let directory = tempfile::tempdir().unwrap();
    let _first = Process::start(&data(directory.path())).await;
    let second = Command::new(env!("CARGO_BIN_EXE_cbr-sim"))
        .args(["--listen", "127.0.0.1:0"])
        .args(data(directory.path()))
        .kill_on_drop(true)
        .output();
    let second = tokio::time::timeout(Duration::from_secs(20), second).await.unwrap().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is another simulator running there?"));
}

#[tokio::test]
async fn what_it_cannot_be_told() {
    for arguments in [
        &["--listen", "nowhere"][..],
        &["--time-scale", "-1"],
        &["--faults", "500"],
        &["--auth", "perhaps"],
        &["--credential", "AK:SECRET"],
        &["--latency", "soon"],
        &["--inventory", "/none"],
        &["--unknown"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_cbr-sim")).args(arguments).kill_on_drop(true).output();
        let output = tokio::time::timeout(Duration::from_secs(20), output).await.unwrap().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.starts_with("error: ") && output.stdout.is_empty(), "{told}");
    }
}
