//! What goes over the wire, as the service's description names it.
//!
//! A request's types refuse null, as the description does, and check their bounds ([`check`]). A field of an answer
//! that the description lets be null is always there; others are left out where they have nothing to say.

pub(crate) mod backup;
pub(crate) mod backup_view;
pub(crate) mod check;
pub(crate) mod checkpoint;
pub(crate) mod error;
pub(crate) mod member;
pub(crate) mod operation_log;
pub(crate) mod policy;
pub(crate) mod values;
pub(crate) mod vault;
pub(crate) mod vault_view;

use serde::{Deserialize, Deserializer};

/// Reads an optional field that is there: it may be left out, and may not be null.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}
