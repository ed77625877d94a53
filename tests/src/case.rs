//! Case files: Markdown with documentation fragments and what compiling them gives.
//!
//! A file has one or more cases, each under a heading of the second level; what stands before the first
//! such heading is a case too where it has a fragment. Blocks are told by the first word of their info
//! string:
//!
//! - `page name=a.md [format=pdf] [edition=2023-05-31]`: a fragment. All fragments of a case are compiled together.
//! - `locale`: an English catalogue, by which the document is localised.
//! - `pages`: the expected page models. `claims`: the expected claims. `findings`: the expected findings.
//! - `openapi [at=/components/schemas/Vault]`: the expected document, or the part that a JSON pointer names.
//!
//! Fences are three or more backticks or tildes; a block ends at a line that is its own fence.

use std::fmt::Write as _;

use speclift::claim;
use speclift::compile::{Compiled, compile, compile_with_places};
use speclift::locale::findings;
use speclift::localise::{Catalogue, Localised, localise};
use speclift::manifest::Manifest;
use speclift::read;
use speclift::source::{Format, Source, Sources};

/// A piece of a case file.
enum Piece<'a> {
    /// A line outside any block.
    Line(&'a str),
    Block {
        fence: &'a str,
        info: &'a str,
        text: String,
    },
}

/// A case with its fragments compiled.
struct Case {
    sources: Sources,
    compiled: Compiled,
}

/// The file as it would be if all its expected results were what the compiler gives now.
///
/// # Errors
///
/// Where the file is no case file, or a build breaks what no build may break.
pub fn blessed(text: &str) -> Result<String, String> {
    let pieces = pieces(text)?;
    let mut out = String::with_capacity(text.len());
    let mut expected = 0;
    for pieces in cases(&pieces) {
        expected += render(pieces, &mut out)?;
    }
    if expected == 0 {
        return Err("no block with an expected result".to_owned());
    }
    Ok(out)
}

/// The fragments of a file, a list for each case that has one.
///
/// # Errors
///
/// Where the file is no case file.
pub fn fragments(text: &str) -> Result<Vec<Vec<Source>>, String> {
    let pieces = pieces(text)?;
    let all = cases(&pieces).map(sources).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|sources| !sources.is_empty()).collect())
}

/// The `findings` blocks of a file, one text for each case that has one.
///
/// # Errors
///
/// Where the file is no case file.
pub fn findings_blocks(text: &str) -> Result<Vec<String>, String> {
    let blocks = pieces(text)?.into_iter().filter_map(|piece| match piece {
        Piece::Block { info, text, .. } if info.split(' ').next() == Some("findings") => Some(text),
        _ => None,
    });
    Ok(blocks.collect())
}

/// The pieces of each case.
fn cases<'a, 'b>(pieces: &'a [Piece<'b>]) -> impl Iterator<Item = &'a [Piece<'b>]> {
    pieces.chunk_by(|_, next| !matches!(next, Piece::Line(line) if line.starts_with("## ")))
}

/// The fragments of a case.
fn sources(pieces: &[Piece<'_>]) -> Result<Vec<Source>, String> {
    let pages = pieces.iter().filter_map(|piece| match piece {
        Piece::Block { info, text, .. } => Some(fragment(info.strip_prefix("page ")?, text)),
        Piece::Line(_) => None,
    });
    pages.collect()
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(mark) = line.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            pieces.push(Piece::Line(line));
            continue;
        };
        let length = line.len() - line.trim_start_matches(mark).len();
        if length < 3 {
            pieces.push(Piece::Line(line));
            continue;
        }
        let (fence, info) = line.split_at(length);
        let mut block = String::new();
        loop {
            match lines.next() {
                Some((_, line)) if line == fence => break,
                Some((_, line)) => {
                    block.push_str(line);
                    block.push('\n');
                }
                None => return Err(format!("the block of line {} is never closed", number + 1)),
            }
        }
        pieces.push(Piece::Block { fence, info: info.trim(), text: block });
    }
    Ok(pieces)
}

/// Writes one case with its results as they are now, and says how many there are.
fn render(pieces: &[Piece<'_>], out: &mut String) -> Result<usize, String> {
    let sources = sources(pieces)?;
    let catalogue = pieces.iter().find_map(|piece| match piece {
        Piece::Block { info: "locale", text, .. } => Some(text.as_str()),
        _ => None,
    });
    let case = (!sources.is_empty()).then(|| Case::new(sources, catalogue)).transpose()?;
    let mut expected = 0;
    for piece in pieces {
        // Writing to a string does not fail.
        match piece {
            Piece::Line(line) => {
                let _ = writeln!(out, "{line}");
            }
            Piece::Block { fence, info, text } => {
                let result = if info.starts_with("page ") { None } else { result(case.as_ref(), info)? };
                expected += usize::from(result.is_some());
                let text = result.as_ref().unwrap_or(text);
                if text.lines().any(|line| line == *fence) {
                    return Err(format!("the fence of `{info}` stands in its text: use a longer one"));
                }
                let _ = writeln!(out, "{fence}{info}\n{text}{fence}");
            }
        }
    }
    if case.is_some() && expected == 0 {
        return Err("a case without a block for its expected result".to_owned());
    }
    Ok(expected)
}

/// A source from a block's info string and text.
fn fragment(facts: &str, text: &str) -> Result<Source, String> {
    let mut source = Source::new("", text);
    for fact in facts.split_whitespace() {
        match fact.split_once('=') {
            Some(("name", name)) => name.clone_into(&mut source.name),
            Some(("edition", date)) => source.edition = Some(date.to_owned()),
            Some(("format", format)) => {
                source.format = Some(match format {
                    "markdown" => Format::Markdown,
                    "plain" => Format::Plain,
                    "pdf" => Format::Pdf,
                    "html" => Format::Html,
                    _ => return Err(format!("no such format: {format}")),
                });
            }
            _ => return Err(format!("a page's info string cannot say `{fact}`")),
        }
    }
    if source.name.is_empty() { Err("a page without a name".to_owned()) } else { Ok(source) }
}

impl Case {
    fn new(sources: Vec<Source>, catalogue: Option<&str>) -> Result<Self, String> {
        let sources = Sources::new(sources);
        let compiled = match catalogue {
            None => compile(&sources, Vec::new(), &Manifest::default()),
            Some(catalogue) => localised(&sources, catalogue)?,
        };
        let broken = crate::broken_invariants(&compiled);
        if !broken.is_empty() {
            return Err(broken.join("\n"));
        }
        Ok(Self { sources, compiled })
    }
}

/// Compiles sources, and puts the document into English.
fn localised(sources: &Sources, catalogue: &str) -> Result<Compiled, String> {
    let (mut compiled, places) = compile_with_places(sources, Vec::new(), &Manifest::default(), &|_, _| ());
    let catalogue =
        Catalogue::parse(catalogue.as_bytes(), "en.po", "en").map_err(|error| error.to_string())?;
    let Localised { document, remarks } = localise(&compiled.document, &catalogue);
    compiled.document = document;
    compiled.findings.extend(findings(&remarks, &catalogue, &places, sources));
    Ok(compiled)
}

/// What a block should hold; `None` where the block is no expected result.
fn result(case: Option<&Case>, info: &str) -> Result<Option<String>, String> {
    let (kind, arguments) = info.split_once(' ').unwrap_or((info, ""));
    if !matches!(kind, "pages" | "claims" | "findings" | "openapi") {
        return Ok(None);
    }
    let Case { sources, compiled } = case.ok_or_else(|| format!("`{kind}` in a case without a page"))?;
    let text = match kind {
        "findings" => crate::findings(&compiled.findings, sources),
        "openapi" => {
            let mut document = compiled.document.clone();
            if let Some(members) = document.as_object_mut() {
                // Hashes and the compiler's version are no matter of a case.
                members.shift_remove("x-speclift");
            }
            let pointer = arguments.strip_prefix("at=").unwrap_or_default();
            let part = document.pointer(pointer).ok_or_else(|| format!("the document has no `{pointer}`"))?;
            crate::yaml(part)
        }
        _ => {
            let read = read::read(sources);
            if kind == "claims" {
                claim::dump(&claim::claim(&read.pages, sources).claims, sources)
            } else {
                read.pages.iter().map(|page| read::dump(page, sources)).collect()
            }
        }
    };
    // A block's text ends with a line break, and has no white space at the ends of lines.
    let mut clean: String = text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if clean == "\n" {
        clean.clear();
    }
    Ok(Some(clean))
}
