//! What the run made, and has to delete in the end whatever happens.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use huaweicloud_cbr::{Client, Error};

use crate::run::Run;

/// Something that was made, or may have been: an answer can get lost, so things are known by names that are the run's own.
pub(crate) enum Thing {
    /// A policy, by its name.
    Policy(Client, String),
    /// A vault, by its name; its backups go with it.
    Vault(Client, String),
    /// A share of a backup with a project, by the IDs of both.
    Share(Client, String, String),
}

/// What was made, in the order in which it was.
#[derive(Default)]
pub(crate) struct Made(Mutex<Vec<Thing>>);

impl Made {
    /// Notes what is about to be made.
    pub(crate) fn note(&self, thing: Thing) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(thing);
    }

    /// Deletes everything, what was made last first. Gives what could not be deleted, and why.
    pub(crate) async fn delete_all(&self, run: &Run) -> Vec<String> {
        let things = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut left = Vec::new();
        for thing in things.iter().rev() {
            if let Err(error) = thing.delete(run).await {
                left.push(format!("{}: {error}", thing.describe()));
            }
        }
        left
    }
}

impl Thing {
    fn describe(&self) -> String {
        match self {
            Self::Policy(_, name) => format!("the policy {name}"),
            Self::Vault(_, name) => format!("the vault {name}"),
            Self::Share(_, backup, project) => format!("the share of backup {backup} with project {project}"),
        }
    }

    async fn delete(&self, run: &Run) -> Result<(), Error> {
        run.say(&format!("deleting {}", self.describe()));
        match self {
            Self::Policy(client, name) => {
                for id in policies(client, name).await? {
                    insist(run, "DeletePolicy", async || {
                        client.policies().delete(&*id).send().await.map(drop)
                    })
                    .await?;
                }
            }
            Self::Vault(client, name) => {
                for id in vaults(client, name).await? {
                    insist(run, "DeleteVault", async || client.vaults().delete(&*id).send().await.map(drop))
                        .await?;
                    let gone = client.vaults().wait(id).until_gone();
                    gone.timeout(run.patience).poll(run.pause, run.pause * 20).await?;
                }
            }
            Self::Share(client, backup, project) => {
                let delete =
                    async || client.backups().delete_member(&**backup, &**project).send().await.map(drop);
                insist(run, "DeleteBackupMember", delete).await?;
            }
        }
        Ok(())
    }
}

/// Deletes something until it is gone, or patience is over: what is in use now may not be in a while.
async fn insist(
    run: &Run,
    operation: &str,
    delete: impl AsyncFn() -> Result<(), Error>,
) -> Result<(), Error> {
    let start = Instant::now();
    let mut pause = run.pause;
    loop {
        match delete().await {
            Ok(()) => return Ok(()),
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) if start.elapsed() + pause > run.patience => {
                run.ledger.error(operation, error.to_string());
                return Err(error);
            }
            Err(_) => tokio::time::sleep(pause).await,
        }
        pause = (pause * 2).min(run.pause * 20);
    }
}

async fn policies(client: &Client, name: &str) -> Result<Vec<String>, Error> {
    let listed = client.policies().list().send().await?.into_inner().policies.unwrap_or_default();
    Ok(listed
        .into_iter()
        .filter(|policy| policy.name.as_deref() == Some(name))
        .filter_map(|policy| policy.id)
        .collect())
}

async fn vaults(client: &Client, name: &str) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    let mut listed = client.vaults().list().name(name).stream();
    while let Some(vault) = listed.try_next().await? {
        // The service may take the name for a part of one.
        if vault.name.as_deref() == Some(name) {
            ids.extend(vault.id);
        }
    }
    Ok(ids)
}
