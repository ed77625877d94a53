//! Calls that wait, for programs without tokio: `send_blocking` of every call, the iterator over a list, and
//! [`Wait::wait_blocking`](crate::wait::Wait::wait_blocking).
//!
//! ```no_run
//! # fn example(client: huaweicloud_cbr::Client) -> Result<(), huaweicloud_cbr::Error> {
//! let vault = client.vaults().get("ad7627ae-5b0b-492e-b6bd-cd809b745197").send_blocking()?;
//! for backup in client.backups().list().stream().blocking() {
//!     println!("{:?}", backup?.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! They share one runtime of one thread, which starts with the first of them. In async code they would keep a thread
//! from all its other tasks, so there they give [`Error::InvalidRequest`] and send nothing. That goes for tokio's
//! `spawn_blocking` as well, where `Handle::current().block_on(call.send())` does the same.

use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::{Error, paging};

/// Runs a future to its end.
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();

    if Handle::try_current().is_ok() {
        return Err(Error::invalid_request(
            "a call that blocks was made in async code: await `send`, `try_next` or the wait instead",
        ));
    }
    let start =
        || Builder::new_multi_thread().worker_threads(1).thread_name("huaweicloud-cbr").enable_all().build();
    match RUNTIME.get_or_init(start) {
        Ok(runtime) => runtime.block_on(future),
        Err(error) => Err(Error::invalid_request(format!("no runtime can be made: {error}"))),
    }
}

/// The items of a list, for a loop: [`paging::Items`] as an iterator. It ends after an error.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked for an item"]
pub struct Items<'a, T> {
    items: paging::Items<'a, T>,
    failed: bool,
}

impl<'a, T: Send + Unpin + 'a> paging::Items<'a, T> {
    /// The items as an iterator, in a program without tokio.
    pub fn blocking(self) -> Items<'a, T> {
        Items { items: self, failed: false }
    }
}

impl<'a, T: Send + Unpin + 'a> Items<'a, T> {
    /// Where the iterator is; see [`paging::Items::position`].
    #[must_use]
    pub fn position(&self) -> paging::Position {
        self.items.position()
    }
}

impl<'a, T: Send + Unpin + 'a> Iterator for Items<'a, T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = block_on(self.items.try_next()).transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

impl<'a, T: Send + Unpin + 'a> std::iter::FusedIterator for Items<'a, T> {}
