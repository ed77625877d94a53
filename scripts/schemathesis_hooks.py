"""What Schemathesis cannot read from the published description: `scripts/schemathesis` loads it."""

import schemathesis

PROJECT = "/v3/{project_id}/"

# Where an answer has an ID, and which operations want it: as a parameter of the path, or in the body, where `{}` stands.
VAULT = "$response.body#/vault/id"
POLICY = "$response.body#/policy/id"
BACKUP = "$response.body#/backups/0/id"
MEMBER = "$response.body#/members/0/dest_project_id"

LINKS = [
    # source, target, parameters, body
    ("CreateVault", "ShowVault", {"vault_id": VAULT}, None),
    ("CreateVault", "UpdateVault", {"vault_id": VAULT}, None),
    ("CreateVault", "DeleteVault", {"vault_id": VAULT}, None),
    ("CreateVault", "AddVaultResources", {"vault_id": VAULT}, None),
    ("CreateVault", "RemoveVaultResources", {"vault_id": VAULT}, None),
    ("CreateVault", "AssociateVaultPolicy", {"vault_id": VAULT}, None),
    ("CreateVault", "DissociateVaultPolicy", {"vault_id": VAULT}, None),
    ("CreateVault", "CreateCheckpoint", {}, {"checkpoint": {"vault_id": VAULT}}),
    ("CreateVault", "ReplicateCheckpoints", {}, {"replicate": {"vault_id": VAULT}}),
    ("CreatePolicy", "ShowPolicy", {"policy_id": POLICY}, None),
    ("CreatePolicy", "UpdatePolicy", {"policy_id": POLICY}, None),
    ("CreatePolicy", "DeletePolicy", {"policy_id": POLICY}, None),
    ("CreateCheckpoint", "ShowCheckpoint", {"checkpoint_id": "$response.body#/checkpoint/id"}, None),
    ("ListBackups", "ShowBackup", {"backup_id": BACKUP}, None),
    ("ListBackups", "UpdateBackup", {"backup_id": BACKUP}, None),
    ("ListBackups", "DeleteBackup", {"backup_id": BACKUP}, None),
    ("ListBackups", "RestoreBackup", {"backup_id": BACKUP}, None),
    ("ListBackups", "ReplicateBackup", {"backup_id": BACKUP}, None),
    ("ListBackups", "CreateBackupMember", {"backup_id": BACKUP}, None),
    ("ListBackups", "ListBackupMembers", {"backup_id": BACKUP}, None),
    ("ListOperationLogs", "ShowOperationLog", {"operation_log_id": "$response.body#/operation_logs/0/id"}, None),
    *[
        ("CreateBackupMember", target, {"backup_id": "$request.path.backup_id", "member_id": MEMBER}, None)
        for target in ("ShowBackupMember", "UpdateBackupMember", "DeleteBackupMember")
    ],
]


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Adds what the pages do not document."""
    operations = {
        operation["operationId"]: operation
        for item in raw_schema["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
    }
    for source, target, parameters, body in LINKS:
        # A name that no operation has is an error here: links are not to outlive what they lead to.
        operations[target]
        link = {"operationId": target}
        if parameters:
            link["parameters"] = parameters
        if body:
            link["requestBody"] = body
        success = next(response for status, response in operations[source]["responses"].items() if status[0] == "2")
        success.setdefault("links", {})[target] = link
    global CODES
    CODES = {(entry["status"], entry["code"]) for entry in raw_schema["x-error-codes"]}


CODES = set()


@schemathesis.check
def no_undocumented_server_error(ctx, response, case):
    """Instead of `not_a_server_error`: the catalogue has codes whose status is 500, such as that a region does not support
    replication. Those are answers as documented, and everything else above 500 is a fault."""
    if response.status_code < 500:
        return
    try:
        code = response.json().get("error_code")
    except Exception:
        code = None
    if (response.status_code, code) not in CODES:
        raise AssertionError(f"status {response.status_code} with code {code}, which the catalogue does not have")
