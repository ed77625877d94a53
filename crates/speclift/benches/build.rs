//! The whole build of the workspace's pages, beside `scraper` alone parsing the same bytes.
//!
//! After divan's own table comes the ratio of the two: medians of rounds that take turns, so that what
//! else the machine does meets both alike.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use divan::Bencher;
use speclift::compile::{Compiled, compile};
use speclift::manifest::Manifest;
use speclift::source::{Source, Sources};

/// How many rounds the ratio is measured in.
const ROUNDS: usize = 30;

fn main() {
    divan::main();
    // Under `cargo test` benchmarks are only tried.
    if std::env::args().any(|argument| argument == "--bench") {
        ratio();
    }
}

fn pages() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/pages");
    let files = fs::read_dir(folder).expect("the folder of pages can be read");
    let sources = files.map(|file| {
        let path = file.expect("the folder of pages can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Source::new(name, fs::read_to_string(path).expect("a page is text"))
    });
    Sources::new(sources.collect())
}

fn build(sources: &Sources) -> Compiled {
    compile(sources, Vec::new(), &Manifest::default())
}

fn render(compiled: &Compiled) -> (String, String) {
    let yaml = serde_yaml::to_string(&compiled.document).expect("a document is YAML");
    let json = serde_json::to_string_pretty(&compiled.document).expect("a document is JSON");
    (yaml, json)
}

fn parse(sources: &Sources) -> usize {
    sources.iter().map(|(_, source)| scraper::Html::parse_document(&source.text).tree.nodes().len()).sum()
}

/// From text to document and findings.
#[divan::bench]
fn whole_build(bencher: Bencher<'_, '_>) {
    let sources = pages();
    bencher.bench_local(|| build(black_box(&sources)));
}

/// The same, with the document written as YAML and as JSON.
#[divan::bench]
fn whole_build_and_rendering(bencher: Bencher<'_, '_>) {
    let sources = pages();
    bencher.bench_local(|| render(&build(black_box(&sources))));
}

/// What a parser of HTML alone takes for the same bytes.
#[divan::bench]
fn scraper_alone(bencher: Bencher<'_, '_>) {
    let sources = pages();
    bencher.bench_local(|| parse(black_box(&sources)));
}

fn ratio() {
    let sources = pages();
    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut stages: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(parse(&sources));
        let parsed = Instant::now();
        let compiled = black_box(build(&sources));
        let built = Instant::now();
        black_box(render(&compiled));
        let rendered = Instant::now();
        times[0].push(parsed - start);
        times[1].push(built - parsed);
        times[2].push(rendered - parsed);
        stages.resize_with(compiled.timings.len(), Default::default);
        for (stage, (name, time)) in stages.iter_mut().zip(&compiled.timings) {
            stage.0 = name;
            stage.1.push(*time);
        }
    }
    let [parse, build, all] = times.map(median);
    println!("\nmedians of {ROUNDS} rounds: parse {parse:.2?}, build {build:.2?}, with rendering {all:.2?}");
    for (name, times) in stages {
        println!("  {name:<10} {:.2?}", median(times));
    }
    let ratio = |time: Duration| time.as_secs_f64() / parse.as_secs_f64();
    println!("build / parse = {:.2} (with rendering {:.2}); the limit is 2", ratio(build), ratio(all));
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
