//! The workspace's own pages and the vendor's originals say the same of the API, in different words.

use std::collections::BTreeMap;

use speclift::compile::Compiled;
use speclift::source::{Source, Sources};
use speclift_tests::pages::{self, Build};
use speclift_tests::wording::{difference, without};

/// What a source is about: the operations that it describes, and whether it is written in Chinese.
fn topic(source: &Source) -> (Vec<String>, bool) {
    let sources = Sources::new(vec![source.clone()]);
    let claims = speclift::claim::claim(&speclift::read::read(&sources).pages).claims;
    let mut operations: Vec<String> = claims
        .operations
        .iter()
        .map(|claim| format!("{} {}", claim.method.value, claim.path.value))
        .collect();
    operations.sort();
    let han = source.text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    (operations, han * 50 > source.text.len())
}

/// The originals under the names of the pages that say the same.
fn renamed(originals: Vec<Source>, own: &[Source]) -> Vec<Source> {
    let names: BTreeMap<_, _> = own.iter().map(|source| (topic(source), source.name.clone())).collect();
    assert_eq!(names.len(), own.len(), "two pages are about the same operations in the same language");
    let renamed = originals.into_iter().map(|mut source| {
        let topic = topic(&source);
        let name = names.get(&topic);
        source.name =
            name.unwrap_or_else(|| panic!("no page is about what {} is: {topic:?}", source.name)).clone();
        source
    });
    renamed.collect()
}

/// The document without its wording, as text.
fn facts(compiled: &Compiled) -> String {
    speclift_tests::yaml(&without(&speclift_tests::json(compiled)))
}

/// All findings as `code subject`, sorted.
fn findings(compiled: &Compiled) -> String {
    let mut lines: Vec<String> = compiled
        .findings
        .iter()
        .map(|finding| format!("{} {}\n", finding.rule.code, finding.subject))
        .collect();
    lines.sort();
    lines.concat()
}

#[test]
fn own_pages_and_originals_say_the_same() {
    let Some(originals) = pages::originals() else { return };
    let own = pages::own();
    let originals = pages::build(renamed(originals, &own));
    let own = pages::build(own);
    let names = |build: &Build| -> Vec<String> {
        build.sources.iter().map(|(_, source)| source.name.clone()).collect()
    };
    assert_eq!(names(&own), names(&originals));
    let checks = [
        ("documents", difference(&facts(&originals.compiled), &facts(&own.compiled))),
        ("findings", difference(&findings(&originals.compiled), &findings(&own.compiled))),
    ];
    for (what, difference) in checks {
        assert!(difference.is_empty(), "the {what} differ (- original, + own):\n{difference}");
    }
    assert_eq!(originals.compiled.rows, own.compiled.rows, "rows: original, own");
    assert_eq!(originals.compiled.examples, own.compiled.examples, "examples: original, own");
}
