//! Records of a kind: each project has its own, in the order of their making.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
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
    json: OnceLock<Bytes>,
}

/// A record that goes to the store.
pub(crate) trait Stored: Send + Sync {
    /// Itself as the store keeps it.
    fn stored(&self) -> Result<Vec<u8>, serde_json::Error>;
}

impl<R: Record> Stored for Kept<R> {
    fn stored(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&self.value)
    }
}

impl<R: Record> Kept<R> {
    /// A record of which there is no JSON yet.
    pub(crate) fn new(number: u64, value: R) -> Arc<Self> {
        Arc::new(Self { number, value, json: OnceLock::new() })
    }

    /// The record as lists show it. It is written once, however often it is read.
    pub(crate) fn json(&self) -> &Bytes {
        self.json.get_or_init(|| Bytes::from(self.value.render()))
    }
}

/// Records of a kind.
#[derive(Debug)]
pub(crate) struct Table<R> {
    projects: HashMap<String, Rows<R>>,
}

#[derive(Debug)]
struct Rows<R> {
    numbers: HashMap<String, u64>,
    rows: BTreeMap<u64, Arc<Kept<R>>>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Self { projects: HashMap::new() }
    }
}

impl<R: Record> Table<R> {
    /// The record of a project with this ID.
    pub(crate) fn get(&self, project: &str, id: &str) -> Option<&Arc<Kept<R>>> {
        let rows = self.projects.get(project)?;
        rows.rows.get(rows.numbers.get(id)?)
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

    /// Puts a record in the place of the one with its ID, which it gives back.
    pub(super) fn put(&mut self, new: Arc<Kept<R>>) -> Option<Arc<Kept<R>>> {
        let project = new.value.project();
        if !self.projects.contains_key(project) {
            let rows = Rows { numbers: HashMap::new(), rows: BTreeMap::new() };
            self.projects.insert(project.to_owned(), rows);
        }
        let rows = self.projects.get_mut(project)?;
        let old = match rows.numbers.get_mut(new.value.id()) {
            Some(number) => {
                let old = rows.rows.remove(number);
                *number = new.number;
                old
            }
            None => {
                rows.numbers.insert(new.value.id().to_owned(), new.number);
                None
            }
        };
        rows.rows.insert(new.number, new);
        old
    }

    /// Takes a record away.
    pub(super) fn remove(&mut self, project: &str, id: &str) -> Option<Arc<Kept<R>>> {
        let rows = self.projects.get_mut(project)?;
        let old = rows.rows.remove(&rows.numbers.remove(id)?);
        if rows.rows.is_empty() {
            self.projects.remove(project);
        }
        old
    }
}
