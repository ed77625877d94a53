//! A step: it happens as a whole, or not at all.

use std::sync::Arc;

use super::{Kept, Record, Stored, World};
use crate::config::Config;
use crate::time::Time;

/// What the store is told of a step.
pub(crate) struct Change {
    pub(crate) table: &'static str,
    pub(crate) number: u64,
    /// The record as it is now; nothing where it is gone.
    pub(crate) record: Option<Arc<dyn Stored>>,
}

/// Takes a change back.
type Undo = Box<dyn FnOnce(&mut World)>;

/// A step that is being done.
pub(crate) struct Tx<'a> {
    world: &'a mut World,
    /// The time at which it happens.
    pub(crate) now: Time,
    /// What the simulator was told to be.
    pub(crate) config: &'a Config,
    /// The ID of the request that it is for.
    pub(crate) request_id: &'a str,
    changes: Vec<Change>,
    undo: Vec<Undo>,
}

impl<'a> Tx<'a> {
    /// A step in which nothing was done yet.
    pub(crate) fn new(world: &'a mut World, now: Time, config: &'a Config, request_id: &'a str) -> Self {
        Self { world, now, config, request_id, changes: Vec::new(), undo: Vec::new() }
    }

    /// What is known.
    pub(crate) fn world(&self) -> &World {
        self.world
    }

    /// The record of a project with this ID.
    pub(crate) fn get<R: Record>(&self, project: &str, id: &str) -> Option<Arc<Kept<R>>> {
        R::table(self.world).get(project, id).cloned()
    }

    /// Adds a record, or puts it in the place of the one with its ID. Gives it as it is kept.
    pub(crate) fn put<R: Record>(&mut self, value: R) -> Arc<Kept<R>> {
        let table = R::table(self.world);
        let value = table.shared(value);
        let number = match table.get(value.project(), value.id()) {
            Some(old) => old.number,
            None => {
                self.world.next += 1;
                self.world.next
            }
        };
        let new = Kept::new(number, value);
        let old = self.world.put(Arc::clone(&new));
        self.changes.push(Change { table: R::TABLE, number, record: Some(Arc::clone(&new) as _) });
        let put = Arc::clone(&new);
        self.undo.push(Box::new(move |world| match old {
            Some(old) => drop(world.put(old)),
            None => drop(world.remove::<R>(put.value.project(), put.value.id())),
        }));
        new
    }

    /// Changes a record, if it is there.
    pub(crate) fn change<R: Record>(&mut self, project: &str, id: &str, change: impl FnOnce(&mut R)) {
        if let Some(old) = self.get::<R>(project, id) {
            let mut value = old.value.clone();
            change(&mut value);
            self.put(value);
        }
    }

    /// Takes a record away, if it is there.
    pub(crate) fn remove<R: Record>(&mut self, project: &str, id: &str) {
        if let Some(old) = self.world.remove::<R>(project, id) {
            self.changes.push(Change { table: R::TABLE, number: old.number, record: None });
            self.undo.push(Box::new(move |world| drop(world.put(old))));
        }
    }

    /// Ends the step: what the store is to keep.
    pub(crate) fn commit(self) -> Vec<Change> {
        self.changes
    }

    /// Ends the step as if it had not been.
    pub(crate) fn roll_back(self) {
        for undo in self.undo.into_iter().rev() {
            undo(self.world);
        }
    }
}
