//! Who may call: tokens and signatures.

use std::time::{Duration, SystemTime};

use cbr_sim::{Auth, Builder, Credential, Simulator};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::harness::{Reply, Sim, checked};

const AK: &str = "AKEXAMPLE";
const SK: &str = "SKEXAMPLE";

fn builder(auth: Auth) -> Builder {
    Simulator::builder()
        .auth(auth)
        .credential(Credential::new(AK, SK, "p1"))
        .user("user", "secret", Some("domain"))
        .project("p1", "one", None)
        .project("p2", "two", None)
}

fn login(password: &str, scope: Value) -> Value {
    json!({ "auth": {
        "identity": { "methods": ["password"], "password": { "user": {
            "name": "user", "password": password, "domain": { "name": "domain" },
        }}},
        "scope": scope,
    }})
}

async fn token(sim: &Sim, scope: Value) -> (String, Value) {
    let url = format!("{}/v3/auth/tokens", sim.simulator.url());
    let response = sim.http.post(url).json(&login("secret", scope)).send().await.unwrap();
    assert_eq!(response.status(), 201);
    let token = response.headers()["x-subject-token"].to_str().unwrap().to_owned();
    (token, checked("POST", response).await.body)
}

async fn get(sim: &Sim, path: &str, headers: HeaderMap) -> Reply {
    let url = format!("{}{path}", sim.simulator.url());
    checked("GET", sim.http.get(url).headers(headers).send().await.unwrap()).await
}

fn with_token(token: &str) -> HeaderMap {
    HeaderMap::from_iter([("x-auth-token".parse().unwrap(), HeaderValue::from_str(token).unwrap())])
}

#[tokio::test]
async fn tokens_are_for_a_project_and_a_day() {
    let sim = Sim::start(builder(Auth::Token)).await;
    let (token, body) = token(&sim, json!({ "project": { "name": "one" } })).await;
    assert_eq!(body["token"]["project"]["id"], "p1");
    assert!(body["token"]["expires_at"].as_str() > body["token"]["issued_at"].as_str());
    get(&sim, "/v3/p1/vaults", with_token(&token)).await.ok();
    get(&sim, "/v3/p2/vaults", with_token(&token)).await.refused(403, "APIGW.0302");
    get(&sim, "/v3/p1/vaults", HeaderMap::new()).await.refused(401, "APIGW.0301");
    get(&sim, "/v3/p1/vaults", with_token("MII")).await.refused(401, "APIGW.0301");
    get(&sim, "/v3/p1/vaults", signed(&sim, "GET", "/v3/p1/vaults", "", AK, SK))
        .await
        .refused(401, "APIGW.0301");

    let projects = get(&sim, "/v3/projects?name=one", with_token(&token)).await.ok();
    assert_eq!(projects["projects"][0]["id"], "p1");
    let projects = get(&sim, "/v3/auth/projects", with_token(&token)).await.ok();
    assert_eq!(projects["projects"].as_array().unwrap().len(), 1);
    get(&sim, "/v3/projects", HeaderMap::new()).await.refused(401, "APIGW.0301");
    let mut both = with_token(&token);
    both.insert("x-subject-token", HeaderValue::from_str(&token).unwrap());
    let shown = get(&sim, "/v3/auth/tokens", both).await.ok();
    assert_eq!(shown["token"]["expires_at"], body["token"]["expires_at"]);

    sim.hours(23);
    get(&sim, "/v3/p1/vaults", with_token(&token)).await.ok();
    sim.hours(1);
    get(&sim, "/v3/p1/vaults", with_token(&token)).await.refused(401, "APIGW.0301");
}

#[tokio::test]
async fn tokens_that_are_not_given() {
    let sim = Sim::start(builder(Auth::Token)).await;
    let ask = async |body: Value| {
        let url = format!("{}/v3/auth/tokens", sim.simulator.url());
        checked("POST", sim.http.post(url).json(&body).send().await.unwrap()).await
    };
    let reply = ask(login("wrong", json!({ "project": { "id": "p1" } }))).await;
    reply.refused(401, "IAM.0011");
    assert!(!reply.message().contains("wrong"));
    ask(json!({})).await.refused(400, "IAM.0007");
    ask(login("secret", json!({ "project": {} }))).await.refused(400, "IAM.0007");
    // One for a domain is for no project.
    let (token, _) = token(&sim, json!({ "domain": { "name": "domain" } })).await;
    get(&sim, "/v3/p1/vaults", with_token(&token)).await.refused(403, "APIGW.0302");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The headers of a request that is signed now, or at another time.
fn signed(sim: &Sim, method: &str, path: &str, body: &str, access: &str, secret: &str) -> HeaderMap {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    signed_at(sim, method, path, body, access, secret, now)
}

fn signed_at(
    sim: &Sim,
    method: &str,
    path: &str,
    body: &str,
    access: &str,
    secret: &str,
    at: u64,
) -> HeaderMap {
    let at = jiff::Timestamp::from_second(at.try_into().unwrap()).unwrap();
    let date = at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let host = sim.simulator.address().to_string();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let canonical = format!(
        "{method}\n{path}/\n{query}\ncontent-type:application/json\nhost:{host}\nx-project-id:p1\nx-sdk-date:{date}\n\n\
         content-type;host;x-project-id;x-sdk-date\n{}",
        hex(&Sha256::digest(body))
    );
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Sha256::digest(canonical)));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(to_sign.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={access}, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature={signature}"
    );
    let header = |name: &str, value: &str| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap());
    HeaderMap::from_iter([
        header("content-type", "application/json"),
        header("x-project-id", "p1"),
        header("x-sdk-date", &date),
        header("authorization", &authorization),
    ])
}

#[tokio::test]
async fn signatures_are_for_a_request_and_a_project() {
    let sim = Sim::start(builder(Auth::Aksk)).await;
    let path = "/v3/p1/vaults";
    get(&sim, path, signed(&sim, "GET", path, "", AK, SK)).await.ok();
    let query = "/v3/p1/vaults?limit=1&name=%2F%20x";
    get(&sim, query, signed(&sim, "GET", query, "", AK, SK)).await.ok();
    get(&sim, path, HeaderMap::new()).await.refused(401, "APIGW.0301");
    get(&sim, path, with_token("MII")).await.refused(401, "APIGW.0301");
    get(&sim, path, signed(&sim, "GET", path, "", AK, "other")).await.refused(401, "APIGW.0301");
    get(&sim, path, signed(&sim, "GET", path, "", "AKOTHER", SK)).await.refused(401, "APIGW.0301");
    get(&sim, path, signed(&sim, "DELETE", path, "", AK, SK)).await.refused(401, "APIGW.0301");
    get(&sim, path, signed(&sim, "GET", path, "{}", AK, SK)).await.refused(401, "APIGW.0301");
    get(&sim, "/v3/p1/policies", signed(&sim, "GET", path, "", AK, SK)).await.refused(401, "APIGW.0301");
    get(&sim, "/v3/p2/vaults", signed(&sim, "GET", "/v3/p2/vaults", "", AK, SK))
        .await
        .refused(403, "APIGW.0302");
    let mut other = signed(&sim, "GET", path, "", AK, SK);
    other.insert("x-project-id", HeaderValue::from_static("p2"));
    get(&sim, path, other).await.refused(401, "APIGW.0301");
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let long_ago = long_ago.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    get(&sim, path, signed_at(&sim, "GET", path, "", AK, SK, long_ago)).await.refused(401, "APIGW.0301");

    let body = super::harness::vault("server", "backup", 10, &[]).to_string();
    let request = sim.http.post(format!("{}{path}", sim.simulator.url()));
    let request = request.headers(signed(&sim, "POST", path, &body, AK, SK)).body(body.clone());
    checked("POST", request.send().await.unwrap()).await.ok();
    let request = sim.http.post(format!("{}{path}", sim.simulator.url()));
    let request = request.headers(signed(&sim, "POST", path, &body, AK, SK)).body(body.replace("10", "20"));
    checked("POST", request.send().await.unwrap()).await.refused(401, "APIGW.0301");

    for wrong in [
        "Basic dTpw",
        "SDK-HMAC-SHA256",
        "SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=host, Signature=é",
        "SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=;;, Signature=00",
        "SDK-HMAC-SHA256 Access=, SignedHeaders=, Signature=",
        "V11-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=00",
    ] {
        let mut headers = signed(&sim, "GET", path, "", AK, SK);
        headers.insert("authorization", HeaderValue::from_bytes(wrong.as_bytes()).unwrap());
        get(&sim, path, headers).await.refused(401, "APIGW.0301");
    }
}

#[tokio::test]
async fn either_is_enough_where_both_are_taken() {
    let sim = Sim::start(builder(Auth::Both)).await;
    let path = "/v3/p1/vaults";
    let (token, _) = token(&sim, json!({ "project": { "id": "p1" } })).await;
    get(&sim, path, with_token(&token)).await.ok();
    get(&sim, path, signed(&sim, "GET", path, "", AK, SK)).await.ok();
    get(&sim, path, HeaderMap::new()).await.refused(401, "APIGW.0301");
}

/// The description and its page are for all.
#[tokio::test]
async fn the_description_needs_no_credentials() {
    let sim = Sim::start(builder(Auth::Both)).await;
    let description = get(&sim, "/openapi.json", HeaderMap::new()).await.ok();
    let mut operations: Vec<String> = Vec::new();
    for path in description["paths"].as_object().unwrap().values() {
        let all = path.as_object().unwrap().values();
        operations.extend(all.filter_map(|one| one["operationId"].as_str().map(str::to_owned)));
    }
    operations.sort_unstable();
    assert_eq!(operations, super::tenants::operations());
    let page = async |path: &str| {
        let response = sim.http.get(format!("{}{path}", sim.simulator.url())).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    };
    let index = page("/docs").await;
    for file in ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-initializer.js"] {
        assert!(index.contains(file));
        assert!(!page(&format!("/docs/{file}")).await.is_empty());
    }
    for address in ["http://", "https://"] {
        assert!(!index.contains(address), "the page loads nothing from elsewhere");
    }
    assert!(page("/docs/swagger-initializer.js").await.contains("/openapi.json"));
    get(&sim, "/docs/../Cargo.toml", HeaderMap::new()).await.refused(404, "APIGW.0101");
    get(&sim, "/docs/..%2fCargo.toml", HeaderMap::new()).await.refused(404, "APIGW.0101");
}
