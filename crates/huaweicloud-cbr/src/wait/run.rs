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

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::future::IntoFuture;
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::error::{ApiError, TimeoutError};
    use crate::types::{Billing, OperationLog, OperationLogStatus, Vault};
    use crate::wait::{Snapshot, Wait};

    fn task(status: &str) -> Result<OperationLog, Error> {
        Ok(OperationLog { id: Some("t1".into()), status: Some(status.into()), ..Default::default() })
    }

    fn vault(status: &str) -> Result<Vault, Error> {
        let billing = Some(Billing { status: Some(status.into()), ..Default::default() });
        Ok(Vault { billing, ..Default::default() })
    }

    fn refused(status: u16) -> Error {
        Error::Api(Box::new(ApiError::read("Show", status, b"{}")))
    }

    fn busy(seconds: u64) -> Error {
        let mut error = ApiError::read("Show", 503, b"{}");
        error.retry_after = Some(Duration::from_secs(seconds));
        Error::Api(Box::new(error))
    }

    fn slow() -> Error {
        Error::Timeout(Box::new(TimeoutError {
            operation: "Show",
            attempts: 1,
            limit: Duration::from_secs(1),
        }))
    }

    /// A service that says these things in turn, and the last of them for ever; when it was asked.
    fn script<'a, T: Watched + Clone>(
        answers: Vec<Result<T, Error>>,
    ) -> (Wait<'a, T>, Arc<Mutex<Vec<Duration>>>) {
        let asked: Arc<Mutex<Vec<Duration>>> = Arc::default();
        let (times, start) = (Arc::clone(&asked), Instant::now());
        let mut answers = VecDeque::from(answers);
        let wait = Wait::new(move || {
            times.lock().unwrap().push(start.elapsed());
            let answer = match (answers.len(), answers.front()) {
                (1, Some(Ok(thing))) => Ok(thing.clone()),
                _ => answers.pop_front().expect("the script has an answer"),
            };
            Box::pin(async move { answer })
        });
        (wait, asked)
    }

    fn seconds(times: &Mutex<Vec<Duration>>) -> Vec<f64> {
        times.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_up_to_the_longest() {
        let answers = [vec!["waiting"], vec!["running"; 4], vec!["success"]].concat();
        let (wait, asked) = script(answers.into_iter().map(task).collect());
        let mut progress = Vec::new();
        let ended = wait
            .poll(Duration::from_secs(4), Duration::from_secs(10))
            .on_progress(|task: &OperationLog| progress.push(task.status.clone().unwrap().to_string()))
            .await;
        assert_eq!(ended.unwrap().status, Some(OperationLogStatus::Success));
        assert_eq!(seconds(&asked), [0.0, 4.0, 10.0, 19.0, 29.0, 39.0]);
        assert_eq!(progress, ["waiting", "running", "running", "running", "running", "success"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_task_ends_the_wait_with_its_reason() {
        let mut failed = task("failed").unwrap();
        failed.error_info =
            serde_json::from_str(r#"{"code": "Service.1", "message": "the disk is busy"}"#).ok();
        let (wait, asked) = script(vec![task("running"), Ok(failed.clone()), task("success")]);
        let error = wait.await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "ShowOperationLog: task t1 is `failed`, and will not be `success` any more: Service.1: the disk is busy"
        );
        assert!(!error.is_timeout() && !error.is_not_found());
        assert_eq!(error.operation(), Some("ShowOperationLog"));
        let Error::Wait(error) = error else { panic!("{error:?}") };
        assert_eq!((error.status(), error.polls()), (Some("failed"), 2));
        assert_eq!(error.error_info(), failed.error_info.as_ref());
        assert_eq!(error.last(), Some(&Snapshot::Task(Box::new(failed))));
        assert_eq!(seconds(&asked), [0.0, 1.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn time_runs_out() {
        let (wait, asked) = script(vec![task("running")]);
        let wait = wait.timeout(Duration::from_secs(20)).poll(Duration::from_secs(8), Duration::from_secs(8));
        let error = wait.await.unwrap_err();
        assert!(error.is_timeout());
        assert_eq!(
            error.to_string(),
            "ShowOperationLog: task t1 is not `success` after 20.0 s and 3 polls, but `running`"
        );
        assert_eq!(seconds(&asked), [0.0, 8.0, 16.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn time_runs_out_in_a_poll() {
        let wait: Wait<'_, OperationLog> = Wait::new(|| Box::pin(std::future::pending()));
        let start = Instant::now();
        let Err(Error::Wait(error)) = wait.timeout(Duration::from_secs(5)).await else { panic!("reached") };
        assert!(error.is_timeout() && error.last().is_none());
        assert_eq!(start.elapsed(), Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn what_passes_does_not_end_a_wait() {
        let (wait, asked) = script(vec![Err(slow()), Err(busy(7)), task("running"), task("success")]);
        wait.await.unwrap();
        // 7 seconds, since the service asked for them.
        assert_eq!(seconds(&asked), [0.0, 1.0, 8.0, 10.25]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_failure_is_the_reason_of_a_timeout() {
        let failing: Wait<'_, OperationLog> = Wait::new(|| Box::pin(async { Err(slow()) }));
        let error = failing.timeout(Duration::from_secs(5)).await.unwrap_err();
        let source = std::error::Error::source(&error).expect("a source");
        assert_eq!(source.to_string(), slow().to_string());
    }

    #[tokio::test(start_paused = true)]
    async fn other_errors_end_a_wait() {
        for status in [400, 401, 403, 404] {
            let (wait, asked) = script(vec![task("running"), Err(refused(status)), task("success")]);
            assert_eq!(wait.await.unwrap_err().status(), Some(status));
            assert_eq!(asked.lock().unwrap().len(), 2);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn until_a_vault_is_gone() {
        let (wait, _) = script(vec![
            vault("available"),
            vault("deleting"),
            Err(slow()),
            vault("deleting"),
            Err(refused(404)),
        ]);
        wait.until_gone().await.unwrap();

        let (wait, _) = script(vec![vault("error"), vault("deleting"), vault("error")]);
        let Err(Error::Wait(error)) = wait.until_gone().await else { panic!("gone") };
        assert_eq!((error.status(), error.polls()), (Some("error"), 3));
        assert_eq!(error.to_string(), "ShowVault: vault is `error`, and will not be gone any more");
    }

    #[tokio::test(start_paused = true)]
    async fn other_states_than_the_usual_one() {
        let (wait, _) = script(vec![task("waiting"), task("running"), task("success")]);
        let running = wait.until(OperationLogStatus::Running).await.unwrap();
        assert_eq!(running.status, Some(OperationLogStatus::Running));

        let (wait, _) = script(vec![vault("available"), vault("thawing")]);
        wait.until("thawing").await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_thing_without_a_state_may_get_one() {
        let (wait, _) = script(vec![Ok(OperationLog::default()), task("success")]);
        wait.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn limits_that_no_clock_can_show() {
        let (wait, asked) = script(vec![task("running"), task("success")]);
        wait.timeout(Duration::MAX).poll(Duration::ZERO, Duration::MAX).await.unwrap();
        assert_eq!(asked.lock().unwrap().len(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_dropped_asks_no_more() {
        let (wait, asked) = script(vec![task("running")]);
        let cut = tokio::time::timeout(Duration::from_secs(3), wait.into_future()).await;
        assert!(cut.is_err());
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(seconds(&asked), [0.0, 1.0, 2.5]);
    }
}
