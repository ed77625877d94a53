//! What programs do with the client, against a simulator: the documented scenarios as the example programs, both ways of
//! authentication, lists page by page, waits, and calls that block.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use cbr_sim::{Auth, Builder, Credential, Simulator};
use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::types::{
    BillingCreate, CheckpointParam, ResourceCreate, ResourceCreateType, VaultBackup, VaultCreate,
};
use huaweicloud_cbr::{Client, ClientBuilder, Error};
use speclift_contract::{Contract, Exchange, Watch};

const PROJECT: &str = "0605767b5780d5762fc5c0118072a564";
const SERVER: &str = "e8cc6bfd-d324-4b88-9109-9fb0ba70676f";
const AK: &str = "AKEXAMPLE";
const SK: &str = "SKEXAMPLE";

/// A simulator that asks for credentials, and runs a hundred times as fast as time.
fn builder() -> Builder {
    Simulator::builder()
        .auth(Auth::Both)
        .user("user", "password", Some("domain"))
        .project(PROJECT, "project", None)
        .credential(Credential::new(AK, SK, PROJECT))
        .time_scale(100.0)
}

fn watch() -> Arc<Watch> {
    let text = include_str!("../../../spec/cbr.openapi.json");
    Arc::new(Watch::new(Contract::parse(text, "cbr.openapi.json").unwrap()))
}

/// A client whose answers are watched.
fn watched(simulator: &Simulator, watch: &Arc<Watch>) -> ClientBuilder {
    let watch = Arc::clone(watch);
    Client::builder().endpoint(simulator.url()).iam_endpoint(simulator.url()).observe(move |exchange| {
        let headers: Vec<(String, String)> = exchange
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        let (method, target) = (exchange.method, exchange.url.path());
        watch.see(&Exchange {
            method,
            target,
            status: exchange.status,
            headers: &headers,
            body: exchange.body,
        });
    })
}

fn by_key() -> Credentials {
    Credentials::access_key(AK, SK).into()
}

fn by_password() -> Credentials {
    Credentials::password("user", "password").domain("domain").project("project").into()
}

fn vault(name: &str, resources: Vec<ResourceCreate>) -> huaweicloud_cbr::types::builder::VaultCreate {
    let billing = BillingCreate::builder()
        .consistent_level("crash_consistent")
        .object_type("server")
        .protect_type("backup")
        .size(200);
    VaultCreate::builder().name(name).billing(billing).resources(resources)
}

fn server() -> ResourceCreate {
    ResourceCreate {
        id: SERVER.to_owned(),
        name: None,
        type_: ResourceCreateType::OsNovaServer,
        extra_info: None,
    }
}

#[track_caller]
fn as_documented(watch: &Watch) {
    let violations: Vec<_> = watch.violations().iter().map(ToString::to_string).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[tokio::test]
async fn both_ways_of_authentication() {
    let (simulator, watch) = (builder().start().await.unwrap(), watch());
    for (credentials, project) in [(by_password(), None), (by_key(), Some(PROJECT))] {
        let mut client = watched(&simulator, &watch).credentials(credentials);
        if let Some(project) = project {
            client = client.project_id(project);
        }
        let client = client.build().unwrap();
        client.vaults().list().send().await.unwrap();
        client.vaults().create(vault("v", Vec::new())).send().await.unwrap();
    }
    let wrong = Credentials::access_key(AK, "another");
    let client = watched(&simulator, &watch).credentials(wrong).project_id(PROJECT).build().unwrap();
    let error = client.vaults().list().send().await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    let client = watched(&simulator, &watch).credentials(by_key()).project_id("another").build().unwrap();
    assert!(client.vaults().list().send().await.is_err());
    assert_eq!(watch.seen()["CreateVault"].calls, 2);
    as_documented(&watch);
}

#[tokio::test]
async fn lists_end_and_have_everything() {
    let (simulator, watch) = (builder().start().await.unwrap(), watch());
    let client = watched(&simulator, &watch).credentials(by_key()).project_id(PROJECT).build().unwrap();
    let mut names = Vec::new();
    for number in 0..25 {
        names.push(format!("v{number:02}"));
        client.vaults().create(vault(&names[number], Vec::new())).send().await.unwrap();
    }
    let mut listed = Vec::new();
    let mut vaults = client.vaults().list().limit(10).stream();
    while let Some(vault) = vaults.try_next().await.unwrap() {
        listed.extend(vault.name);
    }
    listed.sort();
    assert_eq!(listed, names);
    assert_eq!(watch.seen()["ListVaults"].calls, 3);
    as_documented(&watch);
}

#[tokio::test]
async fn waits_end_when_the_service_is_done() {
    let (simulator, watch) = (builder().start().await.unwrap(), watch());
    let client = watched(&simulator, &watch).credentials(by_password()).build().unwrap();
    let created = client.vaults().create(vault("v", vec![server()])).send().await.unwrap().into_inner();
    let id = created.vault.unwrap().id.unwrap();
    let backup = VaultBackup::builder().vault_id(&*id).parameters(CheckpointParam::builder().name("b"));
    let started = client.checkpoints().create(backup).send().await.unwrap().into_inner();
    let quick = (Duration::from_millis(10), Duration::from_millis(50));
    let checkpoint = started.checkpoint.unwrap().id.unwrap();
    let mut seen = Vec::new();
    client
        .checkpoints()
        .wait(checkpoint)
        .poll(quick.0, quick.1)
        .on_progress(|checkpoint| seen.push(checkpoint.status.clone().unwrap().to_string()))
        .await
        .unwrap();
    assert_eq!(
        (seen.first().map(String::as_str), seen.last().map(String::as_str)),
        (Some("protecting"), Some("available"))
    );
    let tasks = client.operation_logs().list().vault_id(&*id).send().await.unwrap().into_inner();
    let task = tasks.operation_logs.unwrap().remove(0).id.unwrap();
    client.operation_logs().wait(task).poll(quick.0, quick.1).await.unwrap();
    client.vaults().delete(&*id).send().await.unwrap();
    client.vaults().wait(&*id).until_gone().poll(quick.0, quick.1).await.unwrap();
    let gone = client.vaults().get(&*id).send().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    as_documented(&watch);
}

#[test]
fn programs_without_a_runtime_do_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (simulator, watch) = (runtime.block_on(builder().start()).unwrap(), watch());
    let client = watched(&simulator, &watch).credentials(by_password()).build().unwrap();
    let created = client.vaults().create(vault("v", vec![server()])).send_blocking().unwrap().into_inner();
    let id = created.vault.unwrap().id.unwrap();
    let started = client.checkpoints().create(VaultBackup::builder().vault_id(&*id)).send_blocking().unwrap();
    let checkpoint = started.into_inner().checkpoint.unwrap().id.unwrap();
    let wait =
        client.checkpoints().wait(checkpoint).poll(Duration::from_millis(10), Duration::from_millis(50));
    wait.wait_blocking().unwrap();
    let backups: Result<Vec<_>, Error> = client.backups().list().vault_id(&*id).stream().blocking().collect();
    assert_eq!(backups.unwrap().len(), 1);
    as_documented(&watch);
}

/// An example program of the client, in its own process.
fn example(name: &str) -> Command {
    let tests = std::env::current_exe().unwrap();
    let folder: PathBuf = tests.ancestors().nth(2).unwrap().join("examples");
    Command::new(folder.join(format!("contract_{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs an example as somebody who signs, and gives what it says.
async fn run(simulator: &Simulator, name: &str, arguments: &[&str]) -> String {
    let mut command = example(name);
    command
        .env_clear()
        .env("CBR_ENDPOINT", simulator.url())
        .env("HUAWEICLOUD_SDK_AK", AK)
        .env("HUAWEICLOUD_SDK_SK", SK)
        .env("HUAWEICLOUD_SDK_PROJECT_ID", PROJECT)
        .args(arguments);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The three scenarios of the documentation, one after another.
#[tokio::test]
async fn the_example_programs_work_as_documented() {
    let (simulator, watch) = (builder().start().await.unwrap(), watch());
    let client = watched(&simulator, &watch).credentials(by_key()).project_id(PROJECT).build().unwrap();

    let said = run(&simulator, "back_up_server", &[SERVER]).await;
    assert!(said.lines().last().unwrap().starts_with("backed up in checkpoint "), "{said}");
    let vaults = client.vaults().list().send().await.unwrap().into_inner().vaults.unwrap();
    let id = vaults[0].id.clone().unwrap();

    let said = run(&simulator, "automatic_backup", &[&id]).await;
    let policy = said.trim().strip_prefix("the vault has policy ").unwrap().to_owned();
    let policies =
        client.policies().list().vault_id(&*id).send().await.unwrap().into_inner().policies.unwrap();
    assert_eq!(policies[0].id.as_deref(), Some(&*policy));
    // The policy runs at 23:00, some time of the next day.
    simulator.advance(Duration::from_secs(25 * 3600));

    let said = run(&simulator, "list_backups", &[]).await;
    assert!(said.ends_with("2 of the backups are of servers\n"), "{said}");
    as_documented(&watch);
}
