//! Tags: the chapters of operations, in the order in which the newest pages introduce them.

use std::collections::BTreeMap;

use crate::api::Tag;
use crate::claim::{Claims, Ledger};
use crate::finding::Finding;
use crate::rules;
use crate::source::Span;

use super::editions::Editions;
use super::groups::Group;

/// All tags, with the words that an overview has for them.
pub(crate) fn tags(
    claims: &Claims,
    groups: &[Group<'_>],
    editions: &Editions,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<Tag> {
    let mut first: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
    for group in groups {
        for claim in &group.claims {
            let key = editions.key(claim.path.span);
            let place = first.entry(&group.tag).or_insert(key);
            *place = (*place).min(key);
        }
    }
    let mut words = descriptions(claims, &first, editions, ledger, findings);
    let mut tags: Vec<_> = first.into_iter().collect();
    tags.sort_by_key(|(_, place)| *place);
    let tag = |name: &str| Tag { name: name.to_owned(), description: words.remove(name).unwrap_or_default() };
    tags.into_iter().map(|(name, _)| name).map(tag).collect()
}

/// What glossaries say of tags, the newest first. Rows about anything else are reported.
fn descriptions(
    claims: &Claims,
    tags: &BTreeMap<&str, (usize, Span)>,
    editions: &Editions,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    let mut glossaries: Vec<_> = claims.glossaries.iter().collect();
    glossaries.sort_by_key(|glossary| editions.key(glossary.span));
    for glossary in glossaries {
        let mut other: Vec<&str> = Vec::new();
        for (row, term, meaning) in &glossary.entries {
            if tags.contains_key(term.as_str()) {
                words.entry(term.clone()).or_insert_with(|| meaning.clone());
                ledger.use_row(*row);
            } else {
                other.push(term);
                ledger.report_row(*row);
            }
        }
        if !other.is_empty() {
            let message = format!("rows of the table {} are not used: {}", glossary.header, other.join(", "));
            let finding = Finding::new(&rules::TABLE_UNUSED, &glossary.subject, message, glossary.span);
            findings.push(finding.decided("not used"));
        }
    }
    words
}
