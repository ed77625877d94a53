//! Polling until the end.

use std::future::Future;
use std::time::Duration;

use tokio::time::Instant;

use super::life::{Goal, Verdict, Watched};
use super::{Wait, WaitError};
use crate::Error;

/// A service is not to be asked without a pause, whatever a caller says.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);

/// What a wait has seen.
struct Seen<T> {
    start: Instant,
    polls: u32,
    last: Option<T>,
    /// What the last poll failed with.
    error: Option<Error>,
    /// Whether the thing was being deleted at any time.
    leaving: bool,
}

impl<T: Watched, O> Wait<'_, T, O> {
    pub(super) async fn run(mut self) -> Result<O, Error> {
        let start = Instant::now();
        // A time that no clock can show is no limit.
        let end = start.checked_add(self.timeout);
        let mut seen = Seen { start, polls: 0, last: None, error: None, leaving: false };
        let mut pause = self.first_pause.min(self.longest_pause).max(SHORTEST_PAUSE);
        loop {
            seen.polls += 1;
            let Some(polled) = within(end, (self.poll)()).await else {
                return Err(seen.failure(&self.goal, false));
            };
            let mut asked = Duration::ZERO;
            match polled {
                Ok(thing) => {
                    if let Some(watcher) = &mut self.on_progress {
                        watcher(&thing);
                    }
                    match seen.verdict(&thing, &self.goal) {
                        Verdict::Reached => return Ok((self.reached)(thing)),
                        Verdict::NotYet => seen.last = Some(thing),
                        Verdict::Never => {
                            seen.last = Some(thing);
                            return Err(seen.failure(&self.goal, true));
                        }
                    }
                }
                Err(error) => match self.absent.take() {
                    Some(absent) if error.is_not_found() => return Ok(absent),
                    absent if error.is_retryable() => {
                        self.absent = absent;
                        asked = retry_after(&error);
                        seen.error = Some(error);
                    }
                    _ => return Err(error),
                },
            }
            if within(end, tokio::time::sleep(pause.max(asked))).await.is_none() {
                return Err(seen.failure(&self.goal, false));
            }
            pause = pause.saturating_add(pause / 2).min(self.longest_pause);
        }
    }
}

impl<T: Watched> Seen<T> {
    /// What the state of a thing means. A thing that shows no state may get to one.
    fn verdict(&mut self, thing: &T, goal: &Goal) -> Verdict {
        self.error = None;
        let Some(now) = thing.status() else { return Verdict::NotYet };
        let verdict = T::LIFE.verdict(now, goal, self.leaving);
        self.leaving |= T::LIFE.leaving.contains(&now);
        tracing::debug!(operation = T::OPERATION, status = now, awaited = %goal, polls = self.polls, "polled");
        verdict
    }

    fn failure(self, goal: &Goal, never: bool) -> Error {
        Error::Wait(Box::new(WaitError {
            name: T::NAME,
            operation: T::OPERATION,
            awaited: goal.to_string(),
            never,
            last: self.last.map(T::into_snapshot),
            waited: self.start.elapsed(),
            polls: self.polls,
            source: self.error,
        }))
    }
}

/// What a future gives before the end; nothing where the end comes first.
async fn within<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    match end {
        Some(end) => tokio::time::timeout_at(end, future).await.ok(),
        None => Some(future.await),
    }
}

/// How long the service wants to be left alone.
fn retry_after(error: &Error) -> Duration {
    match error {
        Error::Api(error) => error.retry_after().unwrap_or_default(),
        _ => Duration::ZERO,
    }
}
