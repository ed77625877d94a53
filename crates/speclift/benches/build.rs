//! How long a whole build takes, beside `scraper` alone parsing the same bytes on as many threads.
//!
//! `cargo bench -p speclift --bench build` prints the benchmarks, and after them the ratios: of the build to the parse
//! on one thread and on all, of one thread to all, and of each stage to reading. What is compared is measured in turns,
//! so that whatever else the machine does hits both alike. The pages are those of `spec/pages`, or of the files and
//! folders that the environment variable `SPECLIFT_PAGES` lists as `PATH` does.

use std::env;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rayon::{ThreadPool, ThreadPoolBuilder};
use speclift::compile::{Compiled, compile};
use speclift::load::load;
use speclift::manifest::Manifest;
use speclift::output;
use speclift::source::{Source, Sources};

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long the rounds of one measurement take together.
const ENOUGH: Duration = Duration::from_secs(4);

fn main() {
    // As the command does.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    divan::main();
    ratios();
}

fn sources() -> Sources {
    let pages = match env::var_os("SPECLIFT_PAGES") {
        Some(list) => env::split_paths(&list).collect(),
        None => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/pages")],
    };
    load(&pages, &Manifest::default()).expect("the pages can be loaded").sources
}

/// Parses all pages, in parallel as a build reads them.
fn parse(sources: &Sources) {
    let mut pages: Vec<&Source> = sources.iter().map(|(_, source)| source).collect();
    pages.sort_by_key(|source| std::cmp::Reverse(source.text.len()));
    pages.into_par_iter().for_each(|source| {
        black_box(scraper::Html::parse_document(&source.text));
    });
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

/// What was measured on a number of threads.
struct Measured {
    threads: usize,
    pool: ThreadPool,
    parses: Vec<Duration>,
    builds: Vec<Duration>,
    stages: Vec<(&'static str, Vec<Duration>)>,
}

impl Measured {
    fn on(threads: usize) -> Self {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
        Self { threads, pool, parses: Vec::new(), builds: Vec::new(), stages: Vec::new() }
    }

    fn round(&mut self, sources: &Sources) {
        let start = Instant::now();
        self.pool.install(|| parse(sources));
        self.parses.push(start.elapsed());
        let start = Instant::now();
        let compiled = self.pool.install(|| black_box(build(sources)));
        self.builds.push(start.elapsed());
        for (stage, time) in compiled.timings {
            match self.stages.iter_mut().find(|(name, _)| *name == stage) {
                Some((_, times)) => times.push(time),
                None => self.stages.push((stage, vec![time])),
            }
        }
    }

    fn stage(&self, wanted: &str) -> Duration {
        let stage = self.stages.iter().find(|(name, _)| *name == wanted);
        stage.map_or(Duration::ZERO, |(_, times)| fastest(times))
    }
}

/// Prints how a build compares to the parse, threads to one, and stages to reading.
fn ratios() {
    let sources = sources();
    let bytes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
    let all = std::thread::available_parallelism().map_or(1, usize::from);
    let mut one = Measured::on(1);
    let mut many = Measured::on(all);
    let start = Instant::now();
    while start.elapsed() < ENOUGH || one.builds.len() < 5 {
        one.round(&sources);
        many.round(&sources);
    }
    println!(
        "\n{} sources, {:.2} MB; the fastest of {} rounds in turns",
        sources.len(),
        bytes as f64 / 1e6,
        one.builds.len()
    );
    for measured in [&one, &many] {
        let (parse, build) = (fastest(&measured.parses), fastest(&measured.builds));
        println!(
            "{} threads: build {build:.2?}, scraper alone {parse:.2?}: ratio {:.2}",
            measured.threads,
            ratio(build, parse)
        );
        for (stage, times) in &measured.stages {
            let time = fastest(times);
            println!("  {stage:<10} {time:>9.2?}  {:>5.2} of the parse", ratio(time, parse));
        }
    }
    println!(
        "{all} threads are {:.2} times one; the parse: {:.2} times",
        ratio(fastest(&one.builds), fastest(&many.builds)),
        ratio(fastest(&one.parses), fastest(&many.parses))
    );
    let deciding = one.stage("reconcile");
    let read = one.stage("read");
    println!(
        "on one thread, reconciling is {:.2} of reading, {:.2} of reading and claiming",
        ratio(deciding, read),
        ratio(deciding, read + one.stage("claim"))
    );
}

fn ratio(time: Duration, to: Duration) -> f64 {
    time.as_secs_f64() / to.as_secs_f64()
}

/// The time of the round that nothing disturbed.
fn fastest(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}
