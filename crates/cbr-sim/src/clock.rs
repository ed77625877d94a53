//! Simulated time: it runs as fast as it is told to, and can be moved on.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::time::Time;

/// A clock.
#[derive(Debug)]
pub(crate) struct Clock {
    began: Instant,
    at: Time,
    scale: f64,
    /// Whether it started later than now.
    was_ahead: bool,
    /// Microseconds that the clock was moved on by.
    moved: AtomicI64,
}

impl Clock {
    /// A clock that runs `scale` times as fast as real time; with 0 it stands. It starts now, or later where the state
    /// that was kept is of a later time.
    pub(crate) fn new(scale: f64, kept: Option<Time>) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Time::from_micros(i64::try_from(now.as_micros()).unwrap_or(i64::MAX));
        Self {
            began: Instant::now(),
            at: kept.map_or(now, |kept| kept.max(now)),
            scale,
            was_ahead: kept.is_some_and(|kept| kept > now),
            moved: AtomicI64::new(0),
        }
    }

    /// The time, where it is another one than the real time and has to be kept.
    pub(crate) fn kept(&self, now: Time) -> Option<Time> {
        #[expect(clippy::float_cmp, reason = "it is 1 where no one said otherwise")]
        let real = self.scale == 1.0 && !self.was_ahead && self.moved.load(Ordering::SeqCst) == 0;
        (!real).then_some(now)
    }

    /// What time it is.
    pub(crate) fn now(&self) -> Time {
        let passed = self.began.elapsed().mul_f64(self.scale.min(1e9));
        self.at + passed + Duration::from_micros(self.moved.load(Ordering::SeqCst).unsigned_abs())
    }

    /// Moves the clock on.
    pub(crate) fn advance(&self, by: Duration) {
        self.moved.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX / 4), Ordering::SeqCst);
    }

    /// How long it really takes until a moment; nothing where it never comes by itself.
    pub(crate) fn until(&self, time: Time) -> Option<Duration> {
        let left = time - self.now();
        if left.is_zero() {
            return Some(left);
        }
        const LONGEST: Duration = Duration::from_secs(3600);
        let real = || Duration::try_from_secs_f64(left.as_secs_f64() / self.scale).unwrap_or(LONGEST);
        (self.scale > 0.0).then(|| real().min(LONGEST))
    }
}
