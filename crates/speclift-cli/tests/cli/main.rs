//! The `speclift` command as a process.

mod build;
mod documents;
mod findings;
mod site;
mod support;
