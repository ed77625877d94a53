//! The values that a field can have.

use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $text:tt),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        pub(crate) enum $name {
            $(#[serde(rename = $text)] $variant),+
        }

        #[allow(dead_code)]
        impl $name {
            /// All values, as they are written.
            pub(crate) const ALL: &[(&'static str, Self)] = &[$(($text, Self::$variant)),+];

            /// As it is written.
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value that is written so.
            pub(crate) fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, value)| *value)
            }
        }
    )+};
}

values! {
    /// What a vault holds backups of.
    ObjectType { Server = "server", Disk = "disk", Turbo = "turbo" }

    /// Backups, or copies of backups that were made elsewhere.
    Protection { Backup = "backup", Replication = "replication" }

    /// Protection, where only one kind can be asked for.
    OnlyBackup { Backup = "backup" }

    /// Kinds of resources.
    ResourceType {
        Server = "OS::Nova::Server",
        Volume = "OS::Cinder::Volume",
        BareMetal = "OS::Ironic::BareMetalServer",
        Turbo = "OS::Sfs::Turbo",
    }

    /// Kinds of resources whose backups can be changed.
    ServerOrVolume { Server = "OS::Nova::Server", Volume = "OS::Cinder::Volume" }

    /// States of a backup.
    BackupStatus {
        Available = "available",
        Protecting = "protecting",
        Deleting = "deleting",
        Restoring = "restoring",
        Error = "error",
        WaitingProtect = "waiting_protect",
        WaitingDelete = "waiting_delete",
        WaitingRestore = "waiting_restore",
    }

    /// States of a resource that is bound to a vault.
    ProtectStatus {
        Available = "available",
        Error = "error",
        Protecting = "protecting",
        Restoring = "restoring",
        Removing = "removing",
    }

    /// States of a restore point.
    CheckpointStatus {
        Available = "available",
        Deleting = "deleting",
        Protecting = "protecting",
        Deleted = "deleted",
        ErrorDeleting = "error-deleting",
        Error = "error",
    }

    /// Kinds of tasks.
    OperationType {
        Backup = "backup",
        Copy = "copy",
        Replication = "replication",
        Restore = "restore",
        Delete = "delete",
        Sync = "sync",
        VaultDelete = "vault_delete",
        RemoveResource = "remove_resource",
    }

    /// States of a task.
    OperationStatus {
        Success = "success",
        Skipped = "skipped",
        Failed = "failed",
        Running = "running",
        Timeout = "timeout",
        Waiting = "waiting",
    }

    /// States of a vault.
    VaultStatus {
        Available = "available",
        Lock = "lock",
        Frozen = "frozen",
        Deleting = "deleting",
        Error = "error",
    }

    /// States of a share.
    MemberStatus { Pending = "pending", Accepted = "accepted", Rejected = "rejected" }

    /// States of a replication.
    ReplicationStatus {
        Replicating = "replicating",
        Success = "success",
        Fail = "fail",
        Skip = "skip",
        Waiting = "waiting_replicate",
    }

    /// How a backup can be restored.
    RestoreMode { Na = "na", Backup = "backup", Snapshot = "snapshot" }

    /// Kinds of schedulers.
    TriggerType { Time = "time" }

    /// No or yes, as a digit in text.
    ZeroOrOne { Zero = "0", One = "1" }

    /// Yes or no, as text.
    TrueOrFalse { True = "true", False = "false" }

    /// Whose backups are listed.
    OwnType { AllGranted = "all_granted", Private = "private", Shared = "shared" }
}

/// Services that can lock a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LockSource {
    #[serde(rename = "SMB")]
    Smb,
    #[serde(rename = "")]
    None,
}

/// A value that is empty text has no name that could be derived.
impl PartialSchema for LockSource {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["SMB", ""])).into()
    }
}

impl ToSchema for LockSource {}

/// A number, which some editions of the service write as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum IntegerOrText {
    /// As a number.
    Integer(i64),
    /// As text.
    Text(String),
}
