//! Kinds of changes of the document as a whole: servers, security, tags, error codes.

use super::kinds;

kinds! {
    UNCLASSIFIED = "unclassified" B B: "{name} changed, in a place that no kind of change covers: it may break clients";

    OPENAPI_VERSION = "openapi-version-changed" D D: "the version of OpenAPI changed from {before} to {after}";
    API_TITLE = "api-title-changed" D D: "the title of the API changed from {before} to {after}";
    API_DESCRIPTION = "api-info-description-changed" D D: "the description of the API changed";
    API_VERSION = "api-version-changed" D D: "the version of the API changed from {before} to {after}";
    API_TERMS = "api-terms-changed" D D: "the terms of service changed from {before} to {after}";
    API_CONTACT = "api-contact-changed" D D: "the contact changed";
    API_LICENSE = "api-license-changed" D D: "the license changed from {before} to {after}";
    API_EXTERNAL_DOCS = "api-external-documentation-changed" D D: "the link to further documentation of the API changed";
    SOURCES_CHANGED = "sources-changed" D D: "it was compiled from other pages, or by another compiler";

    TAG_ADDED = "tag-added" D D: "the group {name} was added";
    TAG_REMOVED = "tag-removed" D D: "the group {name} was removed";
    TAG_DESCRIPTION = "tag-description-changed" D D: "the description of the group {name} changed";
    TAG_EXTERNAL_DOCS = "tag-external-docs-changed" D D: "the link to further documentation of the group {name} changed";

    SERVER_ADDED = "server-added" C C: "the server {name} was added";
    SERVER_REMOVED = "server-removed" B B: "the server {name} was removed";
    SERVER_REORDERED = "server-first-changed" B B: "the server that clients take first is {after} instead of {before}";
    SERVER_DESCRIPTION = "server-description-changed" D D: "the description of the server {name} changed";
    SERVER_VARIABLE_ADDED = "server-variable-added" C C: "the variable {name} of the server was added";
    SERVER_VARIABLE_REMOVED = "server-variable-removed" B B: "the variable {name} of the server was removed";
    SERVER_VARIABLE_DEFAULT = "server-variable-default-changed" B B: "the variable {name} of the server is {after} instead of {before} where nothing is said";
    SERVER_VARIABLE_VALUE_ADDED = "server-variable-value-added" C C: "the value {name} of the variable was added";
    SERVER_VARIABLE_VALUE_REMOVED = "server-variable-value-removed" B B: "the value {name} of the variable was removed";
    SERVER_VARIABLE_RESTRICTED = "server-variable-restricted" B B: "the values of the variable {name} were restricted to {after}";
    SERVER_VARIABLE_FREED = "server-variable-freed" C C: "the values of the variable {name} are no longer restricted";
    SERVER_VARIABLE_DESCRIPTION = "server-variable-description-changed" D D: "the description of the variable {name} changed";

    SECURITY_REQUIRED = "api-security-required" B B: "callers have to say who they are now: {after}";
    SECURITY_DROPPED = "api-security-dropped" C C: "callers no longer have to say who they are";
    SECURITY_ADDED = "api-security-added" C C: "a further way to say who calls was added: {name}";
    SECURITY_REMOVED = "api-security-removed" B B: "a way to say who calls was removed: {name}";
    SECURITY_SCOPE_ADDED = "api-security-scope-added" B B: "the scope {name} is needed now";
    SECURITY_SCOPE_REMOVED = "api-security-scope-removed" C C: "the scope {name} is no longer needed";
    SCHEME_ADDED = "api-security-component-added" C C: "the security scheme {name} was added";
    SCHEME_REMOVED = "api-security-component-removed" B B: "the security scheme {name} was removed";
    SCHEME_TYPE = "api-security-component-type-changed" B B: "the type of the security scheme {name} changed from {before} to {after}";
    SCHEME_PARAMETER = "api-security-component-parameter-changed" B B: "the key of the security scheme {name} is {after} instead of {before}";
    SCHEME_SCHEME = "api-security-component-scheme-changed" B B: "the HTTP scheme of the security scheme {name} changed from {before} to {after}";
    SCHEME_BEARER = "api-security-component-bearer-format-changed" D D: "the format of tokens of the security scheme {name} changed from {before} to {after}";
    SCHEME_FLOW_ADDED = "api-security-component-oauth-flow-added" C C: "a flow of the security scheme was added: {name}";
    SCHEME_FLOW_REMOVED = "api-security-component-oauth-flow-removed" B B: "a flow of the security scheme was removed: {name}";
    SCHEME_URL = "api-security-component-oauth-url-changed" B B: "the authorization URL of the flow {name} changed from {before} to {after}";
    SCHEME_TOKEN_URL = "api-security-component-oauth-token-url-changed" B B: "the token URL of the flow {name} changed from {before} to {after}";
    SCHEME_REFRESH_URL = "api-security-component-oauth-refresh-url-changed" B B: "the refresh URL of the flow {name} changed from {before} to {after}";
    SCHEME_SCOPE_ADDED = "api-security-component-oauth-scope-added" C C: "the scope {name} was added";
    SCHEME_SCOPE_REMOVED = "api-security-component-oauth-scope-removed" B B: "the scope {name} was removed";
    SCHEME_SCOPE_CHANGED = "api-security-component-oauth-scope-changed" D D: "the description of the scope {name} changed";
    SCHEME_OPENID_URL = "api-security-component-openid-url-changed" B B: "the OpenID Connect URL of the security scheme {name} changed from {before} to {after}";
    SCHEME_DESCRIPTION = "api-security-component-description-changed" D D: "the description of the security scheme {name} changed";

    ERROR_CODE_ADDED = "error-code-added" C C: "the error code was added: {after}";
    ERROR_CODE_REMOVED = "error-code-removed" B B: "the error code was removed: {before}";
    ERROR_CODE_STATUS = "error-code-status-changed" B B: "the error code comes with the status {after} instead of {before}";
    ERROR_CODE_TEXT = "error-code-text-changed" D D: "the {name} of the error code changed from {before} to {after}";

    EXTENSION_ADDED = "extension-added" C C: "the extension {name} was added";
    EXTENSION_REMOVED = "extension-removed" C C: "the extension {name} was removed";
    EXTENSION_CHANGED = "extension-changed" C C: "the extension {name} changed from {before} to {after}";
    UNUSED_COMPONENT_ADDED = "unused-component-added" D D: "{name}, which no operation uses, was added";
    UNUSED_COMPONENT_REMOVED = "unused-component-removed" D D: "{name}, which no operation uses, was removed";
    UNUSED_COMPONENT_CHANGED = "unused-component-changed" D D: "{name}, which no operation uses, changed";
}
