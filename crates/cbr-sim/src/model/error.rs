//! How errors are shown.

use serde::Serialize;
use utoipa::ToSchema;

/// An error.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ErrorResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) error_msg: Option<String>,
}
