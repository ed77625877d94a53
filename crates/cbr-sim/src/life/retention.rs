//! Which of the backups that a policy made are kept: by number, and the newest of days, weeks, months and years.

use std::collections::HashSet;

use super::schedule;
use crate::model::policy::PolicyODCreate;
use crate::model::values::BackupStatus;
use crate::ops::{backups, vaults};
use crate::state::Tx;
use crate::state::backup::Backup;
use crate::state::policy::Policy;
use crate::time::Time;

/// Deletes the backups that a policy has made of a resource, and has too many of.
pub(super) fn clear(tx: &mut Tx<'_>, backup: &Backup) {
    let Some((made, policy)) = made(tx, backup) else { return };
    let Some(most) = policy.definition.max_backups.and_then(|most| usize::try_from(most).ok()) else {
        return;
    };
    let long = kept_for_long(&times(&made), &policy.definition);
    for old in made.iter().skip(most).filter(|old| !long.contains(&old.created)) {
        // One that is in use stays, and is asked again when the next one is made.
        let _ = backups::delete(tx, &old.project, &old.id);
    }
}

/// Whether a long-term rule keeps a backup.
pub(super) fn is_kept_for_long(tx: &Tx<'_>, backup: &Backup) -> bool {
    let Some((made, policy)) = made(tx, backup) else { return false };
    kept_for_long(&times(&made), &policy.definition).contains(&backup.created)
}

/// What the policy of a backup has made of its resource, the newest first.
fn made(tx: &Tx<'_>, backup: &Backup) -> Option<(Vec<Backup>, Policy)> {
    let policy = tx.get::<Policy>(&backup.project, backup.policy_id.as_deref()?)?.value.clone();
    let mut made: Vec<Backup> = vaults::backups_in(tx, &backup.project, &backup.vault_id)
        .into_iter()
        .filter(|other| other.resource.id == backup.resource.id && other.policy_id == backup.policy_id)
        .filter(|other| other.status == BackupStatus::Available)
        .collect();
    made.sort_by(|one, other| (other.created, &other.id).cmp(&(one.created, &one.id)));
    Some((made, policy))
}

fn times(made: &[Backup]) -> Vec<Time> {
    made.iter().map(|backup| backup.created).collect()
}

/// The newest of each of the last days, weeks, months and years that have a backup, as many as the rules say.
fn kept_for_long(newest_first: &[Time], rules: &PolicyODCreate) -> HashSet<Time> {
    let minutes = rules.timezone.as_deref().and_then(schedule::offset).unwrap_or(0);
    let local = |time: Time| Time::from_micros(time.micros() + minutes * 60_000_000).civil().date();
    let mut kept = HashSet::new();
    let mut keep = |count: Option<i64>, period: &dyn Fn(jiff::civil::Date) -> (i64, i64)| {
        let mut periods = HashSet::new();
        for time in newest_first {
            if periods.len() >= usize::try_from(count.unwrap_or(0)).unwrap_or(0) {
                break;
            }
            if periods.insert(period(local(*time))) {
                kept.insert(*time);
            }
        }
    };
    keep(rules.day_backups, &|date| (i64::from(date.year()), i64::from(date.day_of_year())));
    keep(rules.week_backups, &|date| {
        let week = date.iso_week_date();
        (i64::from(week.year()), i64::from(week.week()))
    });
    keep(rules.month_backups, &|date| (i64::from(date.year()), i64::from(date.month())));
    keep(rules.year_backups, &|date| (i64::from(date.year()), 0));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_each_period() {
        let times: Vec<Time> =
            ["2026-12-02T01:00:00Z", "2026-12-01T20:00:00Z", "2026-12-01T10:00:00Z", "2026-11-30T10:00:00Z"]
                .iter()
                .map(|time| Time::parse(time).unwrap())
                .collect();
        let kept = |rules: PolicyODCreate| {
            let kept = kept_for_long(&times, &rules);
            times.iter().map(|time| kept.contains(time)).collect::<Vec<_>>()
        };
        let none = PolicyODCreate::default();
        assert_eq!(kept(none.clone()), [false; 4]);
        let days = PolicyODCreate { day_backups: Some(2), ..none.clone() };
        assert_eq!(kept(days.clone()), [true, true, false, false]);
        let there = PolicyODCreate { timezone: Some("UTC+08:00".to_owned()), ..days };
        assert_eq!(kept(there), [true, false, true, false], "20:00 in UTC is the next day there");
        let months = PolicyODCreate { month_backups: Some(5), ..none };
        assert_eq!(kept(months), [true, false, false, true]);
    }
}
