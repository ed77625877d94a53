//! Sharing backups with other projects.

use std::collections::HashSet;

use super::{is_id, new_id};
use crate::codes::{self, Code};
use crate::error::Error;
use crate::model::member::UpdateBackupMemberRequest;
use crate::model::values::{BackupStatus, MemberStatus, ObjectType, Protection, ResourceType, VaultStatus};
use crate::state::backup::Backup;
use crate::state::member::Member;
use crate::state::vault::Vault;
use crate::state::{Tx, World};

/// The shares of a backup as a project may see them: all for its owner, its own for one that it is shared with.
pub(crate) fn visible<'a>(world: &'a World, project: &str, backup: &str) -> Result<Vec<&'a Member>, Error> {
    if world.backups.get(project, backup).is_some() {
        let ids = world.shares.get(&(project.to_owned(), backup.to_owned())).into_iter().flatten();
        let mut members: Vec<&Member> =
            ids.filter_map(|id| world.members.get(project, id)).map(|member| &member.value).collect();
        members.sort_by(|one, other| (other.created, &other.id).cmp(&(one.created, &one.id)));
        return Ok(members);
    }
    let given: Vec<&Member> =
        super::backups::given(world, project).filter(|member| member.backup_id == backup).collect();
    if given.is_empty() {
        return Err(codes::NO_BACKUP.into());
    }
    Ok(given)
}

/// The share of a backup with a project.
pub(crate) fn find<'a>(
    world: &'a World,
    project: &str,
    backup: &str,
    member: &str,
) -> Result<&'a Member, Error> {
    let members = visible(world, project, backup)?;
    members.into_iter().find(|found| found.destination == member).ok_or_else(|| codes::NO_MEMBER.into())
}

/// Shares a backup with projects.
pub(crate) fn add(tx: &mut Tx<'_>, project: &str, id: &str, wanted: &[String]) -> Result<Vec<Member>, Error> {
    let Some(backup) = tx.get::<Backup>(project, id) else {
        let mut given = super::backups::given(tx.world(), project);
        let shared = given.any(|member| member.backup_id == id);
        return Err(if shared { codes::SHARE_SHARED.into() } else { codes::NO_BACKUP.into() });
    };
    can_be_shared(&backup.value)?;
    let before = visible(tx.world(), project, id)?;
    let mut seen: HashSet<&str> = before.iter().map(|member| member.destination.as_str()).collect();
    for (index, destination) in wanted.iter().enumerate() {
        let about = |code: Code, why: &str| Error::about(code, format_args!("members[{index}]"), why);
        if !is_id(destination) || destination == project {
            return Err(about(codes::MEMBER_PROJECT, "must be another project"));
        }
        if !seen.insert(destination) {
            return Err(about(codes::SHARED_ALREADY, "is such a project"));
        }
    }
    if before.len() + wanted.len() > tx.config.limits.members {
        return Err(codes::TOO_MANY_MEMBERS.into());
    }
    let members: Vec<Member> = wanted
        .iter()
        .map(|destination| Member {
            id: new_id(),
            project: project.to_owned(),
            backup_id: id.to_owned(),
            destination: destination.clone(),
            status: MemberStatus::Pending,
            vault_id: None,
            image_id: None,
            created: tx.now,
            updated: tx.now,
        })
        .collect();
    for member in &members {
        tx.put(member.clone());
    }
    Ok(members)
}

fn can_be_shared(backup: &Backup) -> Result<(), Error> {
    match backup.resource.kind {
        Some(ResourceType::Server | ResourceType::Volume) => {}
        _ => return Err(codes::SHARE_SERVERS_ONLY.into()),
    }
    if backup.image_type == Protection::Replication {
        return Err(codes::SHARE_FORBIDDEN.into());
    }
    if backup.status != BackupStatus::Available {
        return Err(codes::SHARE_UNAVAILABLE.into());
    }
    if backup.encrypted() {
        return Err(codes::SHARE_ENCRYPTED.into());
    }
    Ok(())
}

/// Accepts or rejects a share: a matter of the project that the backup is shared with.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    project: &str,
    backup: &str,
    member: &str,
    wanted: UpdateBackupMemberRequest,
) -> Result<Member, Error> {
    let found = find(tx.world(), project, backup, member)?.clone();
    if found.destination != project {
        return Err(Error::about(
            codes::MEMBER_PARAMETERS,
            "member_id",
            "is another project, which decides itself",
        ));
    }
    let mut updated = found;
    match (updated.status, wanted.status) {
        (_, MemberStatus::Pending) => {
            return Err(Error::about(codes::MEMBER_PARAMETERS, "status", "must be accepted or rejected"));
        }
        (MemberStatus::Pending, _) | (MemberStatus::Accepted, MemberStatus::Rejected) => {}
        _ => return Err(codes::MEMBER_STATE.into()),
    }
    updated.vault_id = match wanted.status {
        MemberStatus::Accepted => {
            let vault = wanted.vault_id.ok_or_else(|| {
                Error::about(codes::MEMBER_PARAMETERS, "vault_id", "is needed to accept a backup")
            })?;
            can_keep(tx, project, &vault, &updated)?;
            Some(vault)
        }
        _ => None,
    };
    updated.status = wanted.status;
    updated.updated = tx.now;
    tx.put(updated.clone());
    Ok(updated)
}

/// Whether a vault can keep a backup that is shared.
fn can_keep(tx: &Tx<'_>, project: &str, id: &str, member: &Member) -> Result<(), Error> {
    let vault = tx.get::<Vault>(project, id).ok_or(codes::NO_VAULT)?;
    let backup = tx.get::<Backup>(&member.project, &member.backup_id).ok_or(codes::NO_BACKUP)?;
    if vault.value.status != VaultStatus::Available {
        return Err(codes::SHARE_VAULT_STATE.into());
    }
    let wanted = match backup.value.resource.kind {
        Some(ResourceType::Volume) => ObjectType::Disk,
        _ => ObjectType::Server,
    };
    if vault.value.object_type != wanted || vault.value.protect_type != Protection::Backup {
        return Err(codes::SHARE_VAULT_TYPE.into());
    }
    Ok(())
}

/// Ends a share: a matter of the project that has the backup, or of the other one for itself.
pub(crate) fn remove(tx: &mut Tx<'_>, project: &str, backup: &str, member: &str) -> Result<(), Error> {
    let found = find(tx.world(), project, backup, member)?.clone();
    tx.remove::<Member>(&found.project, &found.id);
    Ok(())
}
