#![no_main]
//! A whole build of up to eight pages: everything is accounted for, and the document is valid.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| speclift_fuzz::builds(data));
