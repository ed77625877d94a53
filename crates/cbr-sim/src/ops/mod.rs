//! What the operations mean: each function checks all it must, and then changes what it has to.

pub(crate) mod backups;
pub(crate) mod checkpoints;
mod eligible;
pub(crate) mod members;
pub(crate) mod policies;
pub(crate) mod replicate;
pub(crate) mod resources;
pub(crate) mod restore;
pub(crate) mod sync;
pub(crate) mod vaults;

use std::sync::Arc;

use crate::codes;
use crate::error::Error;
use crate::model::checkpoint::Resource;
use crate::model::values::OperationStatus;
use crate::state::task::{Task, Work};
use crate::state::vault::Vault;
use crate::state::{Kept, Tx};

/// An ID that no one had before.
pub(crate) fn new_id() -> String {
    let mut text = [0; 36];
    uuid::Uuid::new_v4().hyphenated().encode_lower(&mut text).to_owned()
}

/// The vault of a project.
fn vault(tx: &Tx<'_>, project: &str, id: &str) -> Result<Arc<Kept<Vault>>, Error> {
    tx.get::<Vault>(project, id).ok_or_else(|| codes::NO_VAULT.into())
}

/// Whether an ID has the form of those that resources have: letters, digits, hyphens and underscores.
fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A task that began now.
fn task(tx: &Tx<'_>, project: &str, vault: Option<&Vault>, provider: &str, work: Work) -> Task {
    Task {
        id: new_id(),
        project: project.to_owned(),
        work,
        status: OperationStatus::Running,
        created: tx.now,
        updated: tx.now,
        ends: tx.now + tx.config.task_time,
        checkpoint_id: None,
        policy_id: None,
        vault_id: vault.map(|vault| vault.id.clone()),
        vault_name: vault.map(|vault| vault.name.clone()),
        provider_id: provider.to_owned(),
        resource: None,
        request_id: tx.request_id.to_owned(),
        failure: None,
    }
}

/// A resource as tasks name it.
fn resource(id: &str, kind: crate::model::values::ResourceType, name: &str) -> Resource {
    Resource { id: id.to_owned(), name: Some(name.to_owned()), kind }
}
