//! What was called, what was answered, and what was wrong with it.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use huaweicloud_cbr::Exchange;
use speclift_contract::{Contract, Violation, Watch};

/// Takes notes while the operations run.
pub(crate) struct Ledger {
    watch: Watch,
    notes: Mutex<BTreeMap<String, Notes>>,
}

/// What is noted of an operation beside what the watch sees.
#[derive(Debug, Default)]
struct Notes {
    times: Vec<Duration>,
    errors: Vec<String>,
    not_run: Option<String>,
}

/// How an operation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It succeeded, and every answer was as documented.
    Passed,
    /// An answer was not as documented, or no success.
    Failed,
    /// It was not called, and why.
    NotRun(String),
}

/// What is known of an operation in the end.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) operation: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) calls: usize,
    pub(crate) statuses: Vec<u16>,
    /// The time that the answers took: the median, and the longest.
    pub(crate) times: Option<(Duration, Duration)>,
    pub(crate) violations: Vec<Violation>,
    pub(crate) errors: Vec<String>,
    pub(crate) verdict: Verdict,
}

impl Ledger {
    pub(crate) fn new(contract: Contract) -> Self {
        Self { watch: Watch::new(contract), notes: Mutex::default() }
    }

    /// Notes an answer. What the service should not have answered at all is noted for the operation that was called.
    pub(crate) fn observe(&self, exchange: &Exchange<'_>) {
        let headers: Vec<(String, String)> = exchange
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        self.watch.see(&speclift_contract::Exchange {
            method: exchange.method,
            target: exchange.url.path(),
            status: exchange.status,
            headers: &headers,
            body: exchange.body,
        });
        self.notes().entry(exchange.operation.to_owned()).or_default().times.push(exchange.elapsed);
    }

    /// Notes a call that did not end well.
    pub(crate) fn error(&self, operation: &str, message: String) {
        self.notes().entry(operation.to_owned()).or_default().errors.push(message);
    }

    /// Notes why an operation is not called, unless there was a reason before.
    pub(crate) fn not_run(&self, operation: &str, why: &str) {
        self.notes().entry(operation.to_owned()).or_default().not_run.get_or_insert_with(|| why.to_owned());
    }

    /// How many operations the document has, and how many were called.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.watch.seen().len(), self.watch.contract().operations().len())
    }

    /// A row for each operation, in the order of the document. `otherwise` is why those were not called of which nothing
    /// was noted.
    pub(crate) fn rows(&self, otherwise: &str) -> Vec<Row> {
        let seen = self.watch.seen();
        let mut notes = std::mem::take(&mut *self.notes());
        let rows = self.watch.contract().operations().iter().map(|operation| {
            let seen = seen.get(&operation.id).cloned().unwrap_or_default();
            let Notes { mut times, errors, not_run } = notes.remove(&operation.id).unwrap_or_default();
            times.sort();
            let median = times.get(times.len() / 2).copied();
            let succeeded = seen.statuses.iter().any(|status| status / 100 == 2);
            let verdict = if !seen.violations.is_empty() || !errors.is_empty() {
                Verdict::Failed
            } else if succeeded {
                Verdict::Passed
            } else {
                Verdict::NotRun(not_run.unwrap_or_else(|| otherwise.to_owned()))
            };
            Row {
                operation: operation.id.clone(),
                method: operation.method.clone(),
                path: operation.path.clone(),
                calls: seen.calls,
                statuses: seen.statuses.into_iter().collect(),
                times: median.zip(times.last().copied()),
                violations: seen.violations,
                errors,
                verdict,
            }
        });
        rows.collect()
    }

    fn notes(&self) -> MutexGuard<'_, BTreeMap<String, Notes>> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
