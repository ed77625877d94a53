//! How the time of reading grows with a page.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use super::tests::page;
use crate::source::Format;

/// The time that processors spent on this thread: what else the machine does has next to no part in it.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// The processor time of reading a page, the least of a few rounds.
fn reading_time(format: Format, text: &str) -> Duration {
    let round = || {
        let start = processor_time();
        page(format, text);
        processor_time() - start
    };
    (0..3).map(|_| round()).min().unwrap_or_default()
}

#[test]
fn many_open_things_take_no_square_of_time() {
    // Of four times as much, squares would take sixteen times as long.
    const TIMES: usize = 4;
    const MOST: u32 = 10;
    // What is this short is no measure of anything.
    const MOMENT: Duration = Duration::from_millis(4);
    for unit in [
        "<table>\n\n",
        "```x\n",
        "{\n",
        "[",
        "**a",
        "[a](",
        "<a ",
        "<!--",
        "&",
        "- ",
        "> ",
        "|a\n|-\n",
        "1\t",
        "x.....1\n",
    ] {
        for format in [Format::Markdown, Format::Plain, Format::Pdf, Format::Html] {
            let few = reading_time(format, &unit.repeat(2_000));
            let many = reading_time(format, &unit.repeat(TIMES * 2_000));
            let told =
                format!("{unit:?} as {format:?} takes {few:?}, and {many:?} for {TIMES} times as much");
            assert!(many < MOST * few.max(MOMENT), "{told}");
        }
    }
}
