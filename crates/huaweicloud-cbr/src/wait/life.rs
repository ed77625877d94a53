//! The states that things go through.

use std::fmt;

use super::Snapshot;

/// What can be waited for: a task ([`OperationLog`](crate::types::OperationLog)), a checkpoint
/// ([`CheckpointCreate`](crate::types::CheckpointCreate)), a [`Vault`](crate::types::Vault) or a backup
/// ([`BackupResp`](crate::types::BackupResp)).
pub trait Watched: State {}

/// What can be waited for until it is gone: all but tasks, which stay.
pub trait Deletable: Watched {}

impl<T: State> Watched for T {}

/// A thing that has a state.
pub trait State: Send + Sync + Sized + 'static {
    /// The states that are documented.
    type Status: fmt::Display;

    /// What the thing is called.
    const NAME: &'static str;

    /// The ID of the operation that shows it.
    const OPERATION: &'static str;

    /// The state that is usually waited for.
    const USUAL: &'static str;

    /// What becomes of it.
    const LIFE: Life;

    /// The state that it is in.
    fn status(&self) -> Option<&str>;

    /// What an error keeps of it.
    fn into_snapshot(self) -> Snapshot;
}

/// States from which not every other one can be reached. Those that are not named may lead anywhere.
#[derive(Debug)]
pub struct Life {
    /// Nothing comes after these.
    pub(super) last: &'static [&'static str],
    /// Something went wrong. A deletion can follow if somebody asks for one.
    pub(super) broken: &'static [&'static str],
    /// A deletion is under way, which ends well or breaks.
    pub(super) leaving: &'static [&'static str],
    /// The thing is gone, and still shown.
    pub(super) gone: &'static [&'static str],
}

/// What a wait is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    State(String),
    Gone,
}

/// What a state means to a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Reached,
    NotYet,
    Never,
}

impl Life {
    /// What a state means to a wait, which may have seen the thing being deleted before.
    pub(super) fn verdict(&self, now: &str, goal: &Goal, was_leaving: bool) -> Verdict {
        let awaited = match goal {
            Goal::State(awaited) if awaited == now => return Verdict::Reached,
            Goal::Gone if self.gone.contains(&now) => return Verdict::Reached,
            Goal::State(awaited) => Some(awaited.as_str()),
            Goal::Gone => None,
        };
        let never = if self.last.contains(&now) {
            true
        } else if self.broken.contains(&now) {
            // Whoever waits for the end of something broken has asked for its deletion, which may not have begun.
            awaited.is_some() || was_leaving
        } else if self.leaving.contains(&now) {
            let follow = [self.last, self.broken, self.leaving];
            awaited.is_some_and(|awaited| !follow.iter().any(|states| states.contains(&awaited)))
        } else {
            false
        };
        if never { Verdict::Never } else { Verdict::NotYet }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(status) => write!(f, "`{status}`"),
            Self::Gone => f.write_str("gone"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types;

    #[test]
    fn what_states_mean() {
        let [task, checkpoint, vault, backup] = [
            types::OperationLog::LIFE,
            types::CheckpointCreate::LIFE,
            types::Vault::LIFE,
            types::BackupResp::LIFE,
        ];
        for (life, now, goal, verdict) in [
            (&task, "waiting", "success", Verdict::NotYet),
            (&task, "running", "success", Verdict::NotYet),
            (&task, "success", "success", Verdict::Reached),
            (&task, "failed", "success", Verdict::Never),
            (&task, "skipped", "success", Verdict::Never),
            (&task, "timeout", "success", Verdict::Never),
            (&task, "skipped", "skipped", Verdict::Reached),
            (&task, "paused", "success", Verdict::NotYet),
            (&checkpoint, "protecting", "available", Verdict::NotYet),
            (&checkpoint, "error", "available", Verdict::Never),
            (&checkpoint, "deleting", "available", Verdict::Never),
            (&checkpoint, "deleting", "deleted", Verdict::NotYet),
            (&checkpoint, "deleting", "error-deleting", Verdict::NotYet),
            (&checkpoint, "deleted", "available", Verdict::Never),
            (&vault, "lock", "available", Verdict::NotYet),
            (&vault, "frozen", "available", Verdict::NotYet),
            (&vault, "deleting", "available", Verdict::Never),
            (&vault, "error", "available", Verdict::Never),
            (&backup, "waiting_restore", "available", Verdict::NotYet),
            (&backup, "waiting_delete", "available", Verdict::Never),
        ] {
            let found = life.verdict(now, &Goal::State(goal.to_owned()), false);
            assert_eq!(found, verdict, "{now} → {goal}");
        }
        for (life, now, was_leaving, verdict) in [
            (&checkpoint, "deleted", true, Verdict::Reached),
            (&checkpoint, "error-deleting", true, Verdict::Never),
            (&checkpoint, "error-deleting", false, Verdict::NotYet),
            (&vault, "available", false, Verdict::NotYet),
            (&vault, "deleting", false, Verdict::NotYet),
            (&backup, "error", false, Verdict::NotYet),
            (&backup, "error", true, Verdict::Never),
        ] {
            assert_eq!(life.verdict(now, &Goal::Gone, was_leaving), verdict, "{now} → gone");
        }
    }

    /// A state that the documentation renames is to be noticed here.
    #[test]
    fn states_are_those_of_the_description() {
        fn check<T: State>(known: &[&str]) {
            let Life { last, broken, leaving, gone } = T::LIFE;
            for state in [last, broken, leaving, gone, &[T::USUAL]].concat() {
                assert!(known.contains(&state), "{} has no state {state}", T::NAME);
            }
        }
        check::<types::OperationLog>(types::OperationLogStatus::KNOWN);
        check::<types::CheckpointCreate>(types::CheckpointCreateStatus::KNOWN);
        check::<types::Vault>(types::BillingStatus::KNOWN);
        check::<types::BackupResp>(types::BackupRespStatus::KNOWN);
    }
}
