//! Waiting until a task, a checkpoint, a vault or a backup gets to a state.
//!
//! ```no_run
//! # async fn example(client: huaweicloud_cbr::Client) -> Result<(), huaweicloud_cbr::Error> {
//! use std::time::Duration;
//!
//! let task = client
//!     .operation_logs()
//!     .wait("4827f2da-b008-4507-ab7d-42d0df5ed912")
//!     .timeout(Duration::from_secs(2 * 3600))
//!     .on_progress(|task| println!("{:?}", task.status))
//!     .await?;
//! client.backups().delete("6df2b54c-dd62-4059-a07c-1b8f24f2725d").send().await?;
//! client.backups().wait("6df2b54c-dd62-4059-a07c-1b8f24f2725d").until_gone().await?;
//! # Ok(())
//! # }
//! ```
//!
//! A wait ends with [`Error::Wait`] when its time runs out, and at once when the awaited state will
//! not come any more: the task failed, the checkpoint is broken, the vault is being deleted. The [`WaitError`] has what
//! was seen last.
//!
//! A poll that fails for a reason that passes (a broken connection, a busy service) does not end the wait; any other
//! error does. A wait can be dropped at any time, and nothing of it stays behind.

mod error;
mod life;
mod run;
mod things;

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use crate::Error;

pub use error::{Snapshot, WaitError};
pub use life::{Deletable, Watched};

use life::Goal;

type Watcher<'a, T> = Box<dyn FnMut(&T) + Send + 'a>;
type Polled<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A wait that is described, and starts when it is awaited.
///
/// `T` is what is waited for, and `O` what the wait gives: the thing in the awaited state, or nothing where it is waited
/// until the thing is gone.
#[must_use = "a wait does nothing until it is awaited"]
pub struct Wait<'a, T: Watched, O = T> {
    poll: Box<dyn FnMut() -> Polled<'a, T> + Send + 'a>,
    goal: Goal,
    /// What the wait gives when there is no such thing.
    absent: Option<O>,
    /// What the wait gives when the thing is in the awaited state.
    reached: fn(T) -> O,
    timeout: Duration,
    first_pause: Duration,
    longest_pause: Duration,
    on_progress: Option<Watcher<'a, T>>,
}

impl<'a, T: Watched> Wait<'a, T> {
    fn new(poll: impl FnMut() -> Polled<'a, T> + Send + 'a) -> Self {
        Self {
            poll: Box::new(poll),
            goal: Goal::State(T::USUAL.to_owned()),
            absent: None,
            reached: |thing| thing,
            timeout: Duration::from_secs(3600),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(15),
            on_progress: None,
        }
    }

    /// The state to wait for, as a value of its enumeration or as its text: `OperationLogStatus::Running`, `"running"`.
    /// If not told: success of a task, and that anything else is available.
    pub fn until(mut self, status: impl Into<T::Status>) -> Self {
        self.goal = Goal::State(status.into().to_string());
        self
    }
}

impl<'a, T: Deletable> Wait<'a, T> {
    /// Waits until there is no such thing any more: the service answers that it is not found, or that it is deleted.
    pub fn until_gone(self) -> Wait<'a, T, ()> {
        Wait {
            poll: self.poll,
            goal: Goal::Gone,
            absent: Some(()),
            reached: drop,
            timeout: self.timeout,
            first_pause: self.first_pause,
            longest_pause: self.longest_pause,
            on_progress: self.on_progress,
        }
    }
}

impl<'a, T: Watched, O> Wait<'a, T, O> {
    /// How long to wait at most; an hour, if not told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The pause after the first poll, which grows by half with each poll, and what it grows to at most. 1 and 15
    /// seconds, if not told.
    pub fn poll(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// What to do with each answer of the service, the last one included.
    pub fn on_progress(mut self, watcher: impl FnMut(&T) + Send + 'a) -> Self {
        self.on_progress = Some(Box::new(watcher));
        self
    }

    /// Waits, in a program without tokio.
    ///
    /// # Errors
    ///
    /// As of the wait itself; [`Error::InvalidRequest`] inside of async code, which is to await the wait instead.
    #[cfg(feature = "blocking")]
    pub fn wait_blocking(self) -> Result<O, Error>
    where
        O: Send + 'a,
    {
        crate::blocking::block_on(self.into_future())
    }
}

impl<'a, T: Watched + 'a, O: Send + 'a> IntoFuture for Wait<'a, T, O> {
    type Output = Result<O, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<T: Watched, O> fmt::Debug for Wait<'_, T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("goal", &self.goal)
            .field("timeout", &self.timeout)
            .field("first_pause", &self.first_pause)
            .field("longest_pause", &self.longest_pause)
            .finish_non_exhaustive()
    }
}
