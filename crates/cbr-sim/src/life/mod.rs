//! What happens by itself as time goes on: tasks end, policies run, backups and tokens expire.
//!
//! Things happen in the order of their times, and each as if it were that time, so that it makes no difference when
//! someone looks.

mod finish;
mod retention;
pub(crate) mod rule;
pub(crate) mod schedule;

use crate::config::Config;
use crate::ops;
use crate::state::backup::Backup;
use crate::state::policy::Policy;
use crate::state::token::Token;
use crate::state::{Changes, Due, Tx, World};
use crate::time::Time;

/// Who asks for what happens by itself.
const ITSELF: &str = "req-schedule";

/// Lets happen all that is due.
pub(crate) fn catch_up(world: &mut World, now: Time, config: &Config) -> Changes {
    let mut changes = Changes::new();
    while let Some(next) = world.due.first().filter(|next| next.0 <= now).cloned() {
        let (time, due, project, id) = next.clone();
        let mut tx = Tx::new(world, time, config, ITSELF);
        match due {
            Due::Task => finish::finish(&mut tx, &project, &id),
            Due::Policy => schedule::run(&mut tx, &project, &id),
            Due::Backup => expire(&mut tx, &project, &id),
            Due::Token => tx.remove::<Token>(&project, &id),
        }
        changes.extend(tx.commit());
        // Nothing happens twice.
        world.due.remove(&next);
    }
    changes
}

/// Goes on after a time in which nothing could happen: runs of policies that were missed are not made up for.
pub(crate) fn resume(world: &mut World, now: Time, config: &Config) -> Changes {
    let policies: Vec<Policy> = world
        .policies
        .everywhere()
        .map(|policy| policy.value.clone())
        .filter(|p| p.next < Some(now))
        .collect();
    let mut tx = Tx::new(world, now, config, ITSELF);
    for policy in policies {
        let next = schedule::next(&policy, now);
        tx.put(Policy { next, ..policy });
    }
    tx.commit()
}

/// Deletes a backup that was kept for long enough.
fn expire(tx: &mut Tx<'_>, project: &str, id: &str) {
    let Some(backup) = tx.get::<Backup>(project, id) else { return };
    if retention::is_kept_for_long(tx, &backup.value) {
        tx.change(project, id, |backup: &mut Backup| backup.expires = None);
    } else if ops::backups::delete(tx, project, id).is_err() {
        // It is in use, and asked again in a day.
        let later = tx.now.plus_days(1);
        tx.change(project, id, |backup: &mut Backup| backup.expires = Some(later));
    }
}
