//! The rules: every kind of finding, each in a file of its own.
//!
//! The text at the head of each file is the manual's: `cargo xtask generate` writes `docs/findings.md` of them.

use crate::finding::Rule;

mod manual;

pub use manual::{PATH as MANUAL_PATH, Section, manual, section};

/// Declares the modules of all rules, a name for each, and their list.
macro_rules! rules {
    ($($module:ident $name:ident,)*) => {
        $(pub mod $module;
        pub use $module::RULE as $name;)*

        /// All rules, sorted by code.
        pub static ALL: &[&Rule] = &[$(&$module::RULE),*];

        /// The source of each rule of [`ALL`]; the manual is made of the comments in it.
        static SOURCES: &[&str] = &[$(include_str!(concat!(stringify!($module), ".rs"))),*];
    };
}

rules! {
    binary_file BINARY_FILE,
    body_of_no_content BODY_OF_NO_CONTENT,
    body_undocumented BODY_UNDOCUMENTED,
    body_with_uri BODY_WITH_URI,
    bounds_differ BOUNDS_DIFFER,
    bounds_misplaced BOUNDS_MISPLACED,
    bounds_reversed BOUNDS_REVERSED,
    broken_word BROKEN_WORD,
    code_block_unclosed CODE_BLOCK_UNCLOSED,
    code_unknown CODE_UNKNOWN,
    column_unknown COLUMN_UNKNOWN,
    default_outside_bounds DEFAULT_OUTSIDE_BOUNDS,
    default_unreadable DEFAULT_UNREADABLE,
    empty_file EMPTY_FILE,
    enumeration_differs ENUMERATION_DIFFERS,
    enumeration_unreadable ENUMERATION_UNREADABLE,
    error_code_repeated ERROR_CODE_REPEATED,
    error_repeats_success ERROR_REPEATS_SUCCESS,
    example_duplicate_key EXAMPLE_DUPLICATE_KEY,
    example_incomplete EXAMPLE_INCOMPLETE,
    example_malformed EXAMPLE_MALFORMED,
    example_mended EXAMPLE_MENDED,
    example_null EXAMPLE_NULL,
    example_outside_bounds EXAMPLE_OUTSIDE_BOUNDS,
    example_outside_enumeration EXAMPLE_OUTSIDE_ENUMERATION,
    example_placeholder EXAMPLE_PLACEHOLDER,
    example_type EXAMPLE_TYPE,
    example_without_body EXAMPLE_WITHOUT_BODY,
    example_without_operation EXAMPLE_WITHOUT_OPERATION,
    field_beside_parent FIELD_BESIDE_PARENT,
    field_missing FIELD_MISSING,
    field_name_joined FIELD_NAME_JOINED,
    field_undocumented FIELD_UNDOCUMENTED,
    header_with_body HEADER_WITH_BODY,
    html_table_unclosed HTML_TABLE_UNCLOSED,
    html_too_deep HTML_TOO_DEEP,
    invalid_utf8 INVALID_UTF8,
    json_unbalanced JSON_UNBALANCED,
    label_unreadable LABEL_UNREADABLE,
    limit_reached LIMIT_REACHED,
    no_operation NO_OPERATION,
    operation_id_taken OPERATION_ID_TAKEN,
    operation_repeated OPERATION_REPEATED,
    operation_unreadable OPERATION_UNREADABLE,
    path_malformed PATH_MALFORMED,
    path_misspelt PATH_MISSPELT,
    path_parameter_undocumented PATH_PARAMETER_UNDOCUMENTED,
    path_parameter_unknown PATH_PARAMETER_UNKNOWN,
    permission_without_operation PERMISSION_WITHOUT_OPERATION,
    place_unreadable PLACE_UNREADABLE,
    query_parameter_undocumented QUERY_PARAMETER_UNDOCUMENTED,
    required_differs REQUIRED_DIFFERS,
    required_unreadable REQUIRED_UNREADABLE,
    row_short ROW_SHORT,
    row_unnamed ROW_UNNAMED,
    schema_both_ways SCHEMA_BOTH_WAYS,
    schema_elsewhere SCHEMA_ELSEWHERE,
    schema_name_joined SCHEMA_NAME_JOINED,
    schema_name_shared SCHEMA_NAME_SHARED,
    schema_undefined SCHEMA_UNDEFINED,
    schema_unused SCHEMA_UNUSED,
    status_differs STATUS_DIFFERS,
    status_unreadable STATUS_UNREADABLE,
    table_columns_unknown TABLE_COLUMNS_UNKNOWN,
    table_row_too_long TABLE_ROW_TOO_LONG,
    table_span_too_large TABLE_SPAN_TOO_LARGE,
    table_too_wide TABLE_TOO_WIDE,
    table_unplaced TABLE_UNPLACED,
    table_unused TABLE_UNUSED,
    tables_joined TABLES_JOINED,
    timestamp_zone TIMESTAMP_ZONE,
    translation_fuzzy TRANSLATION_FUZZY,
    translation_missing TRANSLATION_MISSING,
    translation_stale TRANSLATION_STALE,
    translation_unfit TRANSLATION_UNFIT,
    type_differs TYPE_DIFFERS,
    type_elsewhere TYPE_ELSEWHERE,
    type_missing TYPE_MISSING,
    type_unreadable TYPE_UNREADABLE,
    unaccounted UNACCOUNTED,
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    position(code).map(|at| ALL[at])
}

/// The code that is nearest to a misspelt one, if one is near.
pub fn nearest(code: &str) -> Option<&'static str> {
    let near = |rule: &&Rule| (strsim::damerau_levenshtein(rule.code, code), rule.code);
    let (distance, code) = ALL.iter().map(near).min()?;
    (distance <= 4).then_some(code)
}

fn position(code: &str) -> Option<usize> {
    ALL.binary_search_by(|rule| rule.code.cmp(code)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_found() {
        assert!(ALL.is_sorted_by(|a, b| a.code < b.code));
        for rule in ALL {
            assert_eq!(find(rule.code), Some(*rule));
        }
        assert_eq!(find("no-such-rule"), None);
    }

    #[test]
    fn misspelt_codes_are_recognised() {
        assert_eq!(nearest("type-difers"), Some("type-differs"));
        assert_eq!(nearest("weather"), None);
    }

    #[test]
    fn a_file_is_named_as_its_code() {
        for rule in ALL {
            let path = format!("{}/src/rules/{}.rs", env!("CARGO_MANIFEST_DIR"), rule.code.replace('-', "_"));
            let text = std::fs::read_to_string(&path).expect(&path);
            assert!(text.contains(&format!("code: \"{}\"", rule.code)), "{path}");
        }
    }
}
