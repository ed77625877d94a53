//! The `speclift` command as a process.

mod bad_input;
mod build;
mod diff;
mod documents;
mod findings;
mod locale;
mod site;
mod support;
