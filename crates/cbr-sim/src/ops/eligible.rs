//! Which resources can be backed up: what the inventory says of them against the rules.

use crate::codes::{self, Code};
use crate::inventory::{Found, Server, Volume};
use crate::model::values::{ObjectType, ResourceType};

/// Whether a vault of a type can hold such resources.
pub(super) fn fits(vault: ObjectType, kind: ResourceType) -> bool {
    match vault {
        ObjectType::Server => matches!(kind, ResourceType::Server | ResourceType::BareMetal),
        ObjectType::Disk => kind == ResourceType::Volume,
        ObjectType::Turbo => kind == ResourceType::Turbo,
    }
}

/// What says that there is no such resource.
pub(super) fn missing(kind: ResourceType) -> Code {
    match kind {
        ResourceType::Server | ResourceType::BareMetal => codes::NO_SERVER,
        ResourceType::Volume => codes::NO_VOLUME,
        ResourceType::Turbo => codes::NO_TURBO,
    }
}

/// Why a resource cannot be backed up now.
pub(super) fn refusal(found: &Found, excluded: &[String]) -> Option<Code> {
    match found {
        Found::Server(server, volumes) => {
            let volumes: Vec<&Volume> =
                volumes.iter().filter(|volume| !excluded.contains(&volume.id)).collect();
            server_refusal(server, &volumes)
        }
        Found::Volume(volume) => volume_refusal(volume),
        Found::Turbo(turbo) if turbo.status == "backing-up" => Some(codes::TURBO_BUSY),
        Found::Turbo(turbo) if turbo.status != "available" => Some(codes::TURBO_STATE),
        Found::Turbo(turbo) if !turbo.sub_status.is_empty() => Some(codes::TURBO_SUBSTATE),
        Found::Turbo(_) => None,
    }
}

fn server_refusal(server: &Server, volumes: &[&Volume]) -> Option<Code> {
    let any = |kind: &str| volumes.iter().any(|volume| volume.kind == kind);
    Some(match server.status.as_str() {
        "TERMINATED" | "DELETED" => codes::SERVER_TERMINATED,
        "ACTIVE" | "SHUTOFF" if server.bare_metal => codes::SERVER_BMS,
        "ACTIVE" | "SHUTOFF" if volumes.is_empty() => codes::SERVER_NO_DISK,
        "ACTIVE" | "SHUTOFF" if any("SCSI") => codes::SERVER_SCSI,
        "ACTIVE" | "SHUTOFF" if any("DESS") => codes::SERVER_DESS,
        "ACTIVE" | "SHUTOFF" if volumes.iter().any(|volume| volume.shared) => codes::SERVER_SHARED_DISK,
        "ACTIVE" | "SHUTOFF" => return None,
        _ => codes::SERVER_STATE,
    })
}

fn volume_refusal(volume: &Volume) -> Option<Code> {
    match (volume.kind.as_str(), volume.status.as_str()) {
        ("DESS", _) => Some(codes::DESS_VOLUME),
        ("SCSI", _) => Some(codes::SCSI_VOLUME),
        (_, "available" | "in-use") => None,
        _ => Some(codes::VOLUME_STATE),
    }
}
