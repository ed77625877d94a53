//! The operations that change nothing: the lists first, and the rest on what they list.

use crate::run::{Ended, Run};

/// How many backups are asked for members: few backups are shared.
const ASKED: usize = 20;

/// Calls what changes nothing. An operation that fails is noted, and those that do not need it are called nevertheless.
pub(crate) async fn read(run: &Run) -> Result<(), Ended> {
    vaults(run).await.or_else(goes_on)?;
    policies(run).await.or_else(goes_on)?;
    backups(run).await.or_else(goes_on)?;
    tasks(run).await.or_else(goes_on)
}

/// One operation that failed does not end the run.
fn goes_on(ended: Ended) -> Result<(), Ended> {
    match ended {
        Ended::Failed => Ok(()),
        other => Err(other),
    }
}

async fn vaults(run: &Run) -> Result<(), Ended> {
    let vaults = run.client.vaults();
    let listed = run.call("ListVaults", vaults.list().limit(10).send()).await?.vaults.unwrap_or_default();
    match listed.into_iter().find_map(|vault| vault.id) {
        Some(id) => run.call("ShowVault", vaults.get(id).send()).await.map(drop),
        None => none(run, &["ShowVault"], "there is no vault"),
    }
}

async fn policies(run: &Run) -> Result<(), Ended> {
    let policies = run.client.policies();
    let listed = run.call("ListPolicies", policies.list().send()).await?.policies.unwrap_or_default();
    match listed.into_iter().find_map(|policy| policy.id) {
        Some(id) => run.call("ShowPolicy", policies.get(id).send()).await.map(drop),
        None => none(run, &["ShowPolicy"], "there is no policy"),
    }
}

async fn backups(run: &Run) -> Result<(), Ended> {
    let backups = run.client.backups();
    let listed = run.call("ListBackups", backups.list().limit(50).send()).await?.backups.unwrap_or_default();
    let mut ids = listed.iter().filter_map(|backup| backup.id.as_deref());
    let Some(id) = ids.next() else {
        let others = ["ShowBackup", "ListBackupMembers", "ShowBackupMember", "ShowCheckpoint"];
        return none(run, &others, "there is no backup");
    };
    run.call("ShowBackup", backups.get(id).send()).await.map(drop).or_else(goes_on)?;
    match listed.iter().find_map(|backup| backup.checkpoint_id.as_deref()) {
        Some(id) => run
            .call("ShowCheckpoint", run.client.checkpoints().get(id).send())
            .await
            .map(drop)
            .or_else(goes_on)?,
        None => none(run, &["ShowCheckpoint"], "no backup names its checkpoint")?,
    }
    for id in std::iter::once(id).chain(ids).take(ASKED) {
        let members =
            run.call("ListBackupMembers", backups.list_members(id).send()).await?.members.unwrap_or_default();
        if let Some(member) = members.into_iter().find_map(|member| member.dest_project_id) {
            return run.call("ShowBackupMember", backups.get_member(id, member).send()).await.map(drop);
        }
    }
    none(run, &["ShowBackupMember"], "no backup is shared")
}

async fn tasks(run: &Run) -> Result<(), Ended> {
    let tasks = run.client.operation_logs();
    let listed = run.call("ListOperationLogs", tasks.list().limit(10).send()).await?;
    match listed.operation_logs.unwrap_or_default().into_iter().find_map(|task| task.id) {
        Some(id) => run.call("ShowOperationLog", tasks.get(id).send()).await.map(drop),
        None => none(run, &["ShowOperationLog"], "there is no task"),
    }
}

fn none(run: &Run, operations: &[&str], why: &str) -> Result<(), Ended> {
    operations.iter().for_each(|operation| run.ledger.not_run(operation, why));
    Ok(())
}
