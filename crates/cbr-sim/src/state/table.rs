//! Records of a kind: each project has its own, in the order of their making.

use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use foldhash::quality::RandomState;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ids::Ids;
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

/// A record of any kind, which goes to the store, and which a step that fails takes back.
pub(crate) trait Stored: Send + Sync {
    /// Writes itself as the store keeps it.
    fn write(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error>;

    /// Is where it was again.
    fn put_back(self: Arc<Self>, world: &mut World);

    /// Is gone again.
    fn take_out(&self, world: &mut World);
}

impl<R: Record> Stored for Kept<R> {
    fn write(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        serde_json::to_writer(to, &self.value)
    }

    fn put_back(self: Arc<Self>, world: &mut World) {
        world.put_back(self);
    }

    fn take_out(&self, world: &mut World) {
        world.remove::<R>(self.value.project(), self.value.id());
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
    projects: HashMap<String, Rows<R>, RandomState>,
}

/// The records of a project.
struct Rows<R> {
    ids: Ids<R>,
    rows: BTreeMap<u64, Arc<Kept<R>>>,
}

impl<R: Debug> Debug for Rows<R> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl<R> Default for Rows<R> {
    fn default() -> Self {
        Self { ids: Ids::default(), rows: BTreeMap::new() }
    }
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { projects: HashMap::default() }
    }
}

impl<R: Record> Table<R> {
    /// The record of a project with this ID.
    pub(crate) fn get(&self, project: &str, id: &str) -> Option<&Arc<Kept<R>>> {
        self.projects.get(project)?.ids.get(id)
    }

    /// How many records the project has.
    pub(crate) fn count(&self, project: &str) -> usize {
        self.projects.get(project).map_or(0, |rows| rows.rows.len())
    }

    /// The records of a project, the newest first.
    pub(crate) fn newest(&self, project: &str) -> impl Iterator<Item = &Arc<Kept<R>>> {
        self.projects.get(project).into_iter().flat_map(|rows| rows.rows.values().rev())
    }

    /// The records of all projects, in no order.
    pub(crate) fn everywhere(&self) -> impl Iterator<Item = &Arc<Kept<R>>> {
        self.projects.values().flat_map(|rows| rows.rows.values())
    }

    /// Adds a record with a number, or puts it in the place of the one with its ID, whose number it has then. Gives it as it is
    /// kept, and what was there. It shares what it can with the newest one of its project.
    pub(super) fn put(&mut self, mut value: R, number: u64) -> (Arc<Kept<R>>, Option<Arc<Kept<R>>>) {
        let rows = match self.projects.get_mut(value.project()) {
            Some(rows) => rows,
            None => self.projects.entry(value.project().to_owned()).or_default(),
        };
        if let Some((_, newest)) = rows.rows.last_key_value() {
            value.share(&newest.value);
        }
        let (new, old) = rows.ids.put(value, number);
        rows.rows.insert(new.number, Arc::clone(&new));
        (new, old)
    }

    /// Puts a record back that was there before. Gives what was there instead, which has its number.
    pub(super) fn put_back(&mut self, record: Arc<Kept<R>>) -> Option<Arc<Kept<R>>> {
        let rows = self.projects.entry(record.value.project().to_owned()).or_default();
        let old = rows.ids.put_back(Arc::clone(&record));
        rows.rows.insert(record.number, record);
        old
    }

    /// Takes a record away.
    pub(super) fn remove(&mut self, project: &str, id: &str) -> Option<Arc<Kept<R>>> {
        let rows = self.projects.get_mut(project)?;
        let old = rows.ids.remove(id)?;
        rows.rows.remove(&old.number);
        if rows.rows.is_empty() {
            self.projects.remove(project);
        }
        Some(old)
    }
}
