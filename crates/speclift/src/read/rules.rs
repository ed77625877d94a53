//! The findings of reading: what a file or its form has wrong, whatever it says.

use crate::finding::{Fault, Rule, Severity};

/// A `<table>` that no `</table>` closes.
pub static HTML_TABLE_UNCLOSED: Rule = Rule {
    code: "html-table-unclosed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the table with </table>",
};

/// Tags nested deeper than anything a page needs.
pub static HTML_TOO_DEEP: Rule = Rule {
    code: "html-too-deep",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the tags that are left open",
};

/// A table row with more cells than are read.
pub static TABLE_TOO_WIDE: Rule = Rule {
    code: "table-too-wide",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "split the table, or correct its colspan",
};

/// Cells that span so much that copying them would need far more memory than the table.
pub static TABLE_SPAN_TOO_LARGE: Rule = Rule {
    code: "table-span-too-large",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "correct the rowspan and colspan of the table",
};

/// A table row with more cells than its header.
pub static TABLE_ROW_TOO_LONG: Rule = Rule {
    code: "table-row-too-long",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "escape the | inside the cell as \\|",
};

/// A code block that is opened and never closed.
pub static CODE_UNCLOSED: Rule = Rule {
    code: "code-block-unclosed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "close the code block with its fence",
};

/// Lines of JSON without a fence whose brackets do not balance.
pub static JSON_UNBALANCED: Rule = Rule {
    code: "json-unbalanced",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "close the brackets of the example, or put it into a code block",
};

/// Bytes that are no UTF-8.
pub static INVALID_UTF8: Rule = Rule {
    code: "invalid-utf8",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "save the file as UTF-8",
};

/// A file that is no text.
pub static BINARY_FILE: Rule = Rule {
    code: "binary-file",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove the file from the documentation folder, or save it as UTF-8 text",
};

/// A file with nothing in it.
pub static EMPTY_FILE: Rule = Rule {
    code: "empty-file",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "remove the file, or restore its text",
};

/// All rules of this stage.
pub static ALL: &[&Rule] = &[
    &HTML_TABLE_UNCLOSED,
    &HTML_TOO_DEEP,
    &TABLE_TOO_WIDE,
    &TABLE_SPAN_TOO_LARGE,
    &TABLE_ROW_TOO_LONG,
    &CODE_UNCLOSED,
    &JSON_UNBALANCED,
    &INVALID_UTF8,
    &BINARY_FILE,
    &EMPTY_FILE,
];
