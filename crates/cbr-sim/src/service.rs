//! The service without its wire: state, time, and steps that are kept.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{Notify, oneshot};

use crate::clock::Clock;
use crate::codes;
use crate::config::Config;
use crate::error::Error;
use crate::life;
use crate::state::{Changes, Tx, World};
use crate::store::{Opened, Room, Store, StoreError};
use crate::time::Time;

/// The service.
#[derive(Debug)]
pub(crate) struct Service {
    world: RwLock<World>,
    store: Store,
    clock: Clock,
    pub(crate) config: Config,
    /// Told when something is due earlier than was known.
    sooner: Notify,
}

impl Service {
    /// The service with what its store has.
    pub(crate) fn open(config: Config) -> Result<Arc<Self>, StoreError> {
        let Opened { store, rows, clock } = Store::open(config.data.as_deref())?;
        let mut world = World::load(rows)
            .map_err(|error| StoreError::Read { path: "the store".to_owned(), reason: error.to_string() })?;
        let clock = Clock::new(config.time_scale, clock);
        let skipped = life::resume(&mut world, clock.now(), &config);
        drop(store.write(skipped, clock.kept(clock.now()), None));
        Ok(Arc::new(Self { world: RwLock::new(world), store, clock, config, sooner: Notify::new() }))
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    /// Moves time on, and lets happen what is due until then.
    pub(crate) fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.catch_up(None);
    }

    /// Looks at the state as it is now.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&World, Time) -> T) -> T {
        let now = self.now();
        let world = self.world.read().unwrap_or_else(PoisonError::into_inner);
        if world.due.first().is_none_or(|next| next.0 > now) {
            return look(&world, now);
        }
        drop(world);
        self.catch_up(None);
        look(&self.world.read().unwrap_or_else(PoisonError::into_inner), now)
    }

    /// Does a step as a whole, or not at all, and waits until it is kept.
    pub(crate) async fn write<T>(
        &self,
        request_id: &str,
        step: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let room = self.store.room().await;
        let (result, kept) = self.step(request_id, room, step)?;
        if let Some(kept) = kept
            && kept.await.is_err()
        {
            let message = "The change could not be kept.".to_owned();
            return Err(Error { message, ..Error::new(codes::UNKNOWN) });
        }
        Ok(result)
    }

    fn step<T>(
        &self,
        request_id: &str,
        room: Option<Room>,
        step: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
    ) -> Result<(T, Option<oneshot::Receiver<()>>), Error> {
        let mut world = self.world.write().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        let mut changes = life::catch_up(&mut world, now, &self.config);
        let first = world.due.first().map(|next| next.0);
        let mut tx = Tx::new(&mut world, now, &self.config, request_id);
        let result = step(&mut tx);
        match &result {
            Ok(_) => changes.extend(tx.commit()),
            Err(_) => tx.roll_back(),
        }
        let next = world.due.first().map(|next| next.0);
        // In the lock, so that the store has the steps in their order.
        let kept = self.keep(changes, now, room);
        drop(world);
        if next < first || first.is_none() && next.is_some() {
            self.sooner.notify_one();
        }
        result.map(|result| (result, kept))
    }

    fn keep(&self, changes: Changes, now: Time, room: Option<Room>) -> Option<oneshot::Receiver<()>> {
        if changes.is_empty() { None } else { self.store.write(changes, self.clock.kept(now), room) }
    }

    fn catch_up(&self, room: Option<Room>) {
        let mut world = self.world.write().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        let changes = life::catch_up(&mut world, now, &self.config);
        drop(self.keep(changes, now, room));
    }

    /// Lets happen what is due when it is due, though no one calls.
    pub(crate) async fn live(&self) {
        loop {
            let next =
                self.world.read().unwrap_or_else(PoisonError::into_inner).due.first().map(|next| next.0);
            match next.and_then(|next| self.clock.until(next)) {
                Some(left) => {
                    // A breath between two steps, so that those who call are heard at any speed of time.
                    let left = left.max(Duration::from_millis(1));
                    tokio::select! {
                        () = tokio::time::sleep(left) => self.catch_up(self.store.room().await),
                        () = self.sooner.notified() => {}
                    }
                }
                None => self.sooner.notified().await,
            }
        }
    }
}
