//! What is said about tasks.

use serde::Serialize;
use utoipa::ToSchema;

use super::checkpoint::Resource;
use super::values::{OperationStatus, OperationType, TrueOrFalse, ZeroOrOne};

/// A task.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OperationLog {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) checkpoint_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) ended_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) error_info: Option<OpErrorInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) extra_info: Option<OpExtraInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) operation_type: Option<OperationType>,
    pub(crate) policy_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) provider_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) started_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) status: Option<OperationStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) updated_at: Option<String>,
    pub(crate) vault_id: Option<String>,
    pub(crate) vault_name: Option<String>,
}

/// What went wrong.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpErrorInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) message: Option<String>,
}

/// More of a task.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtraInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup: Option<OpExtendInfoBckup>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) common: Option<OpExtendInfoCommon>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) delete: Option<OpExtendInfoDelete>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) sync: Option<OpExtendInfoSync>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) remove_resources: Option<OpExtendInfoRemoveResources>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resource: Option<Resource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) restore: Option<OpExtendInfoRestore>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault_delete: Option<OpExtendInfoVaultDelete>,
}

/// The backup that a task made.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoBckup {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) app_consistency_error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) app_consistency_error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) app_consistency_status: Option<ZeroOrOne>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) incremental: Option<TrueOrFalse>,
}

/// What all tasks have.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoCommon {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100, nullable = false)]
    pub(crate) progress: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) task_id: Option<String>,
}

/// The backup that a task deleted.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoDelete {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_name: Option<String>,
}

/// What a synchronisation did.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoSync {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) sync_backup_num: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) delete_backup_num: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) err_sync_backup_num: Option<i64>,
}

/// What the removal of resources did.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoRemoveResources {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) fail_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) total_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) resources: Option<Vec<Resource>>,
}

/// What was restored, and where to.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoRestore {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) target_resource_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) target_resource_name: Option<String>,
}

/// What the deletion of a vault did.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct OpExtendInfoVaultDelete {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) fail_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) total_count: Option<i64>,
}

/// Answer of `ShowOperationLog`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowOperationLogResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) operation_log: Option<OperationLog>,
}

/// Answer of `ListOperationLogs`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ListOperationLogsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) operation_logs: Option<Vec<OperationLog>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 1000, nullable = false, default = 1000)]
    pub(crate) limit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, nullable = false, default = 0)]
    pub(crate) offset: Option<i64>,
}
