//! Headers that a chapter on requests describes for all operations.

use crate::api::Token;
use crate::claim::{Claims, Ledger};
use crate::finding::Finding;
use crate::rules;
use crate::vocabulary::sections::{IMPLIED_HEADERS, TOKEN_HEADERS};

/// Whether operations want a token that say nothing of headers themselves: as the chapters have it. Headers that
/// no client sets by itself are told.
pub(crate) fn token(claims: &Claims, ledger: &mut Ledger, findings: &mut Vec<Finding>) -> Token {
    let mut token = Token::None;
    for table in &claims.headers {
        let mut other: Vec<&str> = Vec::new();
        for field in &table.fields {
            let name = field.name.value.as_str();
            let is = |list: &[&str]| list.iter().any(|header| header.eq_ignore_ascii_case(name));
            if is(TOKEN_HEADERS) {
                let required = field.required.as_ref().is_some_and(|required| required.value);
                token = if required || token == Token::Required { Token::Required } else { Token::Optional };
            } else if !is(IMPLIED_HEADERS) {
                other.push(name);
                ledger.report_row(field.row);
                continue;
            }
            ledger.use_row(field.row);
        }
        if !other.is_empty() {
            let message = format!("rows of the table of common headers are not used: {}", other.join(", "));
            let finding = Finding::new(&rules::TABLE_UNUSED, &table.subject, message, table.span);
            findings.push(finding.decided("not used"));
        }
    }
    token
}
