//! A share of a backup, as it is kept and as it is shown.

use serde::{Deserialize, Serialize};

use super::{Record, Table, World};
use crate::model::member;
use crate::model::values::MemberStatus;
use crate::time::Time;

/// A project that a backup is shared with. The share belongs to the project that has the backup.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) backup_id: String,
    pub(crate) destination: String,
    pub(crate) status: MemberStatus,
    pub(crate) vault_id: Option<String>,
    pub(crate) image_id: Option<String>,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

impl Member {
    /// As it is shown.
    pub(crate) fn view(&self) -> member::Member {
        member::Member {
            status: Some(self.status),
            created_at: Some(self.created.to_string()),
            updated_at: Some(self.updated.to_string()),
            backup_id: Some(self.backup_id.clone()),
            image_id: self.image_id.clone(),
            dest_project_id: Some(self.destination.clone()),
            vault_id: self.vault_id.clone(),
            id: Some(self.id.clone()),
        }
    }
}

impl Record for Member {
    const TABLE: &'static str = "members";

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.project
    }

    fn table(world: &World) -> &Table<Self> {
        &world.members
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.members
    }

    fn index(world: &mut World, old: Option<&Self>, new: Option<&Self>) {
        if let Some(old) = old {
            super::forget(&mut world.shares, (old.project.clone(), old.backup_id.clone()), &old.id);
            let share = (old.project.clone(), old.id.clone());
            super::forget(&mut world.given, old.destination.clone(), &share);
        }
        if let Some(new) = new {
            let backup = (new.project.clone(), new.backup_id.clone());
            world.shares.entry(backup).or_default().insert(new.id.clone());
            let share = (new.project.clone(), new.id.clone());
            world.given.entry(new.destination.clone()).or_default().insert(share);
        }
    }

    fn render(&self) -> Vec<u8> {
        serde_json::to_vec(&self.view()).unwrap_or_default()
    }
}
