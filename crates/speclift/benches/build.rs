//! How long a whole build of `spec/pages` takes, beside `scraper` alone parsing the same bytes.
//!
//! `cargo bench -p speclift` prints the benchmarks, and after them the ratio, measured in turns so that
//! whatever else the machine does hits both alike.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use speclift::compile::{Compiled, compile};
use speclift::load::load;
use speclift::manifest::Manifest;
use speclift::output;
use speclift::source::Sources;

fn main() {
    divan::main();
    ratio();
    reconciling();
}

fn sources() -> Sources {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/pages");
    load(&[pages], &Manifest::default()).expect("spec/pages can be loaded").sources
}

fn parse(sources: &Sources) {
    for (_, source) in sources.iter() {
        black_box(scraper::Html::parse_document(&source.text));
    }
}

fn build(sources: &Sources) -> Compiled {
    compile(sources, Vec::new(), &Manifest::default())
}

#[divan::bench]
fn scraper_alone(bencher: divan::Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench(|| parse(&sources));
}

#[divan::bench]
fn pages_to_document(bencher: divan::Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench(|| build(&sources));
}

#[divan::bench]
fn pages_to_yaml_and_json(bencher: divan::Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench(|| {
        let compiled = build(&sources);
        (output::yaml(&compiled.document), output::json(&compiled.document))
    });
}

/// Prints the ratio of a build to the parse, and how long each stage takes.
fn ratio() {
    const ROUNDS: usize = 60;
    let sources = sources();
    let mut parses = Vec::with_capacity(ROUNDS);
    let mut builds = Vec::with_capacity(ROUNDS);
    let mut stages: Vec<(&str, Vec<Duration>)> = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        parse(&sources);
        parses.push(start.elapsed());
        let start = Instant::now();
        let compiled = black_box(build(&sources));
        builds.push(start.elapsed());
        for (stage, time) in compiled.timings {
            match stages.iter_mut().find(|(name, _)| *name == stage) {
                Some((_, times)) => times.push(time),
                None => stages.push((stage, vec![time])),
            }
        }
    }
    let (parse, build) = (median(&mut parses), median(&mut builds));
    let ratio = build.as_secs_f64() / parse.as_secs_f64();
    println!(
        "\nbuild {build:.2?}, scraper alone {parse:.2?}: ratio {ratio:.1} (medians of {ROUNDS} rounds in turns)"
    );
    for (stage, mut times) in stages {
        println!("  {stage:<10} {:.2?}", median(&mut times));
    }
}

/// Prints what reconciling and the findings add to reading, all on one thread.
fn reconciling() {
    const ROUNDS: usize = 60;
    let sources = sources();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
    let mut reading = Vec::with_capacity(ROUNDS);
    let mut claiming = Vec::with_capacity(ROUNDS);
    let mut deciding = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let compiled = pool.install(|| black_box(build(&sources)));
        let took = |stage: &str| -> Duration {
            compiled.timings.iter().filter(|(name, _)| *name == stage).map(|(_, time)| *time).sum()
        };
        reading.push(took("read"));
        claiming.push(took("claim"));
        deciding.push(took("reconcile") + took("findings"));
    }
    let (read, claim, decide) = (median(&mut reading), median(&mut claiming), median(&mut deciding));
    println!(
        "on one thread: read {read:.2?}, claim {claim:.2?}, reconcile and findings {decide:.2?}: {:.2} of reading, {:.2} of reading and claiming",
        decide.as_secs_f64() / read.as_secs_f64(),
        decide.as_secs_f64() / (read + claim).as_secs_f64()
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
