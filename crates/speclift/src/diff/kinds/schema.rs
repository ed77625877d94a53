//! Kinds of changes of values: of their types, limits, members.

use super::kinds;

kinds! {
    TYPE_CHANGED = "@-type-changed" B B: "the type changed from {before} to {after}";
    TYPE_GENERALIZED = "@-type-generalized" C B retypes: "the type was widened from {before:type} to {after:type}";
    TYPE_SPECIALIZED = "@-type-specialized" B C retypes: "the type was narrowed from {before:type} to {after:type}";
    WRAPPED_IN_ONE_OF = "@-wrapped-in-one-of" C B retypes: "the type is now one of several: {after}";
    UNWRAPPED_FROM_ONE_OF = "@-unwrapped-from-one-of" B C retypes: "the type was one of several, {before}, and is one of them now";

    FORMAT_ADDED = "@-format-added" B C retypes: "the format {after} was added";
    FORMAT_REMOVED = "@-format-removed" C B retypes: "the format {before} was removed";
    FORMAT_CHANGED = "@-format-changed" B B: "the format changed from {before} to {after}";
    FORMAT_GENERALIZED = "@-format-generalized" C B retypes: "the format was widened from {before} to {after}";
    FORMAT_SPECIALIZED = "@-format-specialized" B C retypes: "the format was narrowed from {before} to {after}";

    BECAME_NULLABLE = "@-became-nullable" C B retypes: "it may be null now";
    BECAME_NOT_NULLABLE = "@-became-not-nullable" B C retypes: "it may no longer be null";

    BECAME_ENUM = "@-became-enum" B C retypes: "the values were restricted to {after}";
    ENUM_RESTRICTION_REMOVED = "@-enum-restriction-removed" C B retypes: "the values are no longer restricted to {before}";
    ENUM_VALUE_ADDED = "@-enum-value-added" C B retypes: "the value {name} was added";
    OPEN_ENUM_VALUE_ADDED = "@-open-enum-value-added" C C: "the value {name} was added to values that are open to more";
    ENUM_VALUE_REMOVED = "@-enum-value-removed" B C retypes: "the value {name} was removed";
    EXTENSIBLE_ENUM_VALUE_ADDED = "@-x-extensible-enum-value-added" C C: "the extensible value {name} was added";
    EXTENSIBLE_ENUM_VALUE_REMOVED = "@-x-extensible-enum-value-removed" B C: "the extensible value {name} was removed";
    ENUM_CLOSED = "@-enum-closed" C B: "the values are no longer marked as open to more";
    ENUM_OPENED = "@-enum-opened" C B: "the values are now marked as open to more";

    DEFAULT_ADDED = "@-default-value-added" C C: "the default {after} was added";
    DEFAULT_CHANGED = "@-default-value-changed" B C: "the default changed from {before} to {after}";
    DEFAULT_REMOVED = "@-default-value-removed" B C: "the default {before} was removed";

    PATTERN_ADDED = "@-pattern-added" B C: "the pattern {after} was added";
    PATTERN_CHANGED = "@-pattern-changed" B B: "the pattern changed from {before} to {after}";
    PATTERN_REMOVED = "@-pattern-removed" C B: "the pattern {before} was removed";

    MAX_LENGTH_SET = "@-max-length-set" B C: "a maximum length of {after} was set";
    MAX_LENGTH_UNSET = "@-max-length-unset" C B: "the maximum length of {before} was dropped";
    MAX_LENGTH_INCREASED = "@-max-length-increased" C B: "the maximum length rose from {before} to {after}";
    MAX_LENGTH_DECREASED = "@-max-length-decreased" B C: "the maximum length fell from {before} to {after}";
    MIN_LENGTH_SET = "@-min-length-set" B C: "a minimum length of {after} was set";
    MIN_LENGTH_UNSET = "@-min-length-unset" C B: "the minimum length of {before} was dropped";
    MIN_LENGTH_INCREASED = "@-min-length-increased" B C: "the minimum length rose from {before} to {after}";
    MIN_LENGTH_DECREASED = "@-min-length-decreased" C B: "the minimum length fell from {before} to {after}";

    MAX_SET = "@-max-set" B C: "a maximum of {after} was set";
    MAX_UNSET = "@-max-unset" C B: "the maximum of {before} was dropped";
    MAX_INCREASED = "@-max-increased" C B: "the maximum rose from {before} to {after}";
    MAX_DECREASED = "@-max-decreased" B C: "the maximum fell from {before} to {after}";
    MIN_SET = "@-min-set" B C: "a minimum of {after} was set";
    MIN_UNSET = "@-min-unset" C B: "the minimum of {before} was dropped";
    MIN_INCREASED = "@-min-increased" B C: "the minimum rose from {before} to {after}";
    MIN_DECREASED = "@-min-decreased" C B: "the minimum fell from {before} to {after}";
    EXCLUSIVE_MAX_SET = "@-exclusive-max-set" B C: "the maximum itself is no longer allowed";
    EXCLUSIVE_MAX_UNSET = "@-exclusive-max-unset" C B: "the maximum itself is allowed now";
    EXCLUSIVE_MIN_SET = "@-exclusive-min-set" B C: "the minimum itself is no longer allowed";
    EXCLUSIVE_MIN_UNSET = "@-exclusive-min-unset" C B: "the minimum itself is allowed now";
    MULTIPLE_OF_SET = "@-multiple-of-set" B C: "only multiples of {after} now";
    MULTIPLE_OF_UNSET = "@-multiple-of-unset" C B: "no longer only multiples of {before}";
    MULTIPLE_OF_GENERALIZED = "@-multiple-of-generalized" C B: "multiples of {after} instead of {before} only";
    MULTIPLE_OF_SPECIALIZED = "@-multiple-of-specialized" B C: "only multiples of {after} instead of {before}";
    MULTIPLE_OF_CHANGED = "@-multiple-of-changed" B B: "multiples of {after} instead of {before}";

    MAX_ITEMS_SET = "@-max-items-set" B C: "a maximum number of elements of {after} was set";
    MAX_ITEMS_UNSET = "@-max-items-unset" C B: "the maximum number of elements of {before} was dropped";
    MAX_ITEMS_INCREASED = "@-max-items-increased" C B: "the maximum number of elements rose from {before} to {after}";
    MAX_ITEMS_DECREASED = "@-max-items-decreased" B C: "the maximum number of elements fell from {before} to {after}";
    MIN_ITEMS_SET = "@-min-items-set" B C: "a minimum number of elements of {after} was set";
    MIN_ITEMS_UNSET = "@-min-items-unset" C B: "the minimum number of elements of {before} was dropped";
    MIN_ITEMS_INCREASED = "@-min-items-increased" B C: "the minimum number of elements rose from {before} to {after}";
    MIN_ITEMS_DECREASED = "@-min-items-decreased" C B: "the minimum number of elements fell from {before} to {after}";
    BECAME_UNIQUE = "@-became-unique-items" B C: "elements may no longer repeat";
    BECAME_NOT_UNIQUE = "@-became-not-unique-items" C B: "elements may repeat now";
    ITEMS_ADDED = "@-items-schema-added" B C retypes: "elements, which were of any type, are now {after}";
    ITEMS_REMOVED = "@-items-schema-removed" C B retypes: "elements, which were {before}, are now of any type";

    MAX_PROPERTIES_SET = "@-max-properties-set" B C: "a maximum number of members of {after} was set";
    MAX_PROPERTIES_UNSET = "@-max-properties-unset" C B: "the maximum number of members of {before} was dropped";
    MAX_PROPERTIES_INCREASED = "@-max-properties-increased" C B: "the maximum number of members rose from {before} to {after}";
    MAX_PROPERTIES_DECREASED = "@-max-properties-decreased" B C: "the maximum number of members fell from {before} to {after}";
    MIN_PROPERTIES_SET = "@-min-properties-set" B C: "a minimum number of members of {after} was set";
    MIN_PROPERTIES_UNSET = "@-min-properties-unset" C B: "the minimum number of members of {before} was dropped";
    MIN_PROPERTIES_INCREASED = "@-min-properties-increased" B C: "the minimum number of members rose from {before} to {after}";
    MIN_PROPERTIES_DECREASED = "@-min-properties-decreased" C B: "the minimum number of members fell from {before} to {after}";

    NEW_REQUIRED_REQUEST_PROPERTY = "new-required-request-property" B B: "a property that has to be sent was added";
    NEW_REQUIRED_REQUEST_PROPERTY_WITH_DEFAULT = "new-required-request-property-with-default" B B: "a property that has to be sent was added; it has a default";
    NEW_OPTIONAL_REQUEST_PROPERTY = "new-optional-request-property" C C: "a property that may be sent was added";
    REQUEST_PROPERTY_REMOVED = "request-property-removed" B B: "the property was removed";
    RESPONSE_REQUIRED_PROPERTY_ADDED = "response-required-property-added" C C: "a property that is always there was added";
    RESPONSE_OPTIONAL_PROPERTY_ADDED = "response-optional-property-added" C C: "a property that may be there was added";
    RESPONSE_REQUIRED_PROPERTY_REMOVED = "response-required-property-removed" B B: "the property, which was always there, was removed";
    RESPONSE_OPTIONAL_PROPERTY_REMOVED = "response-optional-property-removed" B B: "the property was removed";
    MEMBERS_UNDESCRIBED = "@-members-undescribed" B B: "what is in it is no longer described: {name}";
    BECAME_REQUIRED = "@-became-required" B C retypes: "it has to be there now";
    BECAME_REQUIRED_WITH_DEFAULT = "@-became-required-with-default" B C retypes: "it has to be there now; it has a default";
    BECAME_OPTIONAL = "@-became-optional" C B retypes: "it may be left out now";
    REQUIRED_NAME_ADDED = "@-required-name-added" B C: "a member {name}, which no property describes, is required now";
    REQUIRED_NAME_REMOVED = "@-required-name-removed" C B: "a member {name}, which no property describes, is no longer required";
    BECAME_READ_ONLY = "@-became-read-only" B C: "it is no longer sent by clients";
    REQUIRED_BECAME_NOT_READ_ONLY = "@-required-became-not-read-only" B C: "it has to be sent by clients now";
    OPTIONAL_BECAME_NOT_READ_ONLY = "@-optional-became-not-read-only" C C: "it may be sent by clients now";
    BECAME_WRITE_ONLY = "@-became-write-only" C B: "it is no longer in responses";
    BECAME_NOT_WRITE_ONLY = "@-became-not-write-only" C C: "it may be in responses now";

    ADDITIONAL_PROPERTIES_FORBIDDEN = "@-additional-properties-forbidden" B C: "members that are not described are no longer allowed";
    ADDITIONAL_PROPERTIES_ALLOWED = "@-additional-properties-allowed" C B: "members that are not described are allowed now";
    ADDITIONAL_PROPERTIES_TYPED = "@-additional-properties-typed" B C retypes: "members that are not described are now {after}";
    ADDITIONAL_PROPERTIES_UNTYPED = "@-additional-properties-untyped" C B retypes: "members that are not described, which were {before}, are of any type now";

    ALL_OF_ADDED = "@-all-of-added" B C retypes: "{name} was added to what has to fit";
    ALL_OF_REMOVED = "@-all-of-removed" C B retypes: "{name} was removed from what has to fit";
    ANY_OF_ADDED = "@-any-of-added" C B retypes: "{name} was added to the alternatives (anyOf)";
    ANY_OF_REMOVED = "@-any-of-removed" B C retypes: "{name} was removed from the alternatives (anyOf)";
    ANY_OF_INTRODUCED = "@-any-of-introduced" B C retypes: "values have to fit one of several alternatives now: {after}";
    ANY_OF_DROPPED = "@-any-of-dropped" C B retypes: "values no longer have to fit one of several alternatives: {before}";
    ONE_OF_ADDED = "@-one-of-added" C B retypes: "{name} was added to the alternatives (oneOf)";
    ONE_OF_REMOVED = "@-one-of-removed" B C retypes: "{name} was removed from the alternatives (oneOf)";
    ONE_OF_INTRODUCED = "@-one-of-introduced" B C retypes: "values have to fit exactly one alternative now: {after}";
    ONE_OF_DROPPED = "@-one-of-dropped" C B retypes: "values no longer have to fit exactly one alternative: {before}";
    ONE_OF_BECAME_ANY_OF = "@-one-of-became-any-of" C B: "values may fit more than one alternative now";
    ANY_OF_BECAME_ONE_OF = "@-any-of-became-one-of" B C: "values may no longer fit more than one alternative";
    NOT_ADDED = "@-not-added" B C: "values of {after} are excluded now";
    NOT_REMOVED = "@-not-removed" C B: "values of {before} are no longer excluded";
    NOT_CHANGED = "@-not-changed" B B: "other values are excluded: {after} instead of {before}";

    DISCRIMINATOR_ADDED = "@-discriminator-added" B B: "the property {after} tells the alternatives apart now";
    DISCRIMINATOR_REMOVED = "@-discriminator-removed" B B: "the property {before} no longer tells the alternatives apart";
    DISCRIMINATOR_PROPERTY_CHANGED = "@-discriminator-property-name-changed" B B: "alternatives are told apart by {after} instead of {before}";
    DISCRIMINATOR_MAPPING_ADDED = "@-discriminator-mapping-added" C B: "the value {name} of the discriminator was added, for {after}";
    DISCRIMINATOR_MAPPING_REMOVED = "@-discriminator-mapping-deleted" B C: "the value {name} of the discriminator was removed";
    DISCRIMINATOR_MAPPING_CHANGED = "@-discriminator-mapping-changed" B B: "the value {name} of the discriminator means {after} instead of {before}";
    XML_CHANGED = "@-xml-changed" B B: "it is written otherwise as XML: {after} instead of {before}";

    SCHEMA_RENAMED = "schema-renamed" B B: "the schema {before} is called {after} now: types of generated clients are called otherwise";
    SCHEMA_EXCHANGED = "@-schema-exchanged" C C retypes: "the schema {after} is in the place of {before}";
    UNUSED_SCHEMA_REMOVED = "unused-schema-removed" B B: "the schema, which no operation used, was removed: generated clients lose a type";
    UNUSED_SCHEMA_ADDED = "unused-schema-added" C C: "a schema that no operation uses was added";
    SCHEMA_TITLE_CHANGED = "schema-title-changed" D D: "the title changed";
    SCHEMA_DESCRIPTION_CHANGED = "schema-description-changed" D D: "the description changed";
    SCHEMA_EXAMPLE_CHANGED = "schema-example-changed" D D: "the example changed";
    SCHEMA_EXTERNAL_DOCS_CHANGED = "schema-external-docs-changed" D D: "the link to further documentation changed";
    SCHEMA_DEPRECATED = "schema-deprecated" C C: "it is deprecated now";
    SCHEMA_REACTIVATED = "schema-reactivated" C C: "it is no longer deprecated";
    ORIGIN_CHANGED = "schema-origin-changed" D D: "where it is known from changed from {before} to {after}";
    ORIGIN_DROPPED = "schema-origin-dropped" D D: "it is documented now, and was known by {before} only";
    ORIGIN_ADDED = "schema-origin-added" D D: "it was documented, and is known by {after} only now";
}
