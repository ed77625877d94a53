//! A server that gives everyone the same answer.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Starts a server that answers with this body; its address.
pub(crate) async fn serve(body: Value) -> String {
    let body = body.to_string();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: 5f9a\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = answer.clone();
            // A connection that breaks is one that its client has closed.
            tokio::spawn(async move { drop(converse(stream, answer.as_bytes()).await) });
        }
    });
    format!("http://{address}")
}

async fn converse(mut stream: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = [0; 8192];
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Ok(());
        }
        filled += read;
        if is_whole(&buffer[..filled]) {
            filled = 0;
            stream.write_all(answer).await?;
        }
    }
}

/// Whether this is a request with all of its body.
fn is_whole(request: &[u8]) -> bool {
    let Some(head) = request.windows(4).position(|end| end == b"\r\n\r\n") else { return false };
    let length = request[..head].split(|byte| *byte == b'\n').find_map(|line| {
        let line = std::str::from_utf8(line).ok()?;
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    request.len() - head - 4 >= length.unwrap_or_default()
}

/// The documented answer of `ListVaults`, with its vault so many times.
pub(crate) fn vaults(count: usize) -> Value {
    json!({"vaults": vec![vault(); count], "count": count})
}

/// The answer of `CreateVault`, as documented.
pub(crate) fn created() -> Value {
    json!({"vault": vault()})
}

fn vault() -> Value {
    json!({
        "id": "a335f9e1-1628-4c64-a7be-38656e5ec19c",
        "name": "vault-8538",
        "resources": [{
            "name": "ecs-b977-0002",
            "backup_size": 0,
            "protect_status": "available",
            "backup_count": 0,
            "extra_info": {"exclude_volumes": ["1855eb9a-2b5e-4938-a9f0-aea08b6f9243"]},
            "type": "OS::Nova::Server",
            "id": "23a320a5-3efd-4568-b1aa-8dd9183cc64c",
            "size": 40
        }],
        "provider_id": "0daac4c5-6707-4851-97ba-169e36266b66",
        "created_at": "2020-09-04T06:57:37.344+00:00",
        "project_id": "0605767b5780d5762fc5c0118072a564",
        "enterprise_project_id": 0,
        "auto_bind": false,
        "bind_rules": {},
        "auto_expand": false,
        "user_id": "aa2999fa5ae640f28926f8fd79188934",
        "billing": {
            "allocated": 0,
            "cloud_type": "public",
            "consistent_level": "crash_consistent",
            "charging_mode": "post_paid",
            "protect_type": "backup",
            "object_type": "server",
            "spec_code": "vault.backup.server.normal",
            "used": 0,
            "status": "available",
            "size": 100
        },
        "tags": [{"key": "key01", "value": "value01"}]
    })
}
