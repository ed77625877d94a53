//! The simulator as a command.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use cbr_sim::{Auth, Builder, Credential, Faults, Inventory, Simulator};
use clap::Parser;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};

/// What is kept is mostly short texts, made by one thread and freed by another. The system's allocator asked for their
/// memory in small steps: one system call for every third vault.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Simulates the Cloud Backup and Recovery service (CBR).
#[derive(Debug, Parser)]
#[command(name = "cbr-sim", version, max_term_width = 100)]
struct Options {
    /// Where to listen; port 0 is any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8420")]
    listen: String,

    /// Keep the state in this directory; in memory where none is given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,

    /// Let time run so many times as fast as it really does; at 0 it stands
    #[arg(long, value_name = "N", default_value_t = 1.0)]
    time_scale: f64,

    /// How long a backup, a restore or another task takes in simulated time: 500ms, 5s, 2m
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = duration)]
    task_time: Duration,

    /// How long each answer takes at least, or from one time to another: 20ms, 5ms..200ms
    #[arg(long, value_name = "TIME[..TIME]", value_parser = range)]
    latency: Option<(Duration, Duration)>,

    /// What goes wrong, and for which share of requests: a status, reset (before the work is done), lost (after it),
    /// slow or truncated, such as 500:0.01,429:0.05,reset:0.01
    #[arg(long, value_name = "KIND:SHARE,…")]
    faults: Option<Faults>,

    /// Let the same things go wrong in each run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Which credentials calls need
    #[arg(long, value_name = "KIND", default_value = "none", value_parser = auth)]
    auth: Auth,

    /// An access key, its secret and the project that they are for; can be given several times
    #[arg(long, value_name = "AK:SK:PROJECT", value_parser = credential)]
    credential: Vec<Credential>,

    /// A user who may ask for tokens; all may where none is given
    #[arg(long, value_name = "NAME:PASSWORD[:DOMAIN]", value_parser = user)]
    user: Vec<[Option<String>; 3]>,

    /// A project with its name, and with its region where it is in one only
    #[arg(long, value_name = "ID:NAME[:REGION]", value_parser = user)]
    project: Vec<[Option<String>; 3]>,

    /// The regions that there are, its own first
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "eu-west-0,eu-west-1")]
    regions: Vec<String>,

    /// A JSON file of servers, volumes and file systems that are not ordinary ones
    #[arg(long, value_name = "FILE")]
    inventory: Option<PathBuf>,

    /// How many vaults a project may have
    #[arg(long, value_name = "N")]
    max_vaults: Option<usize>,

    /// How many policies of a kind a project may have
    #[arg(long, value_name = "N")]
    max_policies: Option<usize>,

    /// How many connections there may be at once
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    max_connections: usize,
}

fn main() -> ExitCode {
    no_huge_pages();
    match run(Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint!("error: {error}");
            let mut source = error.source();
            while let Some(error) = source {
                eprint!(": {error}");
                source = error.source();
            }
            eprintln!();
            ExitCode::from(2)
        }
    }
}

/// Asks the system for memory in small pages. The allocator would have huge ones, which are cleared as a whole when the
/// first byte is written: every call waited some ten milliseconds for that, at every seven thousandth vault.
fn no_huge_pages() {
    // Where it cannot be had, some calls wait.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let inventory = match &options.inventory {
        Some(path) => Some(inventory(path)?),
        None => None,
    };
    let connections = connections(options.max_connections);
    let mut builder = builder(options).max_connections(connections);
    if let Some(inventory) = inventory {
        builder = builder.inventory(inventory);
    }
    // Whoever calls it is mostly on the same machine, and has the other half of its processors.
    let threads = std::thread::available_parallelism().map_or(1, |all| all.get().div_ceil(2));
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.worker_threads(threads).enable_all().build()?.block_on(async {
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let simulator = builder.start().await?;
        let mut stdout = std::io::stdout();
        // Whoever started it may not listen: that is no reason to end.
        let _ = writeln!(stdout, "listening on {}", simulator.url()).and_then(|()| stdout.flush());
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        simulator.stop().await;
        Ok(())
    })
}

fn builder(options: Options) -> Builder {
    let mut builder = Simulator::builder()
        .listen(options.listen)
        .time_scale(options.time_scale)
        .task_time(options.task_time)
        .auth(options.auth)
        .regions(options.regions);
    if let Some(directory) = options.data {
        builder = builder.data(directory);
    }
    if let Some((least, most)) = options.latency {
        builder = builder.latency(least, most);
    }
    if let Some(faults) = options.faults {
        builder = builder.faults(faults);
    }
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if let Some(most) = options.max_vaults {
        builder = builder.max_vaults(most);
    }
    if let Some(most) = options.max_policies {
        builder = builder.max_policies(most);
    }
    for credential in options.credential {
        builder = builder.credential(credential);
    }
    for [name, password, domain] in options.user {
        let (name, password) = (name.unwrap_or_default(), password.unwrap_or_default());
        builder = builder.user(&name, &password, domain.as_deref());
    }
    for [id, name, region] in options.project {
        let (id, name) = (id.unwrap_or_default(), name.unwrap_or_default());
        builder = builder.project(&id, &name, region.as_deref());
    }
    builder
}

fn inventory(path: &std::path::Path) -> Result<Inventory, Box<dyn std::error::Error>> {
    let file = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_slice(&file).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// How many connections there can be: as many as are wanted, and as files that may be open, but for some that are
/// needed otherwise.
fn connections(wanted: usize) -> usize {
    const OTHERS: u64 = 64;
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(u64::MAX);
    let needed = (wanted as u64).saturating_add(OTHERS).min(most);
    let mut current = limit.current.unwrap_or(u64::MAX);
    if current < needed
        && setrlimit(Resource::Nofile, Rlimit { current: Some(needed), maximum: limit.maximum }).is_ok()
    {
        current = needed;
    }
    wanted.min(usize::try_from(current.saturating_sub(OTHERS)).unwrap_or(usize::MAX)).max(1)
}

fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no time such as 500ms, 5s, 2m or 1h");
    let digits = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let seconds = match unit {
        "ms" => number / 1000.0,
        "s" => number,
        "m" => number * 60.0,
        "h" => number * 3600.0,
        _ => return Err(wrong()),
    };
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

fn range(text: &str) -> Result<(Duration, Duration), String> {
    match text.split_once("..") {
        Some((least, most)) => Ok((duration(least)?, duration(most)?)),
        None => duration(text).map(|time| (time, time)),
    }
}

fn auth(text: &str) -> Result<Auth, String> {
    match text {
        "none" => Ok(Auth::None),
        "token" => Ok(Auth::Token),
        "aksk" => Ok(Auth::Aksk),
        "both" => Ok(Auth::Both),
        _ => Err("it is none, token, aksk or both".to_owned()),
    }
}

fn credential(text: &str) -> Result<Credential, String> {
    match text.splitn(3, ':').collect::<Vec<_>>()[..] {
        [access, secret, project] if !access.is_empty() && !secret.is_empty() && !project.is_empty() => {
            Ok(Credential::new(access, secret, project))
        }
        // The text is not shown: a part of it is secret.
        _ => Err("it is AK:SK:PROJECT".to_owned()),
    }
}

fn user(text: &str) -> Result<[Option<String>; 3], String> {
    let mut parts = text.splitn(3, ':').map(str::to_owned);
    let parts = [parts.next(), parts.next(), parts.next()];
    if parts[1].is_none() {
        return Err("it has two parts at least, with a colon between".to_owned());
    }
    Ok(parts)
}
