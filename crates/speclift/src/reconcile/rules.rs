//! The rules of this stage: where claims disagree, and how that was decided.

use crate::finding::{Fault, Rule, Severity};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $fault:ident, $remedy:literal;)*) => {
        $($(#[$doc])*
        pub static $name: Rule = Rule {
            code: $code,
            severity: Severity::$severity,
            fault: Fault::$fault,
            remedy: $remedy,
        };)*

        /// All rules of this stage.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    /// A name that line wrapping broke.
    BROKEN_WORD = "broken-word", Note, Document, "join the word in the page";
    /// Two spellings of a structure's name.
    SCHEMA_NAME_JOINED = "schema-name-joined", Warning, Document, "use one spelling in all pages";
    /// Two spellings of a field's name.
    FIELD_NAME_JOINED = "field-name-joined", Warning, Document, "use one spelling in all pages";
    /// A path in an example or scenario that no operation has, but for a misspelling.
    PATH_MISSPELT = "path-misspelt", Warning, Document, "correct the path in the page";
    /// A structure that a type names and no table describes.
    SCHEMA_UNDEFINED = "schema-undefined", Warning, Document, "add a table for the structure";
    /// A structure that a table describes and no type names.
    SCHEMA_UNUSED = "schema-unused", Note, Document, "name the structure in the type of a field, or remove its table";
    /// Tables of one name that describe different structures.
    SCHEMA_SPLIT = "schema-split", Warning, Document, "give the structures names of their own";
    /// A field that only examples show.
    FIELD_UNDOCUMENTED = "field-undocumented", Warning, Document, "add a row for the field";
    /// A field that some tables of a structure have and others lack.
    FIELD_MISSING = "field-missing", Note, Document, "add the row to the tables that lack it, or remove it from the others";
    /// A field that is required in one place and optional in another.
    REQUIRED_DIFFERS = "required-differs", Warning, Document, "say the same in all pages";
    /// A field whose type differs between tables.
    TYPE_DIFFERS = "type-differs", Warning, Document, "say the same in all pages";
    /// A type that is not understood.
    TYPE_UNREADABLE = "type-unreadable", Warning, Compiler, "write one of the known types, or add the wording to the vocabulary";
    /// A field without a type.
    TYPE_MISSING = "type-missing", Note, Document, "write the type into the page";
    /// An example whose value has another type than the table says.
    EXAMPLE_TYPE = "example-type", Warning, Document, "correct the table or the example";
    /// A field in a response that other structures show with another type.
    TYPE_ELSEWHERE = "type-elsewhere", Note, Document, "document the field in each structure, with one type";
    /// An example with null where the table says nothing of it.
    EXAMPLE_NULL = "example-null", Note, Document, "say in the table that the field may be null";
    /// An example with a value outside the documented enumeration.
    EXAMPLE_OUTSIDE_ENUMERATION = "example-outside-enumeration", Warning, Document, "add the value to the enumeration, or correct the example";
    /// An example with a value outside the documented bounds.
    EXAMPLE_OUTSIDE_BOUNDS = "example-outside-bounds", Warning, Document, "correct the bounds or the example";
    /// An example that lacks a required field.
    EXAMPLE_INCOMPLETE = "example-incomplete", Warning, Document, "add the field to the example, or make it optional";
    /// An example made of type words in place of values.
    EXAMPLE_PLACEHOLDER = "example-placeholder", Warning, Document, "replace the placeholders by real values";
    /// An example that belongs to no documented operation.
    EXAMPLE_WITHOUT_OPERATION = "example-without-operation", Note, Document, "nothing to do, unless the operation is one of this API";
    /// An example for a body that the operation does not document.
    EXAMPLE_WITHOUT_BODY = "example-without-body", Warning, Document, "add a table for the body";
    /// A default outside the documented bounds.
    DEFAULT_OUTSIDE_BOUNDS = "default-outside-bounds", Warning, Document, "correct the bounds or the default";
    /// Bounds that differ between labels, prose and editions.
    BOUNDS_DIFFER = "bounds-differ", Warning, Document, "say the same in all places";
    /// A lower bound above the upper one.
    BOUNDS_REVERSED = "bounds-reversed", Warning, Document, "correct the bounds in the page";
    /// Bounds of a kind that the type does not have.
    BOUNDS_MISPLACED = "bounds-misplaced", Note, Document, "use the label that fits the type";
    /// Enumerations that differ between labels, prose and editions.
    ENUMERATION_DIFFERS = "enumeration-differs", Warning, Document, "list the same values in all places";
    /// A value of an enumeration that is unreadable.
    ENUMERATION_UNREADABLE = "enumeration-unreadable", Warning, Document, "write the value out in the page, or decide in the overlay";
    /// A default that does not fit the type.
    DEFAULT_UNREADABLE = "default-unreadable", Warning, Document, "write a value of the field's type";
    /// A table for an error status that repeats the success body.
    ERROR_REPEATS_SUCCESS = "error-repeats-success", Warning, Document, "document the error body in the page";
    /// A variable of the path without a row.
    PATH_PARAMETER_UNDOCUMENTED = "path-parameter-undocumented", Warning, Document, "add a row for the path parameter";
    /// A row for a path parameter that the path does not have.
    PATH_PARAMETER_UNKNOWN = "path-parameter-unknown", Warning, Document, "remove the row, or correct the path";
    /// A status with a response that the status table does not list, or the reverse.
    STATUS_DIFFERS = "status-differs", Note, Document, "list every status in the status table, and document each one's response";
    /// One operation in two places of one edition, told differently.
    OPERATION_REPEATED = "operation-repeated", Warning, Document, "describe each operation on one page";
    /// An operation name that another operation has.
    OPERATION_ID_TAKEN = "operation-id-taken", Warning, Document, "give each page an anchor of its own";
    /// An error code that is listed twice.
    ERROR_CODE_REPEATED = "error-code-repeated", Warning, Document, "list each code once";
    /// No operation was found.
    NO_OPERATION = "no-operation", Error, Document, "name a folder with pages that describe operations";
}
