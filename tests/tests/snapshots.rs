//! A snapshot of each stage. `INSTA_UPDATE=always cargo test -p speclift-tests` refreshes them: read what
//! changed before you commit it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use speclift::build::build_with_evidence;
use speclift::explain::{explain, render};
use speclift::manifest::Manifest;
use speclift::report::Palette;
use speclift::source::Sources;
use speclift::{claim, read as reading};
use speclift_tests::{compile_pages, compile_pages_with_evidence, findings as findings_text, read, root};

/// All snapshots of this file. A file under `snapshots/` that is not among them is refused.
const SNAPSHOTS: &[&str] = &[
    "page_of_html_tables",
    "page_of_pipe_tables",
    "page_of_pdf_text",
    "claims_of_a_page",
    "findings",
    "document",
    "client_surface",
    "explanations",
];

fn sources() -> Sources {
    compile_pages().0
}

fn page(name: &str) -> String {
    let sources = sources();
    let (id, source) = sources.iter().find(|(_, source)| source.name == name).expect("the page exists");
    reading::dump(&reading::read_one(id, source).0, &sources)
}

#[test]
fn page_of_html_tables() {
    insta::assert_snapshot!("page_of_html_tables", page("sync-backup.md"));
}

#[test]
fn page_of_pipe_tables() {
    insta::assert_snapshot!("page_of_pipe_tables", page("synchronizing-a-backup.txt"));
}

/// The chapter on creating a vault: tables over page breaks, broken words, examples cut in two.
#[test]
fn page_of_pdf_text() {
    let dump = page("reference.txt");
    let line = |line: &str| line.contains("4.4.1") || line.contains("4.4.2");
    let marks: Vec<usize> = dump.lines().enumerate().filter(|(_, text)| line(text)).map(|(i, _)| i).collect();
    // The table of contents names both chapters before they start.
    let (start, end) = (marks[marks.len() - 2], marks[marks.len() - 1]);
    let chapter: Vec<&str> = dump.lines().skip(start).take(end - start).collect();
    assert!(chapter.len() > 150, "{} lines", chapter.len());
    insta::assert_snapshot!("page_of_pdf_text", chapter.join("\n"));
}

#[test]
fn claims_of_a_page() {
    let all = sources();
    let update =
        all.iter().find(|(_, source)| source.name == "update-backup.md").expect("the page exists").1.clone();
    let sources = Sources::new(vec![update]);
    let claimed = claim::claim(&reading::read(&sources).pages, &sources);
    insta::assert_snapshot!("claims_of_a_page", claim::dump(&claimed.claims, &sources));
}

#[test]
fn findings() {
    let (sources, compiled) = compile_pages();
    insta::assert_snapshot!("findings", findings_text(&compiled.findings, &sources));
}

/// The whole document, without the hashes of what it was made from.
#[test]
fn document() {
    let (_, compiled) = compile_pages();
    let mut document = compiled.document;
    document.as_object_mut().expect("an object").shift_remove("x-speclift");
    insta::assert_snapshot!("document", speclift::output::yaml(&document).expect("renders"));
}

#[test]
fn client_surface() {
    let source = read("crates/huaweicloud-cbr/src/generated.rs");
    insta::assert_snapshot!("client_surface", speclift_codegen::public_surface(&source));
}

#[test]
fn explanations() {
    let (sources, compiled, evidence) = compile_pages_with_evidence();
    let subjects = [
        "BackupResp.resource_size",
        "BackupExtendInfo.support_lld",
        "PolicyODCreate.max_backups",
        "Tag",
        "PUT /v3/{project_id}/backups/{backup_id}",
        "ListBackups.status",
        "BackupService.6105",
    ];
    let explained: Vec<String> = subjects
        .iter()
        .map(|subject| {
            let explanation =
                explain(&compiled, &evidence, subject).unwrap_or_else(|unknown| panic!("{unknown}"));
            render(&explanation, &sources, &Palette::plain())
        })
        .collect();
    insta::assert_snapshot!("explanations", explained.join("\n────\n\n"));
}

/// A decision of a person is a witness too.
#[test]
fn overlay_actions_bear_witness() {
    let path = root().join("spec/speclift.toml");
    let manifest = Manifest::read(&path).expect("the manifest of spec/ is readable");
    let (build, evidence) =
        build_with_evidence(&[root().join("spec/pages")], &manifest).expect("spec/pages builds");
    let of = |subject: &str| {
        let explanation =
            explain(&build.compiled, &evidence, subject).unwrap_or_else(|unknown| panic!("{unknown}"));
        let explanation = explanation.with_overlay(&build.overlay);
        (explanation.overlay.len(), render(&explanation, &build.sources, &Palette::plain()))
    };
    let (actions, text) = of("Policy.associated_vaults");
    assert_eq!(actions, 1);
    assert!(text.contains("overlay.yaml:") && text.contains("overlay action 2"), "{text}");
    assert_eq!(of("Policy.name").0, 0);
    assert_eq!(of("Policy").0, 1);
}

/// Beside the words of the pages stand those of the document.
#[test]
fn explanations_have_the_words_of_the_document() {
    let manifest =
        Manifest::read(&root().join("spec/speclift.toml")).expect("the manifest of spec/ is readable");
    let (build, evidence) =
        build_with_evidence(&[root().join("spec/pages")], &manifest).expect("spec/pages builds");
    for (subject, words) in [
        ("Billing.allocated", "in `en`: Allocated capacity in GB."),
        ("ListVaults", "in `en`: List vaults"),
        ("ListBackups.name", "in `en`: Name."),
    ] {
        let explanation =
            explain(&build.compiled, &evidence, subject).unwrap_or_else(|unknown| panic!("{unknown}"));
        let text = render(&explanation.with_words(build.document()), &build.sources, &Palette::plain());
        assert!(text.contains(words), "{text}");
    }
}

/// Every structure, property, operation, parameter and code can be explained, and has a witness.
#[test]
fn everything_can_be_explained() {
    let (_, compiled, evidence) = compile_pages_with_evidence();
    let api = &evidence.api;
    let mut subjects: Vec<String> = Vec::new();
    for (name, schema) in &api.schemas {
        subjects.push(name.clone());
        subjects.extend(schema.properties.keys().map(|field| format!("{name}.{field}")));
    }
    for operation in &api.operations {
        subjects.push(operation.id.clone());
        let parameters = operation.parameters.iter();
        subjects.extend(parameters.map(|parameter| format!("{}.{}", operation.id, parameter.property.name)));
    }
    subjects.extend(api.errors.iter().map(|code| code.code.clone()));
    assert!(subjects.len() > 800, "{} subjects", subjects.len());
    for subject in subjects {
        let explanation =
            explain(&compiled, &evidence, &subject).unwrap_or_else(|unknown| panic!("{unknown}"));
        assert!(!explanation.witnesses.is_empty(), "{subject} has no witness");
        assert!(!explanation.decided.is_empty(), "{subject}: nothing was decided");
    }
}

#[test]
fn subjects_complete_and_misspelt_ones_get_a_suggestion() {
    let (_, compiled, evidence) = compile_pages_with_evidence();
    let subject = |asked: &str| explain(&compiled, &evidence, asked).map(|explanation| explanation.subject);
    assert_eq!(subject("vault.bill").as_deref(), Ok("Vault.billing"));
    assert_eq!(
        subject("put /v3/{project_id}/vaults/").as_deref(),
        Ok("PUT /v3/{project_id}/vaults/{vault_id}")
    );
    let error = subject("Vault.biling").expect_err("it is misspelt");
    assert_eq!(error.to_string(), "nothing is called `Vault.biling`; did you mean `Vault.billing`?");
    assert!(subject("Polic").expect_err("there are several").to_string().contains("PolicyCreate"));
    assert!(subject("").expect_err("nothing is asked").to_string().contains("name a structure"));
    assert!(subject("qqqqqq").expect_err("nothing is near").to_string().contains("name a structure"));
}

#[test]
fn no_snapshot_is_unreferenced() {
    let folder = root().join("tests/tests/snapshots");
    let found: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("there are snapshots")
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".snap"))
        .collect();
    let wanted: BTreeSet<String> = SNAPSHOTS.iter().map(|name| format!("snapshots__{name}.snap")).collect();
    assert_eq!(found, wanted);
}

/// Snapshots of the crates: each must be named by a test of the crate, in words or as a function.
#[test]
fn no_snapshot_of_a_crate_is_unreferenced() {
    fn walk(folder: &Path, snapshots: &mut Vec<PathBuf>, code: &mut String) {
        for path in
            std::fs::read_dir(folder).expect("a folder of the crate").flatten().map(|entry| entry.path())
        {
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => walk(&path, snapshots, code),
                Some("snap") => snapshots.push(path),
                Some("rs") => code.push_str(&std::fs::read_to_string(&path).expect("source is text")),
                _ => {}
            }
        }
    }
    for crate_folder in std::fs::read_dir(root().join("crates")).expect("there are crates").flatten() {
        let (mut snapshots, mut code) = (Vec::new(), String::new());
        walk(&crate_folder.path(), &mut snapshots, &mut code);
        for snapshot in snapshots {
            let stem = snapshot.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let name = stem.rsplit("__").next().unwrap_or_default();
            let named = code.contains(&format!("fn {name}(")) || code.contains(&format!("\"{name}\""));
            assert!(named, "{}: no test refers to it", snapshot.display());
        }
    }
}
