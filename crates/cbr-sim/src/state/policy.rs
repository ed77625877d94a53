//! A policy as it is kept, and as it is shown.

use serde::{Deserialize, Serialize};

use super::{Due, Record, Table, World};
use crate::model::policy::{
    self, PolicyAssociateVault, PolicyODCreate, PolicyTriggerPropertiesResp, PolicyTriggerResp,
};
use crate::model::values::{Protection, TriggerType};
use crate::time::Time;

/// A policy.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) name: String,
    pub(crate) enabled: bool,
    pub(crate) kind: Protection,
    pub(crate) definition: PolicyODCreate,
    pub(crate) trigger_id: String,
    pub(crate) patterns: Vec<String>,
    pub(crate) started: Time,
    /// The vaults that it applies to.
    pub(crate) vaults: Vec<String>,
    /// When it runs next.
    pub(crate) next: Option<Time>,
    /// How often it ran: the name of a backup has it.
    pub(crate) runs: u64,
}

impl Policy {
    /// As it is shown.
    pub(crate) fn view(&self) -> policy::Policy {
        let vault =
            |id: &String| PolicyAssociateVault { destination_vault_id: None, vault_id: Some(id.clone()) };
        policy::Policy {
            enabled: Some(self.enabled),
            id: Some(self.id.clone()),
            name: Some(self.name.clone()),
            operation_definition: Some(self.definition.clone()),
            operation_type: Some(self.kind),
            trigger: Some(PolicyTriggerResp {
                id: Some(self.trigger_id.clone()),
                name: Some("default".to_owned()),
                properties: Some(PolicyTriggerPropertiesResp {
                    pattern: Some(self.patterns.clone()),
                    start_time: Some(self.started.short()),
                }),
                kind: Some(TriggerType::Time),
            }),
            associated_vaults: Some(self.vaults.iter().map(vault).collect()),
        }
    }
}

impl Record for Policy {
    const TABLE: &'static str = "policies";
    const DUE: Option<Due> = Some(Due::Policy);

    fn id(&self) -> &str {
        &self.id
    }

    fn project(&self) -> &str {
        &self.project
    }

    fn table(world: &World) -> &Table<Self> {
        &world.policies
    }

    fn table_mut(world: &mut World) -> &mut Table<Self> {
        &mut world.policies
    }

    fn due(&self) -> Option<Time> {
        self.next
    }

    fn render(&self) -> Vec<u8> {
        serde_json::to_vec(&self.view()).unwrap_or_default()
    }
}
