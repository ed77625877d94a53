//! Markdown for programs: an index, an operation each, and the error codes.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Shared, plain};
use crate::markdown::{block, code, line};
use crate::view::{Field, Media, Operation, fields, type_of};

/// All Markdown files, each with its name.
pub(super) fn files(shared: &Shared<'_>) -> Vec<(String, String)> {
    let mut files = vec![("llms.txt".to_owned(), index(shared))];
    let operations = shared.view.operations.iter();
    files.extend(operations.map(|one| (format!("operations/{}.md", one.slug), operation(shared, one))));
    if !shared.view.errors.is_empty() {
        files.push(("errors.md".to_owned(), errors(shared)));
    }
    files
}

// Writing to a string does not fail, hence `let _` below.

fn index(shared: &Shared<'_>) -> String {
    let (view, words) = (shared.view, shared.words);
    let mut out = format!("# {}\n", line(view.info("title")));
    let description = line(view.info("description"));
    if !description.is_empty() {
        let _ = writeln!(out, "\n> {description}");
    }
    let _ = writeln!(out, "\n## {}\n", words.files);
    for file in ["openapi.json", "openapi.yaml", "openapi-3.1.json", "openapi-3.1.yaml"] {
        let _ = writeln!(out, "- [{file}]({file})");
    }
    if !view.errors.is_empty() {
        let _ = writeln!(out, "- [{}](errors.md)", words.error_codes);
    }
    for (tag, description) in view.tags() {
        let _ = write!(out, "\n## {}\n\n", line(tag));
        if !description.is_empty() {
            let _ = write!(out, "{}\n\n", line(description));
        }
        for operation in view.operations.iter().filter(|operation| operation.tag() == tag) {
            let title = if operation.summary.is_empty() { &operation.id } else { operation.summary };
            let request = code(&operation.subject());
            let _ = writeln!(out, "- [{}](operations/{}.md): {request}", line(title), operation.slug);
        }
    }
    out
}

fn operation(shared: &Shared<'_>, operation: &Operation<'_>) -> String {
    let (view, words) = (shared.view, shared.words);
    let title = if operation.summary.is_empty() { &operation.id } else { operation.summary };
    let mut out = format!("# {}\n\n{}\n\n", line(title), code(&operation.subject()));
    let _ = writeln!(out, "- {}: {}", words.operation_id, code(&operation.id));
    if !operation.permissions.is_empty() {
        let permissions: Vec<String> = operation.permissions.iter().map(|one| code(one)).collect();
        let _ = writeln!(out, "- {}: {}", words.permissions, permissions.join(", "));
    }
    if operation.deprecated {
        let _ = writeln!(out, "- {}", words.deprecated);
    }
    if !operation.description.is_empty() {
        let _ = writeln!(out, "\n{}", line(operation.description));
    }
    let parameters = operation.parameters(view, words);
    if !parameters.is_empty() {
        let _ = writeln!(out, "\n## {}\n", words.parameters);
        table(&mut out, shared, &parameters);
    }
    let mut roots = Vec::new();
    if let Some(body) = operation.request(view) {
        let need = if body.required { words.required } else { words.optional };
        let _ = writeln!(out, "\n## {} ({need})\n", words.request_body);
        content(&mut out, shared, body.description, &body.media);
        roots.extend(body.media.iter().map(|media| media.schema));
    }
    let _ = writeln!(out, "\n## {}", words.responses);
    for response in operation.responses(view) {
        let _ = writeln!(out, "\n### {}\n", line(response.status));
        content(&mut out, shared, response.description, &response.media);
        for (name, schema) in &response.headers {
            let _ = writeln!(out, "- {} {}: {}", words.in_header, code(name), plain(&type_of(schema, words)));
        }
        roots.extend(response.media.iter().map(|media| media.schema));
    }
    let structures = view.reached(roots);
    if !structures.is_empty() {
        let _ = writeln!(out, "\n## {}", words.structures);
    }
    for name in structures {
        let schema = view.structure(name).unwrap_or(&Value::Null);
        let _ = writeln!(out, "\n### {}\n", line(name));
        let fields = fields(name, schema, words);
        if fields.is_empty() {
            let _ = writeln!(out, "{}", line(&plain(&type_of(schema, words))));
        } else {
            table(&mut out, shared, &fields);
        }
    }
    out
}

fn content(out: &mut String, shared: &Shared<'_>, description: &str, media: &[Media<'_>]) {
    if !description.is_empty() {
        let _ = writeln!(out, "{}\n", line(description));
    }
    if media.is_empty() {
        let _ = writeln!(out, "{}", shared.words.no_body);
    }
    for one in media {
        let _ = writeln!(out, "- {}: {}", code(one.kind), line(&plain(&type_of(one.schema, shared.words))));
    }
    for (summary, json) in super::operation::examples(media) {
        let summary = if summary.is_empty() { shared.words.example_of } else { &summary };
        let _ = write!(out, "\n{}:\n\n{}", line(summary), block(&json, "json"));
    }
}

fn table(out: &mut String, shared: &Shared<'_>, fields: &[Field]) {
    let words = shared.words;
    let with_place = fields.iter().any(|field| !field.place.is_empty());
    let place = |text: &str| if with_place { format!(" {text} |") } else { String::new() };
    let _ = writeln!(
        out,
        "| {} |{} {} | {} | {} | {} |",
        words.name,
        place(words.place),
        words.required,
        words.kind,
        words.limits,
        words.description
    );
    let _ = writeln!(out, "| --- |{} --- | --- | --- | --- |", place("---"));
    for field in fields {
        let limits: Vec<String> =
            field.limits.iter().map(|(name, value)| format!("{name} {}", code(value))).collect();
        let need = if field.required { words.required } else { words.optional };
        let gone = if field.deprecated { format!("{}. ", words.deprecated) } else { String::new() };
        let _ = writeln!(
            out,
            "| {} |{} {need} | {} | {} | {gone}{} |",
            code(&field.name),
            place(&field.place),
            line(&plain(&field.ty)),
            limits.join("; "),
            line(&field.description)
        );
    }
}

fn errors(shared: &Shared<'_>) -> String {
    let words = shared.words;
    let mut out = format!(
        "# {}\n\n| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n",
        words.error_codes, words.code, words.status, words.meaning, words.remedy
    );
    for error in &shared.view.errors {
        let mut meaning = line(&error.meaning);
        if error.message != error.meaning && !error.message.is_empty() {
            meaning = format!("{}: {meaning}", line(&error.message));
        }
        let _ = writeln!(
            out,
            "| {} | {} | {meaning} | {} |",
            code(&error.code),
            line(&error.status),
            line(&error.remedy)
        );
    }
    out
}
