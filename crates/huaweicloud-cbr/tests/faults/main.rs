//! The client before servers that misbehave: each fault gives the right error or a repetition, and nothing waits past
//! its timeout.

#![allow(clippy::unwrap_used)]

mod answers;
mod connections;
mod credentials;
mod errors;
mod pages;
mod reach;
mod retries;
mod server;
mod spans;

use std::time::Duration;

use huaweicloud_cbr::builder::{CreateVault, ListVaults};
use huaweicloud_cbr::{Client, ClientBuilder, RetryPolicy, types};

/// What nobody may read anywhere.
const TOKEN: &str = "a token";

/// What a test that works never waits for: long enough for a machine with other things to do.
const LONG: Duration = Duration::from_secs(60);

/// A client of a server at an address, that hardly waits before it repeats a request.
fn builder(address: impl std::fmt::Display) -> ClientBuilder {
    let policy = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_secs(20));
    let builder = Client::builder().endpoint(format!("http://{address}")).token(TOKEN).project_id("p1");
    builder.timeout(LONG).attempt_timeout(LONG).retry(policy)
}

fn client(address: impl std::fmt::Display) -> Client {
    builder(address).build().unwrap()
}

/// A request that may be repeated.
fn get(client: &Client) -> ListVaults<'_> {
    client.vaults().list()
}

/// A request that has an effect each time.
fn post(client: &Client) -> CreateVault<'_> {
    let vault = serde_json::json!({
        "billing": {
            "consistent_level": "crash_consistent",
            "object_type": "server",
            "protect_type": "backup",
            "size": 100
        },
        "name": "a vault",
        "resources": []
    });
    client.vaults().create(serde_json::from_value::<types::VaultCreate>(vault).unwrap())
}
