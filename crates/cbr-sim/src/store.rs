//! The embedded store: what it has is what a process knows that comes after this one.
//!
//! One thread writes. It takes all changes that wait, writes them in one transaction, makes it durable, and only then
//! tells those who wait: many writers share one flush to the disk.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use redb::backends::InMemoryBackend;
use redb::{Database, Durability, ReadableTable, TableDefinition};
use tokio::sync::oneshot;

use crate::state::Change;
use crate::time::Time;

/// The tables by name. All have one form: a record in JSON by its number, so that new ones come together at the end.
const TABLES: &[&str] = &["vaults", "policies", "checkpoints", "backups", "tasks", "members", "tokens"];

/// What time it was at the last change.
const META: TableDefinition<'_, &str, i64> = TableDefinition::new("meta");
const CLOCK: &str = "clock";

/// The form of what is kept. Another one cannot be read.
const FORM: i64 = 1;

/// In memory there is nothing to flush; so many transactions are ended without it, before one reclaims what they left.
const UNFLUSHED: u64 = 256;

/// So many steps are made durable at once, at most.
const BATCH: usize = 1024;

fn table(name: &str) -> TableDefinition<'_, u64, &'static [u8]> {
    TableDefinition::new(name)
}

/// Why there is no store, or why it cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The directory or the file cannot be used.
    #[error("the data in {path} cannot be opened; is another simulator running there?")]
    Open {
        /// The file.
        path: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file is of another version, or broken.
    #[error("the data in {path} cannot be read: {reason}; move it away to begin anew")]
    Read {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// A record as the store has it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) table: &'static str,
    pub(crate) number: u64,
    pub(crate) value: Vec<u8>,
}

/// What a step changes, and who waits until it is kept.
struct Batch {
    changes: Vec<Change>,
    clock: Option<Time>,
    done: oneshot::Sender<()>,
}

/// A store that is open.
#[derive(Debug)]
pub(crate) struct Store {
    queue: Option<Sender<Batch>>,
    writer: Option<JoinHandle<()>>,
}

/// What a store had when it was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) rows: Vec<Row>,
    pub(crate) clock: Option<Time>,
}

impl Store {
    /// Opens the store in a directory, or one in memory.
    pub(crate) fn open(directory: Option<&Path>) -> Result<Opened, StoreError> {
        let path = directory.map(|directory| directory.join("cbr-sim.redb"));
        let shown = path.as_deref().map_or("memory".to_owned(), |path| path.display().to_string());
        let open = |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Open {
            path: shown.clone(),
            source,
        };
        let database = match (directory, &path) {
            (Some(directory), Some(path)) => {
                std::fs::create_dir_all(directory).map_err(|error| open(error.into()))?;
                Database::create(path)
            }
            _ => Database::builder().create_with_backend(InMemoryBackend::new()),
        }
        .map_err(|error| open(error.into()))?;
        let read = |reason: String| StoreError::Read { path: shown.clone(), reason };
        let (rows, clock) = load(&database).map_err(|error| read(error.to_string()))?;
        let in_memory = path.is_none();
        let (queue, waiting) = channel::<Batch>();
        let writer = std::thread::Builder::new()
            .name("cbr-sim-store".to_owned())
            .spawn(move || write(&database, &waiting, in_memory))
            .map_err(|error| open(error.into()))?;
        Ok(Opened { store: Self { queue: Some(queue), writer: Some(writer) }, rows, clock })
    }

    /// Gives changes to the store, in the order of calls, and the time where no clock will tell it later. The receiver is told once they are kept, or hears nothing
    /// where they cannot be.
    pub(crate) fn write(&self, changes: Vec<Change>, clock: Option<Time>) -> oneshot::Receiver<()> {
        let (done, kept) = oneshot::channel();
        if let Some(queue) = &self.queue {
            // Where no one listens any more, the receiver hears of it: its other end is dropped.
            let _ = queue.send(Batch { changes, clock, done });
        }
        kept
    }
}

impl Drop for Store {
    /// Waits until all that was given is kept.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn load(database: &Database) -> Result<(Vec<Row>, Option<Time>), Box<dyn std::error::Error>> {
    let writing = database.begin_write()?;
    {
        let mut meta = writing.open_table(META)?;
        let form = meta.get("form")?.map(|form| form.value());
        match form {
            None => drop(meta.insert("form", FORM)?),
            Some(FORM) => {}
            Some(other) => return Err(format!("it has form {other}, and not {FORM}").into()),
        }
        for name in TABLES {
            writing.open_table(table(name))?;
        }
    }
    writing.commit()?;
    let reading = database.begin_read()?;
    let mut rows = Vec::new();
    for name in TABLES {
        for row in reading.open_table(table(name))?.iter()? {
            let (number, value) = row?;
            rows.push(Row { table: name, number: number.value(), value: value.value().to_vec() });
        }
    }
    let clock = reading.open_table(META)?.get(CLOCK)?.map(|time| Time::from_micros(time.value()));
    Ok((rows, clock))
}

/// Writes until no one can give anything more.
fn write(database: &Database, waiting: &Receiver<Batch>, in_memory: bool) {
    let mut transactions = 0_u64;
    while let Ok(first) = waiting.recv() {
        let mut batches = vec![first];
        batches.extend(waiting.try_iter().take(BATCH - 1));
        transactions += 1;
        let flush = !in_memory || transactions.is_multiple_of(UNFLUSHED);
        let durability = if flush { Durability::Immediate } else { Durability::None };
        if let Err(error) = commit(database, &batches, durability) {
            // What is in memory is ahead of what is kept, and no answer may say that it is kept.
            eprintln!("cbr-sim: the store cannot be written any more, and no change is accepted: {error}");
            return;
        }
        for batch in batches {
            let _ = batch.done.send(());
        }
    }
}

fn commit(
    database: &Database,
    batches: &[Batch],
    durability: Durability,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut writing = database.begin_write()?;
    writing.set_durability(durability);
    {
        for name in TABLES {
            let mut changes = batches
                .iter()
                .flat_map(|batch| &batch.changes)
                .filter(|change| change.table == *name)
                .peekable();
            if changes.peek().is_none() {
                continue;
            }
            let mut rows = writing.open_table(table(name))?;
            for change in changes {
                match &change.record {
                    Some(record) => drop(rows.insert(change.number, record.stored()?.as_slice())?),
                    None => drop(rows.remove(change.number)?),
                }
            }
        }
        if let Some(clock) = batches.iter().rev().find_map(|batch| batch.clock) {
            writing.open_table(META)?.insert(CLOCK, clock.micros())?;
        }
    }
    writing.commit()?;
    Ok(())
}
