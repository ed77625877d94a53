//! Codes of the service's catalogue that the simulator answers with, and those of the gateway before it.
//!
//! Codes and statuses are facts of the description (`x-error-codes`), which a test compares; the messages are ours.

/// A code, the status it comes with, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) message: &'static str,
}

macro_rules! codes {
    ($($name:ident $status:literal $code:literal $message:literal)+) => {
        $(pub(crate) const $name: Code = Code { code: $code, status: $status, message: $message };)+

        /// All of them.
        #[cfg(test)]
        const ALL: &[Code] = &[$($name),+];
    };
}

codes! {
    NOTHING_TO_BACK_UP 400 "BackupService.0001" "There is no resource to back up."
    BUSY 500 "BackupService.0002" "The resource is being backed up."
    REPLICATE_UNAVAILABLE 500 "BackupService.1001" "The backup is not available, and cannot be replicated."
    REPLICATE_TYPE 500 "BackupService.1002" "Backups of this type cannot be replicated."
    REPLICATE_SERVERS_ONLY 500 "BackupService.1003" "Only backups of servers can be replicated."
    REPLICATE_NO_SYSTEM_DISK 500 "BackupService.1004" "The backup has no system disk, and cannot be replicated."
    REPLICATE_REGION 500 "BackupService.1005" "The destination region does not support replication."
    REPLICATED_ALREADY 500 "BackupService.1009" "The destination region has a replica of the backup, or is getting one."
    REPLICATE_PROJECT 400 "BackupService.1011" "The destination project does not support replication."
    TOO_MANY_REPLICAS 400 "BackupService.1012" "The number of replicas has reached its limit."
    VOLUME_TOO_SMALL 400 "BackupService.2001" "The backup is larger than the volume it is to be restored to."
    RESTORE_WHILE_BACKUP 400 "BackupService.2002" "The resource is being backed up. Restore it afterwards."
    RESTORE_OTHER_SERVER 400 "BackupService.2003" "The backup cannot be restored to another server."
    RESTORE_REPLICA 400 "BackupService.2004" "A replicated backup cannot be restored."
    RESTORE_STATE 400 "BackupService.2005" "The state of the backup does not allow restoring."
    RESTORE_ECS_TO_BMS 400 "BackupService.2006" "A backup of a cloud server cannot be restored to a bare metal server."
    RESTORE_TERMINATED 400 "BackupService.2007" "The server is terminated, and cannot be restored."
    RESTORE_SERVER_STATE 400 "BackupService.2008" "The state of the server does not allow restoring."
    RESTORE_VOLUME_TYPE 400 "BackupService.2009" "Volumes of this type cannot be restored."
    RESTORING 400 "BackupService.2010" "The resource is being restored."
    RESTORE_VOLUME_STATE 400 "BackupService.2011" "The state of the volume does not allow restoring."
    RESTORE_SOME_DISKS 400 "BackupService.2012" "The backups of all disks must be restored, not of some."
    RESTORE_DATA_TO_SYSTEM 400 "BackupService.2013" "The backup of a data disk cannot be restored to a system disk."
    RESTORE_BMS_TO_ECS 400 "BackupService.2014" "A backup of a bare metal server cannot be restored to a cloud server."
    RESTORE_ARCHITECTURE 400 "BackupService.2015" "The architectures differ."
    NO_POLICY 404 "BackupService.6000" "The policy does not exist."
    TOO_MANY_POLICIES 400 "BackupService.6001" "The number of policies of this type has reached its limit."
    POLICY_NOT_BOUND 404 "BackupService.6002" "The vault has no such policy."
    TOO_MANY_RESOURCES 400 "BackupService.6100" "The number of resources in the vault exceeds the limit."
    CAPACITY 400 "BackupService.6101" "The capacity of the vault is invalid."
    RESOURCE_TYPE 400 "BackupService.6102" "The vault cannot hold resources of this type."
    BOUND_ELSEWHERE 400 "BackupService.6103" "The resource is bound to a vault."
    DUPLICATE_RESOURCE 400 "BackupService.6104" "The resource is named twice."
    NO_VAULT 404 "BackupService.6105" "The vault does not exist."
    CANNOT_ADD 400 "BackupService.6108" "Resources cannot be added to the vault."
    CANNOT_UPDATE 400 "BackupService.6110" "The vault cannot be changed."
    CANNOT_DELETE 400 "BackupService.6111" "The vault cannot be deleted."
    VAULT_STATE 400 "BackupService.6112" "The state of the vault is invalid."
    VAULT_STATE_BACKUP 400 "BackupService.6113" "The state of the vault does not allow backups."
    VAULT_FULL 400 "BackupService.6114" "The vault holds more than its capacity."
    PROTECT_TYPE 400 "BackupService.6116" "The protection type is not supported."
    DESTINATION_NOT_REPLICATION 400 "BackupService.6119" "The destination vault does not support replication."
    NO_DESTINATION 400 "BackupService.6120" "The destination vault does not exist."
    REPLICATE_RESOURCE_TYPE 400 "BackupService.6122" "The resources of the vault are of a type that cannot be replicated."
    VAULT_NO_BACKUPS 400 "BackupService.6124" "A vault of this type cannot make backups."
    BACKING_UP 400 "BackupService.6125" "The vault is being backed up."
    POLICY_TYPE 400 "BackupService.6127" "The policy cannot be bound to this vault."
    VAULT_NO_REPLICATION 400 "BackupService.6128" "A vault of this type cannot be replicated."
    DESTINATION_FULL 400 "BackupService.6129" "The destination vault has reached its capacity."
    REPLICATING 400 "BackupService.6130" "The vault is being replicated."
    TOO_MANY_VAULTS 400 "BackupService.6133" "The number of vaults exceeds the limit."
    REMOVING 400 "BackupService.6134" "Resources are being removed from the vault."
    NOT_BOUND 400 "BackupService.6135" "The vault has no such resource."
    VOLUME_BOUND_ELSEWHERE 500 "BackupService.6137" "A volume of a server can be backed up in one vault only."
    NO_BACKUP 404 "BackupService.6200" "The backup does not exist."
    CANNOT_DELETE_BACKUP 400 "BackupService.6201" "The backup cannot be deleted."
    VAULT_UNAVAILABLE 400 "BackupService.6202" "The vault is not available, and none of its backups can be restored."
    BACKUP_RUNNING 400 "BackupService.6203" "A backup is being made."
    RESOURCE_STATE 400 "BackupService.6215" "The state of the resource does not allow backups."
    BACKUP_IN_USE 400 "BackupService.6216" "The backup is in use, and cannot be deleted."
    NO_CHECKPOINT 404 "BackupService.6217" "The restore point does not exist."
    NO_TASK 404 "BackupService.6500" "Operation log does not exist."
    TOO_MANY_TAGS 400 "BackupService.6600" "The number of tags exceeds the limit."
    SHARE_SERVERS_ONLY 400 "BackupService.6700" "Only backups of servers can be shared."
    TOO_MANY_MEMBERS 400 "BackupService.6701" "The backup is shared with too many projects."
    SHARE_UNAVAILABLE 400 "BackupService.6702" "Only an available backup can be shared."
    SHARED_ALREADY 400 "BackupService.6703" "The backup is shared with this project already."
    MEMBER_PROJECT 400 "BackupService.6704" "The project to share with is invalid."
    NO_MEMBER 404 "BackupService.6705" "The member of the backup does not exist."
    MEMBER_PARAMETERS 400 "BackupService.6706" "The parameters for the state of the member are invalid."
    SHARE_FORBIDDEN 400 "BackupService.6707" "The backup must not be shared."
    MEMBER_STATE 400 "BackupService.6708" "The state of the member cannot be changed."
    SHARE_ENCRYPTED 400 "BackupService.6709" "The backup has encrypted volumes, and cannot be shared."
    SHARE_VAULT_STATE 400 "BackupService.6712" "The state of the vault does not allow a shared backup."
    SHARE_VAULT_TYPE 400 "BackupService.6713" "The vault is of the wrong type for the shared backup."
    SHARE_SHARED 400 "BackupService.6714" "A backup that was shared cannot be shared any further."
    NO_VOLUME 404 "BackupService.7000" "The volume does not exist."
    DESS_VOLUME 400 "BackupService.7001" "Volumes of dedicated storage cannot be backed up."
    SCSI_VOLUME 400 "BackupService.7002" "SCSI volumes cannot be backed up."
    VOLUME_STATE 400 "BackupService.7003" "The state of the volume does not allow backups."
    VOLUME_IN_VAULT 400 "BackupService.7006" "The vault has the volume already."
    VOLUME_DR 400 "BackupService.7008" "The volume is on the side of disaster recovery, and cannot be restored."
    NO_SERVER 404 "BackupService.7100" "The server does not exist."
    SERVER_STATE 400 "BackupService.7101" "The state of the server does not allow backups."
    SERVER_TERMINATED 400 "BackupService.7102" "The server is terminated."
    SERVER_SCSI 400 "BackupService.7104" "The server has SCSI disks, and cannot be backed up."
    SERVER_SHARED_DISK 400 "BackupService.7106" "Shared disks cannot be backed up."
    SERVER_NO_DISK 400 "BackupService.7108" "The server has no disk, and cannot be backed up."
    SERVER_BMS 400 "BackupService.7109" "Bare metal servers cannot be backed up."
    SERVER_DESS 400 "BackupService.7111" "The server has disks of dedicated storage, and cannot be backed up."
    RESTORE_OS 400 "BackupService.7114" "The target must have the operating system of the server that was backed up."
    SERVER_IN_VAULT 400 "BackupService.7116" "The vault has the server already."
    SERVER_DR 400 "BackupService.7117" "The server is on the side of disaster recovery, and cannot be restored."
    VOLUME_DETACHED 400 "BackupService.7201" "The disk is not attached to the server."
    SYNC_RUNNING 400 "BackupService.7302" "The backup is being synchronised."
    NO_TURBO 404 "BackupService.7500" "The file system does not exist."
    TURBO_BUSY 400 "BackupService.7501" "The file system is being backed up."
    TURBO_STATE 400 "BackupService.7502" "The state of the file system does not allow backups."
    TURBO_SUBSTATE 400 "BackupService.7503" "The sub-state of the file system does not allow backups."
    RESTORE_OTHER_TURBO 400 "BackupService.7510" "The backup of a file system can be restored to itself only."
    RESTORE_TURBO_STATE 400 "BackupService.7511" "The state of the file system does not allow restoring."
    INVALID 400 "BackupService.9900" "Parameter verification failed."
    UNKNOWN 500 "BackupService.9910" "Unknown error."

    UNAUTHENTICATED 401 "APIGW.0301" "Incorrect IAM authentication information."
    FORBIDDEN 403 "APIGW.0302" "The caller has no access to this project."
    NO_PATH 404 "APIGW.0101" "The API does not exist."
    NO_METHOD 405 "APIGW.0101" "The API does not have this method."
    UNREADABLE 400 "APIGW.0201" "The head of the request cannot be read."
    TOO_SLOW 408 "APIGW.0201" "The request did not arrive in time."
    TOO_LARGE 413 "APIGW.0201" "The request is too large."
    PATH_TOO_LONG 414 "APIGW.0201" "The path of the request is too long."
    HEAD_TOO_LARGE 431 "APIGW.0201" "The head of the request is too large."
    TOO_MANY_CONNECTIONS 503 "APIGW.0308" "There are too many connections."

    WRONG_PASSWORD 401 "IAM.0011" "The user name or password is incorrect."
    NO_TOKEN 404 "IAM.0004" "The token does not exist."
    INVALID_LOGIN 400 "IAM.0007" "Request parameters invalid."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn codes_are_those_of_the_description() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/cbr.openapi.json");
        let description: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let catalogue = description["x-error-codes"].as_array().unwrap();
        let catalogue: BTreeMap<_, _> = catalogue
            .iter()
            .map(|entry| (entry["code"].as_str().unwrap(), entry["status"].as_u64().unwrap()))
            .collect();
        assert_eq!(catalogue.len(), 182);
        for code in ALL.iter().filter(|code| code.code.starts_with("BackupService.")) {
            assert_eq!(catalogue.get(code.code), Some(&u64::from(code.status)), "{}", code.code);
        }
    }
}
