//! Creating, changing and deleting policies, and binding them to vaults.

use super::{new_id, vault};
use crate::codes;
use crate::error::Error;
use crate::life::rule::{self, Rule};
use crate::life::schedule;
use crate::model::policy::{PolicyCreate, PolicyODCreate, PolicyUpdate};
use crate::model::values::{Protection, VaultStatus};
use crate::state::Tx;
use crate::state::policy::Policy;
use crate::state::vault::Vault;

/// Creates a policy.
pub(crate) fn create(tx: &mut Tx<'_>, project: &str, wanted: PolicyCreate) -> Result<Policy, Error> {
    named(&wanted.name)?;
    bounded(&wanted.operation_definition)?;
    scheduled(&wanted.trigger.properties.pattern)?;
    let kind = wanted.operation_type.unwrap_or(Protection::Backup);
    let of_kind = tx.world().policies.newest(project).filter(|policy| policy.value.kind == kind).count();
    if of_kind >= tx.config.limits.policies {
        return Err(codes::TOO_MANY_POLICIES.into());
    }
    let policy = Policy {
        id: new_id(),
        project: project.to_owned(),
        name: wanted.name,
        enabled: wanted.enabled.unwrap_or(true),
        kind,
        definition: wanted.operation_definition,
        trigger_id: new_id(),
        patterns: wanted.trigger.properties.pattern,
        started: tx.now,
        vaults: Vec::new(),
        next: None,
        runs: 0,
    };
    tx.put(policy.clone());
    Ok(policy)
}

/// Changes a policy.
pub(crate) fn update(
    tx: &mut Tx<'_>,
    project: &str,
    id: &str,
    wanted: PolicyUpdate,
) -> Result<Policy, Error> {
    let mut policy = tx.get::<Policy>(project, id).ok_or(codes::NO_POLICY)?.value.clone();
    if let Some(name) = wanted.name {
        named(&name)?;
        policy.name = name;
    }
    if let Some(definition) = wanted.operation_definition {
        bounded(&definition)?;
        policy.definition = definition;
    }
    if let Some(trigger) = wanted.trigger {
        scheduled(&trigger.properties.pattern)?;
        policy.patterns = trigger.properties.pattern;
        policy.started = tx.now;
    }
    policy.enabled = wanted.enabled.unwrap_or(policy.enabled);
    tx.put(policy.clone());
    schedule::plan(tx, project, id);
    Ok(policy)
}

/// Deletes a policy, which no vault has any more.
pub(crate) fn delete(tx: &mut Tx<'_>, project: &str, id: &str) -> Result<(), Error> {
    let policy = tx.get::<Policy>(project, id).ok_or(codes::NO_POLICY)?;
    for vault in &policy.value.vaults {
        tx.change(project, vault, |vault: &mut Vault| vault.policies.retain(|(_, bound)| bound != id));
    }
    tx.remove::<Policy>(project, id);
    Ok(())
}

/// Lets a policy apply to a vault, in the place of another one of its kind.
pub(crate) fn associate(tx: &mut Tx<'_>, project: &str, id: &str, policy: &str) -> Result<(), Error> {
    let vault = vault(tx, project, id)?;
    let found = tx.get::<Policy>(project, policy).ok_or(codes::NO_POLICY)?;
    if vault.value.status != VaultStatus::Available {
        return Err(codes::VAULT_STATE.into());
    }
    // Both kinds of policies are for vaults that make backups: copies come from elsewhere.
    if vault.value.protect_type != Protection::Backup {
        return Err(codes::POLICY_TYPE.into());
    }
    bind(tx, project, id, policy, found.value.kind);
    Ok(())
}

/// Lets a policy apply to a vault of which all is known.
pub(super) fn bind(tx: &mut Tx<'_>, project: &str, vault: &str, policy: &str, kind: Protection) {
    let before: Vec<String> = tx
        .get::<Vault>(project, vault)
        .into_iter()
        .flat_map(|vault| vault.value.policies.clone())
        .filter(|(its, _)| *its == kind)
        .map(|(_, id)| id)
        .collect();
    for id in before {
        unbind(tx, project, vault, &id);
    }
    tx.change(project, vault, |vault: &mut Vault| vault.policies.push((kind, policy.to_owned())));
    tx.change(project, policy, |policy: &mut Policy| policy.vaults.push(vault.to_owned()));
    schedule::plan(tx, project, policy);
}

fn unbind(tx: &mut Tx<'_>, project: &str, vault: &str, policy: &str) {
    tx.change(project, vault, |vault: &mut Vault| vault.policies.retain(|(_, bound)| bound != policy));
    tx.change(project, policy, |policy: &mut Policy| policy.vaults.retain(|bound| bound != vault));
    schedule::plan(tx, project, policy);
}

/// Takes a policy off a vault.
pub(crate) fn dissociate(tx: &mut Tx<'_>, project: &str, id: &str, policy: &str) -> Result<(), Error> {
    let vault = vault(tx, project, id)?;
    if tx.get::<Policy>(project, policy).is_none() {
        return Err(codes::NO_POLICY.into());
    }
    if !vault.value.policies.iter().any(|(_, bound)| bound == policy) {
        return Err(codes::POLICY_NOT_BOUND.into());
    }
    unbind(tx, project, id, policy);
    Ok(())
}

fn named(name: &str) -> Result<(), Error> {
    if name.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | '-')) {
        return Ok(());
    }
    Err(Error::invalid("policy.name", "must have letters, digits, underscores and hyphens only"))
}

/// Long-term rules need a time zone, in which days begin.
fn bounded(definition: &PolicyODCreate) -> Result<(), Error> {
    let long =
        [definition.day_backups, definition.week_backups, definition.month_backups, definition.year_backups];
    let long = long.iter().flatten().any(|count| *count > 0);
    match &definition.timezone {
        Some(zone) if schedule::offset(zone).is_none() => {
            Err(Error::invalid("policy.operation_definition.timezone", "must be such as UTC+08:00"))
        }
        None if long => {
            let why = "is needed where backups are kept by days, weeks, months or years";
            Err(Error::invalid("policy.operation_definition.timezone", why))
        }
        _ => Ok(()),
    }
}

fn scheduled(patterns: &[String]) -> Result<(), Error> {
    let field = "policy.trigger.properties.pattern";
    let mut rules = Vec::with_capacity(patterns.len());
    for (index, pattern) in patterns.iter().enumerate() {
        let wrong = |why| Error::invalid(format_args!("{field}[{index}]"), why);
        rules.push(Rule::parse(pattern).map_err(wrong)?);
    }
    if !rule::apart(&rules) {
        return Err(Error::invalid(field, "must have runs that are an hour apart or more"));
    }
    Ok(())
}
