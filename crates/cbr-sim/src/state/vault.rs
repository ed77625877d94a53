//! A vault as it is kept, and as it is shown.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::terms::Terms;
use super::{Record, Table, World};
use crate::model::values::{ObjectType, ProtectStatus, Protection, ResourceType, VaultStatus};
use crate::model::vault::ResourceExtraInfo;
use crate::model::vault_view::{self, Billing, ResourceResp, VaultCreateResource};
use crate::time::Time;

/// Megabytes of a gigabyte.
pub(crate) const MB: i64 = 1024;

/// A vault. There may be a million of them, and most are as they were created: what has not changed takes no room.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Vault {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) terms: Arc<Terms>,
    pub(crate) created: Time,
    #[serde(default = "available", skip_serializing_if = "is_available")]
    pub(crate) status: VaultStatus,
    pub(crate) object_type: ObjectType,
    #[serde(default = "backup", skip_serializing_if = "is_backup")]
    pub(crate) protect_type: Protection,
    /// In gigabytes.
    pub(crate) size: i64,
    /// In megabytes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) used: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) resources: Vec<Bound>,
    /// The policies that apply to it: one of a kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) policies: Vec<(Protection, String)>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(crate) settings: Settings,
}

/// What of a vault is switched on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) auto_bind: bool,
    pub(crate) auto_expand: bool,
    pub(crate) smn_notify: bool,
    /// In percent.
    pub(crate) threshold: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self { auto_bind: false, auto_expand: false, smn_notify: true, threshold: 80 }
    }
}

fn available() -> VaultStatus {
    VaultStatus::Available
}

fn is_available(status: &VaultStatus) -> bool {
    *status == VaultStatus::Available
}

fn backup() -> Protection {
    Protection::Backup
}

fn is_backup(protection: &Protection) -> bool {
    *protection == Protection::Backup
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A resource that is bound to a vault.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Bound {
    pub(crate) id: String,
    pub(crate) kind: ResourceType,
    pub(crate) name: String,
    pub(crate) status: ProtectStatus,
    /// In gigabytes.
    pub(crate) size: i64,
    /// In megabytes.
    pub(crate) backup_size: i64,
    pub(crate) backup_count: i64,
    pub(crate) exclude_volumes: Vec<String>,
}

impl Vault {
    /// The project that it belongs to.
    pub(crate) fn project(&self) -> &str {
        &self.terms.project
    }

    /// The capacity that is promised to resources, in gigabytes.
    pub(crate) fn allocated(&self) -> i64 {
        self.resources.iter().map(|resource| resource.size).sum()
    }

    /// The resource with this ID.
    pub(crate) fn resource(&self, id: &str) -> Option<&Bound> {
        self.resources.iter().find(|resource| resource.id == id)
    }

    /// The resource with this ID, to change it.
    pub(crate) fn resource_mut(&mut self, id: &str) -> Option<&mut Bound> {
        self.resources.iter_mut().find(|resource| resource.id == id)
    }

    /// What its backups are made by.
    pub(crate) fn provider(&self) -> &'static str {
        match self.object_type {
            ObjectType::Server => "0daac4c5-6707-4851-97ba-169e36266b66",
            ObjectType::Disk => "d1603440-187d-4516-af25-121250c7cc97",
            ObjectType::Turbo => "86a80900-71bf-4961-956a-d52df944f84a",
        }
    }

    /// How much of the capacity is used, in percent.
    pub(crate) fn used_percent(&self) -> i64 {
        self.used * 100 / (self.size * MB).max(1)
    }

    /// What it is sold as.
    fn spec_code(&self) -> &'static str {
        use Protection::{Backup, Replication};
        match (self.protect_type, self.object_type) {
            (Backup, ObjectType::Server) => "vault.backup.server.normal",
            (Backup, ObjectType::Disk) => "vault.backup.volume.normal",
            (Backup, ObjectType::Turbo) => "vault.backup.turbo.normal",
            (Replication, ObjectType::Server) => "vault.replication.server.normal",
            (Replication, ObjectType::Disk) => "vault.replication.volume.normal",
            (Replication, ObjectType::Turbo) => "vault.replication.turbo.normal",
        }
    }

    fn billing(&self) -> Billing<'_> {
        let terms = &self.terms;
        Billing {
            allocated: Some(self.allocated()),
            charging_mode: Some(terms.charging_mode.as_str()),
            cloud_type: Some(terms.cloud_type.as_str()),
            consistent_level: Some(terms.consistent_level.as_str()),
            object_type: Some(self.object_type),
            order_id: None,
            product_id: None,
            protect_type: Some(self.protect_type),
            size: Some(self.size),
            spec_code: Some(self.spec_code()),
            status: Some(self.status),
            storage_unit: None,
            used: Some(self.used),
            frozen_scene: None,
        }
    }

    fn bound(&self) -> Vec<ResourceResp<'_>> {
        self.resources.iter().map(Bound::view).collect()
    }

    /// As it is shown.
    pub(crate) fn view(&self) -> vault_view::Vault<'_> {
        let Self { terms, settings, .. } = self;
        vault_view::Vault {
            billing: Some(self.billing()),
            description: Some(terms.description.as_deref().unwrap_or_default()),
            id: Some(&self.id),
            name: Some(&self.name),
            project_id: Some(&terms.project),
            provider_id: Some(self.provider()),
            resources: Some(self.bound()),
            tags: Some(&terms.tags),
            auto_bind: Some(settings.auto_bind),
            bind_rules: Some(&terms.bind_rules),
            user_id: Some(terms.user_id()),
            created_at: Some(self.created.to_string()),
            auto_expand: Some(settings.auto_expand),
            sys_lock_source_service: terms.lock_source,
            enterprise_project_id: Some(terms.enterprise_project.as_str()),
        }
    }

    /// As it is shown to those who made it.
    pub(crate) fn created_view(&self) -> VaultCreateResource<'_> {
        let Self { terms, settings, .. } = self;
        VaultCreateResource {
            billing: Some(self.billing()),
            description: terms.description.as_deref(),
            id: Some(&self.id),
            name: Some(&self.name),
            project_id: Some(&terms.project),
            provider_id: Some(self.provider()),
            resources: Some(self.bound()),
            tags: Some(&terms.tags),
            auto_bind: Some(settings.auto_bind),
            bind_rules: Some(&terms.bind_rules),
            user_id: Some(terms.user_id()),
            created_at: Some(self.created.to_string()),
            auto_expand: Some(settings.auto_expand),
            backup_name_prefix: Some(terms.name_prefix.as_deref().unwrap_or_default()),
            demand_billing: Some(false),
            cbc_delete_count: Some(0),
            frozen: Some(self.status == VaultStatus::Frozen),
            enterprise_project_id: Some(terms.enterprise_project.as_str()),
        }
    }
}

impl Bound {
    fn view(&self) -> ResourceResp<'_> {
        let excluded = !self.exclude_volumes.is_empty();
        ResourceResp {
            id: Some(&self.id),
            name: Some(&self.name),
            protect_status: Some(self.status),
            size: Some(self.size),
            kind: Some(self.kind),
            backup_size: Some(self.backup_size),
            backup_count: Some(self.backup_count),
            extra_info: excluded
                .then(|| ResourceExtraInfo { exclude_volumes: Some(self.exclude_volumes.clone()) }),
        }
    }
}

impl Record for Vault {
    const TABLE: &'static str = "vaults";

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.terms.project
    }

    fn share(&mut self, other: &Self) {
        if self.terms == other.terms {
            self.terms = Arc::clone(&other.terms);
        }
    }

    fn table(world: &World) -> &Table<Self> {
        &world.vaults
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.vaults
    }

    fn index(world: &mut World, old: Option<&Self>, new: Option<&Self>) {
        for (vault, is_new) in [(old, false), (new, true)] {
            for (vault, resource) in vault.iter().flat_map(|v| v.resources.iter().map(move |r| (v, r))) {
                let key = (vault.project().to_owned(), resource.id.clone());
                if is_new {
                    world.bound.insert(key, vault.id.clone());
                } else {
                    world.bound.remove(&key);
                }
            }
        }
    }

    fn render(&self) -> Vec<u8> {
        serde_json::to_vec(&self.view()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::state::World;
    use crate::store::Row;

    fn row(number: u64, vault: &Value) -> Row {
        Row { table: Vault::TABLE, number, value: vault.to_string().into_bytes() }
    }

    /// As little as there is of a vault, as the store has it.
    fn usual(id: &str) -> Value {
        json!({ "id": id, "name": "v", "terms": { "project": "a" }, "created": 1, "object_type": "server", "size": 10 })
    }

    #[test]
    fn what_is_usual_is_not_kept_and_what_is_not_usual_is() {
        let unusual = json!({
            "id": "v", "name": "v", "created": 1, "status": "deleting", "object_type": "disk",
            "protect_type": "replication", "size": 10, "used": 1, "policies": [["backup", "p"]],
            "terms": {
                "project": "a", "description": "d", "cloud_type": "hybrid", "consistent_level": "app_consistent",
                "charging_mode": "pre_paid", "enterprise_project": "1", "tags": [{ "key": "k", "value": "v" }],
                "bind_rules": { "tags": [{ "k": "v" }] }, "name_prefix": "x", "lock_source": "SMB",
            },
            "resources": [{
                "id": "r", "kind": "OS::Cinder::Volume", "name": "n", "status": "available", "size": 1,
                "backup_size": 2, "backup_count": 3, "exclude_volumes": [],
            }],
            "settings": { "auto_bind": true, "auto_expand": true, "smn_notify": false, "threshold": 50 },
        });
        for kept in [usual("v"), unusual] {
            let vault: Vault = serde_json::from_value(kept.clone()).unwrap();
            assert_eq!(serde_json::to_value(&vault).unwrap(), kept);
        }
        let vault: Vault = serde_json::from_value(usual("v")).unwrap();
        let terms = &vault.terms;
        assert_eq!(terms.cloud_type.as_str(), "public");
        assert_eq!(terms.charging_mode.as_str(), "post_paid");
        assert_eq!((vault.settings.smn_notify, vault.settings.threshold), (true, 80));
    }

    #[test]
    fn vaults_that_are_alike_share_their_terms() {
        let mut other = usual("3");
        other["terms"]["name_prefix"] = "x".into();
        let world = World::load(vec![row(1, &usual("1")), row(2, &usual("2")), row(3, &other)]).unwrap();
        let terms = |id| &world.vaults.get("a", id).unwrap().value.terms;
        assert!(Arc::ptr_eq(terms("1"), terms("2")));
        assert!(!Arc::ptr_eq(terms("2"), terms("3")));
    }
}
