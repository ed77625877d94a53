//! Claims as text, one a line: `subject · property · value · file:line:column`.

use std::fmt::Write;

use crate::source::{Sources, Span};

use super::model::{
    Claims, Direction, ExampleClaim, FieldClaim, OperationClaim, QueryValue, Role, TableClaim,
};

/// Renders claims, in the order they were made, for people and snapshots.
pub fn dump(claims: &Claims, sources: &Sources) -> String {
    let mut dump = Dump { out: String::new(), sources };
    for operation in &claims.operations {
        dump.operation(operation);
    }
    for code in &claims.error_codes {
        let status = code.status.as_ref().map_or_else(|| "-".to_owned(), |s| s.value.to_string());
        dump.line(
            &code.code.value,
            "error code",
            &format!("{status} {} / {} / {}", code.message, code.meaning, code.remedy),
            code.row,
        );
    }
    for status in &claims.statuses {
        dump.line(
            "service",
            "status",
            &format!("{} {}", status.status.value, status.meaning),
            status.status.span,
        );
    }
    for example in &claims.examples {
        dump.example("service", example);
    }
    for permission in &claims.permissions {
        for request in &permission.requests {
            let subject = format!("{} {}", request.method, request.path);
            dump.line(&subject, "permission", &permission.actions.join(", "), permission.row);
        }
    }
    for listed in &claims.listed {
        dump.line(&listed.target, "chapter", &listed.chapter.value, listed.chapter.span);
    }
    for edition in &claims.editions {
        dump.line("service", "edition", &edition.value, edition.span);
    }
    dump.out
}

struct Dump<'a> {
    out: String,
    sources: &'a Sources,
}

impl Dump<'_> {
    fn line(&mut self, subject: &str, property: &str, value: &str, span: Span) {
        let _ = writeln!(self.out, "{subject} · {property} · {value} · {}", self.sources.location(span));
    }

    fn operation(&mut self, claim: &OperationClaim) {
        let subject = format!("{} {}", claim.method.value, claim.path.value);
        self.line(&subject, "title", &claim.title.value, claim.title.span);
        self.line(&subject, "path", &claim.path.value, claim.path.span);
        for key in &claim.query {
            let value = match &key.value {
                QueryValue::Variable(name) => format!("{}={{{name}}}", key.name),
                QueryValue::Shown(value) => format!("{}={value}", key.name),
                QueryValue::Nothing => key.name.clone(),
            };
            self.line(&subject, "query", &value, key.span);
        }
        for id in &claim.ids {
            self.line(&subject, "operationId", &id.value, id.span);
        }
        if let Some(chapter) = &claim.chapter {
            self.line(&subject, "chapter", &chapter.value, chapter.span);
        }
        for text in &claim.description {
            self.line(&subject, "description", &text.value, text.span);
        }
        for media in &claim.media {
            let value = format!("{} {}", direction(media.direction), media.media.value);
            self.line(&subject, "media type", &value, media.media.span);
        }
        if let Some(span) = claim.deprecated {
            self.line(&subject, "deprecated", "true", span);
        }
        for table in &claim.tables {
            self.table(&subject, table);
        }
        for status in &claim.statuses {
            self.line(
                &subject,
                "status",
                &format!("{} {}", status.status.value, status.meaning),
                status.status.span,
            );
        }
        for nothing in &claim.nothing {
            self.line(&subject, "nothing", direction(nothing.value), nothing.span);
        }
        for example in &claim.examples {
            self.example(&subject, example);
        }
    }

    fn table(&mut self, operation: &str, table: &TableClaim) {
        let subject = match &table.role {
            Role::Structure(name) => name.value.clone(),
            Role::Path => "path".to_owned(),
            Role::Query => "query".to_owned(),
            Role::Header => "header".to_owned(),
            Role::ResponseHeader => "response header".to_owned(),
            Role::Body => format!("{} body", direction(table.direction)),
            Role::Entries => "entries".to_owned(),
            Role::Unnamed => "?".to_owned(),
        };
        let status = table.status.as_ref().map(|s| format!(" {}", s.value)).unwrap_or_default();
        self.line(
            operation,
            "table",
            &format!("{}{status} {subject}", direction(table.direction)),
            table.caption,
        );
        for field in &table.fields {
            self.field(&subject, field);
        }
    }

    fn field(&mut self, table: &str, field: &FieldClaim) {
        let subject = format!("{table}.{}", field.name.value);
        if let Some(required) = &field.required {
            self.line(&subject, "required", &required.value.to_string(), required.span);
        }
        if let Some(ty) = &field.ty {
            self.line(&subject, "type", &ty.value.to_string(), ty.span);
        }
        for found in &field.constraints.found {
            self.line(&subject, "constraint", &format!("{found}"), found.span);
        }
        let description = field.constraints.description.replace("\n", " / ");
        if !description.is_empty() {
            self.line(&subject, "description", &description, field.row);
        }
    }

    fn example(&mut self, subject: &str, example: &ExampleClaim) {
        let way = example.direction.map_or("?", direction);
        let status = example.status.as_ref().map(|s| format!(" {}", s.value)).unwrap_or_default();
        let request =
            example.request.as_ref().map(|r| format!(" {} {}", r.method, r.path)).unwrap_or_default();
        let body = example.body.as_ref().map_or_else(
            || "no body".to_owned(),
            |body| {
                let json = body.value.to_value().to_string();
                let short: String = json.chars().take(60).collect();
                format!(
                    "{short}{} ({} mends)",
                    if short.len() < json.len() { "…" } else { "" },
                    body.mends.len()
                )
            },
        );
        let Some(first) = example.blocks.first() else { return };
        self.line(subject, "example", &format!("{way}{status}{request} {body}"), *first);
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Request => "request",
        Direction::Response => "response",
    }
}
