//! What a comparison found, for people and for programs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};
use speclift::report::printable;

use super::api::Kind;
use super::compare::{Cause, Comparison, Group, groups};

/// How many operations a difference names.
const NAMED: usize = 3;

/// The comparison as text, with at most `limit` differences.
pub(super) fn text(comparison: &Comparison, limit: usize) -> String {
    let Comparison { operations, fields, shown, types, several_types, required, .. } = comparison;
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "operations  {} found, {} missing, {} only in the pages\n\
         fields      {} found, {} missing, {} extra; apart from these, only examples show {} extra\n\
         recall      {}\n\
         precision   {}\n\
         types       {} of {}; {several_types} may be of several types\n\
         required    {} of {}",
        operations.found,
        operations.missing,
        operations.extra,
        fields.found,
        fields.missing,
        fields.extra,
        shown.extra,
        percent(fields.recall()),
        percent(fields.precision()),
        percent(types.percent()),
        types.total,
        percent(required.percent()),
        required.total,
    );
    let groups = groups(&comparison.differences);
    for group in groups.iter().take(limit) {
        let _ = writeln!(out, "\n{}", headline(group));
        let names: Vec<String> = group.operations.iter().take(NAMED).map(ToString::to_string).collect();
        let more = group.operations.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let _ = writeln!(out, "  {}{more}", printable(&names.join(", ")));
    }
    if limit > 0 && groups.len() > limit {
        let _ = writeln!(
            out,
            "\n{} of {} shown; --differences N shows more",
            limit,
            counted(groups.len(), "difference")
        );
    }
    out
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "nothing to measure".to_owned(), |value| format!("{value:.2} %"))
}

/// What differs, where, and how much of it.
fn headline(group: &Group<'_>) -> String {
    let Some(part) = group.part else {
        let what = if *group.cause == Cause::OperationMissing { "missing" } else { "only in the pages" };
        return format!("operation {what}: {}", counted(group.count, "operation"));
    };
    let root = if group.root.is_empty() { "the whole body".to_owned() } else { printable(group.root) };
    let count = counted(group.count, "field");
    let place =
        format!("{} {root}: {count} in {}", part.word(), counted(group.operations.len(), "operation"));
    match group.cause {
        Cause::Type { pages, truth } => {
            format!("type: {place}: pages {}, truth {}", words(pages).join(" or "), words(truth).join(" or "))
        }
        Cause::Required { pages: true } => format!("required: {place}: the truth does not require it"),
        Cause::Required { pages: false } => format!("required: {place}: the pages do not require it"),
        cause => format!("{}: {place}", word(cause)),
    }
}

fn word(cause: &Cause) -> &'static str {
    match cause {
        Cause::OperationMissing => "operation-missing",
        Cause::OperationExtra => "operation-extra",
        Cause::Missing => "missing",
        Cause::Extra => "extra",
        Cause::OnlyShown => "only-in-examples",
        Cause::Type { .. } => "type",
        Cause::Required { .. } => "required",
    }
}

fn words(kinds: &BTreeSet<Kind>) -> Vec<&'static str> {
    kinds.iter().map(|kind| kind.word()).collect()
}

/// The comparison as JSON, with at most `limit` differences.
pub(super) fn json(comparison: &Comparison, limit: usize) -> Value {
    let Comparison { operations, fields, shown, types, several_types, required, .. } = comparison;
    let groups = groups(&comparison.differences);
    json!({
        "operations": { "found": operations.found, "missing": operations.missing, "extra": operations.extra },
        "fields": { "found": fields.found, "missing": fields.missing, "extra": fields.extra },
        "only_in_examples": { "found": shown.found, "extra": shown.extra },
        "recall": fields.recall(),
        "precision": fields.precision(),
        "types": { "percent": types.percent(), "agreed": types.agreed, "total": types.total, "several": several_types },
        "required": { "percent": required.percent(), "agreed": required.agreed, "total": required.total },
        "differences": groups.iter().take(limit).map(difference).collect::<Vec<_>>(),
    })
}

fn difference(group: &Group<'_>) -> Value {
    let operations: Vec<String> = group.operations.iter().map(ToString::to_string).collect();
    let mut out = json!({ "cause": word(group.cause), "count": group.count, "operations": operations });
    if let Some(part) = group.part {
        out["part"] = part.word().into();
        out["place"] = group.root.into();
    }
    match group.cause {
        Cause::Type { pages, truth } => {
            out["pages"] = words(pages).into();
            out["truth"] = words(truth).into();
        }
        Cause::Required { pages } => {
            out["pages"] = (*pages).into();
            out["truth"] = (!pages).into();
        }
        _ => {}
    }
    out
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
