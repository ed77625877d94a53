//! The generated file of the client crate.

use openapiv3::OpenAPI;
use speclift_codegen::{CodegenError, Settings, client_view, generate};

/// The text of the client's generated file.
pub(crate) fn render(document: &OpenAPI) -> Result<String, CodegenError> {
    let view = client_view(document).map_err(CodegenError::View)?;
    generate(&view, &Settings::default())
}
