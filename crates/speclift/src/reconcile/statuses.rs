//! The status table of a page held against its response tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Direction, OperationClaim, Role};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::groups::Group;

/// Tells of statuses that only one of the two has, one finding a page.
///
/// Many pages table no error at all, since errors have one body in common: a status without a response is told
/// only where the page has tables for other statuses of its kind.
pub(crate) fn compare(group: &Group<'_>, findings: &mut Vec<Finding>) {
    for claim in &group.claims {
        let listed = listed(claim);
        let tabled = tabled(claim);
        if listed.is_empty() || tabled.is_empty() {
            continue;
        }
        let unlisted: Vec<(Status, Span)> = without(&tabled, &listed).collect();
        let untabled: Vec<(Status, Span)> = without(&listed, &tabled)
            .filter(|(status, _)| {
                !status.is_bodiless() && tabled.keys().any(|other| kind(*other) == kind(*status))
            })
            .collect();
        let mut told = Vec::new();
        if !unlisted.is_empty() {
            told.push(format!("the status table lacks {}, which has a response", numbers(&unlisted)));
        }
        if !untabled.is_empty() {
            told.push(format!("the status table lists {} without a response", numbers(&untabled)));
        }
        let mut spans = unlisted.iter().chain(&untabled).map(|(_, span)| *span);
        let Some(first) = spans.next() else { continue };
        let finding = Finding::new(&rules::STATUS_DIFFERS, group.subject(), told.join("; "), first);
        findings.push(finding.with(spans).decided("all of them are responses"));
    }
}

/// The status that a body without one belongs to, by those that the page lists: of success, or at least none of
/// errors. Where it lists none, by those that its examples state.
pub(crate) fn of_body(claim: &OperationClaim) -> Option<Status> {
    let listed = || claim.statuses.iter().map(|row| row.status.value).filter(|status| !status.is_bodiless());
    let shown = || claim.examples.iter().filter(|example| example.body.is_some());
    listed()
        .find(|status| status.is_success())
        .or_else(|| listed().find(|status| !status.is_error()))
        .or_else(|| {
            shown().filter_map(|example| Some(example.status.as_ref()?.value)).find(|s| s.is_success())
        })
}

/// Statuses of the status table: those that only stand over tables and examples are not in it.
fn listed(claim: &OperationClaim) -> BTreeMap<Status, Span> {
    let over_tables = claim.tables.iter().filter_map(|table| table.status.as_ref());
    let over_examples = claim.examples.iter().filter_map(|example| example.status.as_ref());
    let elsewhere: BTreeSet<Span> = over_tables.chain(over_examples).map(|status| status.span).collect();
    let rows = claim.statuses.iter().rev().map(|row| (row.status.value, row.status.span));
    rows.filter(|(_, span)| !elsewhere.contains(span)).collect()
}

/// Statuses whose response body the page tables under their number.
fn tabled(claim: &OperationClaim) -> BTreeMap<Status, Span> {
    let body = |role: &Role| matches!(role, Role::Body | Role::Unnamed);
    let tables = claim.tables.iter().rev();
    tables
        .filter(|table| table.direction == Direction::Response && body(&table.role))
        .filter_map(|table| Some((table.status.as_ref()?.value, table.caption)))
        .collect()
}

fn without<'a>(
    these: &'a BTreeMap<Status, Span>,
    those: &'a BTreeMap<Status, Span>,
) -> impl Iterator<Item = (Status, Span)> + 'a {
    let among = |status: Status| {
        let class = status.class().map(Status::Class);
        [Some(status), class, Some(Status::Other)].into_iter().flatten().any(|one| those.contains_key(&one))
    };
    let single = these.iter().filter(|(status, _)| matches!(status, Status::Code(_)));
    single.filter(move |(status, _)| !among(**status)).map(|(status, span)| (*status, *span))
}

/// Whether a status is one of errors.
fn kind(status: Status) -> bool {
    status.is_error()
}

fn numbers(statuses: &[(Status, Span)]) -> String {
    statuses.iter().map(|(status, _)| status.to_string()).collect::<Vec<_>>().join(", ")
}
