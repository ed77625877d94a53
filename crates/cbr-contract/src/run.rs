//! A run: what is called, one after another, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use huaweicloud_cbr::wait::{Wait, Watched};
use huaweicloud_cbr::{Client, Error, Response};

use crate::arguments::{Arguments, Format};
use crate::ledger::{Ledger, Verdict};
use crate::made::Made;
use crate::progress::Progress;
use crate::report::Report;
use crate::stop::Stop;
use crate::target::Target;
use crate::write::Means;
use crate::{read, result, tell, write};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// All that was run was as documented.
    Fine,
    /// Something was not, or was left behind.
    Broken,
    /// Somebody asked it to end.
    Interrupted,
}

/// Why nothing can be said of the service.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("the client: {0}")]
    Client(Error),
    #[error("the service: {0}")]
    Service(Error),
    #[error("the description: {0}")]
    Contract(#[from] speclift_contract::ContractError),
    #[error("the simulator: {0}")]
    Simulator(#[from] cbr_sim::StartError),
    #[error("standard output: {0}")]
    Output(std::io::Error),
    #[error(transparent)]
    Report(#[from] speclift::output::WriteError),
}

/// Why what follows is not run.
#[derive(Debug)]
pub(crate) enum Ended {
    /// An operation failed on which the rest builds; it is noted.
    Failed,
    /// Somebody asked the run to end.
    Stopped,
    /// The service cannot be reached, or knows nobody who calls.
    Refused(Error),
}

/// What the steps of a run share.
pub(crate) struct Run {
    pub(crate) client: Client,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) made: Made,
    pub(crate) patience: Duration,
    /// Time at the service's pace: how long to wait before it is looked again.
    pub(crate) pause: Duration,
    progress: Progress,
    stop: Stop,
}

impl Run {
    /// Calls an operation, if the run goes on, and notes where that fails.
    pub(crate) async fn call<T>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<Response<T>, Error>>,
    ) -> Result<T, Ended> {
        if self.stop.is_asked() {
            return Err(Ended::Stopped);
        }
        self.say(operation);
        // A request that was begun is finished: what it makes has to be known.
        call.await.map(Response::into_inner).map_err(|error| self.failed(operation, error))
    }

    /// Waits for something, for as long as the run goes on.
    pub(crate) async fn wait<'a, T: Watched + 'a, O: Send + 'a>(
        &self,
        operation: &'static str,
        wait: Wait<'a, T, O>,
    ) -> Result<O, Ended> {
        self.say(operation);
        let wait = wait.timeout(self.patience).poll(self.pause, self.pause * 20).into_future();
        tokio::select! {
            done = wait => done.map_err(|error| self.failed(operation, error)),
            () = self.stop.asked() => Err(Ended::Stopped),
        }
    }

    fn failed(&self, operation: &str, error: Error) -> Ended {
        self.ledger.error(operation, error.to_string());
        match error {
            Error::Transport(_) | Error::Authentication(_) => Ended::Refused(error),
            _ if error.is_unauthorized() => Ended::Refused(error),
            _ => Ended::Failed,
        }
    }

    pub(crate) fn say(&self, what: &str) {
        let (called, all) = self.ledger.counts();
        self.progress.say(&format!("{called}/{all}  {what}"));
    }
}

/// Runs what the arguments ask for, and tells how it went.
pub(crate) async fn run(arguments: &Arguments) -> Result<End, Failure> {
    let stop = Stop::listen();
    let target = Target::start(arguments).await?;
    let run = Run {
        client: target.client.clone(),
        ledger: Arc::clone(&target.ledger),
        made: Made::default(),
        patience: arguments.patience,
        pause: target.pause,
        progress: Progress::default(),
        stop,
    };
    let means = match arguments.allow_writes || target.is_simulator() {
        true => Some(target.means(arguments)?),
        false => None,
    };
    let ended = operations(&run, means.as_ref()).await;
    let left = run.made.delete_all(&run).await;
    run.progress.clear();
    let refused = match ended {
        Err(Ended::Refused(error)) => Some(error),
        _ => None,
    };
    let otherwise = match &refused {
        Some(_) => "the service could not be asked any more",
        None if run.stop.is_asked() => "interrupted before",
        None => "an operation failed that it builds on",
    };
    let rows = run.ledger.rows(otherwise);
    if let Some(error) = refused.filter(|_| rows.iter().all(|row| row.verdict != Verdict::Passed)) {
        return Err(Failure::Service(error));
    }
    let broken = !left.is_empty() || rows.iter().any(|row| row.verdict == Verdict::Failed);
    let interrupted = run.stop.is_asked();
    let report = Report { target: &target.name, rows: &rows, left: &left, interrupted };
    tell_of(&report, arguments)?;
    target.stop().await;
    left.iter().for_each(|left| tell(&format!("error: left behind: {left}\n")));
    Ok(if interrupted && left.is_empty() {
        End::Interrupted
    } else if broken {
        End::Broken
    } else {
        End::Fine
    })
}

async fn operations(run: &Run, means: Option<&Means>) -> Result<(), Ended> {
    read::read(run).await?;
    match means {
        Some(means) => write::write(run, means).await,
        None => {
            write::left_out(run);
            Ok(())
        }
    }
}

fn tell_of(report: &Report<'_>, arguments: &Arguments) -> Result<(), Failure> {
    let text = match arguments.format {
        Format::Text => report.text(),
        Format::Json => format!("{:#}\n", report.json()),
    };
    match &arguments.output {
        None => result(&text),
        Some(file) => {
            speclift::output::write_all(&[(file.clone(), text)])?;
            result(&report.text())
        }
    }
}
