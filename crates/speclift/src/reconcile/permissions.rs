//! Which permissions each operation needs, by the tables of permissions.

use std::collections::BTreeMap;

use crate::api::Permissions;
use crate::claim::{Claims, Ledger};
use crate::finding::Finding;
use crate::rules;

use super::groups::Group;
use super::identifiers::blank;

/// The permissions of each group. Those for requests that no page describes are reported.
pub(crate) fn permissions(
    claims: &Claims,
    groups: &[Group<'_>],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> BTreeMap<usize, Permissions> {
    let places: BTreeMap<(&str, String), usize> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| ((group.method.as_str(), blank(&group.path)), index))
        .collect();
    let mut permissions: BTreeMap<usize, Permissions> = BTreeMap::new();
    for claim in &claims.permissions {
        let mut used = false;
        for request in &claim.requests {
            let Some(index) = places.get(&(request.method.as_str(), blank(&request.path))) else {
                let subject = format!("{} {}", request.method, request.path);
                let message = "a permission is listed for it, and no page describes it";
                let finding =
                    Finding::new(&rules::PERMISSION_WITHOUT_OPERATION, subject, message, request.span);
                findings.push(finding.decided("the permission is not used"));
                continue;
            };
            used = true;
            let of = permissions.entry(*index).or_default();
            for action in &claim.actions {
                if !of.actions.contains(action) {
                    of.actions.push(action.clone());
                }
            }
            of.witnesses.push(claim.row);
        }
        if used {
            ledger.use_row(claim.row);
        } else {
            ledger.report_row(claim.row);
        }
    }
    permissions
}
