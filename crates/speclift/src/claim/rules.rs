//! The rules of this stage: what a page has and the compiler did not understand, or a page lacks.

use crate::finding::{Fault, Rule, Severity};

/// A table that describes no operation, no error code and no status.
pub static TABLE_UNUSED: Rule = Rule {
    code: "table-unused",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "nothing to do, unless the table describes the API: then add its column names to the vocabulary",
};

/// A table among an operation's parameters whose columns are unknown.
pub static TABLE_COLUMNS_UNKNOWN: Rule = Rule {
    code: "table-columns-unknown",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "add the column names to the vocabulary",
};

/// A row without a name.
pub static ROW_UNNAMED: Rule = Rule {
    code: "row-unnamed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "write the parameter's name into the page",
};

/// A row with fewer cells than its table's header.
pub static ROW_SHORT: Rule = Rule {
    code: "row-short",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "fill the missing cells of the row",
};

/// A cell of the required column that is neither yes nor no.
pub static REQUIRED_UNREADABLE: Rule = Rule {
    code: "required-unreadable",
    severity: Severity::Warning,
    fault: Fault::Compiler,
    remedy: "write yes or no into the cell, or add the wording to the vocabulary",
};

/// A code block that shows no request, no response and no JSON.
pub static CODE_UNKNOWN: Rule = Rule {
    code: "code-unknown",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "nothing to do, unless the block is an example: then put it under the heading of one",
};

/// An example that is no JSON.
pub static EXAMPLE_MALFORMED: Rule = Rule {
    code: "example-malformed",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "mend the example in the page",
};

/// An example that was mended by rule.
pub static EXAMPLE_MENDED: Rule = Rule {
    code: "example-mended",
    severity: Severity::Note,
    fault: Fault::Document,
    remedy: "mend the example in the page",
};

/// A page with a method and a path that is not understood as an operation.
pub static OPERATION_UNREADABLE: Rule = Rule {
    code: "operation-unreadable",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "state method and path in a line of its own under the URI heading",
};

/// A table without a caption whose place does not tell what it describes.
pub static TABLE_UNPLACED: Rule = Rule {
    code: "table-unplaced",
    severity: Severity::Warning,
    fault: Fault::Document,
    remedy: "give the table a caption that names its structure",
};

/// A row or code block that no stage accounted for.
pub static LOST: Rule = Rule {
    code: "unaccounted",
    severity: Severity::Error,
    fault: Fault::Compiler,
    remedy: "this is a defect of the compiler: report it with the page",
};

/// All rules of this stage.
pub static ALL: &[&Rule] = &[
    &TABLE_UNUSED,
    &TABLE_COLUMNS_UNKNOWN,
    &ROW_UNNAMED,
    &ROW_SHORT,
    &REQUIRED_UNREADABLE,
    &CODE_UNKNOWN,
    &EXAMPLE_MALFORMED,
    &EXAMPLE_MENDED,
    &OPERATION_UNREADABLE,
    &TABLE_UNPLACED,
    &LOST,
];
