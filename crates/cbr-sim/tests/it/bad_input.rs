//! Requests that are wrong: each is told so in the documented form, and does no harm.

use std::time::Duration;

use cbr_sim::Simulator;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::harness::{Sim, checked, checked_raw, id, vault};

/// Text that means something elsewhere.
const HOSTILE: &[&str] = &[
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "'; DROP TABLE vaults; --",
    "1' OR '1'='1",
    "\u{0}",
    "\u{202e}\u{feff}",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "é😀",
];

#[tokio::test]
async fn bodies_that_are_no_json_or_of_another_form() {
    let sim = Sim::new().await;
    let a = sim.project("a");
    let url = format!("{}/v3/a/vaults", sim.simulator.url());
    let long = "[".repeat(200_000);
    for body in ["", "{", "nul", "\u{1}", "{\"vault\":", "{}{}", "[]", "\"x\"", "1e999", &long] {
        let request = sim.http.post(&url).header("content-type", "application/json");
        checked("POST", request.body(body.to_owned()).send().await.unwrap()).await.refused(400, "9900");
    }
    let request = sim.http.post(&url).header("content-type", "application/json");
    checked("POST", request.body(vec![0xff, 0xfe, b'{']).send().await.unwrap()).await.refused(400, "9900");
    let request = sim.http.post(&url).header("content-type", "text/plain").body("{}");
    checked("POST", request.send().await.unwrap()).await.refused(400, "9900");

    // Each field with values of each wrong type: the answer names the field.
    let good = vault("server", "backup", 100, &["s1"]);
    for (pointer, field) in [
        ("/vault", "vault"),
        ("/vault/name", "vault.name"),
        ("/vault/billing", "vault.billing"),
        ("/vault/billing/size", "vault.billing.size"),
        ("/vault/billing/object_type", "vault.billing.object_type"),
        ("/vault/billing/protect_type", "vault.billing.protect_type"),
        ("/vault/resources", "vault.resources"),
        ("/vault/resources/0", "vault.resources[0]"),
        ("/vault/resources/0/id", "vault.resources[0].id"),
        ("/vault/resources/0/type", "vault.resources[0].type"),
    ] {
        for value in
            [Value::Null, json!(true), json!(-1), json!(1.5), json!("?"), json!([1]), json!({ "x": 1 })]
        {
            let mut body = good.clone();
            *body.pointer_mut(pointer).unwrap() = value.clone();
            let reply = a.post("vaults", body).await;
            if reply.status == 200 {
                assert_eq!((pointer, &value), ("/vault/name", &json!("?")));
                continue;
            }
            reply.refused(400, "9900");
            assert!(reply.message().contains(&format!("`{field}")), "{pointer} {value}: {}", reply.message());
        }
    }
    for (pointer, value) in [
        ("/vault/billing/size", json!(9)),
        ("/vault/billing/size", json!(10_485_761)),
        ("/vault/name", json!("")),
        ("/vault/name", json!("x".repeat(65))),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let reply = a.post("vaults", body).await;
        reply.refused(400, "9900");
        assert!(
            reply.message().contains(&format!("`{}`", pointer[1..].replace('/', "."))),
            "{}",
            reply.message()
        );
    }
}

#[tokio::test]
async fn hostile_text_in_every_field() {
    let sim = Sim::new().await;
    let (a, b) = (sim.project("a"), sim.project("b"));
    let secret = b.vault("server", 100, &["s1"]).await;
    let good = a.vault("server", 1000, &["s1"]).await;
    let backup = a.backup(&good).await;
    let to = json!({
        "destination_project_id": "b", "destination_region": "eu-west-1", "destination_vault_id": "x",
        "vault_id": good, "name": "n", "description": "d",
    });
    let sync = json!({ "sync": [{
        "backup_id": "x", "backup_name": "n", "bucket_name": "b", "image_path": "p", "resource_id": "r",
        "resource_name": "n", "resource_type": "t", "created_at": 1,
    }]});
    let mut whole = vault("server", "backup", 100, &["s9"]);
    whole["vault"]["description"] = "d".into();
    whole["vault"]["backup_policy_id"] = "p".into();
    whole["vault"]["backup_name_prefix"] = "x".into();
    whole["vault"]["enterprise_project_id"] = "0".into();
    whole["vault"]["tags"] = json!([{ "key": "k", "value": "v" }]);
    whole["vault"]["resources"][0]["name"] = "n".into();
    whole["vault"]["resources"][0]["extra_info"] = json!({ "exclude_volumes": ["x"] });
    whole["vault"]["billing"]["cloud_type"] = "public".into();
    whole["vault"]["billing"]["console_url"] = "u".into();
    let parameters = json!({
        "name": "n", "description": "d", "resources": ["s1"],
        "resource_details": [{ "id": "s1", "type": "OS::Nova::Server", "name": "n" }],
    });
    let bodies = [
        ("POST", "vaults".to_owned(), whole),
        ("PUT", format!("vaults/{good}"), json!({ "vault": { "name": "n" } })),
        (
            "POST",
            format!("vaults/{good}/addresources"),
            json!({ "resources": [{ "id": "x", "type": "OS::Nova::Server", "name": "n" }] }),
        ),
        ("POST", format!("vaults/{good}/removeresources"), json!({ "resource_ids": ["x"] })),
        ("POST", format!("vaults/{good}/associatepolicy"), json!({ "policy_id": "x" })),
        ("POST", format!("vaults/{good}/dissociatepolicy"), json!({ "policy_id": "x" })),
        (
            "POST",
            "policies".into(),
            super::harness::policy("FREQ=DAILY;BYHOUR=1", json!({ "timezone": "UTC" })),
        ),
        (
            "POST",
            "checkpoints".into(),
            json!({ "checkpoint": { "vault_id": good, "parameters": parameters } }),
        ),
        ("POST", "checkpoints/replicate".into(), json!({ "replicate": to })),
        ("PUT", format!("backups/{backup}"), json!({ "backup": { "name": "n" } })),
        ("POST", format!("backups/{backup}/replicate"), json!({ "replicate": to })),
        (
            "POST",
            format!("backups/{backup}/restore"),
            json!({ "restore": { "server_id": "s1", "volume_id": "v", "mappings": [{ "backup_id": "b", "volume_id": "v" }] } }),
        ),
        ("POST", format!("backups/{backup}/members"), json!({ "members": ["x"] })),
        ("PUT", format!("backups/{backup}/members/x"), json!({ "status": "accepted", "vault_id": "v" })),
        ("POST", "backups/sync".into(), sync),
    ];
    let mut tried = 0;
    for (method, path, body) in &bodies {
        for pointer in texts(body, String::new()) {
            for hostile in HOSTILE {
                let mut body = body.clone();
                *body.pointer_mut(&pointer).unwrap() = (*hostile).into();
                let method: Method = method.parse().unwrap();
                let reply = a.call(method, path, Some(&body)).await;
                assert!(reply.status < 500, "{path} {pointer}: {}", reply.body);
                assert!(!reply.body.to_string().contains(&secret), "{path}");
                sim.settle();
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried}");
    // In paths and queries.
    for hostile in HOSTILE {
        let text: String = hostile.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in [
            "vaults/X",
            "policies/X",
            "backups/X",
            "checkpoints/X",
            "operation-logs/X",
            "backups/X/members/X",
        ] {
            let reply = a.get(&path.replace('X', &text)).await;
            assert_eq!(reply.status, 404, "{path} {hostile}: {}", reply.body);
        }
        for query in [
            "vaults?name=X",
            "vaults?resource_ids=X",
            "backups?name=X",
            "backups?vault_id=X",
            "operation-logs?vault_name=X",
        ] {
            a.get(&query.replace('X', &text)).await.ok();
        }
        for query in [
            "backups?sort=X",
            "backups?start_time=X",
            "backups?marker=X",
            "backups?status=X",
            "vaults?limit=X",
        ] {
            a.get(&query.replace('X', &text)).await.refused(400, "9900");
        }
        let url = format!("{}/v3/{text}/vaults", sim.simulator.url());
        checked("GET", sim.http.get(url).send().await.unwrap()).await.refused(400, "9900");
    }
    let url = format!("{}/v3/a/vaults/%FF%FE", sim.simulator.url());
    assert_eq!(checked("GET", sim.http.get(url).send().await.unwrap()).await.status, 400);
    let url = format!("{}/docs/%FF", sim.simulator.url());
    checked("GET", sim.http.get(url).send().await.unwrap()).await.refused(404, "APIGW.0101");
    a.get("vaults?name=%FF").await.refused(400, "9900");
    // Text is kept as it is, and nothing of it was run.
    assert_eq!(id(&b.show("vaults", &secret).await), secret);
}

/// The places of all text in a body.
fn texts(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| texts(item, format!("{at}/{index}"))).collect()
        }
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, field)| texts(field, format!("{at}/{name}"))).collect()
        }
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn paths_and_methods_that_there_are_not() {
    let sim = Sim::new().await;
    for path in ["/", "/v3", "/v3/", "/v3/a", "/v3/a/nothing", "/v3/a/vaults/", "/v2/a/vaults", "//", "/%00"]
    {
        let url = format!("{}{path}", sim.simulator.url());
        checked("GET", sim.http.get(url).send().await.unwrap()).await.refused(404, "APIGW.0101");
    }
    let a = sim.project("a");
    for (method, path) in [
        ("PATCH", "vaults"),
        ("DELETE", "vaults"),
        ("POST", "vaults/x"),
        ("GET", "checkpoints"),
        ("GET", "backups/sync/x/y"),
        ("BREW", "policies"),
        ("OPTIONS", "policies"),
    ] {
        let reply = a.call(method.parse().unwrap(), path, None).await;
        assert!(matches!(reply.status, 404 | 405), "{method} {path}");
        assert_eq!(reply.code(), "APIGW.0101");
    }
}

#[tokio::test]
async fn bodies_that_are_too_long() {
    let sim = Sim::start(Simulator::builder().max_body(100_000)).await;
    let url = format!("{}/v3/a/vaults", sim.simulator.url());
    for length in [100_001, 100_000_000] {
        let before = memory();
        let request = sim.http.post(&url).header("content-type", "application/json");
        let reply = checked("POST", request.body(vec![b' '; length]).send().await.unwrap()).await;
        reply.refused(413, "APIGW.0201");
        // The body itself is in this process, and nothing else of its size.
        assert!(memory() < before + length / 2 + (64 << 20), "the body is not kept");
    }
    // With no length announced, and with one that is asked for first.
    let mut stream = TcpStream::connect(sim.simulator.address()).await.unwrap();
    stream
        .write_all(b"POST /v3/a/vaults HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        .await
        .unwrap();
    for _ in 0..200 {
        stream.write_all(format!("400\r\n{}\r\n", " ".repeat(1024)).as_bytes()).await.unwrap();
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    checked_raw("POST", "/v3/a/vaults", &mut stream).await.refused(413, "APIGW.0201");
    let mut stream = TcpStream::connect(sim.simulator.address()).await.unwrap();
    let head = b"POST /v3/a/vaults HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 99999999999\r\n\r\n";
    stream.write_all(head).await.unwrap();
    checked_raw("POST", "/v3/a/vaults", &mut stream).await.refused(413, "APIGW.0201");
    sim.project("a").get("vaults").await.ok();
}

/// What the process has in memory, in bytes.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}

async fn answer(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut answer)).await;
    let length = read.expect("an answer in time").unwrap_or(0);
    String::from_utf8_lossy(&answer[..length]).into_owned()
}

#[tokio::test]
async fn clients_that_are_slow() {
    let (head, body) = (Duration::from_millis(300), Duration::from_millis(300));
    let sim = Sim::start(Simulator::builder().header_timeout(head).body_timeout(body)).await;
    let mut silent = TcpStream::connect(sim.simulator.address()).await.unwrap();
    let mut dripping = TcpStream::connect(sim.simulator.address()).await.unwrap();
    dripping.write_all(b"GET /v3/a/vaults HTTP/1.1\r\nho").await.unwrap();
    let mut unfinished = TcpStream::connect(sim.simulator.address()).await.unwrap();
    let start = b"POST /v3/a/vaults HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
    unfinished.write_all(start).await.unwrap();
    checked_raw("POST", "/v3/a/vaults", &mut unfinished).await.refused(408, "APIGW.0201");
    checked_raw("GET", "/v3/a/vaults", &mut dripping).await.refused(408, "APIGW.0201");
    assert_eq!(answer(&mut silent).await, "", "who asks for nothing is told nothing");
    sim.project("a").get("vaults").await.ok();
}

/// As many connections as this process may open, up to 10,000: both ends are in it.
#[tokio::test]
async fn connections_that_do_nothing() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = if setrlimit(Resource::Nofile, raised).is_ok() { limit.maximum } else { limit.current };
    let files = usize::try_from(current.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    // The tests beside this one need some as well.
    let count = 10_000.min(files.saturating_sub(1000) / 2);
    println!("{count} connections, of {files} files");
    let sim = Sim::start(Simulator::builder().max_connections(count + 10)).await;
    let before = memory();
    let mut idle = Vec::with_capacity(count);
    for _ in 0..count {
        idle.push(TcpStream::connect(sim.simulator.address()).await.unwrap());
    }
    let a = sim.project("a");
    a.vault("server", 100, &[]).await;
    assert_eq!(a.get("vaults").await.ok()["count"], 1);
    let each = (memory().saturating_sub(before)) / count.max(1);
    assert!(each < 64 << 10, "{each} bytes a connection");

    // When there is no room, a further one is told so; when there is again, it is let in.
    for _ in 0..12 {
        idle.push(TcpStream::connect(sim.simulator.address()).await.unwrap());
    }
    let mut further = TcpStream::connect(sim.simulator.address()).await.unwrap();
    checked_raw("GET", "/v3/a/vaults", &mut further).await.refused(503, "APIGW.0308");
    drop(idle);
    let admitted = async {
        while a.get("vaults").await.status != 200 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), admitted).await.unwrap();
}

/// What cannot be read as a request is told so in the documented form as well.
#[tokio::test]
async fn what_is_no_http() {
    let sim = Sim::new().await;
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(100_000));
    let longer = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(1 << 20));
    let many = format!("GET /v3/a/vaults HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(1000));
    for (bytes, status) in [
        (&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], 400),
        (b"GET\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"\0\0\0\0\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nhost\r\n\r\n", 400),
        (b"POST /v3/a/vaults HTTP/1.1\r\ncontent-length: many\r\n\r\n", 400),
        (long.as_bytes(), 414),
        (longer.as_bytes(), 431),
        (many.as_bytes(), 431),
    ] {
        let mut stream = TcpStream::connect(sim.simulator.address()).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        checked_raw("GET", "/v3/a/vaults", &mut stream).await.refused(status, "APIGW.0201");
        assert_eq!(answer(&mut stream).await, "", "nothing comes after that");
    }
    // After requests that could be read, and that were answered.
    let mut stream = TcpStream::connect(sim.simulator.address()).await.unwrap();
    let good = "GET /v3/a/vaults/none HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(format!("{good}{good}BAD\r\n\r\n").as_bytes()).await.unwrap();
    let mut all = String::new();
    stream.read_to_string(&mut all).await.unwrap();
    let statuses: Vec<&str> = all.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["404", "404", "400"], "{all}");
    assert_eq!(all.matches("error_code").count(), 3, "{all}");
    sim.project("a").get("vaults").await.ok();
}
