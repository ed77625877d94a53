#![no_main]
//! Documents that somebody else wrote, one or a pair: read, validated, written and compared.

use libfuzzer_sys::fuzz_target;
use speclift::diff::{Options, diff};
use speclift::output;
use speclift::validate::{parse_document, parse_value, validate};
use speclift_fuzz::{PAGE, text};

fuzz_target!(|data: &[u8]| {
    let text = text(data);
    let (old, new) = text.split_once(PAGE).unwrap_or((&text, &text));
    let (Ok(old), Ok(new)) = (parse_document(old, "old.yaml"), parse_document(new, "new.yaml")) else { return };
    validate(&new);
    let written = output::yaml(&new).expect("what was read can be written");
    assert_eq!(parse_value(&written, "new.yaml").expect("what was written can be read"), new);
    for open_enums in [false, true] {
        let changes = diff(&old, &new, Options { open_enums });
        if old == new {
            assert!(changes.is_ok_and(|changes| changes.is_empty()) || diff(&old, &old, Options { open_enums }).is_err());
        }
    }
});
