use std::fmt;
use std::time::Duration;

use crate::{Error, types};

/// A wait that ended without the awaited state.
#[derive(Debug)]
pub struct WaitError {
    pub(super) name: &'static str,
    pub(super) operation: &'static str,
    pub(super) awaited: String,
    /// Whether the awaited state will not come any more; else the time ran out.
    pub(super) never: bool,
    pub(super) last: Option<Snapshot>,
    pub(super) waited: Duration,
    pub(super) polls: u32,
    /// What the last poll failed with.
    pub(super) source: Option<Error>,
}

/// What a wait saw last.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Snapshot {
    /// A task.
    Task(Box<types::OperationLog>),
    /// A checkpoint.
    Checkpoint(Box<types::CheckpointCreate>),
    /// A vault.
    Vault(Box<types::Vault>),
    /// A backup.
    Backup(Box<types::BackupResp>),
}

impl Snapshot {
    /// The thing's ID.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Task(task) => task.id.as_deref(),
            Self::Checkpoint(checkpoint) => checkpoint.id.as_deref(),
            Self::Vault(vault) => vault.id.as_deref(),
            Self::Backup(backup) => backup.id.as_deref(),
        }
    }

    /// The thing's state, as it is on the wire.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        use super::life::State;
        match self {
            Self::Task(task) => State::status(&**task),
            Self::Checkpoint(checkpoint) => State::status(&**checkpoint),
            Self::Vault(vault) => State::status(&**vault),
            Self::Backup(backup) => State::status(&**backup),
        }
    }
}

impl WaitError {
    /// The ID of the operation that was polled.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Whether the time ran out; else a state was reached from which the awaited one does not come any more.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        !self.never
    }

    /// What was seen last; nothing where no poll succeeded.
    #[must_use]
    pub fn last(&self) -> Option<&Snapshot> {
        self.last.as_ref()
    }

    /// The state that was seen last, as it is on the wire.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.last.as_ref()?.status()
    }

    /// What a task says of its failure.
    #[must_use]
    pub fn error_info(&self) -> Option<&types::OpErrorInfo> {
        match self.last.as_ref()? {
            Snapshot::Task(task) => task.error_info.as_ref(),
            _ => None,
        }
    }

    /// How long the wait was.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// How often the service was asked.
    #[must_use]
    pub fn polls(&self) -> u32 {
        self.polls
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.name)?;
        if let Some(id) = self.last.as_ref().and_then(Snapshot::id) {
            write!(f, " {id}")?;
        }
        let status = self.status().unwrap_or("unknown");
        if self.never {
            write!(f, " is `{status}`, and will not be {} any more", self.awaited)?;
        } else {
            let (awaited, waited, polls) = (&self.awaited, self.waited.as_secs_f64(), self.polls);
            write!(f, " is not {awaited} after {waited:.1} s and {polls} polls, but `{status}`")?;
        }
        let Some(info) = self.error_info() else { return Ok(()) };
        for part in [&info.code, &info.message].into_iter().flatten().filter(|part| !part.is_empty()) {
            write!(f, ": {part}")?;
        }
        Ok(())
    }
}

impl std::error::Error for WaitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}
