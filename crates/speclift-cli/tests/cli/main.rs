//! The `speclift` command as a process.

mod build;
mod documents;
mod findings;
mod locale;
mod support;
