//! Kinds of changes of operations: parameters, bodies, responses.

use super::kinds;

kinds! {
    ENDPOINT_ADDED = "endpoint-added" C C: "the operation was added";
    API_PATH_REMOVED = "api-path-removed-without-deprecation" B B: "the operation was removed, and its path with it";
    API_PATH_REMOVED_DEPRECATED = "api-path-removed-with-deprecation" B B: "the operation, which was deprecated, was removed, and its path with it";
    API_REMOVED = "api-removed-without-deprecation" B B: "the operation was removed";
    API_REMOVED_DEPRECATED = "api-removed-with-deprecation" B B: "the operation, which was deprecated, was removed";
    API_PATH_CHANGED = "api-path-changed" B B: "the path changed from {before} to {after}";
    API_METHOD_CHANGED = "api-method-changed" B B: "the method changed from {before} to {after}";
    ENDPOINT_DEPRECATED = "endpoint-deprecated" C C: "the operation is deprecated now";
    ENDPOINT_REACTIVATED = "endpoint-reactivated" C C: "the operation is no longer deprecated";
    OPERATION_ID_CHANGED = "api-operation-id-changed" B B: "the operation is called {after} instead of {before}: generated clients call it otherwise";
    OPERATION_ID_ADDED = "api-operation-id-added" B B: "the operation is called {after} now: generated clients call it otherwise";
    OPERATION_ID_REMOVED = "api-operation-id-removed" B B: "the operation is no longer called {before}: generated clients call it otherwise";
    OPERATION_SUMMARY_CHANGED = "api-summary-changed" D D: "the summary changed";
    OPERATION_DESCRIPTION_CHANGED = "api-description-changed" D D: "the description of the operation changed";
    OPERATION_EXTERNAL_DOCS_CHANGED = "api-external-docs-changed" D D: "the link to further documentation of the operation changed";
    OPERATION_TAG_ADDED = "api-tag-added" C C retypes: "the operation is in the group {name} now";
    OPERATION_TAG_REMOVED = "api-tag-removed" C C retypes: "the operation is no longer in the group {name}";
    PATH_SUMMARY_CHANGED = "path-summary-changed" D D: "the summary of the path changed";
    PATH_DESCRIPTION_CHANGED = "path-description-changed" D D: "the description of the path changed";
    PERMISSION_ADDED = "permission-added" B B: "the permission {name} is listed as needed now";
    PERMISSION_REMOVED = "permission-removed" C C: "the permission {name} is no longer listed as needed";

    NEW_REQUIRED_REQUEST_PARAMETER = "new-required-request-parameter" B B: "a parameter that has to be sent was added";
    NEW_OPTIONAL_REQUEST_PARAMETER = "new-optional-request-parameter" C C: "a parameter that may be sent was added";
    REQUEST_PARAMETER_REMOVED = "request-parameter-removed" B B: "the parameter was removed";
    REQUEST_PARAMETER_BECAME_REQUIRED = "request-parameter-became-required" B B: "the parameter has to be sent now";
    REQUEST_PARAMETER_BECAME_OPTIONAL = "request-parameter-became-optional" C C retypes: "the parameter may be left out now";
    REQUEST_PATH_PARAMETER_RENAMED = "request-path-parameter-renamed" B B: "the variable of the path is called {after} instead of {before}: generated clients call it otherwise";
    REQUEST_PARAMETER_MOVED = "request-parameter-moved" B B: "the parameter is in the {after} instead of the {before}";
    REQUEST_PARAMETER_REPEATABLE = "request-parameter-became-repeatable" C C retypes: "the parameter may be sent several times now";
    REQUEST_PARAMETER_CASE = "request-parameter-case-changed" D D: "the header is written {after} instead of {before}, which is the same";
    REQUEST_PARAMETER_STYLE = "request-parameter-style-changed" B B: "the parameter is written in the style {after} instead of {before}";
    REQUEST_PARAMETER_EXPLODE = "request-parameter-explode-changed" B B: "how several values of the parameter are written changed (explode {after} instead of {before})";
    REQUEST_PARAMETER_RESERVED_ALLOWED = "request-parameter-reserved-allowed" B B: "reserved characters of the parameter are sent as they are now";
    REQUEST_PARAMETER_RESERVED_FORBIDDEN = "request-parameter-reserved-forbidden" B B: "reserved characters of the parameter are encoded now";
    REQUEST_PARAMETER_EMPTY_ALLOWED = "request-parameter-empty-value-allowed" C C: "the parameter may be empty now";
    REQUEST_PARAMETER_EMPTY_FORBIDDEN = "request-parameter-empty-value-forbidden" B B: "the parameter may no longer be empty";
    REQUEST_PARAMETER_CONTENT = "request-parameter-content-changed" B B: "the parameter is described by {after} instead of {before}";
    REQUEST_PARAMETER_MEDIA_TYPE = "request-parameter-media-type-changed" B B: "the parameter is written as {after} instead of {before}";
    REQUEST_PARAMETER_DEPRECATED = "request-parameter-deprecated" C C: "the parameter is deprecated now";
    REQUEST_PARAMETER_REACTIVATED = "request-parameter-reactivated" C C: "the parameter is no longer deprecated";
    REQUEST_PARAMETER_DESCRIPTION = "request-parameter-description-changed" D D: "the description of the parameter changed";
    REQUEST_PARAMETER_EXAMPLE = "request-parameter-example-changed" D D: "the example of the parameter changed";

    REQUEST_BODY_ADDED_REQUIRED = "request-body-added-required" B B: "a body that has to be sent was added";
    REQUEST_BODY_ADDED_OPTIONAL = "request-body-added-optional" C C retypes: "a body that may be sent was added";
    REQUEST_BODY_REMOVED = "request-body-removed" B B: "the body was removed";
    REQUEST_BODY_BECAME_REQUIRED = "request-body-required" B B: "the body has to be sent now";
    REQUEST_BODY_BECAME_OPTIONAL = "request-body-optional" C C retypes: "the body may be left out now";
    REQUEST_BODY_DESCRIPTION = "request-body-description-changed" D D: "the description of the body changed";
    MEDIA_TYPE_ADDED = "@-media-type-added" C C: "the media type {name} was added";
    MEDIA_TYPE_REMOVED = "@-media-type-removed" B B: "the media type {name} was removed";
    MEDIA_TYPE_NAME_CHANGED = "@-media-type-name-changed" B B: "the media type is written {after} instead of {before}";
    MEDIA_TYPE_ENCODING = "@-encoding-changed" B B: "how parts of the body are encoded changed from {before} to {after}";
    MEDIA_TYPE_EXAMPLE = "@-example-changed" D D: "an example changed";
    MEDIA_TYPE_EXAMPLE_ADDED = "@-example-added" D D: "the example {name} was added";
    MEDIA_TYPE_EXAMPLE_REMOVED = "@-example-removed" D D: "the example {name} was removed";

    RESPONSE_SUCCESS_STATUS_ADDED = "response-success-status-added" B B: "a success of the status {name}, which clients do not know, was added";
    RESPONSE_SUCCESS_STATUS_ADDED_COVERED = "response-success-status-detailed" C C: "a success of the status {name}, which was covered by a wider one, is described on its own";
    RESPONSE_SUCCESS_STATUS_REMOVED = "response-success-status-removed" B B: "the success of the status {name} was removed";
    RESPONSE_NON_SUCCESS_STATUS_ADDED = "response-non-success-status-added" C C: "an answer of the status {name} was added";
    RESPONSE_NON_SUCCESS_STATUS_REMOVED = "response-non-success-status-removed" B B: "the answer of the status {name} was removed";
    RESPONSE_DEFAULT_ADDED = "response-default-added" C C: "an answer for all other statuses was added";
    RESPONSE_DEFAULT_REMOVED = "response-default-removed" B B: "the answer for all other statuses was removed";
    RESPONSE_DESCRIPTION = "response-description-changed" D D: "the description of the response changed";
    RESPONSE_BODY_ADDED = "response-body-added" C C retypes: "the response has a body now";
    RESPONSE_BODY_REMOVED = "response-body-removed" B B: "the response no longer has a body";
    RESPONSE_HEADER_ADDED = "response-header-added" C C: "the header was added";
    REQUIRED_RESPONSE_HEADER_REMOVED = "required-response-header-removed" B B: "the header, which was always there, was removed";
    OPTIONAL_RESPONSE_HEADER_REMOVED = "optional-response-header-removed" B B: "the header was removed";
    RESPONSE_HEADER_BECAME_REQUIRED = "response-header-became-required" C C: "the header is always there now";
    RESPONSE_HEADER_BECAME_OPTIONAL = "response-header-became-optional" B B: "the header may be missing now";
    RESPONSE_HEADER_EXPLODE = "response-header-explode-changed" B B: "how several values of the header are written changed (explode {after} instead of {before})";
    RESPONSE_HEADER_CONTENT = "response-header-content-changed" B B: "the header is described by {after} instead of {before}";
    RESPONSE_HEADER_DEPRECATED = "response-header-deprecated" C C: "the header is deprecated now";
    RESPONSE_HEADER_REACTIVATED = "response-header-reactivated" C C: "the header is no longer deprecated";
    RESPONSE_HEADER_DESCRIPTION = "response-header-description-changed" D D: "the description of the header changed";
    RESPONSE_HEADER_EXAMPLE = "response-header-example-changed" D D: "the example of the header changed";
    LINK_ADDED = "response-link-added" C C: "the link {name} was added";
    LINK_REMOVED = "response-link-removed" B B: "the link {name} was removed";
    LINK_CHANGED = "response-link-changed" B B: "the link {name} leads elsewhere";
    LINK_DESCRIPTION = "response-link-description-changed" D D: "the description of the link {name} changed";

    CALLBACK_ADDED = "callback-added" B B: "the service calls back now: {name}";
    CALLBACK_REMOVED = "callback-removed" B B: "the service no longer calls back: {name}";
    CALLBACK_OPERATION_ADDED = "callback-operation-added" B B: "the callback has a further operation: {name}";
    CALLBACK_OPERATION_REMOVED = "callback-operation-removed" B B: "the callback no longer has the operation {name}";
}
