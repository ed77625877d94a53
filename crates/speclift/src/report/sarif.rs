//! Findings as SARIF 2.1.0, for services that annotate what they review.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::snippet::printable;
use crate::finding::{Fault, Finding, Severity};
use crate::output::{Form, RenderError, escaped};
use crate::rules::{self, Section};
use crate::source::{Sources, Span};

/// Where the project is at home.
const HOME: &str = env!("CARGO_PKG_REPOSITORY");
/// The published schema of the format.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// All findings as one SARIF log. `folder` is where the sources' names start from, seen from the root of what is
/// reviewed; it may be empty.
///
/// # Errors
///
/// Where the serialiser refuses it.
pub fn sarif(findings: &[Finding], sources: &Sources, folder: &str) -> Result<String, RenderError> {
    let rules: Vec<Value> =
        rules::ALL.iter().filter_map(|rule| rules::section(rule.code)).map(rule).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, sources, folder)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": HOME,
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&log).map_err(|reason| RenderError::new(Form::Json, reason))?;
    Ok(escaped(text) + "\n")
}

fn rule(Section { rule, finds, hurts, example, settle }: Section) -> Value {
    let fault = match rule.fault {
        Fault::Document => "document",
        Fault::Compiler => "compiler",
    };
    json!({
        "id": rule.code,
        "shortDescription": { "text": finds },
        "fullDescription": { "text": format!("{finds} {hurts}") },
        "help": {
            "text": settle,
            "markdown": format!("{hurts}\n\n{example}\n\n{settle}"),
        },
        "helpUri": format!("{HOME}/blob/main/{}#{}", rules::MANUAL_PATH, rule.code),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [format!("fault-{fault}")] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn result(finding: &Finding, sources: &Sources, folder: &str) -> Value {
    let mut text = format!("{}: {}", printable(&finding.subject), printable(&finding.message));
    if !finding.verdict.is_empty() {
        text += &format!("\nDecided: {}", printable(&finding.verdict));
    }
    text += &format!("\nTo settle it: {}", finding.rule.remedy);
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.rule.severity),
        "message": { "text": text },
        "partialFingerprints": { "findingHash/v1": fingerprint(finding) },
    });
    if let Some(at) = rules::ALL.iter().position(|rule| rule.code == finding.rule.code) {
        result["ruleIndex"] = at.into();
    }
    if let Some((first, others)) = finding.witnesses.split_first() {
        let mut primary = location(*first, sources, folder);
        primary.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": finding.subject }]));
        result["locations"] = json!([primary]);
        if !others.is_empty() {
            let related = others.iter().enumerate().map(|(id, span)| {
                let mut related = location(*span, sources, folder);
                related.insert("id".to_owned(), (id + 1).into());
                related.insert("message".to_owned(), json!({ "text": "another witness" }));
                Value::Object(related)
            });
            result["relatedLocations"] = related.collect();
        }
    }
    result
}

fn location(span: Span, sources: &Sources, folder: &str) -> Map<String, Value> {
    let source = sources.get(span.source);
    let (start_line, start_column) = source.line_column(span.start as usize);
    let (end_line, end_column) = source.line_column(span.end as usize);
    let physical = json!({
        "artifactLocation": { "uri": uri(folder, &source.name) },
        "region": {
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
        },
    });
    Map::from_iter([("physicalLocation".to_owned(), physical)])
}

/// A relative reference: the parts of the path, percent-encoded.
fn uri(folder: &str, name: &str) -> String {
    let mut out = String::new();
    for part in folder.split('/').chain(name.split('/')).filter(|part| !matches!(*part, "" | ".")) {
        if !out.is_empty() {
            out.push('/');
        }
        for byte in part.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    out.push(char::from(byte));
                }
                byte => out += &format!("%{byte:02X}"),
            }
        }
    }
    out
}

/// What tells a finding from others, wherever in the file it moves to.
fn fingerprint(finding: &Finding) -> String {
    // Some messages name their line.
    let mut message = String::new();
    for (at, piece) in finding.message.split("line ").enumerate() {
        message += if at == 0 { piece } else { piece.trim_start_matches(|c: char| c.is_ascii_digit()) };
    }
    let mut hash = Sha256::new();
    for part in [finding.rule.code, &finding.subject, &message] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{REQUIRED_DIFFERS, find};
    use crate::source::Source;

    fn log(text: &str, folder: &str) -> Value {
        let sources = Sources::new(vec![Source::new("名/a b.md", text)]);
        let (id, _) = sources.iter().next().unwrap();
        let at = |place: &str| {
            let start = text.find(place).unwrap();
            Span::new(id, start, start + place.len())
        };
        let finding =
            Finding::new(&REQUIRED_DIFFERS, "Item.name", "required in line 3, not there", at("😀x"))
                .with([at("两\n行")])
                .decided("optional");
        serde_json::from_str(&sarif(&[finding], &sources, folder).unwrap()).unwrap()
    }

    #[test]
    fn regions_count_characters() {
        let log = log("# t\n😀😀x 两\n行\n", "docs/./");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let result = &run["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/%E5%90%8D/a%20b.md");
        let region = json!({ "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4 });
        assert_eq!(place["region"], region);
        let region = json!({ "startLine": 2, "startColumn": 5, "endLine": 3, "endColumn": 2 });
        assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"], region);
        assert_eq!(result["relatedLocations"][0]["id"], 1);
    }

    #[test]
    fn every_rule_explains_itself() {
        let log = log("😀x 两\n行", "");
        let driver = &log["runs"][0]["tool"]["driver"];
        let declared = driver["rules"].as_array().unwrap();
        assert_eq!(declared.len(), rules::ALL.len());
        for (at, rule) in declared.iter().enumerate() {
            let code = rule["id"].as_str().unwrap();
            assert_eq!(find(code), Some(rules::ALL[at]));
            for text in
                [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]]
            {
                assert!(
                    text.as_str()
                        .is_some_and(|text| text.ends_with('.') || text.ends_with('`') || text.len() > 20),
                    "{code}: {text}"
                );
            }
            assert!(rule["helpUri"].as_str().unwrap().ends_with(&format!("#{code}")));
        }
        let result = &log["runs"][0]["results"][0];
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(declared[index]["id"], result["ruleId"]);
    }

    #[test]
    fn fingerprints_survive_moves_of_lines() {
        let hash =
            |log: &Value| log["runs"][0]["results"][0]["partialFingerprints"]["findingHash/v1"].clone();
        assert_eq!(hash(&log("😀x 两\n行", "")), hash(&log("\n\nmore\n😀x 两\n行", "")));
        let sources = Sources::new(vec![Source::new("a", "x")]);
        let (id, _) = sources.iter().next().unwrap();
        let print =
            |message: &str| fingerprint(&Finding::new(&REQUIRED_DIFFERS, "s", message, Span::new(id, 0, 1)));
        assert_eq!(print("in line 3, x"), print("in line 17, x"));
        assert_ne!(print("in line 3, x"), print("in line 3, y"));
    }
}
