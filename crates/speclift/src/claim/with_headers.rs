//! Headers that a page tables among the fields of a body: their names tell them.

use crate::finding::Finding;
use crate::rules;
use crate::vocabulary::sections::{IMPLIED_HEADERS, TOKEN_HEADERS};

use super::model::{Direction, FieldClaim, OperationClaim, Role, TableClaim};

/// Takes the rows of headers out of tables of bodies, unless an example shows a field of that name.
pub(crate) fn take_out(claim: &mut OperationClaim, subject: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut tables = Vec::with_capacity(claim.tables.len());
    for mut table in std::mem::take(&mut claim.tables) {
        let is_header = |field: &FieldClaim| is_header(&field.name.value) && !is_shown(claim, &table, field);
        if table.role != Role::Body || !table.fields.iter().any(is_header) {
            tables.push(table);
            continue;
        }
        let (headers, fields): (Vec<_>, Vec<_>) = table.fields.iter().cloned().partition(is_header);
        let message = "a header by its name, and tabled among the fields of the body";
        for header in &headers {
            let subject = format!("{subject} {}", header.name.value);
            findings.push(
                Finding::new(&rules::HEADER_WITH_BODY, subject, message, header.row).decided("a header"),
            );
        }
        let role = match table.direction {
            Direction::Request => Role::Header,
            Direction::Response => Role::ResponseHeader,
        };
        table.fields = Vec::new();
        tables.push(TableClaim {
            role,
            number: None,
            title: None,
            anchors: Vec::new(),
            form: false,
            fields: headers,
            ..table.clone()
        });
        if !fields.is_empty() {
            tables.push(TableClaim { fields, ..table });
        }
    }
    claim.tables = tables;
    findings
}

/// Whether an example of the page has such a member in a body that goes the same way.
fn is_shown(claim: &OperationClaim, table: &TableClaim, field: &FieldClaim) -> bool {
    let own =
        claim.examples.iter().filter(|example| example.direction.is_none_or(|way| way == table.direction));
    let mut members = own.filter_map(|example| example.body.as_ref()).flat_map(|body| body.value.members());
    members.any(|member| *member.key == *field.name.value)
}

/// Whether a name can only be a header's: `X-` and words joined by hyphens, or one that HTTP has.
fn is_header(name: &str) -> bool {
    let mut of_http = TOKEN_HEADERS.iter().chain(IMPLIED_HEADERS);
    let words = name.strip_prefix("X-").or_else(|| name.strip_prefix("x-"));
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    words.is_some_and(|words| words.split('-').all(is_word))
        || name.contains('-') && of_http.any(|header| header.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_fields_by_their_names() {
        for name in
            ["X-Cff-Request-Version", "X-Auth-Token", "x-request-id", "Content-Type", "content-length"]
        {
            assert!(is_header(name), "{name}");
        }
        for name in ["OS-EXT-IPS-MAC:mac_addr", "X", "x-", "x_y", "X-a b", "host", "Access-Key", "date"] {
            assert!(!is_header(name), "{name}");
        }
    }
}
