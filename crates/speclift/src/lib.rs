//! Compiles a cloud vendor's API documentation into a checked OpenAPI 3.0 document.
//!
//! The stages, each a module with one entry function:
//!
//! ```text
//! sources ──read──▶ pages ──claim──▶ claims ──reconcile──▶ api ──emit──▶ openapi ──overlay──▶ document
//!         ──localise──▶ published view
//! ```

pub mod api;
pub mod build;
pub mod claim;
pub mod compile;
pub mod diff;
pub mod emit;
pub mod explain;
pub mod finding;
pub mod grammar;
pub mod json;
pub mod load;
pub mod locale;
pub mod localise;
pub mod manifest;
pub mod output;
pub mod overlay;
pub mod page;
mod page_by_page;
pub mod po;
pub mod read;
pub mod reconcile;
pub mod report;
pub mod rules;
pub mod side;
pub mod source;
pub mod status;
pub mod validate;
pub mod vocabulary;
mod words;
