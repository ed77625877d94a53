#![no_main]
//! The reader of JSON as people write it: it reads all that is JSON, and mends or refuses the rest.

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use speclift::json::{Node, continues_json, join, parse, parse_closing, parse_members, starts_like_json};
use speclift_fuzz::{PAGE, text};

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    for parsed in [parse(&text), parse_closing(&text), parse_members(&text)] {
        assert!(text.is_char_boundary(parsed.end));
        assert!(parsed.value.is_some() || parsed.failure.is_some());
        assert!(parsed.mends.iter().all(|mend| text.get(mend.range.clone()).is_some()));
        assert!(parsed.failure.is_none_or(|failure| text.is_char_boundary(failure.at)));
        if let Some(value) = parsed.value {
            assert!(text.get(value.place.range()).is_some());
            value.to_value();
        }
    }
    starts_like_json(&text);
    continues_json(&text);
    if let Some((text, more)) = text.split_once(PAGE) {
        join(text, more);
    }
    if let Ok(expected) = serde_json::from_str::<Value>(&text) {
        assert_eq!(parse(&text).complete().map(Node::to_value), Some(expected));
    }
});
