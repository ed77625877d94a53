//! Restore points.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::codes;
use crate::model::checkpoint::{
    CheckpointReplicateRespBackups, CheckpointReplicateRespBody, CreateCheckpointRequest,
    CreateCheckpointResponse, ReplicateCheckpointsRequest, ReplicateCheckpointsResponse,
    ShowCheckpointResponse,
};
use crate::model::error::ErrorResponse;
use crate::ops::checkpoints;
use crate::ops::replicate::{self, Begun, Destination};
use crate::web::call::Call;
use crate::web::{Answer, ok};

/// The operations on restore points.
pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(create_checkpoint))
        .routes(routes!(replicate_checkpoints))
        .routes(routes!(show_checkpoint))
}

/// Backs up a vault.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/checkpoints",
    operation_id = "CreateCheckpoint",
    tag = "还原点",
    params(("project_id" = String, Path)),
    request_body = CreateCheckpointRequest,
    responses(
        (status = 200, description = "OK", body = CreateCheckpointResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn create_checkpoint(call: Call) -> Answer {
    let wanted: CreateCheckpointRequest = call.required()?;
    let step = call.write(|tx| checkpoints::create(tx, call.project(), wanted.checkpoint));
    ok(&CreateCheckpointResponse { checkpoint: Some(step.await?.view()) })
}

/// Copies the backups of a vault to another region.
#[utoipa::path(
    post,
    path = "/v3/{project_id}/checkpoints/replicate",
    operation_id = "ReplicateCheckpoints",
    tag = "还原点",
    params(("project_id" = String, Path)),
    request_body = ReplicateCheckpointsRequest,
    responses(
        (status = 200, description = "OK", body = ReplicateCheckpointsResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []))
)]
async fn replicate_checkpoints(call: Call) -> Answer {
    let wanted: ReplicateCheckpointsRequest = call.required()?;
    let wanted = wanted.replicate;
    let to = Destination {
        project: &wanted.destination_project_id,
        region: &wanted.destination_region,
        vault: &wanted.destination_vault_id,
    };
    let automatic = wanted.auto_trigger.unwrap_or(false);
    let step =
        call.write(|tx| replicate::vault_backups(tx, call.project(), &wanted.vault_id, &to, automatic));
    let (begun, vault) = step.await?;
    let backup = |begun: Begun| CheckpointReplicateRespBackups {
        backup_id: Some(begun.backup_id),
        replication_record_id: Some(begun.record_id),
    };
    ok(&ReplicateCheckpointsResponse {
        replication: Some(CheckpointReplicateRespBody {
            backups: Some(begun.into_iter().map(backup).collect()),
            project_id: Some(call.project().to_owned()),
            provider_id: Some(vault.provider().to_owned()),
            source_region: Some(call.service.config.region_of(call.project()).to_owned()),
            destination_project_id: Some(wanted.destination_project_id),
            destination_region: Some(wanted.destination_region),
            destination_vault_id: Some(wanted.destination_vault_id),
            vault_id: Some(wanted.vault_id),
        }),
    })
}

/// Shows a restore point.
#[utoipa::path(
    get,
    path = "/v3/{project_id}/checkpoints/{checkpoint_id}",
    operation_id = "ShowCheckpoint",
    tag = "还原点",
    params(("project_id" = String, Path), ("checkpoint_id" = String, Path)),
    responses(
        (status = 200, description = "OK", body = ShowCheckpointResponse),
        (status = "default", description = "Error", body = ErrorResponse)
    ),
    security(("Token" = []), ("Signature" = []))
)]
async fn show_checkpoint(call: Call) -> Answer {
    let id = call.path("checkpoint_id");
    let checkpoint = call.read(|world, _| world.checkpoints.get(call.project(), id).cloned());
    let checkpoint = checkpoint.ok_or(codes::NO_CHECKPOINT)?;
    ok(&ShowCheckpointResponse { checkpoint: Some(checkpoint.value.view()) })
}
