//! Client for Huawei Cloud's Cloud Backup and Recovery (CBR).
//!
//! The operations, their builders and their types are generated from the API's OpenAPI document
//! into one file, which nobody edits; whatever is written by hand stays in files beside it.
//!
//! ```no_run
//! # async fn example() -> Result<(), huaweicloud_cbr::Error> {
//! use huaweicloud_cbr::Client;
//!
//! let client = Client::builder().region("eu-west-0").token("…").project_id("…").build()?;
//! let mut vaults = client.vaults().list().object_type("server").stream();
//! while let Some(vault) = vaults.try_next().await? {
//!     println!("{}", vault.name.as_deref().unwrap_or("unnamed"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! An operation is found by what it is about, then by what it does: `client.vaults().create(…)`. What it cannot do
//! without is an argument, everything else a setter, and `send().await` sends it.
//!
//! | for | see |
//! | --- | --- |
//! | where the service is, timeouts, proxy, certificates | [`ClientBuilder`] |
//! | tokens, users and passwords, access keys | [`auth::Credentials`] |
//! | what can be called | [`resources`], from [`Client::vaults`] and its like |
//! | what goes there and comes back | [`types`], in a [`Response`] |
//! | what goes wrong, and what to do about it | [`Error`], [`ErrorCode`] |
//! | what is sent again, and when | [`RetryPolicy`] |
//! | lists, item by item | [`paging::Items`] |
//! | tasks, checkpoints, vaults and backups that take their time | [`wait::Wait`] |
//!
//! Each call is a span of `tracing`, `call`, with `operation`, `method`, `path`, `attempts`, `status` and `latency_ms`;
//! its attempts are events at the level of debug. Neither has a secret, a query or a body.
//!
//! What a response may hold is taken as it comes: every member may be missing, a value that an
//! enumeration does not list is kept as `Unrecognized`, and members that the documentation does
//! not name are in `extra`. A member that was sent as null is `None`, and null in `extra`; nulls in
//! a list are left out, and `extra` has the list as it was sent. So what was decoded is encoded to
//! the same JSON, and a field that is set afterwards wins over what `extra` has under its name.

mod answer;
mod attempts;
pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod error;
mod observe;
pub mod paging;
mod region;
mod request;
mod response;
mod retry;
pub mod wait;

#[rustfmt::skip]
mod generated;

pub(crate) use call::{Call, CallOptions, Operation};
pub use client::{Client, ClientBuilder};
pub use error::{
    ApiError, AuthenticationError, DecodeError, Error, TimeoutError, TooLargeError, TransportError,
};
pub use generated::{ErrorCode, builder, resources, types};
pub use observe::Exchange;
pub(crate) use request::{Segment, converted, described};
pub use response::Response;
pub use retry::RetryPolicy;

/// The examples of the README, which compile.
#[cfg(all(doctest, feature = "blocking"))]
#[doc = include_str!("../README.md")]
struct Readme;
