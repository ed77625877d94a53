//! A step: it happens as a whole, or not at all.

use std::sync::Arc;

use smallvec::SmallVec;

use super::{Kept, Record, Stored, World};
use crate::config::Config;
use crate::time::Time;

/// A record that a step changes: what the store is told of it, and how it is taken back.
pub(crate) struct Change {
    pub(crate) table: &'static str,
    pub(crate) number: u64,
    /// The record as it is now; nothing where it is gone.
    pub(crate) record: Option<Arc<dyn Stored>>,
    /// The record as it was; nothing where it is new.
    pub(crate) before: Option<Arc<dyn Stored>>,
}

/// What a step changes. Most steps change one record.
pub(crate) type Changes = SmallVec<[Change; 1]>;

impl Change {
    fn undo(self, world: &mut World) {
        match (self.before, self.record) {
            (Some(before), _) => before.put_back(world),
            (None, Some(record)) => record.take_out(world),
            (None, None) => {}
        }
    }
}

/// A step that is being done.
pub(crate) struct Tx<'a> {
    world: &'a mut World,
    /// The time at which it happens.
    pub(crate) now: Time,
    /// What the simulator was told to be.
    pub(crate) config: &'a Config,
    /// The ID of the request that it is for.
    pub(crate) request_id: &'a str,
    changes: Changes,
}

impl<'a> Tx<'a> {
    /// A step in which nothing was done yet.
    pub(crate) fn new(world: &'a mut World, now: Time, config: &'a Config, request_id: &'a str) -> Self {
        Self { world, now, config, request_id, changes: Changes::new() }
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
        let (new, old) = self.world.put(value);
        self.changes.push(Change {
            table: R::TABLE,
            number: new.number,
            record: Some(Arc::clone(&new) as _),
            before: old.map(|old| old as _),
        });
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
            let (table, number) = (R::TABLE, old.number);
            self.changes.push(Change { table, number, record: None, before: Some(old) });
        }
    }

    /// Ends the step: what the store is to keep.
    pub(crate) fn commit(self) -> Changes {
        self.changes
    }

    /// Ends the step as if it had not been.
    pub(crate) fn roll_back(self) {
        for change in self.changes.into_iter().rev() {
            change.undo(self.world);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::state::vault::Vault;

    fn vault(id: &str, size: i64) -> Vault {
        let bound = json!({
            "id": format!("resource of {id}"), "kind": "OS::Nova::Server", "name": "n", "status": "available", "size": 1,
            "backup_size": 0, "backup_count": 0, "exclude_volumes": [],
        });
        let terms = json!({ "project": "p" });
        let vault = json!({
            "id": id, "name": "v", "terms": terms, "created": 1, "object_type": "server", "size": size,
            "resources": [bound],
        });
        serde_json::from_value(vault).unwrap()
    }

    /// Does a step of which there is nothing left, and says what it would have changed.
    fn taken_back(world: &mut World, step: impl FnOnce(&mut Tx<'_>)) -> usize {
        let config = Config::default();
        let shown = |world: &World| {
            let mut bound: Vec<_> = world.bound.iter().map(|bound| format!("{bound:?}")).collect();
            bound.sort();
            format!("{:?} {bound:?}", world.vaults)
        };
        let before = shown(world);
        let mut tx = Tx::new(world, Time::from_seconds(2), &config, "r");
        step(&mut tx);
        let changed = tx.changes.len();
        assert_ne!(shown(tx.world()), before);
        tx.roll_back();
        assert_eq!(shown(world), before);
        changed
    }

    #[test]
    fn what_is_taken_back_has_not_been() {
        let mut world = World::default();
        let config = Config::default();
        let mut tx = Tx::new(&mut world, Time::from_seconds(1), &config, "r");
        for number in 0..1000 {
            tx.put(vault(&number.to_string(), 10));
        }
        let kept = tx.commit();
        assert!(
            kept.iter().zip(1..).all(|(change, number)| change.number == number && change.before.is_none())
        );
        assert_eq!(taken_back(&mut world, |tx| drop(tx.put(vault("new", 10)))), 1);
        assert_eq!(taken_back(&mut world, |tx| drop(tx.put(vault("7", 20)))), 1);
        assert_eq!(taken_back(&mut world, |tx| tx.remove::<Vault>("p", "999")), 1);
        let all = taken_back(&mut world, |tx| {
            for number in 0..1000 {
                tx.remove::<Vault>("p", &number.to_string());
            }
            tx.put(vault("7", 30));
            tx.change("p", "7", |vault: &mut Vault| vault.size = 40);
        });
        assert_eq!(all, 1002);
        assert_eq!(world.vaults.get("p", "7").map(|vault| (vault.number, vault.value.size)), Some((8, 10)));
        assert!(world.vaults.get("q", "7").is_none() && world.vaults.get("p", "new").is_none());
    }
}
