//! Rows of a response's table that only come with an error: they are the body of one, not of the answer to what
//! was asked.

use std::collections::BTreeSet;

use crate::status::Status;
use crate::vocabulary::sections::is_only_with_errors;

use super::model::{Direction, ExampleClaim, FieldClaim, OperationClaim, Role, Stated, TableClaim};

/// Makes a table of its own of the rows that only come with an error.
pub(crate) fn split(claim: &mut OperationClaim) {
    let shown = Shown::new(claim);
    let tables = std::mem::take(&mut claim.tables);
    for mut table in tables {
        if !is_success(&table) {
            claim.tables.push(table);
            continue;
        }
        let of_errors: Vec<_> =
            table.fields.iter().filter(|field| shown.with_errors(field)).cloned().collect();
        table.fields.retain(|field| !shown.only_with_errors(field));
        let of_errors = of_errors.first().map(|first| TableClaim {
            status: Some(Stated::new(Status::Other, first.row)),
            caption: first.row,
            anchors: Vec::new(),
            fields: of_errors.clone(),
            ..table.clone()
        });
        // What has no other rows describes no body of success.
        if of_errors.is_none() || !table.fields.is_empty() {
            claim.tables.push(table);
        }
        claim.tables.extend(of_errors);
    }
}

/// Whether a table is the body of a success, as far as is known.
fn is_success(table: &TableClaim) -> bool {
    let success = table.status.as_ref().is_none_or(|status| status.value.is_success());
    table.role == Role::Body && table.direction == Direction::Response && success
}

/// The rows that examples show: of errors, and of success.
#[derive(Default)]
struct Shown {
    errors: BTreeSet<String>,
    success: BTreeSet<String>,
}

impl Shown {
    /// What examples show, where one table describes both: there is one, and an example of an error has no other
    /// members than its rows.
    fn new(claim: &OperationClaim) -> Self {
        let is_body =
            |table: &&TableClaim| table.role == Role::Body && table.direction == Direction::Response;
        let mut bodies = claim.tables.iter().filter(is_body);
        let (Some(table), None) = (bodies.next().filter(|table| is_success(table)), bodies.next()) else {
            return Self::default();
        };
        let members = |of_errors: bool| -> BTreeSet<String> {
            let examples = claim.examples.iter().filter(|example| {
                example.direction == Some(Direction::Response) && is_of_error(example) == of_errors
            });
            let bodies = examples.filter_map(|example| example.body.as_ref());
            bodies.flat_map(|body| body.value.members()).map(|member| member.key.to_string()).collect()
        };
        let (errors, success) = (members(true), members(false));
        let described = |name: &String| table.fields.iter().any(|field| field.name.value == *name);
        let both = !success.is_empty() && errors.iter().all(described);
        if both { Self { errors, success } } else { Self::default() }
    }

    /// Whether a row comes with an error.
    fn with_errors(&self, field: &FieldClaim) -> bool {
        is_only_with_errors(field.words()) || self.errors.contains(&field.name.value)
    }

    /// Whether it comes with nothing else.
    fn only_with_errors(&self, field: &FieldClaim) -> bool {
        let words = is_only_with_errors(field.words());
        words || self.errors.contains(&field.name.value) && !self.success.contains(&field.name.value)
    }
}

fn is_of_error(example: &ExampleClaim) -> bool {
    example.status.as_ref().is_some_and(|status| status.value.is_error())
}
