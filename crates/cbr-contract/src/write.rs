//! A life cycle: what is made here is used, and deleted in the end.

use std::hash::{BuildHasher as _, RandomState};

use huaweicloud_cbr::types::{
    AddVaultResourcesRequest, AssociateVaultPolicyRequest, BackupReplicateReqBody, BackupRestore,
    BackupRestoreServerMapping, BackupSync, BillingCreate, CheckpointParam, CheckpointReplicateParam,
    CreateBackupMemberRequest, DissociateVaultPolicyRequest, PolicyCreate, PolicyOdCreate,
    PolicyTriggerPropertiesReq, PolicyTriggerReq, PolicyUpdate, RemoveVaultResourcesRequest, ResourceCreate,
    UpdateBackupMemberRequest, VaultBackup, VaultCreate, VaultUpdate,
};
use huaweicloud_cbr::{Client, types};

use crate::arguments::Resource;
use crate::made::Thing;
use crate::run::{Ended, Run};

/// What a life cycle can be made of.
pub(crate) struct Means {
    /// Something to back up.
    pub(crate) resource: Option<Resource>,
    /// A project to share with.
    pub(crate) share_with: Option<String>,
    /// What nobody has in a real deployment without asking others.
    pub(crate) simulated: Option<Simulated>,
}

/// What a simulator has.
pub(crate) struct Simulated {
    /// One who calls for the project that is shared with.
    pub(crate) partner: Client,
    /// One who calls in another region.
    pub(crate) elsewhere: Client,
    /// That region, and the project in it.
    pub(crate) region: String,
    pub(crate) project: String,
}

const WRITES: [&str; 20] = [
    "AddVaultResources",
    "AssociateVaultPolicy",
    "BackupSync",
    "CreateBackupMember",
    "CreateCheckpoint",
    "CreatePolicy",
    "CreateVault",
    "DeleteBackup",
    "DeleteBackupMember",
    "DeletePolicy",
    "DeleteVault",
    "DissociateVaultPolicy",
    "RemoveVaultResources",
    "ReplicateBackup",
    "ReplicateCheckpoints",
    "RestoreBackup",
    "UpdateBackup",
    "UpdateBackupMember",
    "UpdatePolicy",
    "UpdateVault",
];

/// Notes that nothing is written.
pub(crate) fn left_out(run: &Run) {
    WRITES
        .iter()
        .for_each(|operation| run.ledger.not_run(operation, "it writes: allow it with --allow-writes"));
}

/// Calls what writes, on nothing but what it makes itself.
pub(crate) async fn write(run: &Run, means: &Means) -> Result<(), Ended> {
    if means.simulated.is_none() {
        for (operation, why) in [
            ("RestoreBackup", "it overwrites the data of a resource that the run did not make"),
            ("ReplicateBackup", "it needs a vault in another region"),
            ("ReplicateCheckpoints", "it needs a vault in another region"),
            ("BackupSync", "it needs a backup that was made outside of the cloud"),
            ("UpdateBackupMember", "the project calls it that a backup is shared with"),
        ] {
            run.ledger.not_run(operation, why);
        }
    }
    let name = format!("speclift-contract-{:08x}", RandomState::new().hash_one(std::process::id()) >> 32);
    let policy = policy(run, &name).await?;
    let object_type = means.resource.as_ref().map_or("server", Resource::object_type);
    let vault = vault(run, &run.client, &name, object_type, "backup").await?;
    use_vault(run, &vault, &policy).await?;
    let Some(resource) = &means.resource else {
        let why = "it needs something to back up: name it with --resource";
        for operation in
            ["AddVaultResources", "CreateCheckpoint", "UpdateBackup", "DeleteBackup", "RemoveVaultResources"]
        {
            run.ledger.not_run(operation, why);
        }
        for operation in ["CreateBackupMember", "DeleteBackupMember"] {
            run.ledger
                .not_run(operation, "it needs a backup: name a resource with --resource, and --share-with");
        }
        return Ok(());
    };
    let backup = back_up(run, &vault, resource).await?;
    match &means.share_with {
        Some(project) => share(run, &backup, project, means.simulated.as_ref(), &name).await?,
        None => {
            for operation in ["CreateBackupMember", "DeleteBackupMember"] {
                run.ledger.not_run(operation, "it needs a project to share with: name one with --share-with");
            }
        }
    }
    if let Some(simulated) = &means.simulated {
        replicate(run, simulated, &vault, &backup, &name).await?;
        sync_and_restore(run, &backup, resource).await?;
    }
    run.call("DeleteBackup", run.client.backups().delete(&*backup).send()).await?;
    let gone = run.client.backups().wait(backup).until_gone();
    run.wait("DeleteBackup", gone).await?;
    let resources = RemoveVaultResourcesRequest { resource_ids: vec![resource.id.clone()] };
    run.call("RemoveVaultResources", run.client.vaults().remove_resources(vault, resources).send())
        .await
        .map(drop)
}

/// A policy that backs nothing up, since it is switched off.
async fn policy(run: &Run, name: &str) -> Result<String, Ended> {
    let policies = run.client.policies();
    let nightly = "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR=23;BYMINUTE=00".to_owned();
    let trigger = PolicyTriggerReq { properties: PolicyTriggerPropertiesReq { pattern: vec![nightly] } };
    let create = PolicyCreate::builder()
        .name(name)
        .enabled(false)
        .trigger(trigger)
        .operation_definition(PolicyOdCreate::builder().retention_duration_days(30));
    run.made.note(Thing::Policy(run.client.clone(), name.to_owned()));
    let created = run.call("CreatePolicy", policies.create(create).send()).await?;
    let id = known(run, "CreatePolicy", created.policy.and_then(|policy| policy.id))?;
    run.call("ShowPolicy", policies.get(&*id).send()).await?;
    let update =
        PolicyUpdate::builder().operation_definition(PolicyOdCreate::builder().retention_duration_days(31));
    run.call("UpdatePolicy", policies.update(&*id, update.enabled(false)).send()).await?;
    run.call("ListPolicies", policies.list().send()).await?;
    Ok(id)
}

async fn vault(
    run: &Run,
    client: &Client,
    name: &str,
    object_type: &str,
    protect_type: &str,
) -> Result<String, Ended> {
    let billing = BillingCreate::builder()
        .cloud_type("public")
        .consistent_level("crash_consistent")
        .object_type(object_type)
        .protect_type(protect_type)
        .size(100);
    let create = VaultCreate::builder().name(name).billing(billing).resources(Vec::<ResourceCreate>::new());
    run.made.note(Thing::Vault(client.clone(), name.to_owned()));
    let created = run.call("CreateVault", client.vaults().create(create).send()).await?;
    let id = known(run, "CreateVault", created.vault.and_then(|vault| vault.id))?;
    run.wait("ShowVault", client.vaults().wait(&*id)).await?;
    Ok(id)
}

async fn use_vault(run: &Run, vault: &str, policy: &str) -> Result<(), Ended> {
    let vaults = run.client.vaults();
    run.call("UpdateVault", vaults.update(vault, VaultUpdate::builder().smn_notify(false)).send()).await?;
    let association = AssociateVaultPolicyRequest::builder().policy_id(policy);
    run.call("AssociateVaultPolicy", vaults.associate_policy(vault, association).send()).await?;
    run.call("ListVaults", vaults.list().policy_id(policy).send()).await?;
    let dissociation = DissociateVaultPolicyRequest { policy_id: policy.to_owned() };
    run.call("DissociateVaultPolicy", vaults.dissociate_policy(vault, dissociation).send()).await.map(drop)
}

/// Backs a resource up, and gives its backup.
async fn back_up(run: &Run, vault: &str, resource: &Resource) -> Result<String, Ended> {
    let (vaults, checkpoints, backups) =
        (run.client.vaults(), run.client.checkpoints(), run.client.backups());
    let created = ResourceCreate {
        id: resource.id.clone(),
        name: None,
        type_: resource.kind.clone(),
        extra_info: None,
    };
    let resources = AddVaultResourcesRequest { resources: vec![created] };
    run.call("AddVaultResources", vaults.add_resources(vault, resources).send()).await?;
    let parameters =
        CheckpointParam::builder().name("speclift-contract").resources(vec![resource.id.clone()]);
    let backup = VaultBackup::builder().vault_id(vault).parameters(parameters);
    let started = run.call("CreateCheckpoint", checkpoints.create(backup).send()).await?;
    let checkpoint = known(run, "CreateCheckpoint", started.checkpoint.and_then(|checkpoint| checkpoint.id))?;
    run.wait("ShowCheckpoint", checkpoints.wait(&*checkpoint)).await?;
    let tasks = run.client.operation_logs();
    let listed = run.call("ListOperationLogs", tasks.list().vault_id(vault).send()).await?.operation_logs;
    let task = listed.unwrap_or_default().into_iter().find_map(|task| task.id);
    run.call("ShowOperationLog", tasks.get(known(run, "ListOperationLogs", task)?).send()).await?;
    let listed = run.call("ListBackups", backups.list().checkpoint_id(&*checkpoint).send()).await?.backups;
    let of_resource = |backup: &types::BackupResp| backup.resource_id.as_deref() == Some(&*resource.id);
    let backup = listed.unwrap_or_default().into_iter().find(of_resource).and_then(|backup| backup.id);
    let id = known(run, "ListBackups", backup)?;
    run.wait("ShowBackup", backups.wait(&*id)).await?;
    let update = types::BackupUpdate { name: Some("speclift-contract-renamed".to_owned()) };
    run.call(
        "UpdateBackup",
        backups.update(&*id, types::UpdateBackupRequest { backup: Some(update) }).send(),
    )
    .await?;
    Ok(id)
}

async fn share(
    run: &Run,
    backup: &str,
    project: &str,
    simulated: Option<&Simulated>,
    name: &str,
) -> Result<(), Ended> {
    let backups = run.client.backups();
    run.made.note(Thing::Share(run.client.clone(), backup.to_owned(), project.to_owned()));
    let members = CreateBackupMemberRequest { members: vec![project.to_owned()] };
    run.call("CreateBackupMember", backups.create_member(backup, members).send()).await?;
    run.call("ListBackupMembers", backups.list_members(backup).send()).await?;
    run.call("ShowBackupMember", backups.get_member(backup, project).send()).await?;
    if let Some(Simulated { partner, .. }) = simulated {
        let vault = vault(run, partner, &format!("{name}-partner"), "server", "backup").await?;
        let accept = UpdateBackupMemberRequest::builder().status("accepted").vault_id(vault);
        run.call("UpdateBackupMember", partner.backups().update_member(backup, project, accept).send())
            .await?;
    }
    run.call("DeleteBackupMember", backups.delete_member(backup, project).send()).await.map(drop)
}

async fn replicate(
    run: &Run,
    simulated: &Simulated,
    vault_id: &str,
    backup: &str,
    name: &str,
) -> Result<(), Ended> {
    let Simulated { elsewhere, region, project, .. } = simulated;
    let destination = vault(run, elsewhere, &format!("{name}-replica"), "server", "replication").await?;
    let body = BackupReplicateReqBody::builder()
        .destination_project_id(project)
        .destination_region(region.as_str())
        .destination_vault_id(&*destination);
    run.call("ReplicateBackup", run.client.backups().replicate(backup, body).send()).await?;
    finish_tasks(run, vault_id).await?;
    let body = CheckpointReplicateParam::builder()
        .destination_project_id(project)
        .destination_region(region.as_str())
        .destination_vault_id(destination)
        .vault_id(vault_id);
    run.call("ReplicateCheckpoints", run.client.checkpoints().replicate(body).send()).await?;
    finish_tasks(run, vault_id).await
}

/// Waits for the tasks of a vault: what they work on cannot be used before.
async fn finish_tasks(run: &Run, vault: &str) -> Result<(), Ended> {
    let tasks = run.client.operation_logs();
    let listed = run.call("ListOperationLogs", tasks.list().vault_id(vault).send()).await?.operation_logs;
    for task in listed.unwrap_or_default().into_iter().filter_map(|task| task.id) {
        run.wait("ShowOperationLog", tasks.wait(task)).await?;
    }
    Ok(())
}

async fn sync_and_restore(run: &Run, backup: &str, resource: &Resource) -> Result<(), Ended> {
    let backups = run.client.backups();
    let outside = BackupSync::builder()
        .backup_id("5f1ab3a4-1a6c-4d3f-9b63-8fd4d4a4b7a1")
        .backup_name("speclift-contract-outside")
        .bucket_name("bucket")
        .image_path("backups/image")
        .resource_id(&*resource.id)
        .resource_name("outside")
        .resource_type("OS::Native::Server")
        .created_at(1_600_000_000);
    run.call(
        "BackupSync",
        backups
            .sync(types::BackupSyncRequest { sync: vec![outside.try_into().map_err(|_| Ended::Failed)?] })
            .send(),
    )
    .await?;
    let children =
        run.call("ShowBackup", backups.get(backup).send()).await?.backup.and_then(|backup| backup.children);
    let mappings = children.unwrap_or_default().into_iter().filter_map(|child| {
        Some(BackupRestoreServerMapping { backup_id: child.id?, volume_id: child.resource_id? })
    });
    let restore = BackupRestore::builder().server_id(&*resource.id).mappings(mappings.collect::<Vec<_>>());
    run.call("RestoreBackup", backups.restore(backup, restore).send()).await?;
    run.wait("RestoreBackup", backups.wait(backup)).await.map(drop)
}

/// What an answer has to name so that the run can go on.
fn known(run: &Run, operation: &str, id: Option<String>) -> Result<String, Ended> {
    id.ok_or_else(|| {
        run.ledger.error(operation, "the answer names nothing that the run could go on with".to_owned());
        Ended::Failed
    })
}
