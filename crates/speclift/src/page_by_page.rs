//! Reading and claiming on all processors. Pages have nothing to do with each other until they are reconciled, and
//! none is needed any more once it was claimed.

use std::cmp::Reverse;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use crate::claim::{Claimed, claim_page};
use crate::finding::Finding;
use crate::read::read_one;
use crate::source::{Source, SourceId, Sources};

/// What the pages say, one by one.
pub(crate) struct PageByPage {
    /// What was wrong with the form of the sources.
    pub(crate) reading: Vec<Finding>,
    /// What all pages claim, in the order of the sources.
    pub(crate) claimed: Claimed,
    /// How long reading and claiming took.
    pub(crate) timings: Vec<(&'static str, Duration)>,
}

/// Is told how many pages were read and claimed, and how many there are; from any thread, and in any order.
pub type Watch<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Less text than this is read sooner than threads are started.
const WORTH_THREADS: usize = 64 << 10;

/// Reads and claims all sources. The result does not depend on how many processors there are.
pub(crate) fn page_by_page(sources: &Sources, watch: Watch<'_>) -> PageByPage {
    let start = Instant::now();
    let count = AtomicUsize::new(0);
    let one = |page| {
        let done = one(page);
        watch(count.fetch_add(1, Ordering::Relaxed) + 1, sources.len());
        done
    };
    let mut order: Vec<(SourceId, &Source)> = sources.iter().collect();
    let bytes: usize = order.iter().map(|(_, source)| source.text.len()).sum();
    let mut done: Vec<Done> = if bytes < WORTH_THREADS {
        order.into_iter().map(one).collect()
    } else {
        // The largest first, and each on its own, so that no thread is left alone with it.
        order.sort_by_key(|(_, source)| Reverse(source.text.len()));
        order.into_par_iter().with_max_len(1).map(one).collect()
    };
    done.sort_by_key(|done| done.source);
    let reading_time: Duration = done.iter().map(|done| done.read).sum();
    let claiming_time: Duration = done.iter().map(|done| done.claim).sum();
    let mut reading = Vec::new();
    let mut claimed = Claimed::default();
    for done in done {
        reading.extend(done.reading);
        claimed.append(done.claimed);
    }
    claimed.join(sources);
    // Threads do both at once: the time that passed is shared out by what each took.
    let share =
        reading_time.as_secs_f64() / (reading_time + claiming_time).as_secs_f64().max(f64::MIN_POSITIVE);
    let passed = start.elapsed();
    let read = passed.mul_f64(share.clamp(0.0, 1.0));
    PageByPage { reading, claimed, timings: vec![("read", read), ("claim", passed - read)] }
}

/// A page that was read and claimed.
struct Done {
    source: SourceId,
    reading: Vec<Finding>,
    claimed: Claimed,
    read: Duration,
    claim: Duration,
}

fn one((id, source): (SourceId, &Source)) -> Done {
    let start = Instant::now();
    let (page, reading) = read_one(id, source);
    let read = start.elapsed();
    let claimed = claim_page(&page);
    Done { source: id, reading, claimed, read, claim: start.elapsed() - read }
}
