//! A simulator of the Cloud Backup and Recovery service (CBR): its operations with state, rules and time, in a
//! process of your own.
//!
//! In a test, it runs in the process of the test, at a port of its own:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! // With a time scale of 0 time stands, and goes on when the test says so.
//! let simulator = cbr_sim::Simulator::builder().time_scale(0.0).start().await?;
//! let vaults = format!("{}/v3/0605767b5780d5762fc5c0118072a564/vaults", simulator.url());
//! // … call it at `simulator.url()` …
//! simulator.advance(Duration::from_secs(60));
//! simulator.stop().await;
//! # let _ = vaults;
//! # Ok(())
//! # }
//! ```
//!
//! As a command, `cbr-sim --listen 127.0.0.1:8420`, it is one for all languages. The README says what it can be told.

mod auth;
mod builder;
mod clock;
mod codes;
mod config;
mod error;
mod faults;
mod inventory;
mod life;
mod model;
mod ops;
mod routes;
mod service;
mod state;
mod store;
mod time;
mod web;

pub use builder::{Builder, Simulator, StartError};
pub use config::{Auth, Credential};
pub use faults::{Faults, FaultsError};
pub use inventory::{Inventory, Server, Turbo, Volume};
pub use store::StoreError;

/// The description of the operations that the simulator answers, as its code has it: OpenAPI 3.1 in JSON.
#[must_use]
pub fn openapi() -> serde_json::Value {
    serde_json::to_value(routes::description()).unwrap_or_default()
}
