//! One cause, one finding: findings that say the same of several fields of a structure, or of several places of a
//! page, become one with all their witnesses.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::rules;
use crate::source::SourceId;

use super::{Finding, Rule, Severity};

/// Rules whose findings have one cause where they say the same on one page.
static BY_PAGE: &[&Rule] = &[
    &rules::EXAMPLE_MENDED,
    &rules::EXAMPLE_WITHOUT_OPERATION,
    &rules::PERMISSION_WITHOUT_OPERATION,
    &rules::TABLE_UNUSED,
];

/// Rules whose findings have one cause wherever they say the same.
static ANYWHERE: &[&Rule] = &[&rules::TYPE_ELSEWHERE];

/// What findings of one cause have in common.
#[derive(PartialEq, Eq, Hash)]
struct Cause {
    code: &'static str,
    message: String,
    verdict: String,
    place: Place,
}

/// What findings of one cause are about.
#[derive(PartialEq, Eq, Hash)]
enum Place {
    /// They say the same of any subject.
    Anywhere,
    /// They are about fields of this structure.
    Structure(String),
    /// They are about places of this page.
    Page(SourceId),
    /// They are about this subject alone.
    Subject(String),
}

/// Joins findings of one cause and sorts them: errors first, then in the order of the sources.
pub(crate) fn grouped(findings: Vec<Finding>) -> Vec<Finding> {
    let mut causes: IndexMap<Cause, (Vec<String>, Finding)> = IndexMap::new();
    for mut finding in of_one_subject(findings) {
        let cause = cause(&finding);
        let subject = finding.subject.clone();
        let witnesses = std::mem::take(&mut finding.witnesses);
        let (subjects, one) = causes.entry(cause).or_insert((Vec::new(), finding));
        subjects.push(subject);
        one.witnesses.extend(witnesses);
    }
    let named = |(cause, (subjects, mut finding)): (Cause, (Vec<String>, Finding))| {
        finding.subject = name(&cause.place, &subjects);
        each_once(finding)
    };
    let mut findings: Vec<Finding> = causes.into_iter().map(named).collect();
    sort(&mut findings);
    findings
}

/// Findings of one rule, subject and message are one.
fn of_one_subject(findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: BTreeMap<(Severity, &str, String, String), Finding> = BTreeMap::new();
    for mut finding in findings {
        let key =
            (finding.rule.severity, finding.rule.code, finding.subject.clone(), finding.message.clone());
        let witnesses = std::mem::take(&mut finding.witnesses);
        groups.entry(key).or_insert(finding).witnesses.extend(witnesses);
    }
    let mut findings: Vec<Finding> = groups.into_values().map(each_once).collect();
    sort(&mut findings);
    findings
}

/// Findings in their order: errors first, then in the order of the sources.
pub(crate) fn ordered(mut findings: Vec<Finding>) -> Vec<Finding> {
    sort(&mut findings);
    findings
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| {
            (finding.rule.severity, finding.witnesses.first().copied(), finding.rule.code)
        };
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
}

/// A finding with each of its witnesses once, in their order.
fn each_once(mut finding: Finding) -> Finding {
    let mut seen = BTreeSet::new();
    finding.witnesses.retain(|witness| seen.insert(*witness));
    finding
}

fn cause(finding: &Finding) -> Cause {
    let of = |rules: &[&Rule]| rules.contains(&finding.rule);
    let place = match (member(&finding.subject), finding.witnesses.first()) {
        _ if of(ANYWHERE) => Place::Anywhere,
        (Some((structure, _)), _) => Place::Structure(structure.to_owned()),
        (None, Some(first)) if of(BY_PAGE) => Place::Page(first.source),
        (None, _) => Place::Subject(finding.subject.clone()),
    };
    Cause {
        code: finding.rule.code,
        message: finding.message.clone(),
        verdict: finding.verdict.clone(),
        place,
    }
}

/// The structure and the field of a subject that names both.
fn member(subject: &str) -> Option<(&str, &str)> {
    let (structure, field) = subject.split_once('.')?;
    let name = |text: &str| !text.is_empty() && !text.contains([' ', '/']);
    (name(structure) && name(field)).then_some((structure, field))
}

/// One name for the subjects of a place, which are all different.
fn name(place: &Place, subjects: &[String]) -> String {
    match place {
        Place::Structure(structure) if subjects.len() > 1 => {
            let fields: Vec<&str> = subjects.iter().filter_map(|subject| Some(member(subject)?.1)).collect();
            format!("{structure}.{{{}}}", fields.join(", "))
        }
        _ => subjects.join(", "),
    }
}

/// The subjects of a finding, each by itself.
pub(super) fn subjects(subject: &str) -> Vec<String> {
    let fields = subject.strip_suffix('}').and_then(|text| text.split_once(".{"));
    match fields.filter(|(structure, _)| !structure.contains([' ', '/'])) {
        Some((structure, fields)) => fields.split(", ").map(|field| format!("{structure}.{field}")).collect(),
        None => subject.split(", ").map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources, Span};

    fn at(source: usize, start: u32) -> Span {
        let sources = Sources::new(vec![Source::new("a", ""), Source::new("b", "")]);
        let source = sources.iter().nth(source).expect("there are two").0;
        Span::new(source, start as usize, start as usize + 1)
    }

    fn told(findings: Vec<Finding>) -> Vec<(String, Vec<u32>)> {
        let starts = |finding: &Finding| finding.witnesses.iter().map(|span| span.start).collect();
        grouped(findings).iter().map(|finding| (finding.subject.clone(), starts(finding))).collect()
    }

    #[test]
    fn fields_of_a_structure_are_told_together() {
        let null = |subject: &str, start| Finding::new(&rules::EXAMPLE_NULL, subject, "null", at(0, start));
        let findings = vec![null("A.y", 3), null("A.x", 1), null("B.x", 2), null("A.y", 3), null("A.y", 4)];
        let wanted = vec![("A.{x, y}".to_owned(), vec![1, 3, 4]), ("B.x".to_owned(), vec![2])];
        assert_eq!(told(findings), wanted);
    }

    #[test]
    fn what_is_said_in_other_words_stays_apart() {
        let null = |text: &str, start| Finding::new(&rules::EXAMPLE_NULL, "A.x", text, at(0, start));
        let findings = vec![null("null", 1), null("nothing", 2), null("null", 3).decided("so")];
        assert_eq!(told(findings).len(), 2, "a verdict of its own is no other subject");
        let path = |path: &str| Finding::new(&rules::EXAMPLE_NULL, path, "null", at(0, 1));
        assert_eq!(told(vec![path("GET /a.x query p"), path("GET /a.y query p")]).len(), 2);
    }

    #[test]
    fn places_of_a_page_are_told_together_where_the_rule_is_of_pages() {
        let unused =
            |subject: &str, source| Finding::new(&rules::TABLE_UNUSED, subject, "unused", at(source, 1));
        let findings = vec![unused("Prices", 0), unused("Regions", 0), unused("Costs", 1)];
        let wanted = vec![("Prices, Regions".to_owned(), vec![1]), ("Costs".to_owned(), vec![1])];
        assert_eq!(told(findings), wanted);
        let undefined =
            |subject: &str| Finding::new(&rules::SCHEMA_UNDEFINED, subject, "undefined", at(0, 1));
        assert_eq!(told(vec![undefined("A"), undefined("B")]).len(), 2);
    }

    #[test]
    fn structures_are_told_together_where_the_rule_is_of_all() {
        let elsewhere =
            |subject: &str, start| Finding::new(&rules::TYPE_ELSEWHERE, subject, "x is y", at(0, start));
        let wanted = vec![("A.x, B.x".to_owned(), vec![1, 2])];
        assert_eq!(told(vec![elsewhere("A.x", 1), elsewhere("B.x", 2)]), wanted);
    }

    #[test]
    fn subjects_are_told_apart_again() {
        assert_eq!(subjects("A.{x, y[]}"), ["A.x", "A.y[]"]);
        assert_eq!(subjects("A.x"), ["A.x"]);
        assert_eq!(subjects("Prices, Regions"), ["Prices", "Regions"]);
        assert_eq!(subjects("GET /v1/{id}.{format}"), ["GET /v1/{id}.{format}"]);
    }
}
