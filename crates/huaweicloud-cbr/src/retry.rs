//! When a request is sent again.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often and when a request is sent again.
///
/// A request is repeated where no connection could be made, since the service saw nothing of it. Where the connection
/// broke later, time ran out for an attempt, or the service answered with 429, 500, 502, 503 or 504, only requests are
/// repeated that mean the same when they are sent twice (`GET`, `PUT` and `DELETE`), unless
/// [`RetryPolicy::repeat_unsafe`] says otherwise.
///
/// The time before a repetition is random, up to a limit that doubles each time, and at least what the service asks for
/// with `Retry-After`. Where it would go beyond the time that the call may take, the call ends at once with what was
/// wrong last. All calls of a client share a budget: when most of them fail, repetitions stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) base: Duration,
    pub(crate) cap: Duration,
    pub(crate) unsafe_too: bool,
}

impl Default for RetryPolicy {
    /// Three attempts, at most 200 ms before the second and 400 ms before the third.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
            unsafe_too: false,
        }
    }
}

impl RetryPolicy {
    /// Every request is sent once.
    #[must_use]
    pub fn none() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// How often a request is sent at most, the first time included. 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest time before the second attempt, which doubles with each attempt after it, and what it grows to at
    /// most. A longer `Retry-After` than `cap` is not waited for.
    #[must_use]
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        (self.base, self.cap) = (base, cap);
        self
    }

    /// Repeats requests as well that may have an effect each time they are sent, such as `POST`.
    #[must_use]
    pub fn repeat_unsafe(mut self, yes: bool) -> Self {
        self.unsafe_too = yes;
        self
    }

    /// The time to wait after an attempt: a random part of the limit, and not less than what the service asks for.
    /// Nothing where it asks for more than the policy has.
    pub(crate) fn pause(&self, attempt: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        let limit = self.base.saturating_mul(1 << (attempt - 1).min(20)).min(self.cap);
        (asked <= self.cap).then(|| limit.mul_f64(random()).max(asked))
    }
}

/// Whether an answer of this status may be another one later.
pub(crate) fn is_transient(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

/// A number from 0 up to 1.
fn random() -> f64 {
    // The standard library seeds each of these anew; that is random enough to keep clients apart.
    let bits = RandomState::new().build_hasher().finish();
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

/// What all calls of a client may spend on repetitions.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const REPETITION: u32 = 5;
    const SUCCESS: u32 = 1;

    pub(crate) fn new() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }

    /// Takes what a repetition costs; whether there was enough.
    pub(crate) fn spend(&self) -> bool {
        let spent = |left: u32| left.checked_sub(Self::REPETITION);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent).is_ok()
    }

    /// Gives back a little for a request that went well the first time.
    pub(crate) fn earn(&self) {
        let earned = |left: u32| (left < Self::FULL).then_some((left + Self::SUCCESS).min(Self::FULL));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_cap() {
        let policy = RetryPolicy::default().backoff(Duration::from_millis(100), Duration::from_millis(300));
        for (attempt, limit) in [(1, 100), (2, 200), (3, 300), (60, 300)] {
            for _ in 0..50 {
                assert!(policy.pause(attempt, None).unwrap() <= Duration::from_millis(limit));
            }
        }
        let pauses: Vec<_> = (0..20).map(|_| policy.pause(3, None)).collect();
        assert!(pauses.iter().any(|pause| pause != &pauses[0]));
    }

    #[test]
    fn what_the_service_asks_for_counts_unless_it_is_too_much() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.pause(1, Some(Duration::from_secs(3))), Some(Duration::from_secs(3)));
        assert_eq!(policy.pause(1, Some(Duration::from_secs(3600))), None);
        // A date that is past, or no seconds at all, is no reason to send everything at once.
        let pauses: Vec<_> = (0..20).map(|_| policy.pause(1, Some(Duration::ZERO))).collect();
        assert!(pauses.iter().any(|pause| pause != &pauses[0]));
    }

    #[test]
    fn the_budget_runs_out_and_comes_back() {
        let budget = Budget::new();
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 100);
        assert!(!budget.spend());
        (0..5).for_each(|_| budget.earn());
        assert!(budget.spend());
    }
}
