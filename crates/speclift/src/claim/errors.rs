//! Rows of a response's table that only come with an error: they are the body of one, not of the answer to what
//! was asked.

use crate::status::Status;
use crate::vocabulary::sections::is_only_with_errors;

use super::model::{Direction, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// Makes a table of its own of the rows that only come with an error.
pub(crate) fn split(claim: &mut OperationClaim) {
    let tables = std::mem::take(&mut claim.tables);
    for mut table in tables {
        let success = table.status.as_ref().is_none_or(|status| status.value.is_success());
        if table.role != Role::Body || table.direction != Direction::Response || !success {
            claim.tables.push(table);
            continue;
        }
        let (errors, fields): (Vec<_>, Vec<_>) = table.fields.into_iter().partition(only_with_errors);
        table.fields = fields;
        let of_errors = errors.first().map(|first| TableClaim {
            status: Some(Stated::new(Status::Other, first.row)),
            caption: first.row,
            anchors: Vec::new(),
            fields: errors.clone(),
            ..table.clone()
        });
        // What has no other rows describes no body of success.
        if of_errors.is_none() || !table.fields.is_empty() {
            claim.tables.push(table);
        }
        claim.tables.extend(of_errors);
    }
}

fn only_with_errors(field: &FieldClaim) -> bool {
    is_only_with_errors(field.words())
}
