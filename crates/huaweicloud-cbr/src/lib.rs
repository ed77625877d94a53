//! Client for Huawei Cloud's Cloud Backup and Recovery (CBR).
//!
//! The operations, their builders and their types are generated from the API's OpenAPI document
//! into one file, which nobody edits; whatever is written by hand stays in files beside it.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = huaweicloud_cbr::Client::new("https://cbr.cn-north-4.myhuaweicloud.com");
//! let listed = client
//!     .list_vaults()
//!     .project_id("f841e01fd2b14e7fa41b6ae7aa6b0594")
//!     .limit(10)
//!     .send()
//!     .await?;
//! for vault in listed.into_inner().vaults.unwrap_or_default() {
//!     println!("{}", vault.name.as_deref().unwrap_or("unnamed"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What a response may hold is taken as it comes: every member may be missing, a value that an
//! enumeration does not list is kept as `Unrecognized`, and members that the documentation does
//! not name are in `extra`. A member that was sent as null is `None`, and null in `extra`; nulls in
//! a list are left out, and `extra` has the list as it was sent. So what was decoded is encoded to
//! the same JSON, and a field that is set afterwards wins over what `extra` has under its name.

#[cfg_attr(not(test), expect(dead_code, reason = "the client does not call it yet"))]
pub mod auth;
#[rustfmt::skip]
mod generated;

pub use generated::*;
