//! Projects that backups are shared with.

use axum::http::StatusCode;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::error::Error;
use crate::model::error::ErrorResponse;
use crate::model::member::{
    CreateBackupMemberRequest, CreateBackupMemberResponse, ListBackupMembersResponse,
    ShowBackupMemberResponse, UpdateBackupMemberRequest, UpdateBackupMemberResponse,
};
use crate::ops::members;
use crate::state::Kept;
use crate::state::member::Member;
use crate::web::call::Call;
use crate::web::list::{self, Page, Sort};
use crate::web::query::Query;
use crate::web::{Answer, empty, ok};

/// What members can be sorted by.
const KEYS: &[&str] = &["created_at", "updated_at", "status", "id", "dest_project_id", "vault_id"];

/// The operations on members.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(create_backup_member, list_backup_members)).routes(routes!(
        show_backup_member,
        update_backup_member,
        delete_backup_member
    ))
}

/// Shares a backup with projects.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/backups/{backup_id}/members",
    operation_id = "CreateBackupMember",
    tag = "备份共享",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    request_body = CreateBackupMemberRequest,
    responses(
        (status = 200, description = "OK", body = CreateBackupMemberResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn create_backup_member(call: Call) -> Answer {
    let wanted: CreateBackupMemberRequest = call.required()?;
    let step = call.write(|tx| members::add(tx, call.project(), call.path("backup_id"), &wanted.members));
    let added = step.await?;
    ok(&CreateBackupMemberResponse {
        count: i64::try_from(added.len()).ok(),
        members: Some(added.iter().map(Member::view).collect()),
    })
}

/// What `ListBackupMembers` can be asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListBackupMembersQuery {
    #[param(nullable = false)]
    dest_project_id: Option<String>,
    #[param(nullable = false)]
    image_id: Option<String>,
    #[param(minimum = 1, nullable = false)]
    limit: Option<i64>,
    #[param(nullable = false)]
    marker: Option<String>,
    #[param(minimum = 0, nullable = false)]
    offset: Option<i64>,
    #[param(value_type = Option<String>, nullable = false)]
    sort: Sort,
    #[param(nullable = false)]
    status: Option<String>,
    #[param(nullable = false)]
    vault_id: Option<String>,
}

impl ListBackupMembersQuery {
    fn of(query: &Query) -> Result<Self, Error> {
        Ok(Self {
            dest_project_id: query.text("dest_project_id"),
            image_id: query.text("image_id"),
            limit: query.integer("limit", 1)?,
            marker: query.text("marker"),
            offset: query.integer("offset", 0)?,
            sort: Sort::of(query, KEYS)?,
            status: query.text("status"),
            vault_id: query.text("vault_id"),
        })
    }

    fn finds(&self, member: &Member) -> bool {
        let is = |wanted: &Option<String>, its: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| its == Some(wanted))
        };
        is(&self.dest_project_id, Some(&member.destination))
            && is(&self.image_id, member.image_id.as_deref())
            && is(&self.status, Some(member.status.as_str()))
            && is(&self.vault_id, member.vault_id.as_deref())
    }
}

fn key(member: &Member, key: &str) -> String {
    match key {
        "created_at" => member.created.to_string(),
        "updated_at" => member.updated.to_string(),
        "status" => member.status.as_str().to_owned(),
        "dest_project_id" => member.destination.clone(),
        "vault_id" => member.vault_id.clone().unwrap_or_default(),
        _ => member.id.clone(),
    }
}

/// Lists the projects that a backup is shared with.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/backups/{backup_id}/members",
    operation_id = "ListBackupMembers",
    tag = "备份共享",
    params(("project_id" = String, Path), ("backup_id" = String, Path), ListBackupMembersQuery),
    responses(
        (status = 200, description = "OK", body = ListBackupMembersResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn list_backup_members(call: Call) -> Answer {
    let wanted = ListBackupMembersQuery::of(&call.query()?)?;
    let page = Page::new(wanted.limit, wanted.offset, wanted.marker.clone());
    let mut found = call.read(|world, _| {
        let visible = members::visible(world, call.project(), call.path("backup_id"))?;
        Ok::<_, Error>(visible.into_iter().filter(|member| wanted.finds(member)).cloned().collect::<Vec<_>>())
    })?;
    wanted.sort.apply(&mut found, key);
    let (items, count) = page.cut(found, |member| &member.id)?;
    let items: Vec<_> = items.into_iter().map(|member| Kept::new(0, member)).collect();
    Ok(list::records("members", &items, count, None))
}

/// Shows a share.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/backups/{backup_id}/members/{member_id}",
    operation_id = "ShowBackupMember",
    tag = "备份共享",
    params(("project_id" = String, Path), ("backup_id" = String, Path), ("member_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowBackupMemberResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn show_backup_member(call: Call) -> Answer {
    let (backup, member) = (call.path("backup_id"), call.path("member_id"));
    let found =
        call.read(|world, _| members::find(world, call.project(), backup, member).map(Member::view))?;
    ok(&ShowBackupMemberResponse { member: Some(found) })
}

/// Accepts or rejects a share.
#[utoipa::path(
    put,
    path = "/v3/{project_id}/backups/{backup_id}/members/{member_id}",
    operation_id = "UpdateBackupMember",
    tag = "备份共享",
    params(("project_id" = String, Path), ("backup_id" = String, Path), ("member_id" = String, Path)),
    request_body = UpdateBackupMemberRequest,
    responses(
        (status = 200, description = "OK", body = UpdateBackupMemberResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn update_backup_member(call: Call) -> Answer {
    let wanted: UpdateBackupMemberRequest = call.required()?;
    let (backup, member) = (call.path("backup_id"), call.path("member_id"));
    let updated = call.write(|tx| members::update(tx, call.project(), backup, member, wanted)).await?;
    ok(&UpdateBackupMemberResponse { member: Some(updated.view()) })
}

/// Ends a share.
#[utoipa::path(
    delete,
    path = "/v3/{project_id}/backups/{backup_id}/members/{member_id}",
    operation_id = "DeleteBackupMember",
    tag = "备份共享",
    params(("project_id" = String, Path), ("backup_id" = String, Path), ("member_id" = String, Path)),
    responses(
        (status = 204, description = "No Content"),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn delete_backup_member(call: Call) -> Answer {
    let (backup, member) = (call.path("backup_id"), call.path("member_id"));
    call.write(|tx| members::remove(tx, call.project(), backup, member)).await?;
    empty(StatusCode::NO_CONTENT)
}
