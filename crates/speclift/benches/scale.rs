//! How time and memory of a build grow with the pages.
//!
//! ```text
//! cargo xtask pages --count 1000 --out target/pages-1000
//! cargo xtask pages --count 10000 --out target/pages-10000
//! SPECLIFT_PAGES=$PWD/target/pages-1000:$PWD/target/pages-10000 cargo bench -p speclift --bench scale
//! ```
//!
//! Each folder is built from files to YAML in a process of its own, several times in turns; the fastest counts. The
//! exponent is that of time in bytes: 1 is linear. Peak memory is known on Linux only.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use speclift::build::build;
use speclift::manifest::Manifest;
use speclift::output::Form;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 3;
/// Names the folder that a process is to build.
const ONE: &str = "SPECLIFT_SCALE_ONE";

fn main() {
    if let Some(folder) = env::var_os(ONE) {
        return one(folder.into());
    }
    let Some(list) = env::var_os("SPECLIFT_PAGES") else {
        println!("SPECLIFT_PAGES lists no pages: nothing is measured");
        return;
    };
    let folders: Vec<PathBuf> = env::split_paths(&list).collect();
    let mut best: Vec<Option<Figures>> = vec![None; folders.len()];
    for _ in 0..ROUNDS {
        for (folder, best) in folders.iter().zip(&mut best) {
            let figures = measure(folder);
            if best.as_ref().is_none_or(|best| figures.seconds < best.seconds) {
                *best = Some(figures);
            }
        }
    }
    let best: Vec<Figures> = best.into_iter().flatten().collect();
    for (folder, figures) in folders.iter().zip(&best) {
        let Figures { bytes, seconds, peak } = figures;
        println!(
            "{}: {:.1} MB, {seconds:.2} s, {:.2} MB/s, peak {:.0} MB: {:.2} times the input and 50 MB",
            folder.display(),
            bytes / 1e6,
            bytes / 1e6 / seconds,
            peak / 1e6,
            (peak - 50e6) / bytes
        );
    }
    for pair in best.windows(2) {
        let exponent = (pair[1].seconds / pair[0].seconds).ln() / (pair[1].bytes / pair[0].bytes).ln();
        println!("exponent {exponent:.3}");
    }
}

#[derive(Debug, Clone)]
struct Figures {
    bytes: f64,
    seconds: f64,
    peak: f64,
}

/// Builds a folder in a process of its own.
fn measure(folder: &PathBuf) -> Figures {
    let this = env::current_exe().expect("a process knows its program");
    let child = Command::new(this).env(ONE, folder).stderr(Stdio::inherit()).output();
    let output = child.expect("the program can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [bytes, seconds, peak] = figures[..] else { panic!("no figures of {}", folder.display()) };
    Figures { bytes, seconds, peak }
}

/// Builds a folder, and prints its bytes, the seconds and the most bytes of memory that it took.
fn one(folder: PathBuf) {
    // As the command does.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    let start = Instant::now();
    let mut build = build(&[folder], &Manifest::default()).expect("the pages can be loaded");
    let text = build.render(Form::Yaml).expect("the document can be written");
    let seconds = start.elapsed().as_secs_f64();
    assert!(!text.is_empty(), "the pages describe operations");
    let bytes: usize = build.sources.iter().map(|(_, source)| source.text.len()).sum();
    println!("{bytes} {seconds} {}", peak());
    for (stage, time) in &build.timings {
        eprintln!("  {stage:<10} {:.3} s", time.as_secs_f64());
    }
}

/// The most memory that this process had, in bytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
