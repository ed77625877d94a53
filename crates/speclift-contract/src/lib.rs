//! Contract tests: whether a service does what its OpenAPI 3.0 document says.
//!
//! [`Contract`] checks exchanges: an operation was called, and this was answered. [`Watch`] collects what many exchanges
//! showed. [`compare`] holds the description that a service gives of itself, which may be OpenAPI 3.1, against the
//! document, field by field, and [`Reasons`] are the differences that are meant.
//!
//! Nothing here sends or reads anything: those who have a service, a proxy or a log bring the exchanges.

mod compare;
mod contract;
mod lower;
mod reasons;
mod route;
mod watch;

pub use compare::{Difference, compare};
pub use contract::{Contract, ContractError, Exchange, Operation, Violation};
pub use lower::lower;
pub use reasons::{Reasons, ReasonsError};
pub use watch::{Seen, Watch};
