//! Writes a first corpus for every target: the pages of the case files, and the cells and examples in them.
//!
//! `cargo run --example seeds FOLDER`

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use json_patch::merge;
use speclift::output;
use speclift::page::{BlockKind, Cell};
use speclift::read::{detect, read};
use speclift::source::{Format, Sources};
use speclift::validate::parse_value;
use speclift_fuzz::PAGE;
use speclift_tests::{case, root};

/// The inputs of one target.
type Inputs = BTreeSet<String>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: seeds FOLDER")?);
    let mut cases = Vec::new();
    case_files(&root().join("tests/cases"), &mut cases)?;
    let (mut build, mut types, mut constraints, mut json) =
        (Inputs::new(), Inputs::new(), Inputs::new(), Inputs::new());
    let mut readers =
        [Format::Markdown, Format::Plain, Format::Pdf, Format::Html].map(|f| (f, Inputs::new()));
    for case in cases {
        let sources = Sources::new(case);
        let texts: Vec<&str> = sources.iter().map(|(_, source)| &*source.text).collect();
        build.insert(texts.join(&PAGE.to_string()));
        for (_, source) in sources.iter() {
            let format = source.format.unwrap_or_else(|| detect(source));
            for (of, inputs) in &mut readers {
                if *of == format {
                    inputs.insert(source.text.to_string());
                }
            }
        }
        for block in read(&sources).pages.into_iter().flat_map(|page| page.blocks) {
            match block.kind {
                BlockKind::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        let text = lines(cell);
                        if text.len() < 40 {
                            types.insert(text.clone());
                        }
                        constraints.insert(text);
                    }
                }
                BlockKind::Code(code) => {
                    json.insert(code.text.as_str().to_owned());
                }
                _ => {}
            }
        }
    }
    let overlay = ["spec/overlay.yaml", "spec/speclift.toml"].map(speclift_tests::read).into();
    let translations = speclift_tests::read("spec/locale/en.po");
    let entries: Vec<&str> = translations.split("\n\n").collect();
    let translations = entries.chunks(20).map(|entries| entries.join("\n\n")).collect();
    let [markdown, plain, pdf, html] = readers.map(|(_, inputs)| inputs);
    for (target, inputs) in [
        ("read_markdown", markdown),
        ("read_plain", plain),
        ("read_pdf", pdf),
        ("read_html", html),
        ("types", types),
        ("constraints", constraints),
        ("json", json),
        ("overlay", overlay),
        ("documents", documents()?),
        ("translations", translations),
        ("whole_build", build),
    ] {
        write(&folder.join(target), &inputs)?;
    }
    Ok(())
}

/// The document that changes are tried on, beside itself with the patch of each case.
fn documents() -> Result<Inputs, Box<dyn Error>> {
    let folder = root().join("crates/speclift/tests/diff");
    let base = fs::read_to_string(folder.join("base.yaml"))?;
    let value = parse_value(&base, "base.yaml")?;
    let mut documents = Inputs::new();
    for entry in fs::read_dir(folder.join("cases"))? {
        let cases = fs::read_to_string(entry?.path())?;
        for patch in cases.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            let mut new = value.clone();
            merge(&mut new, &parse_value(patch, "patch.yaml")?);
            documents.insert(format!("{base}{PAGE}{}", output::yaml(&new)?));
        }
    }
    Ok(documents)
}

/// The fragments of all cases under a folder, a list for each case.
fn case_files(folder: &Path, cases: &mut Vec<Vec<speclift::source::Source>>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            case_files(&path, cases)?;
        } else {
            cases.extend(case::fragments(&fs::read_to_string(&path)?)?);
        }
    }
    Ok(())
}

/// A cell as the targets of the grammars take one: a line a line, items with a bullet.
fn lines(cell: &Cell) -> String {
    let line =
        |line: &speclift::page::Line| format!("{}{}", if line.item { "• " } else { "" }, line.text.as_str());
    cell.lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn write(folder: &Path, inputs: &Inputs) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (number, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("case-{number:04}")), input)?;
    }
    Ok(())
}
