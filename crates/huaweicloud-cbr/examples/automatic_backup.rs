//! Lets a vault back up what is in it every night: creates a policy, and sets it for the vault.
//!
//! Against the service:
//!
//! ```console
//! $ export HUAWEICLOUD_SDK_REGION=eu-west-0 HUAWEICLOUD_SDK_PROJECT_ID=…
//! $ export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=…   # or CBR_TOKEN, or CBR_USER, CBR_PASSWORD and CBR_DOMAIN
//! $ cargo run -p huaweicloud-cbr --example automatic_backup -- VAULT_ID
//! ```
//!
//! Against a simulator, which runs with `cbr-sim --listen 127.0.0.1:8420 --auth aksk --credential AK:SK:PROJECT`:
//!
//! ```console
//! $ export CBR_ENDPOINT=http://127.0.0.1:8420 HUAWEICLOUD_SDK_PROJECT_ID=PROJECT
//! $ export HUAWEICLOUD_SDK_AK=AK HUAWEICLOUD_SDK_SK=SK # or CBR_TOKEN=any with --auth none
//! $ cargo run -p huaweicloud-cbr --example automatic_backup -- VAULT_ID
//! ```

mod common;

use huaweicloud_cbr::types::{
    AssociateVaultPolicyRequest, PolicyCreate, PolicyOdCreate, PolicyTriggerPropertiesReq, PolicyTriggerReq,
};
use huaweicloud_cbr::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let policy = back_up_every_night(&common::client()?, &common::argument("vault's ID")?).await?;
    println!("the vault has policy {policy}");
    Ok(())
}

/// Sets a new policy for a vault, and gives the policy's ID.
pub async fn back_up_every_night(client: &Client, vault: &str) -> Result<String, Error> {
    let nightly = "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR=23;BYMINUTE=00".to_owned();
    let trigger = PolicyTriggerReq { properties: PolicyTriggerPropertiesReq { pattern: vec![nightly] } };
    let policy = PolicyCreate::builder()
        .name("dh_test_policy")
        .trigger(trigger)
        .operation_definition(PolicyOdCreate::builder().retention_duration_days(30));
    let created = client.policies().create(policy).send().await?.into_inner();
    let policy = created.policy.and_then(|policy| policy.id).unwrap_or_default();

    let association = AssociateVaultPolicyRequest::builder().policy_id(&*policy);
    client.vaults().associate_policy(vault, association).send().await?;
    Ok(policy)
}
