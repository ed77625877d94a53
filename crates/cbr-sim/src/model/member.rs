//! What is said about members, with whom a backup is shared.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check::{At, Check};
use super::present;
use super::values::MemberStatus;
use crate::error::Error;

/// Body of `CreateBackupMember`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct CreateBackupMemberRequest {
    #[schema(min_items = 1, max_items = 10)]
    pub(crate) members: Vec<String>,
}

impl Check for CreateBackupMemberRequest {
    fn check(&self, at: &At<'_>) -> Result<(), Error> {
        at.items("members", &self.members, 1..=10)?;
        Ok(())
    }
}

/// Body of `UpdateBackupMember`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(crate) struct UpdateBackupMemberRequest {
    #[schema(inline)]
    pub(crate) status: MemberStatus,
    #[serde(default, deserialize_with = "present")]
    #[schema(nullable = false)]
    pub(crate) vault_id: Option<String>,
}

impl Check for UpdateBackupMemberRequest {}

/// A project with which a backup is shared.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct Member {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(inline, nullable = false)]
    pub(crate) status: Option<MemberStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) created_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) updated_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) backup_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) image_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) dest_project_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) vault_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) id: Option<String>,
}

/// Answer of `CreateBackupMember`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct CreateBackupMemberResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) members: Option<Vec<Member>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) count: Option<i64>,
}

/// Answer of `ListBackupMembers`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ListBackupMembersResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) members: Option<Vec<Member>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) count: Option<i64>,
}

/// Answer of `ShowBackupMember`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ShowBackupMemberResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) member: Option<Member>,
}

/// Answer of `UpdateBackupMember`.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct UpdateBackupMemberResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) member: Option<Member>,
}
