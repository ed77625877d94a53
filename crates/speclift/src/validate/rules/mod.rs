//! What the official schema cannot say. One rule, or a few about one thing, in a file.

mod bounds;
mod examples;
mod operation_ids;
mod parameters;
mod paths;
mod references;
mod required;
mod responses;
mod security;
mod servers;
mod tags;
mod unused;
mod values;

use super::{Context, Report};

/// All rules.
pub(super) const ALL: [fn(&Context<'_>, &mut Report); 13] = [
    references::check,
    unused::check,
    paths::check,
    parameters::check,
    operation_ids::check,
    tags::check,
    security::check,
    servers::check,
    responses::check,
    required::check,
    bounds::check,
    values::check,
    examples::check,
];
