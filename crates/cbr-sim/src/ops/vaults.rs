//! Creating, changing and deleting vaults.

use std::collections::HashSet;
use std::sync::Arc;

use super::{new_id, resources, task, vault};
use crate::codes;
use crate::error::Error;
use crate::model::checkpoint::Resource;
use crate::model::values::{ObjectType, ProtectStatus, Protection, VaultStatus};
use crate::model::vault::{VaultCreate, VaultUpdate};
use crate::state::backup::Backup;
use crate::state::policy::Policy;
use crate::state::task::Work;
use crate::state::terms::{Terms, User, Usual};
use crate::state::vault::{Settings, Vault};
use crate::state::{Kept, Tx};

/// Creates a vault, and binds resources and a policy to it.
pub(crate) fn create(tx: &mut Tx<'_>, project: &str, wanted: VaultCreate) -> Result<Arc<Kept<Vault>>, Error> {
    let billing = wanted.billing;
    if billing.protect_type == Protection::Replication && billing.object_type != ObjectType::Server {
        return Err(codes::PROTECT_TYPE.into());
    }
    if let Some(tags) = &wanted.tags {
        if tags.len() > 10 {
            return Err(Error::about(codes::TOO_MANY_TAGS, "vault.tags", "must have no more than 10 items"));
        }
        let keys: HashSet<_> = tags.iter().map(|tag| tag.key.as_deref().unwrap_or_default()).collect();
        if tags.is_empty() || keys.len() < tags.len() {
            let why = "must have a tag where it is given, and no key twice";
            return Err(Error::invalid("vault.tags", why));
        }
    }
    if tx.world().vaults.count(project) >= tx.config.limits.vaults {
        return Err(codes::TOO_MANY_VAULTS.into());
    }
    let terms = Terms {
        project: project.to_owned(),
        description: wanted.description,
        cloud_type: Usual::new(billing.cloud_type),
        consistent_level: Usual::new(Some(billing.consistent_level)),
        charging_mode: Usual::new(billing.charging_mode),
        enterprise_project: Usual::new(wanted.enterprise_project_id),
        tags: wanted.tags.unwrap_or_default(),
        bind_rules: wanted.bind_rules.unwrap_or_default(),
        name_prefix: wanted.backup_name_prefix,
        lock_source: wanted.sys_lock_source_service,
        user: User::default(),
    };
    let mut vault = Vault {
        id: new_id(),
        name: wanted.name,
        terms: Arc::new(terms),
        created: tx.now,
        status: VaultStatus::Available,
        object_type: billing.object_type,
        protect_type: billing.protect_type,
        size: billing.size,
        used: 0,
        resources: Vec::new(),
        policies: Vec::new(),
        settings: Settings { auto_bind: wanted.auto_bind.unwrap_or(false), ..Settings::default() },
    };
    vault.resources = resources::to_bind(tx, &vault, &wanted.resources, "vault.resources")?;
    if vault.allocated() > vault.size {
        let why = format_args!("is less than the {} GB of the resources", vault.allocated());
        return Err(Error::about(codes::CAPACITY, "vault.billing.size", why));
    }
    let policy = match wanted.backup_policy_id {
        Some(id) => {
            let policy = tx.get::<Policy>(project, &id).ok_or(codes::NO_POLICY)?;
            if policy.value.kind != Protection::Backup || vault.protect_type != Protection::Backup {
                return Err(codes::POLICY_TYPE.into());
            }
            Some(id)
        }
        None => None,
    };
    let vault = tx.put(vault);
    if let Some(policy) = policy {
        super::policies::bind(tx, project, &vault.value.id, &policy, Protection::Backup);
    }
    Ok(vault)
}

/// Changes a vault.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    wanted: VaultUpdate,
) -> Result<Arc<Kept<Vault>>, Error> {
    let mut vault = vault(tx, project, id)?.value.clone();
    if vault.status != VaultStatus::Available {
        return Err(codes::CANNOT_UPDATE.into());
    }
    if let Some(size) = wanted.billing.and_then(|billing| billing.size) {
        let used = vault.used.div_euclid(crate::state::vault::MB);
        if size < vault.allocated().max(used) {
            let why =
                format_args!("is less than what is used ({used} GB) or bound ({} GB)", vault.allocated());
            return Err(Error::about(codes::CAPACITY, "vault.billing.size", why));
        }
        vault.size = size;
    }
    vault.name = wanted.name.unwrap_or(vault.name);
    if let Some(bind_rules) = wanted.bind_rules {
        Arc::make_mut(&mut vault.terms).bind_rules = bind_rules;
    }
    let settings = &mut vault.settings;
    settings.auto_bind = wanted.auto_bind.unwrap_or(settings.auto_bind);
    settings.auto_expand = wanted.auto_expand.unwrap_or(settings.auto_expand);
    settings.smn_notify = wanted.smn_notify.unwrap_or(settings.smn_notify);
    let threshold = wanted.threshold.and_then(|percent| u8::try_from(percent).ok());
    settings.threshold = threshold.unwrap_or(settings.threshold);
    Ok(tx.put(vault))
}

/// Begins to delete a vault and all backups in it.
pub(crate) fn delete(tx: &mut Tx<'_>, project: &str, id: &str) -> Result<(), Error> {
    let vault = vault(tx, project, id)?;
    let vault = &vault.value;
    if vault.status == VaultStatus::Deleting {
        return Err(codes::CANNOT_DELETE.into());
    }
    let backups = backups_in(tx, project, id);
    idle(vault, &backups)?;
    for backup in &backups {
        super::backups::leave(tx, backup);
    }
    for (_, policy) in &vault.policies {
        tx.change(project, policy, |policy: &mut Policy| policy.vaults.retain(|bound| bound != id));
        crate::life::schedule::plan(tx, project, policy);
    }
    let work = Work::DeleteVault { backups: backups.len() };
    let mut deletion = task(tx, project, Some(vault), vault.provider(), work);
    if let Some(bound) = vault.resources.first() {
        deletion.resource =
            Some(Resource { id: bound.id.clone(), name: Some(bound.name.clone()), kind: bound.kind });
    }
    tx.put(deletion);
    tx.change(project, id, |vault: &mut Vault| {
        vault.status = VaultStatus::Deleting;
        vault.policies.clear();
    });
    Ok(())
}

/// Nothing is being done with the vault.
fn idle(vault: &Vault, backups: &[Backup]) -> Result<(), Error> {
    use crate::model::values::BackupStatus::{Protecting, Restoring};
    let any = |status: ProtectStatus| vault.resources.iter().any(|resource| resource.status == status);
    if any(ProtectStatus::Removing) {
        return Err(codes::REMOVING.into());
    }
    if any(ProtectStatus::Protecting) || backups.iter().any(|backup| backup.status == Protecting) {
        return Err(codes::BACKING_UP.into());
    }
    if backups.iter().any(Backup::replicating) {
        return Err(codes::REPLICATING.into());
    }
    if backups.iter().any(|backup| backup.status == Restoring) {
        return Err(codes::CANNOT_DELETE.into());
    }
    Ok(())
}

/// The backups that are in a vault.
pub(crate) fn backups_in(tx: &Tx<'_>, project: &str, vault: &str) -> Vec<Backup> {
    let world = tx.world();
    let ids = world.in_vault.get(&(project.to_owned(), vault.to_owned()));
    ids.into_iter()
        .flatten()
        .filter_map(|id| world.backups.get(project, id))
        .map(|backup| backup.value.clone())
        .collect()
}
