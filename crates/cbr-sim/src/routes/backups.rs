//! Backups.

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use super::backup_list::{self, ListBackupsQuery};
use crate::model::backup::{
    BackupSyncRequest, ReplicateBackupRequest, RestoreBackupRequest, UpdateBackupRequest,
};
use crate::model::backup_view::{
    BackupReplicateRespBody, BackupSyncResponse, ListBackupsResponse, ReplicateBackupResponse,
    ShowBackupResponse, UpdateBackupResponse,
};
use crate::model::error::ErrorResponse;
use crate::ops::replicate::{self, Destination};
use crate::ops::{backups, restore, sync};
use crate::web::call::Call;
use crate::web::{Answer, empty, ok};

/// The operations on backups.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_backups))
        .routes(routes!(backup_sync))
        .routes(routes!(show_backup, update_backup, delete_backup))
        .routes(routes!(replicate_backup))
        .routes(routes!(restore_backup))
}

/// Lists backups.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/backups",
    operation_id = "ListBackups",
    tag = "备份",
    params(("project_id" = String, Path), ListBackupsQuery),
    responses(
        (status = 200, description = "OK", body = ListBackupsResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn list_backups(call: Call) -> Answer {
    backup_list::list(&call)
}

/// Takes over backups that were made elsewhere.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/backups/sync",
    operation_id = "BackupSync",
    tag = "备份",
    params(("project_id" = String, Path)),
    request_body = BackupSyncRequest,
    responses(
        (status = 200, description = "OK", body = BackupSyncResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn backup_sync(call: Call) -> Answer {
    let wanted: BackupSyncRequest = call.required()?;
    let begun = call.write(|tx| sync::sync(tx, call.project(), wanted.sync)).await?;
    ok(&BackupSyncResponse { sync: Some(begun) })
}

/// Shows a backup.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/backups/{backup_id}",
    operation_id = "ShowBackup",
    tag = "备份",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowBackupResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn show_backup(call: Call) -> Answer {
    let backup = call.read(|world, _| backups::show(world, call.project(), call.path("backup_id")))?;
    ok(&ShowBackupResponse { backup: Some(backup) })
}

/// Renames a backup.
#[utoipa::path(
    put,
    path = "/v3/{project_id}/backups/{backup_id}",
    operation_id = "UpdateBackup",
    tag = "备份",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    request_body = Option<UpdateBackupRequest>,
    responses(
        (status = 200, description = "OK", body = UpdateBackupResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn update_backup(call: Call) -> Answer {
    let wanted: UpdateBackupRequest = call.body()?;
    let name = wanted.backup.and_then(|backup| backup.name);
    let backup = call.write(|tx| backups::update(tx, call.project(), call.path("backup_id"), name)).await?;
    ok(&UpdateBackupResponse { backup: Some(backup.detail()) })
}

/// Deletes a backup.
#[utoipa::path(
    delete,
    path = "/v3/{project_id}/backups/{backup_id}",
    operation_id = "DeleteBackup",
    tag = "备份",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    responses(
        (status = 204, description = "No Content"),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn delete_backup(call: Call) -> Answer {
    call.write(|tx| backups::delete(tx, call.project(), call.path("backup_id"))).await?;
    empty(StatusCode::NO_CONTENT)
}

/// Copies a backup to another region.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/backups/{backup_id}/replicate",
    operation_id = "ReplicateBackup",
    tag = "备份",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    request_body = ReplicateBackupRequest,
    responses(
        (status = 200, description = "OK", body = ReplicateBackupResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn replicate_backup(call: Call) -> Answer {
    let wanted: ReplicateBackupRequest = call.required()?;
    let wanted = wanted.replicate;
    let to = Destination {
        project: &wanted.destination_project_id,
        region: &wanted.destination_region,
        vault: &wanted.destination_vault_id,
    };
    let (name, description) = (wanted.name.clone(), wanted.description.clone());
    let id = call.path("backup_id");
    let step = call.write(|tx| replicate::backup(tx, call.project(), id, &to, name, description));
    let (begun, backup) = step.await?;
    ok(&ReplicateBackupResponse {
        replication: Some(BackupReplicateRespBody {
            backup_id: Some(begun.backup_id),
            project_id: Some(call.project().to_owned()),
            provider_id: Some(backup.provider_id),
            replication_record_id: Some(begun.record_id),
            source_region: Some(call.service.config.region_of(call.project()).to_owned()),
            destination_project_id: Some(wanted.destination_project_id),
            destination_region: Some(wanted.destination_region),
            destination_vault_id: Some(wanted.destination_vault_id),
        }),
    })
}

/// Restores a backup.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/backups/{backup_id}/restore",
    operation_id = "RestoreBackup",
    tag = "备份",
    params(("project_id" = String, Path), ("backup_id" = String, Path)),
    request_body = RestoreBackupRequest,
    responses(
        (status = 202, description = "Accepted"),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn restore_backup(call: Call) -> Answer {
    let wanted: RestoreBackupRequest = call.required()?;
    let id = call.path("backup_id");
    call.write(|tx| restore::restore(tx, call.project(), id, &wanted.restore)).await?;
    empty(StatusCode::ACCEPTED)
}
