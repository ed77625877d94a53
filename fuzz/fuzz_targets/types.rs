#![no_main]
//! The grammar of types, and the small ones of names, of media types and of what is required.

use libfuzzer_sys::fuzz_target;
use speclift::grammar::{media_types, parse_field_name, parse_required, parse_type};
use speclift_fuzz::{assert_inside, cell, text};

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    let (sources, lines) = cell(&text);
    for line in &lines {
        let claim = parse_type(&line.text);
        assert_inside(&sources, line.text.source(), claim.span);
        claim.expr.names();
        parse_field_name(&line.text);
    }
    parse_required(&lines);
    for (_, place) in media_types(&text) {
        assert!(text.get(place).is_some());
    }
});
