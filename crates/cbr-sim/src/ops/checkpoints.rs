//! Backing up a vault: a restore point, a backup of each resource, and a task for each backup.

use super::{eligible, new_id, resource, task, vault};
use crate::codes::{self, Code};
use crate::error::{Error, Failure};
use crate::inventory::Found;
use crate::model::checkpoint::VaultBackup;
use crate::model::values::{BackupStatus, CheckpointStatus, ProtectStatus, Protection, VaultStatus};
use crate::state::Tx;
use crate::state::backup::{Backup, Disk, Part, Source};
use crate::state::checkpoint::{Checkpoint, Saved, Skipped};
use crate::state::task::Work;
use crate::state::vault::{Bound, MB, Vault};

/// How to back up.
pub(crate) struct Plan {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) incremental: bool,
    pub(crate) automatic: bool,
    pub(crate) policy_id: Option<String>,
    /// For how long the backups are kept.
    pub(crate) days: Option<i64>,
}

/// Begins to back up what a caller names.
pub(crate) fn create(tx: &mut Tx<'_>, project: &str, wanted: VaultBackup) -> Result<Checkpoint, Error> {
    let vault = vault(tx, project, &wanted.vault_id)?;
    let (selected, plan) = match wanted.parameters {
        Some(given) => {
            if let Some(name) = &given.name
                && !name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-'))
            {
                let why = "must have letters, digits, underscores and hyphens only";
                return Err(Error::invalid("checkpoint.parameters.name", why));
            }
            let details = given.resource_details.unwrap_or_default().into_iter().map(|detail| detail.id);
            let selected: Vec<String> = given.resources.into_iter().flatten().chain(details).collect();
            let plan = Plan {
                name: given.name.unwrap_or_else(|| default_name(tx)),
                description: given.description.unwrap_or_default(),
                incremental: given.incremental.unwrap_or(true),
                automatic: given.auto_trigger.unwrap_or(false),
                policy_id: None,
                days: None,
            };
            ((!selected.is_empty()).then_some(selected), plan)
        }
        None => {
            let name = default_name(tx);
            let (automatic, incremental) = (false, true);
            (
                None,
                Plan {
                    name,
                    description: String::new(),
                    incremental,
                    automatic,
                    policy_id: None,
                    days: None,
                },
            )
        }
    };
    start(tx, &vault.value, selected.as_deref(), plan)
}

fn default_name(tx: &Tx<'_>) -> String {
    format!("manualbk_{:04x}", tx.now.seconds() & 0xffff)
}

/// Begins to back up resources of a vault, or all of them.
pub(crate) fn start(
    tx: &mut Tx<'_>,
    vault: &Vault,
    selected: Option<&[String]>,
    plan: Plan,
) -> Result<Checkpoint, Error> {
    if vault.status != VaultStatus::Available {
        return Err(codes::VAULT_STATE_BACKUP.into());
    }
    if vault.protect_type != Protection::Backup {
        return Err(codes::VAULT_NO_BACKUPS.into());
    }
    if vault.used >= vault.size * MB && !vault.settings.auto_expand {
        return Err(codes::VAULT_FULL.into());
    }
    let (chosen, skipped) = choose(tx, vault, selected)?;
    let checkpoint = Checkpoint {
        id: new_id(),
        project: vault.project().to_owned(),
        created: tx.now,
        status: CheckpointStatus::Protecting,
        vault_id: vault.id.clone(),
        vault_name: vault.name.clone(),
        name: plan.name.clone(),
        description: plan.description.clone(),
        retention_days: plan.days.unwrap_or(-1),
        resources: chosen.iter().map(|(bound, _)| saved(bound)).collect(),
        skipped,
        backups: Vec::new(),
        running: chosen.len(),
        failed: 0,
    };
    let mut changed = vault.clone();
    let mut ids = Vec::with_capacity(chosen.len());
    let several = chosen.len() > 1;
    for (index, (bound, found)) in chosen.iter().enumerate() {
        let name = if several { format!("{}_{:04}", plan.name, index + 1) } else { plan.name.clone() };
        let backup = backup(tx, vault, bound, found, &checkpoint.id, name, &plan);
        if let Some(bound) = changed.resource_mut(&bound.id) {
            bound.status = ProtectStatus::Protecting;
        }
        let work = Work::Backup {
            backup_id: backup.id.clone(),
            name: backup.name.clone(),
            incremental: backup.incremental,
        };
        let mut backing_up = task(tx, vault.project(), Some(vault), vault.provider(), work);
        backing_up.checkpoint_id = Some(checkpoint.id.clone());
        backing_up.policy_id.clone_from(&plan.policy_id);
        backing_up.resource = Some(resource(&bound.id, bound.kind, &bound.name));
        backing_up.failure = found.fails().map(planned);
        ids.push(backup.id.clone());
        tx.put(backup);
        tx.put(backing_up);
    }
    tx.put(changed);
    let checkpoint = Checkpoint { backups: ids, ..checkpoint };
    tx.put(checkpoint.clone());
    Ok(checkpoint)
}

/// What a resource fails with that was told to.
pub(super) fn planned(code: &str) -> Failure {
    Failure { code: code.to_owned().into(), message: "The resource was told to fail.".to_owned() }
}

/// The resources to back up, and those that are left out.
type Choice = (Vec<(Bound, Found)>, Vec<Skipped>);

/// Chooses the resources to back up.
fn choose(tx: &Tx<'_>, vault: &Vault, selected: Option<&[String]>) -> Result<Choice, Error> {
    let wanted: Vec<&Bound> = match selected {
        Some(selected) => {
            let mut wanted: Vec<&Bound> = Vec::with_capacity(selected.len());
            for id in selected {
                let bound = vault.resource(id).ok_or_else(|| {
                    Error::about(codes::NOT_BOUND, "checkpoint.parameters.resources", "is not in it")
                })?;
                if !wanted.iter().any(|other| other.id == bound.id) {
                    wanted.push(bound);
                }
            }
            wanted
        }
        None => vault.resources.iter().collect(),
    };
    let (mut chosen, mut skipped) = (Vec::new(), Vec::new());
    let mut reasons: Vec<Code> = Vec::new();
    for bound in wanted {
        let found = tx.config.inventory.find(bound.kind, &bound.id);
        let refusal = match (bound.status, &found) {
            (ProtectStatus::Protecting, _) => Some(codes::BUSY),
            (ProtectStatus::Removing | ProtectStatus::Restoring, _) => Some(codes::RESOURCE_STATE),
            (_, None) => Some(eligible::missing(bound.kind)),
            (_, Some(found)) => eligible::refusal(found, &bound.exclude_volumes),
        };
        match (refusal, found) {
            (None, Some(found)) => chosen.push((bound.clone(), found)),
            (refusal, _) => {
                let code = refusal.unwrap_or(codes::RESOURCE_STATE);
                reasons.push(code);
                skipped.push(Skipped {
                    id: bound.id.clone(),
                    kind: bound.kind,
                    name: bound.name.clone(),
                    code: code.code.to_owned(),
                    reason: code.message.to_owned(),
                });
            }
        }
    }
    if chosen.is_empty() {
        // One reason is told as it is; of several, that there is nothing.
        reasons.dedup();
        return Err(match reasons.as_slice() {
            [codes::BUSY] => codes::BACKING_UP.into(),
            [reason] => (*reason).into(),
            _ => codes::NOTHING_TO_BACK_UP.into(),
        });
    }
    Ok((chosen, skipped))
}

fn saved(bound: &Bound) -> Saved {
    Saved {
        id: bound.id.clone(),
        kind: bound.kind,
        name: bound.name.clone(),
        size: bound.size,
        backup_size: bound.backup_size,
        backup_count: bound.backup_count,
    }
}

fn backup(
    tx: &Tx<'_>,
    vault: &Vault,
    bound: &Bound,
    found: &Found,
    checkpoint: &str,
    name: String,
    plan: &Plan,
) -> Backup {
    let disk = |encrypted: bool, bootable: bool| Disk { snapshot_id: Some(new_id()), bootable, encrypted };
    let (mut children, mut az, mut architecture) = (Vec::new(), "az-01".to_owned(), String::new());
    let mut own = Disk::default();
    let mut size = found.size();
    match found {
        Found::Server(server, volumes) => {
            az.clone_from(&server.az);
            architecture.clone_from(&server.architecture);
            let volumes = volumes.iter().filter(|volume| !bound.exclude_volumes.contains(&volume.id));
            children.extend(volumes.map(|volume| Part {
                id: new_id(),
                volume_id: volume.id.clone(),
                volume_name: Found::Volume(volume.clone()).name(),
                size: volume.size,
                disk: disk(volume.encrypted, volume.bootable),
            }));
            size = children.iter().map(|part| part.size).sum();
        }
        Found::Volume(volume) => own = disk(volume.encrypted, volume.bootable),
        Found::Turbo(_) => {}
    }
    // The first backup of a resource has nothing that it could be the difference to.
    let incremental = plan.incremental && bound.backup_count > 0;
    Backup {
        id: new_id(),
        project: vault.project().to_owned(),
        checkpoint_id: checkpoint.to_owned(),
        parent: None,
        vault_id: vault.id.clone(),
        name,
        description: plan.description.clone(),
        created: tx.now,
        updated: tx.now,
        protected: None,
        expires: plan.days.map(|days| tx.now.plus_days(days)),
        status: BackupStatus::Protecting,
        image_type: Protection::Backup,
        resource: Source {
            id: bound.id.clone(),
            kind: Some(bound.kind),
            name: bound.name.clone(),
            az,
            size,
            architecture,
            disk: own,
        },
        provider_id: vault.provider().to_owned(),
        children,
        automatic: plan.automatic,
        policy_id: plan.policy_id.clone(),
        incremental,
        space: if incremental { size * MB / 20 } else { size * MB },
        replications: Vec::new(),
        enterprise_project: vault.terms.enterprise_project.as_str().to_owned(),
    }
}
