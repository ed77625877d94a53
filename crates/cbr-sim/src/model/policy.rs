//! What is said about policies.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check::{At, Check};
use super::present;
use super::values::{Protection, TriggerType};
use crate::error::Error;

/// A policy to create.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct PolicyCreate {
    #[serde(default, deserialize_with = "present")]
    #[schema(default = true, nullable = false)]
    pub(crate) enabled: Option<bool>,
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) name: String,
    pub(crate) operation_definition: PolicyODCreate,
    #[serde(default, deserialize_with = "present")]
    #[schema(inline, nullable = false)]
    pub(crate) operation_type: Option<Protection>,
    pub(crate) trigger: PolicyTriggerReq,
}

impl Check for PolicyCreate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.text("name", &self.name, 1..=64)?;
        at.object("operation_definition", &self.operation_definition)?;
        at.object("trigger", &self.trigger)?;
        Ok(())
    }
}

/// Changes of a policy.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct PolicyUpdate {
    #[serde(default, deserialize_with = "present")]
    #[schema(default = true, nullable = false)]
    pub(crate) enabled: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    #[schema(min_length = 1, max_length = 64, nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) operation_definition: Option<PolicyODCreate>,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) trigger: Option<PolicyTriggerReq>,
}

impl Check for PolicyUpdate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(name) = &self.name {
            at.text("name", name, 1..=64)?;
        }
        if let Some(operation_definition) = &self.operation_definition {
            at.object("operation_definition", operation_definition)?;
        }
        if let Some(trigger) = &self.trigger {
            at.object("trigger", trigger)?;
        }
        Ok(())
    }
}

/// When a policy runs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct PolicyTriggerReq {
    pub(crate) properties: PolicyTriggerPropertiesReq,
}

impl Check for PolicyTriggerReq {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("properties", &self.properties)?;
        Ok(())
    }
}

/// The rules by which a policy runs.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct PolicyTriggerPropertiesReq {
    #[schema(max_items = 24)]
    pub(crate) pattern: Vec<String>,
}

impl Check for PolicyTriggerPropertiesReq {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.items("pattern", &self.pattern, 0..=24)?;
        Ok(())
    }
}

/// Body of `CreatePolicy`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CreatePolicyRequest {
    pub(crate) policy: PolicyCreate,
}

impl Check for CreatePolicyRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("policy", &self.policy)?;
        Ok(())
    }
}

/// Body of `UpdatePolicy`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct UpdatePolicyRequest {
    pub(crate) policy: PolicyUpdate,
}

impl Check for UpdatePolicyRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.object("policy", &self.policy)?;
        Ok(())
    }
}

/// How many backups are kept, and for how long.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
pub(crate) struct PolicyODCreate {
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100, nullable = false)]
    pub(crate) day_backups: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1, maximum = 99999, default = -1, nullable = false)]
    pub(crate) max_backups: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100, nullable = false)]
    pub(crate) month_backups: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1, maximum = 99999, default = -1, nullable = false)]
    pub(crate) retention_duration_days: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) timezone: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100, nullable = false)]
    pub(crate) week_backups: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100, nullable = false)]
    pub(crate) year_backups: Option<i64>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -1, maximum = 100, nullable = false)]
    pub(crate) full_backup_interval: Option<i64>,
}

impl Check for PolicyODCreate {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        if let Some(day_backups) = &self.day_backups {
            at.number("day_backups", *day_backups, 0..=100)?;
        }
        if let Some(max_backups) = &self.max_backups {
            at.number("max_backups", *max_backups, -1..=99999)?;
        }
        if let Some(month_backups) = &self.month_backups {
            at.number("month_backups", *month_backups, 0..=100)?;
        }
        if let Some(retention_duration_days) = &self.retention_duration_days {
            at.number("retention_duration_days", *retention_duration_days, -1..=99999)?;
        }
        if let Some(week_backups) = &self.week_backups {
            at.number("week_backups", *week_backups, 0..=100)?;
        }
        if let Some(year_backups) = &self.year_backups {
            at.number("year_backups", *year_backups, 0..=100)?;
        }
        if let Some(full_backup_interval) = &self.full_backup_interval {
            at.number("full_backup_interval", *full_backup_interval, -1..=100)?;
        }
        Ok(())
    }
}

/// A policy.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Policy {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) operation_definition: Option<PolicyODCreate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) operation_type: Option<Protection>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) trigger: Option<PolicyTriggerResp>,
    pub(crate) associated_vaults: Option<Vec<PolicyAssociateVault>>,
}

/// A vault that a policy applies to.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct PolicyAssociateVault {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) destination_vault_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault_id: Option<String>,
}

/// The scheduler of a policy.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct PolicyTriggerResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) properties: Option<PolicyTriggerPropertiesResp>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) kind: Option<TriggerType>,
}

/// The rules of a scheduler, and since when they hold.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct PolicyTriggerPropertiesResp {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 24, nullable = false)]
    pub(crate) pattern: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) start_time: Option<String>,
}

/// Answer of `CreatePolicy`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CreatePolicyResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) policy: Option<Policy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) associated_vaults: Option<serde_json::Value>,
}

/// Answer of `ShowPolicy`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowPolicyResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) policy: Option<Policy>,
}

/// Answer of `UpdatePolicy`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct UpdatePolicyResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) policy: Option<Policy>,
}

/// Answer of `ListPolicies`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ListPoliciesResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) policies: Option<Vec<Policy>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) count: Option<i64>,
}
