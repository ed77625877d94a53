#![no_main]
//! Overlays and manifests: what is no such document is an error, and what is one is applied or refused.

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use speclift::manifest::Manifest;
use speclift::overlay::{Overlay, Strictness, publish};
use speclift_fuzz::text;

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    let _ = Manifest::parse(&text);
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "v1" },
        "paths": { "/a/{b}": { "get": {
            "parameters": [{ "name": "b", "in": "path", "required": true, "schema": { "type": "string" } }],
            "responses": { "200": { "description": "" } },
        } } },
        "components": { "schemas": { "A": { "type": "object", "properties": { "x": { "type": "integer" } } } } },
    });
    if let Ok(overlay) = Overlay::parse_as(&text, "o.yaml", Strictness::Specification) {
        let _ = overlay.apply(document.clone());
    }
    let _ = publish(&document, &[("o.yaml".to_owned(), text)]);
});
