//! The `speclift` command as a process.

mod build;
mod diff;
mod documents;
mod findings;
mod locale;
mod site;
mod support;
