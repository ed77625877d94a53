//! The embedded store: what it has is what a process knows that comes after this one.
//!
//! One thread writes. It takes all changes that wait, writes them in one transaction, and only then tells those who
//! wait: many writers share one transaction. Where it falls behind, further steps wait before they begin, and no thread
//! does.
//!
//! A transaction that ended is with the system, and is kept however the process ends. It is on the disk a moment later:
//! where the whole machine fails, the last moments may be gone, and what is left is whole.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, params};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::state::Changes;
use crate::time::Time;

/// The kinds of records, which the store names by their places here. Each is a record in JSON by its number, so that new
/// ones come together at the end.
const TABLES: &[&str] = &["vaults", "policies", "checkpoints", "backups", "tasks", "members", "tokens"];

/// The form of what is kept. Another one cannot be read.
const FORM: i64 = 2;

/// What is kept: records, and what time it was at the last change.
const SCHEMA: &str = "
    CREATE TABLE records (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, value BLOB NOT NULL) STRICT;
    CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 0), time INTEGER NOT NULL) STRICT;
";

/// So many steps are kept in one transaction, at most.
const BATCH: usize = 1024;

/// So many steps wait to be kept, at most.
const WAITING: usize = 8 * BATCH;

/// Where no one waits, so much time goes by between two transactions, so that many steps share one.
const REST: Duration = Duration::from_millis(1);

/// The bytes of a page in memory. The system is asked for memory page by page, which costs as much for a small one.
const PAGE_IN_MEMORY: u32 = 32 << 10;

/// The bytes of a page in a file. Every transaction writes whole pages, and most change a part of one.
const PAGE_IN_FILE: u32 = 1 << 10;

/// So many pages of the log are moved to where they belong at once. Whoever writes waits for that, and for the disk.
const LOG: u32 = 2048;

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
    changes: Changes,
    clock: Option<Time>,
    done: Option<oneshot::Sender<()>>,
    /// The step's place among those that wait.
    _room: Option<Room>,
}

/// A place among the steps that wait to be kept.
#[derive(Debug)]
pub(crate) struct Room(
    #[expect(dead_code, reason = "it is given back when it is dropped")] OwnedSemaphorePermit,
);

/// A store that is open.
#[derive(Debug)]
pub(crate) struct Store {
    queue: Option<Sender<Batch>>,
    room: Arc<Semaphore>,
    writer: Option<JoinHandle<()>>,
    in_memory: bool,
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
        let path = directory.map(|directory| directory.join("cbr-sim.sqlite"));
        let shown = path.as_deref().map_or("memory".to_owned(), |path| path.display().to_string());
        let open = |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Open {
            path: shown.clone(),
            source,
        };
        let database = match (directory, &path) {
            (Some(directory), Some(path)) => {
                std::fs::create_dir_all(directory).map_err(|error| open(error.into()))?;
                Connection::open(path)
            }
            _ => Connection::open_in_memory(),
        }
        .map_err(|error| open(error.into()))?;
        let in_memory = path.is_none();
        prepare(&database, in_memory).map_err(|error| open(error.into()))?;
        let read = |reason: String| StoreError::Read { path: shown.clone(), reason };
        let (rows, clock) = load(&database).map_err(|error| read(error.to_string()))?;
        let (queue, waiting) = channel();
        let writer = std::thread::Builder::new()
            .name("cbr-sim-store".to_owned())
            .spawn(move || write(database, &waiting, in_memory))
            .map_err(|error| open(error.into()))?;
        let room = Arc::new(Semaphore::new(WAITING));
        let store = Self { queue: Some(queue), room, writer: Some(writer), in_memory };
        Ok(Opened { store, rows, clock })
    }

    /// Waits until there is room for a step among those that wait.
    pub(crate) async fn room(&self) -> Option<Room> {
        Arc::clone(&self.room).acquire_owned().await.ok().map(Room)
    }

    /// Gives changes to the store, in the order of calls, and the time where no clock will tell it later.
    ///
    /// The receiver is told once they are kept, or hears that its other end is dropped where they cannot be. There is
    /// none in memory while all goes well: what ends with the process is as safe before it is written as after.
    pub(crate) fn write(
        &self,
        changes: Changes,
        clock: Option<Time>,
        room: Option<Room>,
    ) -> Option<oneshot::Receiver<()>> {
        let (done, kept) = if self.in_memory { (None, None) } else { told() };
        let batch = Batch { changes, clock, done, _room: room };
        let given = self.queue.as_ref().is_some_and(|queue| queue.send(batch).is_ok());
        // The other end of a new one is dropped at once.
        if given { kept } else { told().1 }
    }
}

fn told() -> (Option<oneshot::Sender<()>>, Option<oneshot::Receiver<()>>) {
    let (done, kept) = oneshot::channel();
    (Some(done), Some(kept))
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

/// Makes the store this process's own, with a log that is written ahead of it. Neither means anything in memory, where
/// nothing is taken back either: a store that cannot be written is not written any more.
fn prepare(database: &Connection, in_memory: bool) -> rusqlite::Result<()> {
    if in_memory {
        database.pragma_update(None, "page_size", PAGE_IN_MEMORY)?;
        return database.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()));
    }
    database.pragma_update(None, "page_size", PAGE_IN_FILE)?;
    database.pragma_update(None, "locking_mode", "exclusive")?;
    database.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    database.pragma_update(None, "synchronous", "normal")?;
    database.pragma_update_and_check(None, "wal_autocheckpoint", LOG, |_| Ok(()))?;
    // The first to write has it until it is closed.
    database.execute_batch("BEGIN IMMEDIATE; COMMIT")
}

fn load(database: &Connection) -> Result<(Vec<Row>, Option<Time>), Box<dyn std::error::Error>> {
    match database.pragma_query_value(None, "user_version", |form| form.get(0))? {
        FORM => {}
        0 => database.execute_batch(&format!("BEGIN; {SCHEMA} PRAGMA user_version = {FORM}; COMMIT"))?,
        other => return Err(format!("it has form {other}, and not {FORM}").into()),
    }
    let mut rows = Vec::new();
    let mut all = database.prepare("SELECT kind, number, value FROM records ORDER BY number")?;
    let mut all = all.query([])?;
    while let Some(row) = all.next()? {
        let kind: usize = row.get(0)?;
        let table = TABLES.get(kind);
        let table = table.ok_or_else(|| format!("it has a record of the kind {kind}"))?;
        rows.push(Row { table, number: row.get(1)?, value: row.get(2)? });
    }
    let mut clock = database.prepare("SELECT time FROM clock")?;
    let clock = clock.query_map([], |row| row.get(0))?.next().transpose()?;
    Ok((rows, clock.map(Time::from_micros)))
}

/// Writes until no one can give anything more.
fn write(mut database: Connection, waiting: &Receiver<Batch>, in_memory: bool) {
    let mut row = Vec::new();
    while let Ok(first) = waiting.recv() {
        if in_memory {
            std::thread::sleep(REST);
        }
        let batches: Vec<Batch> = std::iter::once(first).chain(waiting.try_iter()).take(BATCH).collect();
        if let Err(error) = commit(&mut database, &batches, &mut row) {
            // What is in memory is ahead of what is kept, and no answer may say that it is kept.
            eprintln!("cbr-sim: the store cannot be written any more, and no change is accepted: {error}");
            return;
        }
        for done in batches.into_iter().filter_map(|batch| batch.done) {
            let _ = done.send(());
        }
    }
}

fn commit(
    database: &mut Connection,
    batches: &[Batch],
    row: &mut Vec<u8>,
) -> Result<(), Box<dyn std::error::Error>> {
    let writing = database.transaction()?;
    {
        let mut put =
            writing.prepare_cached("REPLACE INTO records (number, kind, value) VALUES (?, ?, ?)")?;
        let mut remove = writing.prepare_cached("DELETE FROM records WHERE number = ?")?;
        for change in batches.iter().flat_map(|batch| &batch.changes) {
            match &change.record {
                Some(record) => {
                    row.clear();
                    record.write(row)?;
                    let kind = TABLES.iter().position(|table| *table == change.table);
                    put.execute(params![change.number, kind, &*row])?
                }
                None => remove.execute([change.number])?,
            };
        }
    }
    if let Some(clock) = batches.iter().rev().find_map(|batch| batch.clock) {
        writing.prepare_cached("REPLACE INTO clock (id, time) VALUES (0, ?)")?.execute([clock.micros()])?;
    }
    writing.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::state::{Change, Stored, World};

    /// A record, or one that cannot be written.
    struct Record(Option<&'static str>);

    impl Stored for Record {
        fn write(&self, to: &mut Vec<u8>) -> Result<(), serde_json::Error> {
            to.extend(
                self.0.ok_or_else(|| <serde_json::Error as serde::ser::Error>::custom("on purpose"))?.bytes(),
            );
            Ok(())
        }

        fn put_back(self: Arc<Self>, _: &mut World) {}

        fn take_out(&self, _: &mut World) {}
    }

    fn change(number: u64, record: Option<Record>) -> Changes {
        let record = record.map(|record| Arc::new(record) as Arc<dyn Stored>);
        Changes::from([Change { table: "vaults", number, record, before: None }])
    }

    #[test]
    fn what_is_kept_is_there_again() {
        let directory = tempfile::tempdir().unwrap();
        let (clock, changed) = (Time::from_seconds(1), Time::from_seconds(2));
        {
            let store = Store::open(Some(directory.path())).unwrap().store;
            drop(store.write(change(1, Some(Record(Some("one")))), Some(clock), None));
            drop(store.write(change(2, Some(Record(Some("two")))), Some(changed), None));
            drop(store.write(change(1, Some(Record(Some("one, changed")))), None, None));
            drop(store.write(change(2, None), None, None));
        }
        let opened = Store::open(Some(directory.path())).unwrap();
        assert_eq!(opened.clock, Some(changed));
        let rows: Vec<_> =
            opened.rows.iter().map(|row| (row.table, row.number, row.value.as_slice())).collect();
        assert_eq!(rows, [("vaults", 1, &b"one, changed"[..])]);
    }

    #[test]
    fn a_store_that_cannot_be_written_accepts_nothing_more() {
        let directory = tempfile::tempdir().unwrap();
        for directory in [Some(directory.path()), None] {
            let store = Store::open(directory).unwrap().store;
            let kept = store.write(change(1, Some(Record(None))), None, None);
            assert_eq!(kept.is_some(), directory.is_some());
            if let Some(kept) = kept {
                assert!(kept.blocking_recv().is_err());
            }
            // In memory, its caller hears of it once the writer is gone.
            let refused =
                std::iter::repeat_with(|| store.write(change(2, None), None, None)).find_map(|kept| kept);
            assert!(refused.unwrap().blocking_recv().is_err());
        }
    }

    #[test]
    fn another_form_is_not_read() {
        let directory = tempfile::tempdir().unwrap();
        drop(Store::open(Some(directory.path())).unwrap());
        let database = Connection::open(directory.path().join("cbr-sim.sqlite")).unwrap();
        database.pragma_update(None, "user_version", FORM + 1).unwrap();
        drop(database);
        let error = Store::open(Some(directory.path())).unwrap_err();
        assert!(matches!(&error, StoreError::Read { reason, .. } if reason.contains("form 3")), "{error}");
    }

    #[tokio::test]
    async fn steps_wait_while_the_store_is_behind() {
        let store = Store::open(None).unwrap().store;
        let mut rooms = Vec::new();
        for _ in 0..WAITING {
            rooms.push(store.room().await);
        }
        let mut further = Box::pin(store.room());
        assert!(tokio::time::timeout(Duration::ZERO, &mut further).await.is_err());
        for room in rooms {
            drop(store.write(change(1, Some(Record(Some("one")))), None, room));
        }
        assert!(further.await.is_some());
    }
}
