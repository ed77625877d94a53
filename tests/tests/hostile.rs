//! Pages too large or too strange for a case file: a build ends soon, and its page model stays small.

use speclift::compile::{Compiled, compile};
use speclift::manifest::Manifest;
use speclift::page::{BlockKind, Page};
use speclift::read;
use speclift::source::{Format, Source, Sources};
use speclift_tests::broken_invariants;

/// All formats: each reader is to survive what was made for another.
const FORMATS: [Format; 4] = [Format::Markdown, Format::Plain, Format::Pdf, Format::Html];

/// A build with its sources.
struct Build {
    sources: Sources,
    compiled: Compiled,
}

/// A page that describes an operation, with something in the place of its request table.
fn page(table: &str) -> String {
    format!(
        "# Create a thing\n\n## URI\n\nPOST /v1/things\n\n## Request Parameters\n\nTable 1 Request body parameters\n\n{table}\n\n## Response Parameters\n\nNone\n"
    )
}

/// Builds a text as every format, and checks what no build may break.
fn builds(text: &str) -> Vec<Build> {
    let build = |format| {
        let mut source = Source::new("a.md", text);
        source.format = Some(format);
        let sources = Sources::new(vec![source]);
        let compiled = compile(&sources, Vec::new(), &Manifest::default());
        let build = Build { sources, compiled };
        let broken = broken_invariants(&build.compiled);
        assert!(broken.is_empty(), "{format:?}: {}", broken.join("\n"));
        build
    };
    FORMATS.map(build).into()
}

fn codes(build: &Build) -> Vec<&'static str> {
    build.compiled.findings.iter().map(|finding| finding.rule.code).collect()
}

/// How many cells all tables of a page have, copies of spanning cells included.
fn cells(sources: &Sources) -> usize {
    let count = |page: &Page| -> usize {
        let tables = page.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        tables
            .map(|table| table.header.len() + table.rows.iter().map(|row| row.cells.len()).sum::<usize>())
            .sum()
    };
    read::read(sources).pages.iter().map(count).sum()
}

#[test]
fn ten_thousand_columns() {
    let names: Vec<String> = (0..10_000).map(|column| format!("c{column}")).collect();
    let rule = vec!["---"; names.len()];
    let pipes = format!("| {} |\n|{}|\n| {} |", names.join(" | "), rule.join("|"), names.join(" | "));
    let tabs = format!("{}\n{}", names.join("\t"), names.join("\t"));
    let tags = format!(
        "<table><tr><th>{}</th></tr><tr><td>{}</td></tr></table>",
        names.join("</th><th>"),
        names.join("</td><td>")
    );
    for table in [pipes, tabs, tags] {
        for build in builds(&page(&table)) {
            assert!(cells(&build.sources) <= 2 * names.len());
        }
    }
}

#[test]
fn spans_of_a_billion() {
    let row = "<tr><td colspan=\"1000000000\" rowspan=\"1000000000\">name</td><td>String</td></tr>";
    let table = format!("<table><tr><th>Parameter</th><th>Type</th></tr>{}</table>", row.repeat(2_000));
    for build in builds(&page(&table)).iter().filter(|build| cells(&build.sources) > 0) {
        assert!(
            cells(&build.sources) < 64 * table.len() / row.len() * 2 + 20_000,
            "{}",
            cells(&build.sources)
        );
        assert!(codes(build).contains(&"table-span-too-large"));
    }
}

#[test]
fn nothing_and_noise() {
    let noise: String =
        (0..20_000_u32).filter_map(|n| char::from_u32(n.wrapping_mul(2_654_435_761) % 0x3000)).collect();
    for text in ["", "\n", "\u{feff}", "\0\0\0\0", noise.as_str()] {
        for build in builds(text) {
            assert!(codes(&build).contains(&"no-operation"), "{text:.20}");
            assert!(build.compiled.has_errors());
        }
    }
}

/// Work is in proportion to the input. The test would not end otherwise.
#[test]
fn long_repetitions() {
    let units = [
        "<div>",
        "<table>",
        "<table><tr><td>",
        "</td>",
        "<a name=\"",
        "<!--",
        "&lt;",
        "&",
        "|",
        "| a | b |\n|---|---|\n",
        "\t",
        "a\tb\n",
        "```\n",
        "{",
        "[",
        "{\"a\":",
        "\"a\": [\n",
        "# a\n",
        "- ",
        "• a\n",
        "* ",
        "1. ",
        "> ",
        "表 1-1 a\n",
        "1.1 a\n",
        "## URI\n\nGET /v1/a\n\n## Request\n\n",
        "状态码： 200\n",
        "**",
        "_",
        "\\",
        "[a](",
        "![",
        "<",
        "参数\t参数类型\t描述\n",
    ];
    for unit in units {
        let text = unit.repeat(5_000 / unit.len());
        builds(&text);
        builds(&page(&text));
    }
}

/// What a page may repeat with other words each time is looked up, never searched. The test would not end otherwise.
/// A path of so many variables is told as one that cannot be read.
#[test]
fn a_path_of_variables() {
    let path: String = (0..20_000).map(|n| format!("/{{v{n}}}")).collect();
    let text = format!("## URI\n\nGET /v1{path}\n\n## Response\n\nNone\n");
    let sources = Sources::new(vec![Source::new("a.md", text.as_str())]);
    let compiled = compile(&sources, Vec::new(), &Manifest::default());
    assert!(compiled.findings.iter().any(|finding| finding.rule.code == "operation-unreadable"));
}

/// A word of four, other than those of all other numbers.
fn word(n: usize) -> String {
    const PARTS: [&str; 10] =
        ["alpha", "bravo", "delta", "gamma", "hotel", "kilo", "lima", "oscar", "tango", "victor"];
    [n / 1_000, n / 100, n / 10, n].map(|n| PARTS[n % PARTS.len()]).join("_")
}

/// Fields that are named by paths, each within one of the others, are looked up.
#[test]
fn a_table_of_paths() {
    let row = |n: usize| format!("| {}{n} | Yes | String | |\n", "a.".repeat(n % 40));
    let rows: String = (0..8_000).map(row).collect();
    let text = page(&format!("| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n{rows}"));
    let sources = Sources::new(vec![Source::new("a.md", text.as_str())]);
    assert!(broken_invariants(&compile(&sources, Vec::new(), &Manifest::default())).is_empty());
}

/// What may be one thing is compared up to a limit, and the limit is told: fields that stand in one place of their
/// tables, and structures of one name.
#[test]
fn more_than_is_compared() {
    let limited = |text: &str| {
        let sources = Sources::new(vec![Source::new("a.md", text)]);
        let compiled = compile(&sources, Vec::new(), &Manifest::default());
        assert!(broken_invariants(&compiled).is_empty());
        compiled.findings.iter().filter(|finding| finding.rule.code == "limit-reached").count()
    };
    const HEAD: &str = "| Parameter | Type | Description |\n|---|---|---|\n";
    let table =
        |n: usize| format!("Table {n} Thing\n\n{HEAD}| id | String | |\n| {} | String | |\n\n", word(n));
    let operation = |n: usize, name: &str| {
        format!(
            "# Thing {n}\n\n## URI\n\nGET /v1/{name}\n\n## Response\n\nTable 1 Response body parameters\n\n{HEAD}| thing | Thing object | |\n\nTable 2 Thing\n\n{HEAD}| {name} | String | |\n\n"
        )
    };
    let fields = |count| (0..count).map(table).collect::<String>();
    let operations = |count| (0..count).map(|n| operation(n, &word(n))).collect::<String>();
    let thing = format!("{HEAD}| thing | Thing object | |\n\n");
    assert_eq!(limited(&page(&format!("{thing}{}", fields(150)))), 0);
    assert_eq!(limited(&page(&format!("{thing}{}", fields(2_000)))), 1);
    assert_eq!(limited(&operations(150)), 0);
    assert_eq!(limited(&operations(1_000)), 1);
}

#[test]
fn long_series() {
    const HEAD: &str = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n";
    let series: [(usize, &dyn Fn(usize) -> String); 5] = [
        (4_000, &|_| "## URI\n\nGET /v1/a\n\n## Request\n\n".to_owned()),
        (4_000, &|n| format!("## URI\n\nGET /v1/a{n}\n\n## Request\n\n")),
        (10_000, &|n| format!("## URI\n\nGET /v1/a{n}\n\n")),
        (10_000, &|_| "## URI\n\nnothing\n\n".to_owned()),
        (1_000, &|n| format!("Table {n} Thing\n\n{HEAD}| f{n} | Yes | String | |\n\n")),
    ];
    for (count, unit) in series {
        let units: String = (0..count).map(unit).collect();
        let thing = format!("{HEAD}| thing | Yes | Thing object | |\n\n{units}");
        for text in [units, page(&thing)] {
            let sources = Sources::new(vec![Source::new("a.md", text.as_str())]);
            let compiled = compile(&sources, Vec::new(), &Manifest::default());
            assert!(broken_invariants(&compiled).is_empty());
        }
    }
}
