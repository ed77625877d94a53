//! Compiles a cloud vendor's API documentation into a checked OpenAPI 3.0 document.
//!
//! The stages, each a module with one entry function:
//!
//! ```text
//! sources ──read──▶ pages ──claim──▶ claims ──reconcile──▶ api ──emit──▶ openapi
//! ```

pub mod finding;
pub mod load;
pub mod page;
pub mod read;
pub mod source;
