//! Damaged pages: whatever is done to them, a build ends, loses nothing in silence, and gives a valid document.
//!
//! The cases are the same in every run. `PROPTEST_CASES` asks for more of them.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use speclift::source::Source;
use speclift_tests::broken_invariants;
use speclift_tests::pages::{self, build};

static PAGES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut pages = pages::own();
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    pages
});

/// A way to damage a text. Places are fractions of its length.
#[derive(Debug, Clone)]
enum Damage {
    /// Takes some lines out.
    DeleteLines { at: f64, count: usize },
    /// Writes some lines twice.
    RepeatLines { at: f64, count: usize },
    /// Exchanges the first and the last cell of a line of a table.
    SwapCells { at: f64 },
    /// Leaves out all after a place.
    Cut { at: f64 },
    /// Leaves out some bytes.
    DeleteBytes { at: f64, count: usize },
    /// Takes out the next end of a tag, fence or bracket.
    Unclose { at: f64, end: &'static str },
    /// Puts something in.
    Insert { at: f64, text: &'static str },
}

const ENDS: &[&str] =
    &["</td>", "</tr>", "</table>", "</li>", "</ul>", "</p>", "```\n", "}", "]", "\"", "\t", "|", "\n"];

const INSERTS: &[&str] = &[
    "<table>",
    "<td colspan=\"1000000000\" rowspan=\"1000000000\">",
    "<!--",
    "```\n",
    "{{{{[[[[",
    "\u{0}",
    "\u{202e}",
    "\t\t\t\t\t\t\t\t",
    "| | | | |",
    "\n## URI\n\nGET /v1/{a}/{b\n",
    "\n表 9999999999-1 X\n",
    "状态码： 999",
    "Array of Array of Array of <",
    "最小值：99999999999999999999 最大值：-1",
    "枚举值：",
    "默认值：\"",
    "\\",
    "&#x110000;",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = || 0.0..1.0_f64;
    prop_oneof![
        (at(), 1..40_usize).prop_map(|(at, count)| Damage::DeleteLines { at, count }),
        (at(), 1..40_usize).prop_map(|(at, count)| Damage::RepeatLines { at, count }),
        at().prop_map(|at| Damage::SwapCells { at }),
        at().prop_map(|at| Damage::Cut { at }),
        (at(), 1..200_usize).prop_map(|(at, count)| Damage::DeleteBytes { at, count }),
        (at(), proptest::sample::select(ENDS)).prop_map(|(at, end)| Damage::Unclose { at, end }),
        (at(), proptest::sample::select(INSERTS)).prop_map(|(at, text)| Damage::Insert { at, text }),
    ]
}

/// The byte at a fraction of a text's length, on a boundary of characters.
fn byte(text: &str, at: f64) -> usize {
    let mut byte = (text.len() as f64 * at) as usize;
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn apply(text: &str, damage: &Damage) -> String {
    let lines = || text.split_inclusive('\n').collect::<Vec<_>>();
    let line = |count: usize, at: f64| (count as f64 * at) as usize;
    match *damage {
        Damage::DeleteLines { at, count } => {
            let mut lines = lines();
            let at = line(lines.len(), at);
            lines.drain(at..(at + count).min(lines.len()));
            lines.concat()
        }
        Damage::RepeatLines { at, count } => {
            let lines = lines();
            let at = line(lines.len(), at);
            let end = (at + count).min(lines.len());
            [&lines[..end], &lines[at..]].concat().concat()
        }
        Damage::SwapCells { at } => {
            let lines = lines();
            let from = line(lines.len(), at);
            let row = lines.iter().skip(from).position(|line| line.contains(['\t', '|']));
            let Some(row) = row.map(|row| from + row) else { return text.to_owned() };
            let separator = if lines[row].contains('\t') { "\t" } else { "|" };
            let mut cells: Vec<&str> = lines[row].trim_end().split(separator).collect();
            let last = cells.len() - 1;
            cells.swap(0, last);
            let swapped = cells.join(separator) + "\n";
            let mut out = lines[..row].concat();
            out.push_str(&swapped);
            out + &lines[row + 1..].concat()
        }
        Damage::Cut { at } => text[..byte(text, at)].to_owned(),
        Damage::DeleteBytes { at, count } => {
            // Bytes, not characters: what is cut through is decoded as a reader of files would.
            let start = (text.len() as f64 * at) as usize;
            let mut bytes = text.as_bytes().to_vec();
            bytes.drain(start..(start + count).min(text.len()));
            String::from_utf8_lossy(&bytes).into_owned()
        }
        Damage::Unclose { at, end } => {
            let from = byte(text, at);
            match text[from..].find(end) {
                Some(found) => text[..from + found].to_owned() + &text[from + found + end.len()..],
                None => text.to_owned(),
            }
        }
        Damage::Insert { at, text: new } => {
            let at = byte(text, at);
            text[..at].to_owned() + new + &text[at..]
        }
    }
}

/// Damages one page, and compiles it with or without the others.
fn check(page: usize, damages: &[Damage], alone: bool) -> Result<(), TestCaseError> {
    let mut pages = PAGES.clone();
    let page = page % pages.len();
    let mut text = pages[page].text.clone();
    for damage in damages {
        text = apply(&text, damage);
    }
    pages[page] = Source::new(pages[page].name.clone(), text);
    if alone {
        pages = vec![pages.swap_remove(page)];
    }
    let broken = broken_invariants(&build(pages).compiled);
    prop_assert!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// `cases` of them, always the same ones.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(cases),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn damaged_pages_alone(page in 0..4_usize, damages in proptest::collection::vec(damage(), 1..6)) {
        // The small ones: the reference comes last but for one.
        let small = PAGES.iter().enumerate().filter(|(_, page)| page.name != "reference.txt").nth(page);
        check(small.map_or(0, |(at, _)| at), &damages, true)?;
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn damaged_pages_together(page in 0..5_usize, damages in proptest::collection::vec(damage(), 1..8)) {
        check(page, &damages, false)?;
    }
}
