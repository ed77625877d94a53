//! What many exchanges showed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{Contract, Exchange, Violation};

/// What was seen of an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// How often it was called.
    pub calls: usize,
    /// The statuses that were answered.
    pub statuses: BTreeSet<u16>,
    /// What was not as documented.
    pub violations: Vec<Violation>,
}

/// Checks exchanges as they come, from any thread, and remembers what they showed.
pub struct Watch {
    contract: Contract,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    operations: BTreeMap<String, Seen>,
    elsewhere: Vec<Violation>,
}

impl Watch {
    /// Nothing was seen yet.
    #[must_use]
    pub fn new(contract: Contract) -> Self {
        Self { contract, state: Mutex::default() }
    }

    /// What exchanges are held against.
    #[must_use]
    pub fn contract(&self) -> &Contract {
        &self.contract
    }

    /// Checks an exchange, and gives what is not as documented.
    pub fn see(&self, exchange: &Exchange<'_>) -> Vec<Violation> {
        let violations = self.contract.check(exchange);
        let operation = self.contract.operation(exchange.method, exchange.target);
        let mut state = self.state();
        match operation {
            Some(operation) => {
                let seen = state.operations.entry(operation.id.clone()).or_default();
                seen.calls += 1;
                seen.statuses.insert(exchange.status);
                seen.violations.extend(violations.iter().cloned());
            }
            None => state.elsewhere.extend(violations.iter().cloned()),
        }
        violations
    }

    /// What was seen of each operation that was called, by its ID.
    #[must_use]
    pub fn seen(&self) -> BTreeMap<String, Seen> {
        self.state().operations.clone()
    }

    /// Everything that was not as documented.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        let state = self.state();
        let of_operations = state.operations.values().flat_map(|seen| &seen.violations);
        of_operations.chain(&state.elsewhere).cloned().collect()
    }

    /// The operations of the document that were not called, or never with success.
    #[must_use]
    pub fn without_success(&self) -> Vec<&str> {
        let state = self.state();
        let succeeded = |id: &str| {
            state.operations.get(id).is_some_and(|seen| seen.statuses.iter().any(|status| status / 100 == 2))
        };
        let ids = self.contract.operations().iter().map(|operation| operation.id.as_str());
        ids.filter(|id| !succeeded(id)).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What was seen before a panic was seen.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
