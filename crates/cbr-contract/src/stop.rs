//! Ctrl-C, and what a polite system sends.

use tokio::sync::watch;

use crate::tell;

/// Whether the run is to end. Clones know the same.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens to the signals that ask a program to end. The first one only asks; a second one ends the program.
    pub(crate) fn listen() -> Self {
        let (asked, asks) = watch::channel(false);
        tokio::spawn(async move {
            signal().await;
            tell("\ninterrupted: what was made is deleted now; interrupt again to leave it behind\n");
            // There is always a receiver, or nobody to tell.
            let _ = asked.send(true);
            signal().await;
            std::process::exit(130);
        });
        Self(asks)
    }

    /// Whether it is to end.
    pub(crate) fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is to end.
    pub(crate) async fn asked(&self) {
        if self.0.clone().wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}
