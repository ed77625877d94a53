//! The command as its callers see it: against the simulator that it starts, one that it is led to, and services that do not
//! do what they should.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use cbr_sim::{Auth, Credential, Simulator};
use serde_json::{Value, json};

const PROJECT: &str = "0605767b5780d5762fc5c0118072a564";
const SECRET: &str = "a-secret-that-nobody-may-read";

/// The command with credentials, and nothing else of the environment.
fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cbr-contract"));
    command
        .env_clear()
        .env("HUAWEICLOUD_SDK_AK", "AK")
        .env("HUAWEICLOUD_SDK_SK", SECRET)
        .env("HUAWEICLOUD_SDK_PROJECT_ID", PROJECT)
        .args(arguments);
    command
}

/// What the command does. No secret may be in what it says.
async fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = command(arguments);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    told(output)
}

fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!out.contains(SECRET) && !err.contains(SECRET), "a secret is told:\n{out}\n{err}");
    (output.status.code().unwrap_or(-1), out, err)
}

async fn simulator(time_scale: f64) -> Simulator {
    let builder = Simulator::builder().auth(Auth::Both).credential(Credential::new("AK", SECRET, PROJECT));
    builder.time_scale(time_scale).start().await.unwrap()
}

/// What is in a simulator, by kind.
async fn contents(simulator: &Simulator) -> (usize, usize, usize) {
    let client = huaweicloud_cbr::Client::builder()
        .endpoint(simulator.url())
        .credentials(huaweicloud_cbr::auth::Credentials::access_key("AK", SECRET))
        .project_id(PROJECT)
        .build()
        .unwrap();
    let vaults = client.vaults().list().send().await.unwrap().into_inner().vaults.unwrap_or_default().len();
    let policies =
        client.policies().list().send().await.unwrap().into_inner().policies.unwrap_or_default().len();
    let backups =
        client.backups().list().send().await.unwrap().into_inner().backups.unwrap_or_default().len();
    (vaults, policies, backups)
}

#[tokio::test]
async fn every_operation_passes_against_the_simulator() {
    let file = tempfile::tempdir().unwrap();
    let file = file.path().join("report.json");
    let (status, out, err) = run(&["--format", "json", "-o", file.to_str().unwrap()]).await;
    assert_eq!(status, 0, "{out}{err}");
    assert!(out.ends_with("31 operations of the simulator: 31 passed, 0 failed, 0 not run\n"), "{out}");
    let report: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let expected = json!({"operations": 31, "passed": 31, "failed": 0, "not_run": 0});
    assert_eq!((&report["summary"], &report["left_behind"]), (&expected, &json!([])));
    for row in report["operations"].as_array().unwrap() {
        let statuses = row["statuses"].as_array().unwrap();
        assert!(statuses.iter().any(|status| status.as_u64().unwrap() / 100 == 2), "{row}");
    }
}

#[tokio::test]
async fn a_deployment_is_read_and_what_is_not_there_is_said() {
    let simulator = simulator(1.0).await;
    let (status, out, err) = run(&["--base-url", &simulator.url(), "--format", "json"]).await;
    assert_eq!(status, 0, "{out}{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["summary"], json!({"operations": 31, "passed": 4, "failed": 0, "not_run": 27}));
    let row = |operation: &str| {
        let mut rows = report["operations"].as_array().unwrap().iter();
        rows.find(|row| row["operation"] == operation).unwrap().clone()
    };
    assert_eq!(
        (&row("ShowVault")["result"], &row("ShowVault")["why"]),
        (&json!("not_run"), &json!("there is no vault"))
    );
    assert_eq!(row("CreateVault")["why"], "it writes: allow it with --allow-writes");
    assert_eq!(contents(&simulator).await, (0, 0, 0));
}

#[tokio::test]
async fn a_life_cycle_leaves_nothing_behind() {
    let simulator = simulator(100.0).await;
    let resource = "OS::Cinder::Volume:e8cc6bfd-d324-4b88-9109-9fb0ba70676f";
    let url = simulator.url();
    let arguments = ["--base-url", &url, "--allow-writes", "--resource", resource, "--share-with", "p2"];
    let (status, out, err) = run(&arguments).await;
    assert_eq!(status, 0, "{out}{err}");
    assert!(out.contains("26 passed, 0 failed, 5 not run"), "{out}");
    assert!(out.contains("it overwrites the data of a resource that the run did not make"), "{out}");
    assert_eq!(contents(&simulator).await, (0, 0, 0));
}

#[cfg(unix)]
#[tokio::test]
async fn interrupted_in_the_middle_it_leaves_nothing_behind() {
    // A backup takes some seconds, in which the run waits.
    let simulator = Simulator::builder()
        .auth(Auth::Both)
        .credential(Credential::new("AK", SECRET, PROJECT))
        .task_time(Duration::from_secs(8))
        .start()
        .await
        .unwrap();
    let url = simulator.url();
    let resource = "OS::Nova::Server:e8cc6bfd-d324-4b88-9109-9fb0ba70676f";
    for signal in ["-INT", "-TERM"] {
        let mut command = command(&["--base-url", &url, "--allow-writes", "--resource", resource]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let start = Instant::now();
        while contents(&simulator).await.2 == 0 {
            assert!(start.elapsed() < Duration::from_secs(60), "no backup was begun");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(contents(&simulator).await, (1, 1, 1));
        assert!(Command::new("kill").arg(signal).arg(child.id().to_string()).status().unwrap().success());
        let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
        let (status, out, err) = told(output);
        assert_eq!(status, 130, "{out}{err}");
        assert!(err.contains("interrupted: what was made is deleted now"), "{err}");
        assert!(out.contains("not run, interrupted"), "{out}");
        assert_eq!(contents(&simulator).await, (0, 0, 0), "{signal}");
    }
}

#[tokio::test]
async fn an_answer_that_breaks_the_description_fails() {
    use wiremock::matchers::{method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    let server = MockServer::start().await;
    let serve = |place: &str, answer: ResponseTemplate| {
        Mock::given(method("GET"))
            .and(path(format!("/v3/{PROJECT}/{place}")))
            .respond_with(answer)
            .mount(&server)
    };
    let vaults = json!({"vaults": [{"id": "v1", "billing": {"object_type": "boat"}}], "count": 1});
    serve("vaults", ResponseTemplate::new(200).set_body_json(vaults)).await;
    serve("vaults/v1", ResponseTemplate::new(203).set_body_json(json!({"vault": {"id": "v1"}}))).await;
    serve("policies", ResponseTemplate::new(200).set_body_string("<html>")).await;
    let (status, out, err) = run(&["--base-url", &server.uri()]).await;
    assert_eq!(status, 1, "{out}{err}");
    for told in [
        "ListVaults: body-mismatch at /vaults/0/billing/object_type: \"boat\" is not one of ",
        "ShowVault: status-undocumented: status 203 is not documented",
        "ListPolicies: content-type-undocumented: content type text/plain is not documented",
        "ListBackups: body-missing: the answer has no body",
    ] {
        assert!(out.contains(told), "{told}\n{out}");
    }
    assert!(out.contains("0 passed, 5 failed"), "{out}");
}

#[tokio::test]
async fn what_cannot_be_run_at_all_exits_with_2() {
    let (status, out, err) = run(&["--base-url", "http://127.0.0.1:1"]).await;
    assert_eq!((status, out.as_str()), (2, ""), "{err}");
    assert!(err.starts_with("error: the service: ListVaults: "), "{err}");
    for arguments in [
        &["--base-url", "ftp://x"][..],
        &["--resource", "OS::Nova::Server:x"],
        &["--allow-writes", "--resource", "x"],
        &["--share-with", "p"],
    ] {
        assert_eq!(run(arguments).await.0, 2, "{arguments:?}");
    }
    let simulator = Simulator::builder().auth(Auth::Aksk).start().await.unwrap();
    let (status, _, err) = run(&["--base-url", &simulator.url()]).await;
    assert_eq!(status, 2, "{err}");
}
