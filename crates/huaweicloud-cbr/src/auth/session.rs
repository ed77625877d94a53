//! A user's tokens: kept, renewed before they expire, and renewed once for all that wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reqwest::Client;
use reqwest::header::HeaderValue;
use tokio::sync;

use super::credentials::Named;
use super::error::AuthError;
use super::iam::{Iam, User};

/// A token is renewed when it has this long to go, so that none expires under way.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// Where a renewal fails while the token is still good, the next one is not tried before.
const PAUSE: Duration = Duration::from_secs(10);

/// A user who is logged in at IAM, or will be when a token is needed.
#[derive(Debug)]
pub(super) struct Session {
    iam: Iam,
    user: User,
    state: Mutex<State>,
    /// Whoever has it, and nobody else, asks IAM. It protects no data, so a renewal that is dropped on its way
    /// leaves nothing half done: the next one in line takes its turn.
    turn: sync::Mutex<()>,
}

/// What is known of the tokens. Attempts to get one are counted, so that those who wait for one can tell that
/// it has ended, and take its outcome instead of asking as well.
#[derive(Clone, Debug, Default)]
struct State {
    attempts: u64,
    issued: Option<Arc<Issued>>,
    failure: Option<(Instant, AuthError)>,
}

/// A token.
#[derive(Debug)]
pub(super) struct Issued {
    /// Which one it is, for [`Session::renew_after`].
    pub(super) number: u64,
    pub(super) token: HeaderValue,
    pub(super) project_id: Option<String>,
    expires: Instant,
}

impl Session {
    pub(super) fn new(iam: Iam, user: User) -> Self {
        Self { iam, user, state: Mutex::default(), turn: sync::Mutex::default() }
    }

    /// The id of the project that the tokens are for. IAM is only asked where just its name is known.
    pub(super) async fn project_id(&self, http: &Client) -> Result<Option<String>, AuthError> {
        match &self.user.project {
            Some(Named::Id(id)) => Ok(Some(id.clone())),
            Some(Named::Name(_)) => Ok(self.token(http).await?.project_id.clone()),
            None => Ok(None),
        }
    }

    /// The token, if it is good for long.
    pub(super) fn fresh(&self) -> Option<Arc<Issued>> {
        let state = self.state();
        state.issued.as_ref().filter(|issued| Instant::now() + MARGIN < issued.expires).cloned()
    }

    /// A token that is good for some time.
    pub(super) async fn token(&self, http: &Client) -> Result<Arc<Issued>, AuthError> {
        let seen = self.state().clone();
        let now = Instant::now();
        let Some(issued) = seen.issued.as_ref().filter(|issued| now < issued.expires) else {
            return self.renew(&seen, http).await;
        };
        let failed_just_now = seen.failure.as_ref().is_some_and(|(at, _)| now < *at + PAUSE);
        if now + MARGIN < issued.expires || failed_just_now {
            return Ok(issued.clone());
        }
        // It is still good: one caller renews it, the others go on with it, as does that one if IAM fails.
        match self.turn.try_lock() {
            Ok(turn) => Ok(self.take(turn, &seen, http).await.unwrap_or_else(|_| issued.clone())),
            Err(_) => Ok(issued.clone()),
        }
    }

    /// Gets a new token after this one was refused, unless there is a newer one already.
    pub(super) async fn renew_after(&self, number: u64, http: &Client) -> Result<(), AuthError> {
        let seen = self.state().clone();
        match &seen.issued {
            Some(issued) if issued.number != number => Ok(()),
            _ => self.renew(&seen, http).await.map(drop),
        }
    }

    async fn renew(&self, seen: &State, http: &Client) -> Result<Arc<Issued>, AuthError> {
        let turn = self.turn.lock().await;
        self.take(turn, seen, http).await
    }

    /// Asks IAM, unless an attempt has ended since the state was seen: then its outcome is the answer.
    async fn take(
        &self,
        _turn: sync::MutexGuard<'_, ()>,
        seen: &State,
        http: &Client,
    ) -> Result<Arc<Issued>, AuthError> {
        let known = self.state().clone();
        if known.attempts != seen.attempts {
            match (known.failure, known.issued) {
                (Some((_, error)), _) => return Err(error),
                (None, Some(issued)) => return Ok(issued),
                (None, None) => {}
            }
        }
        let asked = Instant::now();
        let outcome = self.iam.log_in(http, &self.user).await;
        let mut state = self.state();
        state.attempts += 1;
        match outcome {
            Ok(grant) => {
                let issued = Arc::new(Issued {
                    number: state.attempts,
                    token: grant.token,
                    project_id: grant.project_id,
                    // A time that is too far away to be told is none.
                    expires: asked.checked_add(grant.lifetime).unwrap_or(asked),
                });
                state.issued = Some(issued.clone());
                state.failure = None;
                Ok(issued)
            }
            Err(error) => {
                state.failure = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
