//! Pages may be broken in any way: no panic, nothing lost, and never an invalid document.

use proptest::prelude::*;
use speclift::compile::compile;
use speclift::finding::Severity;
use speclift::manifest::Manifest;
use speclift::source::{Source, Sources};
use speclift::validate::validate;
use speclift_tests::damage::{Damage, floor};
use speclift_tests::{findings, read};

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    let junk = prop::sample::select(vec![
        "<table>",
        "</td>",
        "```",
        "{",
        "]",
        "\t",
        "\u{0}",
        "|",
        "表 9-9 ",
        "状态码： 404",
        "URI",
        "*/ -->",
        "</script>",
        "\u{202e}",
        "<td colspan=\"1000000000\" rowspan=\"1000000000\">",
    ]);
    prop_oneof![
        at.clone().prop_map(Damage::Cut),
        at.clone().prop_map(Damage::DropLine),
        at.clone().prop_map(Damage::RepeatLine),
        at.clone().prop_map(Damage::SwapCells),
        at.clone().prop_map(Damage::DropTag),
        (at, junk).prop_map(|(at, junk)| Damage::Insert(at, junk)),
    ]
}

/// A part of the reference that is small enough to be broken often: a whole operation and some of the next.
fn part(from: usize, lines: usize) -> String {
    read("spec/pages/reference.txt").split_inclusive('\n').skip(from).take(lines).collect()
}

fn check(pages: Vec<(&str, String)>) {
    let sources = Sources::new(pages.into_iter().map(|(name, text)| Source::new(name, text)).collect());
    let compiled = compile(&sources, Vec::new(), &Manifest::default());
    assert_eq!(
        (compiled.rows.lost(), compiled.examples.lost()),
        (0, 0),
        "{}",
        findings(&compiled.findings, &sources)
    );
    for finding in &compiled.findings {
        for witness in &finding.witnesses {
            let text = &sources.get(witness.source).text;
            assert!(text.get(witness.range()).is_some(), "{}: span outside its source", finding.rule.code);
        }
    }
    if compiled.operations == 0 {
        assert!(compiled.has_errors(), "an empty document is an error");
        return;
    }
    let errors: Vec<_> = validate(&compiled.document)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A short run by default; `PROPTEST_CASES` asks for a longer one.
fn config() -> ProptestConfig {
    let mut config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 96;
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn markdown_pages_in_any_state(damages in prop::collection::vec(damage(), 1..4)) {
        let whole = read("spec/pages/replicate-backup.md");
        let text = damages.iter().fold(whole, |text, damage| damage.apply(&text));
        check(vec![("replicate-backup.md", text)]);
    }

    #[test]
    fn pdf_text_in_any_state(damages in prop::collection::vec(damage(), 1..4), from in 0_usize..4000) {
        let text = damages.iter().fold(part(from, 160), |text, damage| damage.apply(&text));
        check(vec![("reference.txt", text)]);
    }

    #[test]
    fn english_pages_in_any_state(damages in prop::collection::vec(damage(), 1..4)) {
        let whole = read("spec/pages/synchronizing-a-backup.txt");
        let text = damages.iter().fold(whole, |text, damage| damage.apply(&text));
        check(vec![("page.txt", text)]);
    }
}

#[test]
fn the_reference_cut_at_every_page() {
    let whole = read("spec/pages/reference.txt");
    for end in (8_000..whole.len()).step_by(24_000) {
        check(vec![("reference.txt", whole[..floor(&whole, end)].to_owned())]);
    }
}
