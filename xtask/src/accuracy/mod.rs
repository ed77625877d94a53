//! `cargo xtask accuracy`: compiled pages beside an independent description of the same API.

mod api;
mod compact;
mod compare;
mod openapi;
mod report;
mod truth;

use std::io;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use speclift::build::build;
use speclift::manifest::Manifest;

use crate::{Status, result, tell};
use compare::{Comparison, compare};

const MORE: &str = "\
Examples:
  cargo xtask accuracy --docs pages/ --truth published.json
  cargo xtask accuracy --docs pages/ --truth published.json --min-recall 99.5 --min-types 99
  cargo xtask accuracy --docs pages/ --truth published.json --format json | jq .recall

Exit status:
  0  measured, and no floor is violated
  1  a number is below its floor, or the pages and the truth have no operation in common
  2  wrong usage, or a file that cannot be read or is no description of an API";

/// Compare compiled pages with an independent description of the same API
///
/// Compiles a folder of pages without a manifest and compares the result with a description of the same API that does
/// not come from the pages: an OpenAPI 3.0 document in JSON, or the compact form that docs/accuracy.md describes.
/// Operations are joined by method and path, and bodies, responses and query parameters are compared field by field,
/// whatever the structures are called. Fields that no table has and only examples show are counted apart.
#[derive(Debug, Args)]
#[command(after_help = MORE)]
pub(crate) struct Arguments {
    /// The folder of pages
    #[arg(long, value_name = "DIR")]
    docs: PathBuf,
    /// The independent description
    #[arg(long, value_name = "FILE")]
    truth: PathBuf,
    /// Show at most this many differences, by cause, the costliest first
    #[arg(long, value_name = "N", default_value_t = 10)]
    differences: usize,
    /// Form of the result
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    floors: Floors,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Percentages that must be reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "Floors")]
struct Floors {
    /// Exit 1 where less of the truth's operations was found
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_operations: Option<f64>,
    /// Exit 1 where less of the truth's fields was found
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_recall: Option<f64>,
    /// Exit 1 where less of the pages' fields is in the truth
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_precision: Option<f64>,
    /// Exit 1 where types of less of the found fields agree
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_types: Option<f64>,
    /// Exit 1 where less of the found parameters and request fields agree on whether they are required
    #[arg(long, value_name = "PERCENT", value_parser = percentage)]
    min_required: Option<f64>,
}

fn percentage(text: &str) -> Result<f64, String> {
    let value: f64 = text.trim_end_matches(['%', ' ']).parse().map_err(|_| "no number".to_owned())?;
    if (0.0..=100.0).contains(&value) { Ok(value) } else { Err("not between 0 and 100".to_owned()) }
}

impl Floors {
    /// What is below its floor, in words. Where there is nothing to measure, nothing is.
    fn violations(&self, comparison: &Comparison) -> Vec<String> {
        let measured = [
            ("operations found", self.min_operations, comparison.operations.recall()),
            ("recall", self.min_recall, comparison.fields.recall()),
            ("precision", self.min_precision, comparison.fields.precision()),
            ("types", self.min_types, comparison.types.percent()),
            ("required", self.min_required, comparison.required.percent()),
        ];
        let below = measured.into_iter().filter_map(|(name, floor, value)| {
            let (floor, value) = (floor?, value?);
            (value < floor).then(|| format!("{name}: {value:.2} % is below the floor of {floor} %"))
        });
        below.collect()
    }
}

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Truth(#[from] truth::TruthError),
    #[error(transparent)]
    Build(#[from] speclift::build::BuildError),
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let truth = truth::read(&arguments.truth)?;
    let built = build(std::slice::from_ref(&arguments.docs), &Manifest::default())?;
    let comparison = compare(&openapi::operations(built.document()), &truth);
    let text = match arguments.format {
        Format::Text => report::text(&comparison, arguments.differences),
        Format::Json => format!("{:#}\n", report::json(&comparison, arguments.differences)),
    };
    result(&text)?;
    if comparison.operations.found == 0 {
        let found =
            if built.is_empty() { "the pages describe no operation" } else { "no operation is in both" };
        tell(&format!("error: {found}; check that --docs and --truth describe one API\n"));
        return Ok(Status::Invalid);
    }
    let violations = arguments.floors.violations(&comparison);
    violations.iter().for_each(|violation| tell(&format!("error: {violation}\n")));
    Ok(if violations.is_empty() { Status::Fine } else { Status::Invalid })
}
