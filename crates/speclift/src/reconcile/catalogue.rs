//! The error catalogue: each code once.

use std::collections::BTreeMap;

use crate::api::ErrorCode;
use crate::claim::{Claims, ErrorCodeClaim, Ledger};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;
use crate::status::Status;

use super::editions::Editions;

/// The catalogue of all pages, by code. The newest edition's words count.
pub(crate) fn catalogue(
    claims: &Claims,
    editions: &Editions,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<ErrorCode> {
    let mut rows: BTreeMap<&str, Vec<&ErrorCodeClaim>> = BTreeMap::new();
    for row in &claims.error_codes {
        ledger.use_row(row.row);
        rows.entry(&row.code.value).or_default().push(row);
    }
    let mut codes = Vec::with_capacity(rows.len());
    for (code, mut rows) in rows {
        rows.sort_by_key(|row| editions.key(row.row));
        let newest = rows[0];
        let status = |row: &ErrorCodeClaim| row.status.as_ref().map(|status| status.value);
        // Another edition may list a code again, with the same status.
        let again = |row: &&&ErrorCodeClaim| {
            row.row.source == newest.row.source
                || status(row).is_some_and(|other| status(newest) != Some(other))
        };
        let again: Vec<Span> = rows[1..].iter().filter(again).map(|row| row.row).collect();
        if !again.is_empty() {
            let mut statuses: Vec<Status> = rows.iter().filter_map(|row| status(row)).collect();
            statuses.sort_unstable();
            statuses.dedup();
            let statuses: Vec<String> = statuses.iter().map(Status::to_string).collect();
            let finding = Finding::new(
                &rules::ERROR_CODE_REPEATED,
                code,
                format!("listed {} times, with status {}", rows.len(), statuses.join(" and ")),
                newest.row,
            );
            findings.push(finding.with(again).decided("the first row of the newest edition counts"));
        }
        codes.push(ErrorCode {
            code: code.to_owned(),
            status: newest.status.as_ref().map(|status| status.value),
            message: newest.message.clone(),
            meaning: newest.meaning.clone(),
            remedy: newest.remedy.clone(),
            witnesses: rows.iter().map(|row| row.row).collect(),
        });
    }
    codes
}
