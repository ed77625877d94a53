//! Policies that run when their time comes.

use super::rule::Rule;
use crate::model::values::Protection;
use crate::ops::checkpoints::{self, Plan};
use crate::state::Tx;
use crate::state::policy::Policy;
use crate::state::vault::Vault;
use crate::time::Time;

/// When a policy runs next after a moment; never where it is off, or applies to no vault.
pub(crate) fn next(policy: &Policy, after: Time) -> Option<Time> {
    if !policy.enabled || policy.vaults.is_empty() || policy.kind != Protection::Backup {
        return None;
    }
    let rules = policy.patterns.iter().filter_map(|pattern| Rule::parse(pattern).ok());
    rules.filter_map(|rule| rule.next(policy.started, after)).min()
}

/// Finds out anew when a policy runs next.
pub(crate) fn plan(tx: &mut Tx<'_>, project: &str, id: &str) {
    let now = tx.now;
    tx.change(project, id, |policy: &mut Policy| policy.next = next(policy, now));
}

/// Runs a policy: each vault that it applies to is backed up.
pub(super) fn run(tx: &mut Tx<'_>, project: &str, id: &str) {
    let Some(policy) = tx.get::<Policy>(project, id) else { return };
    let policy = &policy.value;
    for vault in &policy.vaults {
        let Some(vault) = tx.get::<Vault>(project, vault) else { continue };
        let days = policy.definition.retention_duration_days.filter(|days| *days >= 0);
        let prefix = vault.value.terms.name_prefix.as_deref().filter(|prefix| !prefix.is_empty());
        let plan = Plan {
            name: format!("{}autobk_{:04x}", prefix.unwrap_or_default(), policy.runs & 0xffff),
            description: String::new(),
            incremental: !is_full(policy),
            automatic: true,
            policy_id: Some(policy.id.clone()),
            days,
        };
        // A vault that cannot be backed up now is backed up another time.
        let _ = checkpoints::start(tx, &vault.value, None, plan);
    }
    let now = tx.now;
    tx.change(project, id, |policy: &mut Policy| {
        policy.runs += 1;
        policy.next = next(policy, now);
    });
}

/// After so many incremental backups comes a full one.
fn is_full(policy: &Policy) -> bool {
    match policy.definition.full_backup_interval.and_then(|interval| u64::try_from(interval).ok()) {
        Some(interval) => policy.runs.is_multiple_of(interval + 1),
        None => false,
    }
}

/// Minutes between UTC and a time zone: `UTC+08:00`, `UTC +08:00`, `UTC`.
pub(crate) fn offset(zone: &str) -> Option<i64> {
    let rest = zone.strip_prefix("UTC")?.trim_start();
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, rest) = match rest.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, rest.strip_prefix('-')?),
    };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let number = |text: &str, most: i64| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| digits && *number <= most)
    };
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets() {
        for (zone, minutes) in [("UTC", 0), ("UTC+08:00", 480), ("UTC +08:00", 480), ("UTC-3:30", -210)] {
            assert_eq!(offset(zone), Some(minutes), "{zone}");
        }
        for zone in ["", "GMT", "UTC*8", "UTC+8:99", "UTC+15", "UTC+-1", "Europe/Paris"] {
            assert_eq!(offset(zone), None, "{zone}");
        }
    }
}
