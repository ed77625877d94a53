//! HTML pages.

use super::Out;
use super::flow::flow;
use super::parsing::Parsing;

/// Reads a whole HTML page.
pub(super) fn read(out: &mut Out<'_>) {
    let src = out.src();
    let mut parsing = Parsing::document(src);
    parsing.feed(0..src.len());
    flow(&parsing.finish(), out);
}
