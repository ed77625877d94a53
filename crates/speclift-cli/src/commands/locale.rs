//! `speclift locale`: the translations of what people read.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use speclift::build::{Build, BuildError, build_with_evidence};
use speclift::emit::Places;
use speclift::locale::{findings, reference};
use speclift::localise::{Catalogue, LocaleError, is_language, localise, merge, texts};
use speclift::manifest::{Locale, Manifest};
use speclift::output::write_all;
use speclift::po::Po;
use speclift::report;

use super::build::input;
use super::{Failure, Status};
use crate::terminal::{self, Progress};

const EXAMPLES: &str = "\
Examples:
  speclift locale extract docs/ -o locale/en.po
  speclift locale check docs/ --locale locale/en.po
  speclift locale extract --manifest speclift.toml
  speclift locale check --manifest speclift.toml

Exit status:
  0  fine
  1  check: a text has no translation, or an entry is stale, fuzzy or does not fit
  2  wrong usage, or a file that cannot be read or written";

/// Keep the translations of what people read in the document
///
/// Translations stand in gettext PO files, one a language, which the tools of translators read and write. English
/// catalogues have no entry for texts that are in ASCII already.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(Extract),
    Check(Check),
}

/// Take the texts of pages into a PO file
///
/// What is translated stays so. New texts come with an empty translation; where a text changed slightly the old
/// translation is offered as fuzzy, with the old text; entries of texts that are gone become obsolete.
#[derive(Debug, Args)]
struct Extract {
    #[command(flatten)]
    input: Input,
    /// The PO file: read where it exists, then written
    #[arg(short, long, value_name = "FILE", required_unless_present = "manifest")]
    output: Option<PathBuf>,
}

/// Tell which texts have no translation, and which entries are stale, fuzzy or do not fit
#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    input: Input,
    /// The PO file
    #[arg(long, value_name = "FILE", required_unless_present = "manifest")]
    locale: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Input {
    /// Files and folders of documentation; may be left out where the manifest names pages
    #[arg(value_name = "PATH", required_unless_present = "manifest")]
    paths: Vec<PathBuf>,
    /// What the pages cannot say of themselves, overlays and catalogues among it
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// The language of the PO file [default: the name of the file, or the language that the manifest publishes]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
}

/// What is translated, into what.
struct Job {
    build: Build,
    places: Places,
    file: PathBuf,
    language: String,
}

impl Input {
    fn job(&self, file: Option<&Path>) -> Result<Job, Failure> {
        let (manifest, paths) = input(self.manifest.as_deref(), &self.paths)?;
        let (file, language) = self.target(file, &manifest)?;
        // The texts are wanted as the pages have them.
        let mut manifest = Manifest { locale: Locale::default(), ..manifest };
        manifest.output.locale.clear();
        let (build, evidence) = {
            let _progress = Progress::start("compiling", false);
            build_with_evidence(&paths, &manifest)?
        };
        if build.is_empty() {
            let message =
                "the pages describe no operation, so that there is nothing to translate; check the paths";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(Job { build, places: Places::new(&evidence.api), file, language })
    }

    /// The PO file and its language.
    fn target(&self, file: Option<&Path>, manifest: &Manifest) -> Result<(PathBuf, String), Failure> {
        let published = manifest.locale.published.as_ref();
        let stem = file.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        let language = self.language.clone().or(stem.filter(|stem| is_language(stem)));
        let language = language.or_else(|| published.cloned()).ok_or_else(|| {
            Failure::Usage(
                "which language? name it with --language, or in the file's name, such as en.po".to_owned(),
            )
        })?;
        if !is_language(&language) {
            return Err(Failure::Usage(format!(
                "`{language}` names no language: use a tag such as en or zh-Hant"
            )));
        }
        let file = file.map(Path::to_owned).or_else(|| manifest.locale.catalogue.get(&language).cloned());
        let file = file.ok_or_else(|| {
            Failure::Usage(format!("the manifest has no catalogue for `{language}`; name the file"))
        })?;
        Ok((file, language))
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    match &arguments.command {
        Command::Extract(arguments) => extract(arguments),
        Command::Check(arguments) => check(arguments),
    }
}

fn extract(arguments: &Extract) -> Result<Status, Failure> {
    let Job { build, places, file, language } = arguments.input.job(arguments.output.as_deref())?;
    let name = file.display().to_string();
    let old = match std::fs::read(&file) {
        Ok(bytes) => Po::decode(&bytes, &name).map_err(LocaleError::from)?,
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => Po::new(&language),
        Err(reason) => return Err(LocaleError::Unreadable { name, reason }.into()),
    };
    let reference = |text: &_| reference(text, &places, &build.sources, &build.overlay);
    let merged = merge(old, &texts(build.document()), &language, &reference);
    write_all(&[(file, merged.po.to_string())])?;
    let texts = merged.po.entries.iter().filter(|entry| !entry.obsolete).count();
    terminal::tell(&format!(
        "{name}: {texts} texts, {} without translation, {} fuzzy, {} newly obsolete\n",
        merged.missing, merged.fuzzy, merged.obsolete
    ));
    Ok(Status::Fine)
}

fn check(arguments: &Check) -> Result<Status, Failure> {
    let Job { build, places, file, language } = arguments.input.job(arguments.locale.as_deref())?;
    let catalogue = Catalogue::read(&file, &language)?;
    let localised = localise(build.document(), &catalogue);
    let found = findings(&localised.remarks, &catalogue, &places, &build.sources);
    let palette = terminal::palette();
    for finding in &found {
        terminal::tell(&(report::finding(finding, &build.sources, &palette) + "\n"));
    }
    let count = if found.is_empty() { "fine".to_owned() } else { format!("{} to look at", found.len()) };
    terminal::tell(&format!("{}: {count}\n", file.display()));
    Ok(Status::of(!found.is_empty()))
}

impl From<LocaleError> for Failure {
    fn from(error: LocaleError) -> Self {
        Self::Build(BuildError::Locale(error))
    }
}
