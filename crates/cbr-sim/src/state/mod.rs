//! What the simulated service knows: records, by project.
//!
//! The whole state is in memory, and every change of it goes to the [`store`](crate::store) in the same step. A record
//! is looked up by its project and its ID, so that no project finds what another has. Whatever spans projects (shares,
//! replications) names both.

pub(crate) mod backup;
pub(crate) mod checkpoint;
pub(crate) mod member;
pub(crate) mod policy;
mod table;
pub(crate) mod task;
pub(crate) mod token;
mod tx;
pub(crate) mod vault;

use std::collections::{BTreeSet, HashMap};

pub(crate) use table::{Kept, Record, Stored, Table};
pub(crate) use tx::{Change, Tx};

use crate::store::Row;
use crate::time::Time;

/// A record that something happens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Due {
    Task,
    Backup,
    Policy,
    Token,
}

/// Everything.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) vaults: Table<vault::Vault>,
    pub(crate) policies: Table<policy::Policy>,
    pub(crate) checkpoints: Table<checkpoint::Checkpoint>,
    pub(crate) backups: Table<backup::Backup>,
    pub(crate) tasks: Table<task::Task>,
    pub(crate) members: Table<member::Member>,
    pub(crate) tokens: Table<token::Token>,
    /// In which vault of a project a resource is.
    pub(crate) bound: HashMap<(String, String), String>,
    /// Of which backup of a project a backup is a part.
    pub(crate) parents: HashMap<(String, String), String>,
    /// The backups of a project that are in a vault.
    pub(crate) in_vault: HashMap<(String, String), BTreeSet<String>>,
    /// The shares that a project was given: owner and ID.
    pub(crate) given: HashMap<String, BTreeSet<(String, String)>>,
    /// The shares of a backup of a project.
    pub(crate) shares: HashMap<(String, String), BTreeSet<String>>,
    /// What happens next, and when: the record's project and ID.
    pub(crate) due: BTreeSet<(Time, Due, String, String)>,
    /// The number of the record that comes next.
    next: u64,
}

impl World {
    /// The state that rows of a store hold.
    pub(crate) fn load(rows: Vec<Row>) -> Result<Self, serde_json::Error> {
        let mut world = Self::default();
        for row in rows {
            match row.table {
                vault::Vault::TABLE => world.restore::<vault::Vault>(&row)?,
                policy::Policy::TABLE => world.restore::<policy::Policy>(&row)?,
                checkpoint::Checkpoint::TABLE => world.restore::<checkpoint::Checkpoint>(&row)?,
                backup::Backup::TABLE => world.restore::<backup::Backup>(&row)?,
                task::Task::TABLE => world.restore::<task::Task>(&row)?,
                member::Member::TABLE => world.restore::<member::Member>(&row)?,
                token::Token::TABLE => world.restore::<token::Token>(&row)?,
                _ => {}
            }
        }
        Ok(world)
    }

    fn restore<R: Record>(&mut self, row: &Row) -> Result<(), serde_json::Error> {
        let value: R = serde_json::from_slice(&row.value)?;
        self.next = self.next.max(row.number + 1);
        self.set::<R>(value.project().to_owned(), value.id().to_owned(), Some(Kept::new(row.number, value)));
        Ok(())
    }

    /// Puts a record in the place of the one that was there, or takes that one away. All that is derived from records
    /// follows here, so that undoing a change undoes that as well.
    fn set<R: Record>(
        &mut self,
        project: String,
        id: String,
        new: Option<std::sync::Arc<Kept<R>>>,
    ) -> Option<std::sync::Arc<Kept<R>>> {
        let old = match new.clone() {
            Some(new) => R::table_mut(self).put(new),
            None => R::table_mut(self).remove(&project, &id),
        };
        if let (Some(old), Some(due)) = (old.as_deref(), R::DUE)
            && let Some(time) = old.value.due()
        {
            self.due.remove(&(time, due, project.clone(), id.clone()));
        }
        if let (Some(new), Some(due)) = (new.as_deref(), R::DUE)
            && let Some(time) = new.value.due()
        {
            self.due.insert((time, due, project, id));
        }
        R::index(self, old.as_ref().map(|old| &old.value), new.as_ref().map(|new| &new.value));
        old
    }
}

/// Takes a member of a set away, and the set where it was the last one.
fn forget<K: std::hash::Hash + Eq, V: Ord>(sets: &mut HashMap<K, BTreeSet<V>>, key: K, value: &V) {
    if let std::collections::hash_map::Entry::Occupied(mut set) = sets.entry(key) {
        set.get_mut().remove(value);
        if set.get().is_empty() {
            set.remove();
        }
    }
}
