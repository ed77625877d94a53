//! Reading: sources become pages. Knows formats and nothing about APIs.
