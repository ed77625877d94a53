//! Publishes an OpenAPI document as a folder for any static host, which works from disk as well: a reference, the
//! evidence of each operation, the catalogue of error codes, findings, and Markdown for programs. No page fetches
//! anything from elsewhere, and nothing that a document says becomes markup.
//!
//! [`Document::read`] takes a document, [`render`] makes the files of a [`Site`], and [`publish`] puts them into a
//! folder, all of them or none.

pub mod dialect;
mod document;
mod evidence;
mod folder;
mod markdown;
mod names;
mod pages;
mod site;
pub mod vendor;
mod view;
mod words;

pub use document::{Document, ReadError};
pub use evidence::Evidence;
pub use folder::{PublishError, publish};
pub use site::{Files, Site, SiteError, render};
