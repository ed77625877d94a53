//! The simulator as its callers see it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod auth;
mod bad_input;
mod codes;
mod faults;
mod harness;
mod life;
mod lists;
mod policies;
mod process;
mod sharing;
mod tenants;
