//! What the simulated service knows: records, by project.
//!
//! The whole state is in memory, and every change of it goes to the [`store`](crate::store) in the same step. A record
//! is looked up by its project and its ID, so that no project finds what another has. Whatever spans projects (shares,
//! replications) names both.

pub(crate) mod backup;
pub(crate) mod checkpoint;
mod ids;
pub(crate) mod member;
pub(crate) mod policy;
mod table;
pub(crate) mod task;
pub(crate) mod terms;
pub(crate) mod token;
mod tx;
pub(crate) mod vault;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub(crate) use table::{Kept, Record, Stored, Table};
#[cfg(test)]
pub(crate) use tx::Change;
pub(crate) use tx::{Changes, Tx};

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
    /// The number of the newest record.
    last: u64,
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
        self.put_numbered(value, row.number);
        Ok(())
    }

    /// Adds a record, or puts it in the place of the one with its ID. Gives it as it is kept, and what was there. All that is
    /// derived from records follows here, and where they go and come back, so that undoing a change undoes that as well.
    fn put<R: Record>(&mut self, value: R) -> (Arc<Kept<R>>, Option<Arc<Kept<R>>>) {
        self.put_numbered(value, self.last + 1)
    }

    fn put_numbered<R: Record>(&mut self, value: R, number: u64) -> (Arc<Kept<R>>, Option<Arc<Kept<R>>>) {
        let (new, old) = R::table_mut(self).put(value, number);
        self.last = self.last.max(new.number);
        self.follow(old.as_deref(), Some(&new));
        (new, old)
    }

    /// Puts a record back that was there before.
    fn put_back<R: Record>(&mut self, record: Arc<Kept<R>>) {
        let replaced = R::table_mut(self).put_back(Arc::clone(&record));
        self.follow(replaced.as_deref(), Some(&record));
    }

    /// Takes a record away, and gives it back.
    fn remove<R: Record>(&mut self, project: &str, id: &str) -> Option<Arc<Kept<R>>> {
        let old = R::table_mut(self).remove(project, id);
        self.follow(old.as_deref(), None);
        old
    }

    fn follow<R: Record>(&mut self, old: Option<&Kept<R>>, new: Option<&Kept<R>>) {
        let due = |record: &Kept<R>| {
            let (time, due) = (record.value.due()?, R::DUE?);
            Some((time, due, record.value.project().to_owned(), record.value.id().to_owned()))
        };
        if let Some(due) = old.and_then(due) {
            self.due.remove(&due);
        }
        if let Some(due) = new.and_then(due) {
            self.due.insert(due);
        }
        R::index(self, old.map(|old| &old.value), new.map(|new| &new.value));
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
