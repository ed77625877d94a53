//! A simulator, and projects that call it. Every answer is checked for the form that all have.

use std::sync::LazyLock;
use std::time::Duration;

use cbr_sim::{Builder, Inventory, Simulator};
use reqwest::Method;
use serde_json::{Value, json};
use speclift_contract::{Contract, Exchange};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// The published description, which every answer is held against.
static PUBLISHED: LazyLock<Contract> = LazyLock::new(|| {
    let text = include_str!("../../../../spec/cbr.openapi.json");
    Contract::parse(text, "cbr.openapi.json").expect("the description is one")
});

/// A simulator in which time stands.
pub(crate) struct Sim {
    pub(crate) simulator: Simulator,
    pub(crate) http: reqwest::Client,
}

/// A project that calls it.
pub(crate) struct Project<'a> {
    sim: &'a Sim,
    pub(crate) id: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Sim {
    pub(crate) async fn start(builder: Builder) -> Self {
        let simulator = builder.time_scale(0.0).start().await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { simulator, http }
    }

    pub(crate) async fn new() -> Self {
        Self::start(Simulator::builder()).await
    }

    /// One with resources that are not ordinary ones.
    pub(crate) async fn with(inventory: Value) -> Self {
        let inventory: Inventory = serde_json::from_value(inventory).unwrap();
        Self::start(Simulator::builder().inventory(inventory)).await
    }

    pub(crate) fn project(&self, name: &str) -> Project<'_> {
        Project { sim: self, id: name.to_owned() }
    }

    /// Lets all tasks end that were begun.
    pub(crate) fn settle(&self) {
        self.simulator.advance(Duration::from_secs(6));
    }

    pub(crate) fn hours(&self, hours: u64) {
        self.simulator.advance(Duration::from_secs(3600 * hours));
    }
}

/// Checks what every answer to a request of this method has to be.
pub(crate) async fn checked(method: &str, response: reqwest::Response) -> Reply {
    checked_if_whole(method, response).await.expect("an answer that does not break off")
}

/// The same, where the simulator may end before the answer does.
pub(crate) async fn checked_if_whole(method: &str, response: reqwest::Response) -> Option<Reply> {
    let status = response.status().as_u16();
    let path = response.url().path().to_owned();
    let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap_or_default().to_owned())
    };
    let headers: Vec<(String, String)> = response.headers().iter().map(header).collect();
    let text = response.text().await.ok()?;
    Some(examined(method, &path, status, &headers, &text))
}

/// The same, of an answer that comes over a connection of the test's own.
pub(crate) async fn checked_raw(method: &str, path: &str, stream: &mut TcpStream) -> Reply {
    let mut answer = Vec::new();
    let whole = async {
        loop {
            let text = String::from_utf8_lossy(&answer).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let mut lines = head.lines();
                let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status");
                let headers: Vec<(String, String)> = lines
                    .map(|line| line.split_once(": ").expect(line))
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect();
                let length = headers.iter().find(|(name, _)| name == "content-length").expect("a length");
                if body.len() >= length.1.parse().unwrap() {
                    return examined(method, path, status.parse().unwrap(), &headers, body);
                }
            }
            assert!(stream.read_buf(&mut answer).await.unwrap() > 0, "the answer breaks off: {text}");
        }
    };
    tokio::time::timeout(Duration::from_secs(20), whole).await.expect("an answer in time")
}

fn examined(method: &str, path: &str, status: u16, headers: &[(String, String)], text: &str) -> Reply {
    let header = |name: &str| headers.iter().find(|(its, _)| its == name).map(|(_, value)| value.as_str());
    assert!(header("x-request-id").expect("every answer has an ID").starts_with("req-"));
    // IAM's operations are in no description here.
    if PUBLISHED.operation(method, path).is_some() {
        let exchange = Exchange { method, target: path, status, headers, body: text.as_bytes() };
        let violations: Vec<_> = PUBLISHED.check(&exchange).iter().map(ToString::to_string).collect();
        assert!(violations.is_empty(), "{}\n{text}", violations.join("\n"));
    }
    if text.is_empty() {
        assert!(matches!(status, 202 | 204), "{status} has no body");
        return Reply { status, body: Value::Null };
    }
    assert_eq!(header("content-type"), Some("application/json"));
    let body: Value = serde_json::from_str(text).expect(text);
    if status >= 400 {
        assert!(body["error_code"].is_string() && body["error_msg"].is_string(), "{body}");
    }
    Reply { status, body }
}

impl Reply {
    /// The body of an answer that all is well.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.status < 300, "{} {}", self.status, self.body);
        self.body
    }

    /// The code of the service that says what is wrong; nothing where all is well.
    pub(crate) fn code(&self) -> &str {
        let code = self.body["error_code"].as_str().unwrap_or_default();
        code.strip_prefix("BackupService.").unwrap_or(code)
    }

    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.body);
    }

    pub(crate) fn message(&self) -> &str {
        self.body["error_msg"].as_str().unwrap_or_default()
    }
}

impl Project<'_> {
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Reply {
        let url = format!("{}/v3/{}/{path}", self.sim.simulator.url(), self.id);
        let mut request = self.sim.http.request(method.clone(), url);
        if let Some(body) = body {
            request = request.json(body);
        }
        checked(method.as_str(), request.send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(Method::POST, path, Some(&body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call(Method::PUT, path, Some(&body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call(Method::DELETE, path, None).await
    }

    /// A vault of a type and size, with resources in it. Gives its ID.
    pub(crate) async fn vault(&self, object_type: &str, size: i64, resources: &[&str]) -> String {
        let reply = self.post("vaults", vault(object_type, "backup", size, resources)).await.ok();
        id(&reply["vault"])
    }

    /// A vault that copies come to.
    pub(crate) async fn replica_vault(&self, size: i64) -> String {
        id(&self.post("vaults", vault("server", "replication", size, &[])).await.ok()["vault"])
    }

    /// Begins a backup of a vault. Gives the restore point.
    pub(crate) async fn back_up(&self, vault: &str) -> Reply {
        self.post("checkpoints", json!({ "checkpoint": { "vault_id": vault } })).await
    }

    /// Backs up a vault. Gives the ID of the newest backup.
    pub(crate) async fn backup(&self, vault: &str) -> String {
        self.back_up(vault).await.ok();
        self.sim.settle();
        let list = self.get(&format!("backups?vault_id={vault}")).await.ok();
        assert_eq!(list["backups"][0]["status"], "available", "{list}");
        id(&list["backups"][0])
    }

    pub(crate) async fn show(&self, what: &str, id: &str) -> Value {
        let body = self.get(&format!("{what}/{id}")).await.ok();
        body.as_object().unwrap().values().next().unwrap().clone()
    }
}

/// The body that creates a vault.
pub(crate) fn vault(object_type: &str, protect_type: &str, size: i64, resources: &[&str]) -> Value {
    let resources: Vec<Value> =
        resources.iter().map(|id| json!({ "id": id, "type": kind(object_type) })).collect();
    json!({ "vault": {
        "name": "v",
        "billing": {
            "consistent_level": "crash_consistent",
            "object_type": object_type,
            "protect_type": protect_type,
            "size": size,
        },
        "resources": resources,
    }})
}

/// The kind of resources that a vault of a type holds.
pub(crate) fn kind(object_type: &str) -> &'static str {
    match object_type {
        "server" => "OS::Nova::Server",
        "disk" => "OS::Cinder::Volume",
        _ => "OS::Sfs::Turbo",
    }
}

/// The body that creates a policy.
pub(crate) fn policy(pattern: &str, definition: Value) -> Value {
    json!({ "policy": {
        "name": "p",
        "trigger": { "properties": { "pattern": [pattern] } },
        "operation_definition": definition,
    }})
}

pub(crate) fn id(object: &Value) -> String {
    object["id"].as_str().expect("an ID").to_owned()
}
