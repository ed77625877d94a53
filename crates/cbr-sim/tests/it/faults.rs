//! Faults on purpose.

use std::time::{Duration, Instant};

use cbr_sim::Simulator;

use super::harness::{Sim, checked, vault};

#[tokio::test]
async fn answers_that_are_errors() {
    for status in [429_u16, 500, 503] {
        let sim = Sim::start(Simulator::builder().faults(format!("{status}:1").parse().unwrap())).await;
        assert_eq!(sim.project("a").get("vaults").await.status, status);
        // The description is not of the service.
        let url = format!("{}/openapi.json", sim.simulator.url());
        checked("GET", sim.http.get(url).send().await.unwrap()).await.ok();
    }
}

#[tokio::test]
async fn connections_that_are_reset() {
    for (fault, done) in [("reset:1", 0), ("lost:1", 1)] {
        let directory = tempfile::tempdir().unwrap();
        let builder = Simulator::builder().data(directory.path());
        let sim = Sim::start(builder.clone().faults(fault.parse().unwrap())).await;
        let url = format!("{}/v3/a/vaults", sim.simulator.url());
        let body = vault("server", "backup", 10, &[]);
        sim.http.post(&url).json(&body).send().await.unwrap_err();
        sim.simulator.stop().await;
        // Whether the work was done is seen by one without faults.
        let sim = Sim::start(builder).await;
        assert_eq!(sim.project("a").get("vaults").await.ok()["count"], done, "{fault}");
    }
}

#[tokio::test]
async fn answers_that_break_off() {
    let sim = Sim::start(Simulator::builder().faults("truncated:1".parse().unwrap())).await;
    let response = sim.http.get(format!("{}/v3/a/vaults", sim.simulator.url())).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap_err();
}

#[tokio::test]
async fn answers_that_take_their_time() {
    let sim =
        Sim::start(Simulator::builder().latency(Duration::from_millis(80), Duration::from_millis(120))).await;
    let began = Instant::now();
    sim.project("a").get("vaults").await.ok();
    assert!(began.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_seed_gives_the_same_faults() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let builder = Simulator::builder().faults("500:0.3,429:0.3".parse().unwrap()).seed(7);
        let sim = Sim::start(builder).await;
        let a = sim.project("a");
        let mut statuses = Vec::new();
        for _ in 0..30 {
            statuses.push(a.get("vaults").await.status);
        }
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].contains(&200) && runs[0].contains(&429) && runs[0].contains(&500), "{runs:?}");
}
