//! The files of a site, and the folder that they go to.

// Clippy knows tests, and not what helps them.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::{Value, json};
use speclift::build::build_with_evidence;
use speclift::manifest::Manifest;
use speclift_site::{Document, Evidence, Files, PublishError, Site, SiteError, publish, render, vendor};

#[path = "../examples/hostile.rs"]
mod hostile;

fn spec() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

fn file<'f>(files: &'f Files, name: &str) -> &'f str {
    let (_, bytes) =
        files.list().iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}"));
    std::str::from_utf8(bytes).unwrap()
}

fn small() -> Value {
    json!({"openapi": "3.0.3", "info": {"title": "Things", "version": "1"}, "paths": {"/things": {"get": {
        "operationId": "listThings", "responses": {"200": {"description": "All"}}}}}})
}

fn plain(documents: &[Document]) -> Result<Files, SiteError> {
    render(&Site { documents, evidence: None, changelog: None })
}

#[test]
fn a_document_alone_is_a_site_without_evidence() {
    let files = plain(&[Document::new(Some("en"), small())]).unwrap();
    let names: Vec<&str> = files.list().iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "index.html",
        "reference.html",
        "openapi.yaml",
        "openapi-3.1.json",
        "SHA256SUMS",
        "llms.txt",
        "operations/list-things.md",
    ] {
        assert!(names.contains(&name), "no {name} in {names:?}");
    }
    assert!(
        !names.iter().any(|name| name.contains("findings") || name.ends_with("list-things.html")),
        "{names:?}"
    );
    assert!(file(&files, "openapi.yaml").starts_with("openapi: 3.0.3\n"));
    assert!(file(&files, "index.html").contains("href=\"reference.html#operation/list-things\""));
}

#[test]
fn every_field_has_its_place_and_its_decision() {
    let manifest = Manifest::read(&spec().join("speclift.toml")).unwrap();
    let (build, kept) = build_with_evidence(&[spec().join("pages")], &manifest).unwrap();
    let evidence = Evidence::new(&build, &kept);
    let documents = [
        Document::new(Some("en"), build.document().clone()),
        Document::new(Some("zh"), build.document().clone()),
    ];
    let site = Site { documents: &documents, evidence: Some(&evidence), changelog: Some("# Changes\n") };
    let files = render(&site).unwrap();
    let again = render(&site).unwrap();
    assert!(files.list() == again.list(), "the same input gives the same bytes");

    let page = Html::parse_document(file(&files, "operations/update-backup.html"));
    let field = Selector::parse(".field").unwrap();
    let fields: Vec<String> =
        page.select(&field).map(|field| field.text().collect::<Vec<_>>().join(" ")).collect();
    let words: Vec<String> =
        fields.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let says = "reference.txt:993 table row resource_size | Integer | 资源大小, 单位为GB type integer";
    let size = words.iter().find(|words| words.starts_with("resource_size") && words.contains(says));
    let size = size.unwrap_or_else(|| panic!("no `{says}` in {words:#?}"));
    assert!(size.contains("integer or string, optional") && size.contains("type-differs"), "{size}");
    // All but fields that only the overlay knows have a witness.
    let bare = fields.iter().filter(|text| text.contains("No page bears witness")).count();
    assert!(bare * 20 <= fields.len(), "{bare} of {} fields have no witness", fields.len());

    // Each page is there in both languages, with the way to the other.
    let names: HashSet<&str> = files.list().iter().map(|(name, _)| name.as_str()).collect();
    for name in names.iter().filter(|name| name.ends_with(".html") && !name.starts_with("zh/")) {
        assert!(names.contains(format!("zh/{name}").as_str()), "{name} is English only");
        let up = "../".repeat(name.matches('/').count());
        assert!(file(&files, name).contains(&format!("href=\"{up}zh/{name}\" lang=\"zh\"")), "{name}");
        assert!(
            file(&files, &format!("zh/{name}")).contains(&format!("href=\"{up}../{name}\" lang=\"en\"")),
            "{name}"
        );
    }
    let operations =
        names.iter().filter(|name| name.starts_with("operations/") && name.ends_with(".html")).count();
    assert_eq!(operations, build.compiled.operations);
    assert_eq!(file(&files, "findings.jsonl").lines().count(), build.compiled.findings.len());
    assert_eq!(file(&files, "openapi.yaml"), speclift::output::yaml(build.document()).unwrap());
    assert!(file(&files, "zh/errors.html").contains("错误码"));
}

#[test]
fn no_text_becomes_markup() {
    let folder = tempfile::tempdir().unwrap();
    let files = hostile::site(folder.path()).unwrap();
    let mut pages = 0;
    for (name, bytes) in files.list().iter().filter(|(name, _)| name.ends_with(".html")) {
        pages += 1;
        let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
        let found = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(found("script:not([src])"), 0, "{name}");
        assert_eq!(found("iframe, img, svg, style, b, object, form, base"), 0, "{name}");
        assert_eq!(found("script"), if name.ends_with("reference.html") { 4 } else { 1 }, "{name}");
        for element in page.select(&Selector::parse("*").unwrap()) {
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {attribute}={value}");
                let leads = matches!(attribute, "href" | "src");
                assert!(!leads || !value.contains(':') || value == "data:,", "{name}: leads to {value}");
            }
        }
        let ids: Vec<&str> =
            page.select(&Selector::parse("[id]").unwrap()).filter_map(|one| one.value().id()).collect();
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{name}: an id twice");
        assert!(
            page.root_element().text().collect::<String>().contains("<script>"),
            "{name}: texts are shown"
        );
    }
    assert_eq!(pages, 2 * (5 + 4));
    // Names are safe, and different where case does not count.
    let names: HashSet<String> = files.list().iter().map(|(name, _)| name.to_lowercase()).collect();
    assert_eq!(names.len(), files.list().len());
    for (name, _) in files.list().iter().filter(|(name, _)| name.contains("operations/")) {
        assert!(name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '.' | '/')), "{name}");
    }
    let script = file(&files, "openapi.js");
    assert!(!script.contains('<') && !script.contains('\u{2028}'), "nothing ends the script");
    let json: Value = serde_json::from_str(
        script.trim_start_matches("window.speclift = ").trim_end().trim_end_matches(';'),
    )
    .unwrap();
    let path = &json["document"]["paths"]["/v1/{project_id}/things/{thing_id}"]["get"];
    assert!(path["description"].as_str().unwrap().contains("&lt;script>"), "{path}");
    // Values are what they are.
    assert_eq!(
        json["document"]["components"]["schemas"]["Thing"]["properties"]["id"]["example"],
        hostile::PAYLOADS[3]
    );
}

#[test]
fn only_what_was_made_safe_is_put_as_it_is() {
    let mut found: Vec<String> = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("javascript:") && !text.contains(" style="), "{}", path.display());
        let safe =
            text.match_indices("|safe").map(|(at, _)| text[..at].rsplit("{{ ").next().unwrap().to_owned());
        found.extend(safe);
    }
    found.sort();
    found.dedup();
    // HTML of `markdown::to_html`, and of templates in templates.
    assert_eq!(found, ["card", "chapter.description", "content.description", "description", "html", "proof"]);
}

#[test]
fn languages_are_different_and_named_as_such() {
    let document = |language: &str| Document::new(Some(language), small());
    assert!(matches!(plain(&[]), Err(SiteError::Empty)));
    assert!(matches!(plain(&[document("en"), document("EN")]), Err(SiteError::Language(_))));
    for language in ["", "../up", "e", "en-", "zh/CN", "<b>"] {
        assert!(matches!(plain(&[document(language)]), Err(SiteError::NoLanguage(_))), "{language}");
    }
    let files = plain(&[document("en"), document("zh-CN"), document("de")]).unwrap();
    assert!(file(&files, "zh-cn/index.html").contains("lang=\"zh-CN\""));
    assert!(file(&files, "de/index.html").contains("Overview"));
}

fn names(folder: &Path) -> HashSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_folder_is_replaced_where_it_is_a_site() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("site");
    let one = plain(&[Document::new(Some("en"), small())]).unwrap();
    let two = plain(&[Document::new(Some("en"), small()), Document::new(Some("zh"), small())]).unwrap();
    publish(&folder, &two, false).unwrap();
    assert!(names(&folder).contains("zh"));
    publish(&folder, &one, false).unwrap();
    assert!(!names(&folder).contains("zh"), "files of an earlier publish go");
    fs::write(folder.join("operations/notes.txt"), "mine").unwrap();
    let error = publish(&folder, &two, false).unwrap_err();
    assert!(error.to_string().contains("has `operations/notes.txt`, which no publish wrote"), "{error}");
    assert!(!names(&folder).contains("zh"), "nothing was changed");
    publish(&folder, &two, true).unwrap();
    assert!(!folder.join("operations/notes.txt").exists());
    let here = std::env::current_dir().unwrap();
    assert!(matches!(publish(here.parent().unwrap(), &one, true), Err(PublishError::Around { .. })));
    assert_eq!(names(parent.path()), HashSet::from(["site".to_owned()]));
}

#[test]
fn the_checksums_are_those_of_the_files() {
    let files = plain(&[Document::new(Some("en"), small())]).unwrap();
    let sums = file(&files, "SHA256SUMS");
    assert_eq!(sums.lines().count() + 1, files.list().len());
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        assert_eq!(sha256(file_bytes(&files, name)), sum, "{name}");
    }
}

#[test]
fn the_renderer_is_the_one_that_is_recorded() {
    let record: toml::Table = vendor::RECORD.parse().unwrap();
    let sums = record["sha256"].as_table().unwrap();
    assert_eq!(sums.len(), vendor::FILES.len());
    for (name, bytes) in vendor::FILES {
        assert_eq!(sums[name].as_str(), Some(sha256(bytes).as_str()), "{name}: run scripts/site-vendor");
    }
}

fn file_bytes<'f>(files: &'f Files, name: &str) -> &'f [u8] {
    &files.list().iter().find(|(file, _)| file == name).unwrap().1
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
