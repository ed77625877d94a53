//! The `speclift` command as a process.

mod build;
mod documents;
mod support;
