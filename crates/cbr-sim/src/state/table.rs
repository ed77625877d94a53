//! Records of a kind: each project has its own, in the order of their making.

use std::borrow::Borrow;
use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use griddle::HashSet;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Due, World};

/// What a table keeps.
pub(crate) trait Record: Serialize + DeserializeOwned + Clone + Debug + Send + Sync + 'static {
    /// The table's name in the store.
    const TABLE: &'static str;

    /// What happens to records when they are due.
    const DUE: Option<Due> = None;

    /// The record's ID, which is its project's only one.
    fn id(&self) -> &str;

    /// The project that it belongs to.
    fn project(&self) -> &str;

    /// Where such records are.
    fn table(world: &World) -> &Table<Self>;

    /// Where such records are.
    fn table_mut(world: &mut World) -> &mut Table<Self>;

    /// When something happens to the record.
    fn due(&self) -> Option<crate::time::Time> {
        None
    }

    /// Shares with another record of the project what both have alike.
    fn share(&mut self, _other: &Self) {}

    /// Keeps up what is derived from such records.
    fn index(_world: &mut World, _old: Option<&Self>, _new: Option<&Self>) {}

    /// The record as lists show it, in JSON.
    fn render(&self) -> Vec<u8> {
        Vec::new()
    }
}

/// A record with its number, and with its JSON once that was asked for.
#[derive(Debug)]
pub(crate) struct Kept<R> {
    pub(crate) number: u64,
    pub(crate) value: R,
    json: OnceLock<Box<Bytes>>,
}

/// A record that goes to the store.
pub(crate) trait Stored: Send + Sync {
    /// Writes itself as the store keeps it.
    fn write(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

impl<R: Record> Stored for Kept<R> {
    fn write(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        serde_json::to_writer(to, &self.value)
    }
}

impl<R: Record> Kept<R> {
    /// A record of which there is no JSON yet.
    pub(crate) fn new(number: u64, value: R) -> Arc<Self> {
        Arc::new(Self { number, value, json: OnceLock::new() })
    }

    /// The record as lists show it. It is written once, however often it is read.
    pub(crate) fn json(&self) -> &Bytes {
        self.json.get_or_init(|| Box::new(Bytes::from(self.value.render())))
    }
}

/// Records of a kind.
#[derive(Debug)]
pub(crate) struct Table<R> {
    projects: HashMap<String, Rows<R>>,
}

/// The records of a project. There may be very many: the set of IDs moves its items little by little as it grows, so that
/// no call waits until all of them have moved.
struct Rows<R> {
    ids: HashSet<ById<R>, RandomState>,
    rows: BTreeMap<u64, Arc<Kept<R>>>,
}

impl<R: Debug> Debug for Rows<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

/// A record that is found by its ID.
struct ById<R>(Arc<Kept<R>>);

impl<R: Record> Borrow<str> for ById<R> {
    fn borrow(&self) -> &str {
        self.0.value.id()
    }
}

impl<R: Record> Hash for ById<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.value.id().hash(state);
    }
}

impl<R: Record> PartialEq for ById<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0.value.id() == other.0.value.id()
    }
}

impl<R: Record> Eq for ById<R> {}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self { ids: HashSet::default(), rows: BTreeMap::new() }
    }
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { projects: HashMap::new() }
    }
}

impl<R: Record> Table<R> {
    /// The record of a project with this ID.
    pub(crate) fn get(&self, project: &str, id: &str) -> Option<&Arc<Kept<R>>> {
        self.projects.get(project)?.ids.get(id).map(|found| &found.0)
    }

    /// How many records the project has.
    pub(crate) fn count(&self, project: &str) -> usize {
        self.projects.get(project).map_or(0, |rows| rows.rows.len())
    }

    /// A record that shares what it can with the newest one of its project.
    pub(super) fn shared(&self, mut record: R) -> R {
        let rows = self.projects.get(record.project()).map(|rows| &rows.rows);
        if let Some((_, newest)) = rows.and_then(BTreeMap::last_key_value) {
            record.share(&newest.value);
        }
        record
    }

    /// The records of a project, the newest first.
    pub(crate) fn newest(&self, project: &str) -> impl Iterator<Item = &Arc<Kept<R>>> {
        self.projects.get(project).into_iter().flat_map(|rows| rows.rows.values().rev())
    }

    /// The records of all projects, in no order.
    pub(crate) fn everywhere(&self) -> impl Iterator<Item = &Arc<Kept<R>>> {
        self.projects.values().flat_map(|rows| rows.rows.values())
    }

    /// Puts a record in the place of the one with its ID, which it gives back.
    pub(super) fn put(&mut self, new: Arc<Kept<R>>) -> Option<Arc<Kept<R>>> {
        let project = new.value.project();
        let rows = match self.projects.get_mut(project) {
            Some(rows) => rows,
            None => self.projects.entry(project.to_owned()).or_default(),
        };
        let old = rows.ids.replace(ById(Arc::clone(&new)));
        if let Some(old) = &old {
            rows.rows.remove(&old.0.number);
        }
        rows.rows.insert(new.number, new);
        old.map(|old| old.0)
    }

    /// Takes a record away.
    pub(super) fn remove(&mut self, project: &str, id: &str) -> Option<Arc<Kept<R>>> {
        let rows = self.projects.get_mut(project)?;
        let old = rows.ids.take(id)?.0;
        rows.rows.remove(&old.number);
        if rows.rows.is_empty() {
            self.projects.remove(project);
        }
        Some(old)
    }
}
