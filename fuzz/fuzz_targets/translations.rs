#![no_main]
//! Translations: what is no PO file is an error, what is one is written and read again as it was, and used or refused.

use libfuzzer_sys::fuzz_target;
use serde_json::json;
use speclift::localise::{Catalogue, localise, merge, texts};
use speclift::po::Po;
use speclift_fuzz::text;

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    let Ok(po) = Po::parse(&text, "en.po") else { return };
    let written = po.to_string();
    assert_eq!(Po::parse(&written, "en.po").expect("what was written can be read").to_string(), written);
    let first = po.entries.first().map_or("云", |entry| &entry.text);
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": first, "version": "v1", "description": "云`a`备份**1**" },
        "paths": {},
    });
    if let Ok(catalogue) = Catalogue::parse(text.as_bytes(), "en.po", "en") {
        localise(&document, &catalogue);
    }
    let merged = merge(po, &texts(&document), "en", &|_| None).po.to_string();
    Po::parse(&merged, "en.po").expect("what was merged can be read");
});
