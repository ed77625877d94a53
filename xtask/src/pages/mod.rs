//! `cargo xtask pages`: as many pages as wanted, all different, to measure with.

mod guide;
mod layout;
mod page;
mod random;
mod service;

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;

use crate::{Status, tell};

/// One page of so many describes no operation.
const GUIDES: usize = 8;
/// How many pages a folder holds.
const FOLDER: usize = 500;

/// Write pages of services that nobody offers, to measure with
///
/// Most pages describe one operation, in one of several layouts, with tables, structures that it shares with other
/// pages, examples and contradictions. The same count gives the same bytes.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// How many pages
    #[arg(long, value_name = "N")]
    count: usize,
    /// The folder to write them into; it must not exist or be empty
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Why the pages could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}: the folder is not empty; name another")]
    NotEmpty(String),
    #[error("{path}: cannot be written: {reason}")]
    Write { path: String, reason: io::Error },
}

pub(crate) fn run(arguments: &Arguments) -> Result<Status, Failure> {
    let out = &arguments.out;
    if fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::NotEmpty(out.display().to_string()));
    }
    let mut bytes = 0;
    for number in 0..arguments.count {
        let folder = out.join(format!("{:04}", number / FOLDER));
        let path = folder.join(format!("page-{number:06}.md"));
        let text = text(number);
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &text));
        written.map_err(|reason| Failure::Write { path: path.display().to_string(), reason })?;
        bytes += text.len();
    }
    tell(&format!("{} pages, {:.1} MB\n", arguments.count, bytes as f64 / 1e6));
    Ok(Status::Fine)
}

fn text(number: usize) -> String {
    if number % GUIDES == GUIDES - 1 {
        guide::write(number)
    } else {
        layout::write(&page::page(number), number)
    }
}
