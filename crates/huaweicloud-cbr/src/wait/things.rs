//! What can be waited for, and where a wait starts.

use super::life::{Deletable, Life, State};
use super::{Snapshot, Wait};
use crate::{builder, resources, types};

impl State for types::OperationLog {
    type Status = types::OperationLogStatus;

    const NAME: &'static str = "task";
    const OPERATION: &'static str = "ShowOperationLog";
    const USUAL: &'static str = "success";
    const LIFE: Life =
        Life { last: &["success", "skipped", "failed", "timeout"], broken: &[], leaving: &[], gone: &[] };

    fn status(&self) -> Option<&str> {
        self.status.as_ref().map(types::OperationLogStatus::as_str)
    }

    fn into_snapshot(self) -> Snapshot {
        Snapshot::Task(Box::new(self))
    }
}

impl State for types::CheckpointCreate {
    type Status = types::CheckpointCreateStatus;

    const NAME: &'static str = "checkpoint";
    const OPERATION: &'static str = "ShowCheckpoint";
    const USUAL: &'static str = "available";
    const LIFE: Life = Life {
        last: &["deleted"],
        broken: &["error", "error-deleting"],
        leaving: &["deleting"],
        gone: &["deleted"],
    };

    fn status(&self) -> Option<&str> {
        self.status.as_ref().map(types::CheckpointCreateStatus::as_str)
    }

    fn into_snapshot(self) -> Snapshot {
        Snapshot::Checkpoint(Box::new(self))
    }
}

impl State for types::Vault {
    type Status = types::BillingStatus;

    const NAME: &'static str = "vault";
    const OPERATION: &'static str = "ShowVault";
    const USUAL: &'static str = "available";
    const LIFE: Life = Life { last: &[], broken: &["error"], leaving: &["deleting"], gone: &[] };

    fn status(&self) -> Option<&str> {
        self.billing.as_ref()?.status.as_ref().map(types::BillingStatus::as_str)
    }

    fn into_snapshot(self) -> Snapshot {
        Snapshot::Vault(Box::new(self))
    }
}

impl State for types::BackupResp {
    type Status = types::BackupRespStatus;

    const NAME: &'static str = "backup";
    const OPERATION: &'static str = "ShowBackup";
    const USUAL: &'static str = "available";
    const LIFE: Life =
        Life { last: &[], broken: &["error"], leaving: &["deleting", "waiting_delete"], gone: &[] };

    fn status(&self) -> Option<&str> {
        self.status.as_ref().map(types::BackupRespStatus::as_str)
    }

    fn into_snapshot(self) -> Snapshot {
        Snapshot::Backup(Box::new(self))
    }
}

impl Deletable for types::CheckpointCreate {}
impl Deletable for types::Vault {}
impl Deletable for types::BackupResp {}

macro_rules! waits {
    ($($resource:ident $call:ident $member:ident $thing:ident $documentation:literal)*) => { $(
        impl<'a> resources::$resource<'a> {
            #[doc = $documentation]
            ///
            /// It is the wait of a [`get`](Self::get), which can be told more first:
            /// `get(id).project_id("…").wait()`.
            pub fn wait(&self, id: impl Into<String>) -> Wait<'a, types::$thing> {
                self.get(id.into()).wait()
            }
        }

        impl<'a> builder::$call<'a> {
            #[doc = $documentation]
            pub fn wait(self) -> Wait<'a, types::$thing> {
                Wait::new(move || {
                    let call = self.clone();
                    Box::pin(async move { Ok(call.send().await?.into_inner().$member.unwrap_or_default()) })
                })
            }
        }
    )* };
}

waits! {
    OperationLogs ShowOperationLog operation_log OperationLog
        "Waits until a task ends, with success unless another end is asked for."
    Checkpoints ShowCheckpoint checkpoint CheckpointCreate
        "Waits until a checkpoint is available, unless another state is asked for: until its backups are made."
    Vaults ShowVault vault Vault
        "Waits until a vault is available, unless another state is asked for."
    Backups ShowBackup backup BackupResp
        "Waits until a backup is available, unless another state is asked for."
}
