//! Making backups known that were made elsewhere.

use super::{is_id, new_id, task};
use crate::codes;
use crate::error::Error;
use crate::model::backup::BackupSync;
use crate::model::backup_view::BackupSyncRespBody;
use crate::model::values::{BackupStatus, Protection, ResourceType};
use crate::state::Tx;
use crate::state::backup::{Backup, Disk, Source};
use crate::state::task::{Task, Work};
use crate::time::Time;

/// Begins to take backups over. Gives each with the task that does it.
pub(crate) fn sync(
    tx: &mut Tx<'_>,
    project: &str,
    wanted: Vec<BackupSync>,
) -> Result<Vec<BackupSyncRespBody>, Error> {
    for (index, one) in wanted.iter().enumerate() {
        let field = format!("sync[{index}].backup_id");
        if !is_id(&one.backup_id) {
            return Err(Error::invalid(field, "is not the ID of a backup"));
        }
        let again = wanted[..index].iter().any(|other| other.backup_id == one.backup_id);
        let running = |task: &Task| {
            let same = |backup: &Backup| backup.id == one.backup_id;
            task.running() && matches!(&task.work, Work::Sync { backup } if same(backup))
        };
        if again || tx.world().tasks.newest(project).any(|task| running(&task.value)) {
            return Err(Error::about(codes::SYNC_RUNNING, field, "is that backup"));
        }
        if tx.world().parents.contains_key(&(project.to_owned(), one.backup_id.clone())) {
            return Err(Error::invalid(field, "is the backup of a volume of a server"));
        }
    }
    let begun = wanted.into_iter().map(|one| {
        let backup = described(tx, project, one);
        let answer = |operation_log_id| BackupSyncRespBody {
            backup_id: Some(backup.id.clone()),
            operation_log_id: Some(operation_log_id),
        };
        let mut syncing =
            task(tx, project, None, &backup.provider_id, Work::Sync { backup: Box::new(backup.clone()) });
        syncing.resource = super::backups::source(&backup);
        let answer = answer(syncing.id.clone());
        tx.put(syncing);
        answer
    });
    Ok(begun.collect())
}

/// The backup as a caller describes it. One that is known already stays as it is, under the name that is given.
fn described(tx: &Tx<'_>, project: &str, one: BackupSync) -> Backup {
    if let Some(known) = tx.get::<Backup>(project, &one.backup_id) {
        return Backup { name: one.backup_name, updated: tx.now, ..known.value.clone() };
    }
    let created = Time::from_seconds(one.created_at);
    Backup {
        id: one.backup_id,
        project: project.to_owned(),
        checkpoint_id: new_id(),
        parent: None,
        vault_id: String::new(),
        name: one.backup_name,
        description: String::new(),
        created,
        updated: tx.now,
        protected: Some(created),
        expires: None,
        status: BackupStatus::Available,
        image_type: Protection::Backup,
        resource: Source {
            id: one.resource_id,
            // The service takes kinds here that it does not name in backups.
            kind: ResourceType::parse(&one.resource_type),
            name: one.resource_name,
            az: "az-01".to_owned(),
            size: 0,
            architecture: "x86_64".to_owned(),
            disk: Disk::default(),
        },
        provider_id: "0daac4c5-6707-4851-97ba-169e36266b66".to_owned(),
        children: Vec::new(),
        automatic: false,
        policy_id: None,
        incremental: false,
        space: 0,
        replications: Vec::new(),
        enterprise_project: "0".to_owned(),
    }
}
