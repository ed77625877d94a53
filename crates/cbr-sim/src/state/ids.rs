//! Records by their IDs.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::quality::RandomState;
use griddle::HashMap;
use griddle::hash_map::RawEntryMut;

use super::{Kept, Record};

/// The records of a project by their IDs. There may be very many: the set moves them little by little as it grows, so that no
/// call waits until all of them have moved.
pub(super) struct Ids<R> {
    slots: HashMap<Slot<R>, (), RandomState>,
}

/// A record beside the hash of its ID. Records lie all over the memory, and to touch one is dear: the set moves them by what
/// is kept here, and looks at none but the one that is looked for.
struct Slot<R> {
    hash: u64,
    record: Arc<Kept<R>>,
}

type Entry<'a, R> = RawEntryMut<'a, Slot<R>, (), RandomState>;

impl<R> Default for Ids<R> {
    fn default() -> Self {
        Self { slots: HashMap::with_hasher(RandomState::default()) }
    }
}

impl<R: Record> Ids<R> {
    /// The record with this ID.
    pub(super) fn get(&self, id: &str) -> Option<&Arc<Kept<R>>> {
        let hash = self.hash(id);
        self.slots.raw_entry().from_hash(hash, |slot| slot.is(hash, id)).map(|(slot, ())| &slot.record)
    }

    /// Adds a record with a number, or puts it in the place of the one with its ID, whose number it has then. Gives it as it is
    /// kept, and what was there.
    pub(super) fn put(&mut self, value: R, number: u64) -> (Arc<Kept<R>>, Option<Arc<Kept<R>>>) {
        let hash = self.hash(value.id());
        let entry = self.entry(hash, value.id());
        let number = match &entry {
            RawEntryMut::Occupied(slot) => slot.key().record.number,
            RawEntryMut::Vacant(_) => number,
        };
        let new = Kept::new(number, value);
        let old = Slot { hash, record: Arc::clone(&new) }.enter(entry);
        (new, old)
    }

    /// Puts a record back that was there before. Gives what was there instead.
    pub(super) fn put_back(&mut self, record: Arc<Kept<R>>) -> Option<Arc<Kept<R>>> {
        let hash = self.hash(record.value.id());
        let entry = self.entry(hash, record.value.id());
        Slot { hash, record: Arc::clone(&record) }.enter(entry)
    }

    /// Takes a record away.
    pub(super) fn remove(&mut self, id: &str) -> Option<Arc<Kept<R>>> {
        match self.entry(self.hash(id), id) {
            RawEntryMut::Occupied(slot) => Some(slot.remove_entry().0.record),
            RawEntryMut::Vacant(_) => None,
        }
    }

    fn hash(&self, id: &str) -> u64 {
        self.slots.hasher().hash_one(id)
    }

    fn entry(&mut self, hash: u64, id: &str) -> Entry<'_, R> {
        self.slots.raw_entry_mut().from_hash(hash, |slot| slot.is(hash, id))
    }
}

impl<R: Record> Slot<R> {
    fn is(&self, hash: u64, id: &str) -> bool {
        self.hash == hash && self.record.value.id() == id
    }

    /// Takes its place. Gives the record that was there.
    fn enter(self, entry: Entry<'_, R>) -> Option<Arc<Kept<R>>> {
        match entry {
            RawEntryMut::Occupied(mut slot) => Some(slot.insert_key(self).record),
            RawEntryMut::Vacant(place) => {
                place.insert_with_hasher(self.hash, self, (), |slot| slot.hash);
                None
            }
        }
    }
}
