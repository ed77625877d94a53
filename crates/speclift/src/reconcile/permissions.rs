//! Which permissions each operation needs, by the tables of permissions.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Permissions;
use crate::claim::{Claims, Ledger, PermissionClaim, RequestLine};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

use super::groups::Group;
use super::identifiers::blank;

/// The permissions of each group. Those for requests that no page describes are reported; where such a row has the
/// title of one operation that no other row is about, it is taken as that operation's, whose path it has wrong.
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
    let mut used: BTreeSet<Span> = BTreeSet::new();
    let mut lost: Vec<(&PermissionClaim, &RequestLine)> = Vec::new();
    for claim in &claims.permissions {
        for request in &claim.requests {
            match places.get(&(request.method.as_str(), blank(&request.path))) {
                Some(index) => {
                    enter(permissions.entry(*index).or_default(), claim);
                    used.insert(claim.row);
                }
                None => lost.push((claim, request)),
            }
        }
    }
    let titles = titles(groups);
    let stated: BTreeSet<usize> = permissions.keys().copied().collect();
    for (claim, request) in lost {
        let subject = format!("{} {}", request.method, request.path);
        let message = "a permission is listed for it, and no page describes it";
        let finding = Finding::new(&rules::PERMISSION_WITHOUT_OPERATION, subject, message, request.span);
        let titled = titles.get(&(request.method.as_str(), claim.title.as_str())).copied().flatten();
        if let Some(index) = titled.filter(|index| claim.requests.len() == 1 && !stated.contains(index)) {
            enter(permissions.entry(index).or_default(), claim);
            used.insert(claim.row);
            findings.push(finding.decided("taken as the operation that has the title of the row (rule 5)"));
        } else {
            findings.push(finding.decided("the permission is not used"));
        }
    }
    for claim in &claims.permissions {
        if used.contains(&claim.row) { ledger.use_row(claim.row) } else { ledger.report_row(claim.row) }
    }
    permissions
}

/// Adds what a row says.
fn enter(of: &mut Permissions, claim: &PermissionClaim) {
    for action in &claim.actions {
        if !of.actions.contains(action) {
            of.actions.push(action.clone());
        }
    }
    of.witnesses.push(claim.row);
}

/// The groups by method and title; none where several have the same.
fn titles<'g>(groups: &'g [Group<'_>]) -> BTreeMap<(&'g str, &'g str), Option<usize>> {
    let mut titles = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for claim in &group.claims {
            let known =
                titles.entry((group.method.as_str(), claim.title.value.as_str())).or_insert(Some(index));
            if *known != Some(index) {
                *known = None;
            }
        }
    }
    titles
}
