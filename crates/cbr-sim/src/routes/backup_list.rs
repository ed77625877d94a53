//! The list of backups, which can be asked for in more ways than others.

use std::sync::Arc;

use utoipa::IntoParams;

use crate::error::Error;
use crate::model::values::{BackupStatus, MemberStatus, OwnType, Protection, ResourceType};
use crate::ops::backups;
use crate::state::backup::Backup;
use crate::state::{Kept, World};
use crate::time::Time;
use crate::web::Answer;
use crate::web::call::Call;
use crate::web::list::{self, Page, Sort};
use crate::web::query::Query;

/// What backups can be sorted by.
const KEYS: &[&str] = &["created_at", "updated_at", "name", "status", "protected_at", "id"];

/// What `ListBackups` can be asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListBackupsQuery {
    #[param(nullable = false)]
    checkpoint_id: Option<String>,
    #[param(nullable = false)]
    /// Has a meaning in dedicated clouds only.
    #[expect(dead_code, reason = "it is checked, and has no effect here")]
    dec: Option<bool>,
    #[param(value_type = Option<String>, nullable = false)]
    end_time: Option<Time>,
    #[param(inline, nullable = false)]
    image_type: Option<Protection>,
    #[param(default = false, nullable = false)]
    incremental: Option<bool>,
    #[param(minimum = 1, nullable = false)]
    limit: Option<i64>,
    #[param(nullable = false)]
    marker: Option<String>,
    #[param(inline, nullable = false)]
    member_status: Option<MemberStatus>,
    #[param(nullable = false)]
    name: Option<String>,
    #[param(minimum = 0, nullable = false)]
    offset: Option<i64>,
    #[param(inline, nullable = false)]
    own_type: Option<OwnType>,
    #[param(nullable = false)]
    parent_id: Option<String>,
    #[param(nullable = false)]
    resource_az: Option<String>,
    #[param(nullable = false)]
    resource_id: Option<String>,
    #[param(nullable = false)]
    resource_name: Option<String>,
    #[param(inline, nullable = false)]
    resource_type: Option<ResourceType>,
    #[param(default = false, nullable = false)]
    show_replication: Option<bool>,
    #[param(value_type = Option<String>, nullable = false)]
    sort: Sort,
    #[param(value_type = Option<String>, nullable = false)]
    start_time: Option<Time>,
    #[param(inline, required = false)]
    status: Vec<BackupStatus>,
    #[param(value_type = Option<String>, nullable = false)]
    used_percent: Option<i64>,
    #[param(nullable = false)]
    vault_id: Option<String>,
}

impl ListBackupsQuery {
    fn of(query: &Query) -> Result<Self, Error> {
        let used = query.integer("used_percent", 1)?;
        if used > Some(100) {
            return Err(Error::invalid("used_percent", "must be from 1 to 100"));
        }
        Ok(Self {
            checkpoint_id: query.text("checkpoint_id"),
            dec: query.boolean("dec")?,
            end_time: query.time("end_time")?,
            image_type: query.one_of("image_type", Protection::ALL)?,
            incremental: query.boolean("incremental")?,
            limit: query.integer("limit", 1)?,
            marker: query.text("marker"),
            member_status: query.one_of("member_status", MemberStatus::ALL)?,
            name: query.text("name"),
            offset: query.integer("offset", 0)?,
            own_type: query.one_of("own_type", OwnType::ALL)?,
            parent_id: query.text("parent_id"),
            resource_az: query.text("resource_az"),
            resource_id: query.text("resource_id"),
            resource_name: query.text("resource_name"),
            resource_type: query.one_of("resource_type", ResourceType::ALL)?,
            show_replication: query.boolean("show_replication")?,
            sort: Sort::of(query, KEYS)?,
            start_time: query.time("start_time")?,
            status: query.some_of("status", BackupStatus::ALL)?,
            used_percent: used,
            vault_id: query.text("vault_id"),
        })
    }

    /// Whether all backups of the project are asked for, as they are.
    fn is_open(&self) -> bool {
        let Self { checkpoint_id, marker, name, parent_id, .. } = self;
        let Self { resource_az, resource_id, resource_name, vault_id, .. } = self;
        let texts =
            [checkpoint_id, marker, name, parent_id, resource_az, resource_id, resource_name, vault_id];
        texts.iter().all(|text| text.is_none())
            && self.start_time.or(self.end_time).is_none()
            && self.image_type.is_none()
            && self.incremental.is_none()
            && self.member_status.is_none()
            && matches!(self.own_type, None | Some(OwnType::Private))
            && self.resource_type.is_none()
            && self.sort.is_empty()
            && self.status.is_empty()
            && self.used_percent.is_none()
            && self.show_replication != Some(true)
    }

    fn finds(&self, backup: &Backup) -> bool {
        let is = |wanted: &Option<String>, its: &str| wanted.as_deref().is_none_or(|wanted| wanted == its);
        is(&self.checkpoint_id, &backup.checkpoint_id)
            && is(&self.name, &backup.name)
            && is(&self.resource_az, &backup.resource.az)
            && is(&self.resource_id, &backup.resource.id)
            && is(&self.resource_name, &backup.resource.name)
            && is(&self.vault_id, &backup.vault_id)
            && self.parent_id == backup.parent
            && self.image_type.is_none_or(|wanted| wanted == backup.image_type)
            && self.incremental.is_none_or(|wanted| wanted == backup.incremental)
            && self.resource_type.is_none_or(|wanted| Some(wanted) == backup.resource.kind)
            && (self.status.is_empty() || self.status.contains(&backup.status))
            && self.start_time.is_none_or(|wanted| backup.created >= wanted)
            && self.end_time.is_none_or(|wanted| backup.created <= wanted)
    }

    /// What of the project's own backups is asked for: parts of one where that one is named.
    fn own(&self, world: &World, project: &str) -> Vec<Arc<Kept<Backup>>> {
        let shared_so = |backup: &Backup| {
            self.member_status.is_none_or(|wanted| {
                let ids = world.shares.get(&(project.to_owned(), backup.id.clone())).into_iter().flatten();
                let mut members = ids.filter_map(|id| world.members.get(project, id));
                members.any(|member| member.value.status == wanted)
            })
        };
        let used_so = |backup: &Backup| {
            self.used_percent.is_none_or(|wanted| {
                let vault = world.vaults.get(project, &backup.vault_id);
                vault.is_some_and(|vault| vault.value.used_percent() >= wanted)
            })
        };
        if let Some(parent) = &self.parent_id {
            let Some(parent) = world.backups.get(project, parent) else { return Vec::new() };
            let (number, parent) = (parent.number, &parent.value);
            let parts = parent.children.iter().map(|part| parent.part(part));
            return parts
                .filter(|part| self.finds(part) && shared_so(parent) && used_so(parent))
                .map(|part| Kept::new(number, part))
                .collect();
        }
        let all = world.backups.newest(project).filter(|backup| self.finds(&backup.value));
        all.filter(|backup| shared_so(&backup.value) && used_so(&backup.value)).cloned().collect()
    }

    /// What is asked for of the backups that others share with the project.
    fn shared(&self, world: &World, project: &str) -> Vec<Arc<Kept<Backup>>> {
        backups::given(world, project)
            .filter(|member| match self.member_status {
                Some(wanted) => member.status == wanted,
                None => member.status != MemberStatus::Rejected,
            })
            .filter_map(|member| {
                let backup = world.backups.get(&member.project, &member.backup_id)?;
                let shared = backups::as_shared(&backup.value, member);
                let used = self.used_percent.is_none_or(|wanted| {
                    let vault = world.vaults.get(project, &shared.vault_id);
                    vault.is_some_and(|vault| vault.value.used_percent() >= wanted)
                });
                (used && self.finds(&shared)).then(|| Kept::new(backup.number, shared))
            })
            .collect()
    }
}

fn key(backup: &Arc<Kept<Backup>>, key: &str) -> String {
    let backup = &backup.value;
    match key {
        "created_at" => backup.created.to_string(),
        "updated_at" => backup.updated.to_string(),
        "name" => backup.name.clone(),
        "status" => backup.status.as_str().to_owned(),
        "protected_at" => backup.protected.map(|time| time.to_string()).unwrap_or_default(),
        _ => backup.id.clone(),
    }
}

/// Lists backups.
pub(super) fn list(call: &Call) -> Answer {
    let wanted = ListBackupsQuery::of(&call.query()?)?;
    let page = Page::new(wanted.limit, wanted.offset, wanted.marker.clone());
    let (items, count) = call.read(|world, _| {
        let project = call.project();
        if wanted.is_open() {
            return Ok((page.cut_all(world.backups.newest(project)), world.backups.count(project)));
        }
        let own = wanted.own_type.unwrap_or(OwnType::Private);
        let mut found = Vec::new();
        if own != OwnType::Shared {
            found.extend(wanted.own(world, project));
        }
        if own != OwnType::Private {
            found.extend(wanted.shared(world, project));
            found.sort_by_key(|backup| std::cmp::Reverse(backup.number));
        }
        wanted.sort.apply(&mut found, key);
        page.cut(found, |backup| &backup.value.id)
    })?;
    if wanted.show_replication == Some(true) {
        let views = items.iter().map(|backup| serde_json::to_vec(&backup.value.view(true)).map(Into::into));
        let views: Vec<_> = views.collect::<Result<_, _>>().unwrap_or_default();
        return Ok(list::body("backups", views.iter(), count, Some(&page)));
    }
    Ok(list::records("backups", &items, count, Some(&page)))
}
