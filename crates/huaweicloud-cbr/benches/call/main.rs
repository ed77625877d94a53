//! What a call through this client costs, beside the same call written by hand with reqwest and serde.
//!
//! `cargo bench -p huaweicloud-cbr --no-default-features --bench call` prints, for each call, the time and the
//! allocations of both, and their ratios. Both talk to the same server over connections that stay open, in turns, so that
//! whatever else the machine does hits both alike. The server is a task of the thread that calls: what other threads wait
//! for does not blur the times, and what it does itself, which allocates nothing, is little.
//!
//! On a machine with other work instructions say more than time. `call NAME client|hand N` makes N calls of a kind, and
//! nothing else, for `valgrind --tool=callgrind`; what starting costs goes when a smaller N is taken from a larger.
//!
//! The calls by hand are what a careful programmer would write who needs no more: one attempt with a limit of time, the
//! status checked, the body decoded to structs of the same members. They keep no members that the documentation does
//! not name, no headers, and repeat nothing.

mod by_hand;
mod server;

use std::hint::black_box;
use std::time::{Duration, Instant};

use huaweicloud_cbr::Client;
use huaweicloud_cbr::auth::Credentials;
use huaweicloud_cbr::types::{BillingCreate, ResourceCreate, VaultCreate};

use by_hand::ByHand;

const TOKEN: &str = "a token";
const PROJECT: &str = "0605767b5780d5762fc5c0118072a564";

/// How long the rounds of one call take together.
const ENOUGH: Duration = Duration::from_secs(8);

/// How many calls a round has, of each kind.
const CALLS: u32 = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let both = |body| Both::of(runtime.block_on(server::serve(body)));
    let (one, hundred) = (both(server::vaults(1)), both(server::vaults(100)));
    let created = both(server::created());
    let list = |both: &Both| runtime.block_on(both.list_by_client());
    let list_by_hand = |both: &Both| runtime.block_on(both.list_by_hand());
    let create = || runtime.block_on(created.create_by_client());
    let create_by_hand = || runtime.block_on(created.create_by_hand());
    let calls: [(&str, Call, Call); 3] = [
        ("list-1", &|| list(&one), &|| list_by_hand(&one)),
        ("list-100", &|| list(&hundred), &|| list_by_hand(&hundred)),
        ("create", &create, &create_by_hand),
    ];
    if let [name, whose, count, ..] = &arguments[..] {
        let (_, client, by_hand) =
            calls.iter().find(|call| call.0 == *name).expect("list-1, list-100 or create");
        let call = if whose == "hand" { by_hand } else { client };
        (0..count.parse().expect("a number of calls")).for_each(|_: u32| call());
        return;
    }
    // What runs benchmarks as tests wants to know that they run, and not how fast.
    let enough = if arguments.iter().any(|argument| argument == "--bench") { ENOUGH } else { Duration::ZERO };
    println!(
        "{:<22}{:>12}{:>12}{:>8}{:>8}{:>14}",
        "", "client", "by hand", "fastest", "median", "allocations"
    );
    for (name, client, by_hand) in calls {
        compare(name, enough, client, by_hand);
    }
}

/// Makes one call, and waits for its end.
type Call<'a> = &'a dyn Fn();

/// Both clients of one server.
struct Both {
    client: Client,
    by_hand: ByHand,
}

impl Both {
    fn of(endpoint: String) -> Self {
        let client = Client::builder()
            .endpoint(&endpoint)
            .credentials(Credentials::token(TOKEN))
            .project_id(PROJECT)
            .build()
            .expect("a client of the server");
        Self { client, by_hand: ByHand::new(endpoint) }
    }

    async fn list_by_client(&self) {
        let vaults = self.client.vaults().list().object_type("server").limit(100).send().await;
        black_box(vaults.expect("vaults"));
    }

    async fn list_by_hand(&self) {
        black_box(self.by_hand.list_vaults("server", 100).await.expect("vaults"));
    }

    async fn create_by_client(&self) {
        let billing = BillingCreate::builder()
            .consistent_level("crash_consistent")
            .object_type("server")
            .protect_type("backup")
            .size(200);
        let vault =
            VaultCreate::builder().name("my_vault").billing(billing).resources(Vec::<ResourceCreate>::new());
        black_box(self.client.vaults().create(vault).send().await.expect("a vault"));
    }

    async fn create_by_hand(&self) {
        let billing = by_hand::BillingCreate {
            consistent_level: "crash_consistent".to_owned(),
            object_type: by_hand::ObjectType::Server,
            protect_type: by_hand::ProtectType::Backup,
            size: 200,
            ..Default::default()
        };
        let vault = by_hand::VaultCreate {
            name: "my_vault".to_owned(),
            billing,
            resources: Vec::new(),
            ..Default::default()
        };
        black_box(self.by_hand.create_vault(vault).await.expect("a vault"));
    }
}

/// Prints what the one costs, what the other does, and the ratios: of the fastest rounds, the one in the middle of those
/// of the rounds, and of the allocations.
fn compare(name: &str, enough: Duration, ours: &dyn Fn(), theirs: &dyn Fn()) {
    let round = |call: &dyn Fn()| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| call());
        start.elapsed() / CALLS
    };
    // The connections are made, and everything is warm.
    round(ours);
    round(theirs);
    let (our_count, their_count) = (allocations(ours), allocations(theirs));
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    let start = Instant::now();
    while start.elapsed() < enough || our_times.len() < 2 {
        // Neither is always the one that comes second.
        if our_times.len() % 2 == 0 {
            our_times.push(round(ours));
            their_times.push(round(theirs));
        } else {
            their_times.push(round(theirs));
            our_times.push(round(ours));
        }
    }
    let ratio = |our: Duration, their: Duration| our.as_secs_f64() / their.as_secs_f64();
    let mut ratios: Vec<f64> =
        our_times.iter().zip(&their_times).map(|(our, their)| ratio(*our, *their)).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let fastest = |times: &[Duration]| times.iter().min().copied().unwrap_or_default();
    let (our, their) = (fastest(&our_times), fastest(&their_times));
    println!(
        "{name:<22}{:>12}{:>12}{:>8.3}{:>8.3}{our_count:>5} /{their_count:>5}{:>8.3}",
        format!("{our:.1?}"),
        format!("{their:.1?}"),
        ratio(our, their),
        ratios[ratios.len() / 2],
        our_count as f64 / their_count as f64
    );
}

/// How often one call asks for memory: the fewest of some calls, since what a connection does now and then is no part
/// of it.
fn allocations(call: &dyn Fn()) -> u64 {
    (0..CALLS).map(|_| allocation_counter::measure(call).count_total).min().unwrap_or_default()
}
