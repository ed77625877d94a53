//! Backs up a server: creates a vault, puts the server into it, backs it up and waits for the backup.
//!
//! The server has to be running, and in no other vault.
//!
//! Against the service:
//!
//! ```console
//! $ export HUAWEICLOUD_SDK_REGION=eu-west-0 HUAWEICLOUD_SDK_PROJECT_ID=…
//! $ export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=…   # or CBR_TOKEN, or CBR_USER, CBR_PASSWORD and CBR_DOMAIN
//! $ cargo run -p huaweicloud-cbr --example back_up_server -- SERVER_ID
//! ```
//!
//! Against a simulator, which runs with `cbr-sim --listen 127.0.0.1:8420 --auth aksk --credential AK:SK:PROJECT`:
//!
//! ```console
//! $ export CBR_ENDPOINT=http://127.0.0.1:8420 HUAWEICLOUD_SDK_PROJECT_ID=PROJECT
//! $ export HUAWEICLOUD_SDK_AK=AK HUAWEICLOUD_SDK_SK=SK # or CBR_TOKEN=any with --auth none
//! $ cargo run -p huaweicloud-cbr --example back_up_server -- SERVER_ID
//! ```

mod common;

use std::time::Duration;

use huaweicloud_cbr::types::{
    AddVaultResourcesRequest, BillingCreate, CheckpointCreate, CheckpointParam, ResourceCreate,
    ResourceCreateType, VaultBackup, VaultCreate,
};
use huaweicloud_cbr::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let checkpoint = back_up(&common::client()?, &common::argument("server's ID")?).await?;
    println!("backed up in checkpoint {}", checkpoint.id.as_deref().unwrap_or("of no ID"));
    Ok(())
}

/// Backs up a server, and gives the checkpoint that its backup belongs to.
pub async fn back_up(client: &Client, server: &str) -> Result<CheckpointCreate, Error> {
    let billing = BillingCreate::builder()
        .cloud_type("public")
        .consistent_level("crash_consistent")
        .object_type("server")
        .protect_type("backup")
        .size(200);
    let vault =
        VaultCreate::builder().name("my_vault").billing(billing).resources(Vec::<ResourceCreate>::new());
    let created = client.vaults().create(vault).send().await?.into_inner();
    let vault = created.vault.and_then(|vault| vault.id).unwrap_or_default();

    let server = ResourceCreate {
        id: server.to_owned(),
        name: None,
        type_: ResourceCreateType::OsNovaServer,
        extra_info: None,
    };
    let resources = AddVaultResourcesRequest { resources: vec![server.clone()] };
    client.vaults().add_resources(&*vault, resources).send().await?;

    let parameters = CheckpointParam::builder()
        .name("backup_auto")
        .description("backupauto")
        .auto_trigger(false)
        .incremental(true)
        .resources(vec![server.id]);
    let backup = VaultBackup::builder().vault_id(vault).parameters(parameters);
    let started = client.checkpoints().create(backup).send().await?.into_inner();
    let checkpoint = started.checkpoint.and_then(|checkpoint| checkpoint.id).unwrap_or_default();

    client
        .checkpoints()
        .wait(checkpoint)
        .timeout(Duration::from_secs(4 * 3600))
        .on_progress(|checkpoint| {
            let status = checkpoint.status.as_ref().map_or("unknown", |status| status.as_str());
            println!("the checkpoint is {status}");
        })
        .await
}
