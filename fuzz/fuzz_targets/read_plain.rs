#![no_main]
//! The reader `plain`: any text is a page.

use libfuzzer_sys::fuzz_target;
use speclift::source::Format;

fuzz_target!(|data: &[u8]| speclift_fuzz::reads(Format::Plain, data));
