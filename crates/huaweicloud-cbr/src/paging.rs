//! Lists, item by item.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use tokio::time::Instant;

use crate::error::{DecodeError, Form, Undecoded};
use crate::{Error, Response};

/// How long a page on its way may be left alone, without its time being stopped.
const BUSY: Duration = Duration::from_secs(1);

/// A call that answers with one page of a list.
pub(crate) trait Paged: Clone + Send {
    /// What the list is of.
    type Item: Send;

    /// How the page after another one is asked for.
    const BY: By;

    /// The operation's ID.
    const OPERATION: &'static str;

    /// How many items the caller wants in a page.
    fn limit(&self) -> Option<i64>;

    /// What tells an item from others.
    fn id(item: &Self::Item) -> Option<&str>;

    /// The page at a position.
    fn page(
        self,
        position: &Position,
    ) -> impl Future<Output = Result<Response<Page<Self::Item>>, Error>> + Send;
}

/// How the page after another one is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// There is one page.
    Single,
    /// By the number of items before it.
    Offset,
    /// By the ID of the last item before it.
    Marker,
}

/// A part of a list.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// How many items the list has, as the service says.
    pub(crate) count: Option<i64>,
}

/// A place in a list, between two items or before a page: where a stream can go on later.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    offset: i64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    marker: Option<String>,
    /// How many items of the page at this position were given already.
    #[serde(default)]
    given: usize,
}

impl Position {
    /// How many items are before the page.
    pub(crate) fn offset(&self) -> i64 {
        self.offset
    }

    /// The ID of the last item before the page.
    pub(crate) fn marker(&self) -> Option<&str> {
        self.marker.as_deref()
    }
}

type Answer<T> = Result<Response<Page<T>>, Error>;
type Fetch<'a, T> = Pin<Box<dyn Future<Output = Answer<T>> + Send + 'a>>;
type Fetcher<'a, T> = Box<dyn Fn(&Position) -> Fetch<'a, T> + Send + 'a>;

/// The items of a list, which are asked for page by page: while one page is read, the next one is on its way.
///
/// The next page comes on whenever an item is asked for; nothing runs beside the stream, and a stream that is dropped
/// leaves nothing behind. A caller who takes long for an item finds the page there, or asked for again.
///
/// The list ends with a page that has nothing, whatever the service says of its length, or with a page that is not full
/// where the service says that this was all. A page that has the items of the one before it ends the list as well where
/// the service says that this was all; else the service does not go on, and an error says so instead of giving the same
/// items for ever. An error ends the stream; [`Items::position`] says where it can go on.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<'a, T> {
    /// Asks for the page at a position.
    fetch: Fetcher<'a, T>,
    by: By,
    operation: &'static str,
    id: fn(&T) -> Option<&str>,
    limit: Option<i64>,
    items: VecDeque<T>,
    /// What the IDs of the page are that `items` are of, in short.
    seen: Option<u64>,
    /// Where that page is.
    position: Position,
    /// The page after that one.
    next: Option<Coming<'a, T>>,
}

/// A page that was asked for.
struct Coming<'a, T> {
    at: Position,
    /// Whether the service says that the list ends before it.
    beyond: bool,
    fetch: Fetch<'a, T>,
    /// What came, where it came before it was needed.
    came: Option<Answer<T>>,
    /// How long no one looked after it, because the caller had items to read.
    alone: Duration,
    /// When the last of these was given.
    gave: Option<Instant>,
}

impl<'a, T> Coming<'a, T> {
    fn new(at: Position, beyond: bool, fetch: Fetch<'a, T>) -> Self {
        Self { at, beyond, fetch, came: None, alone: Duration::ZERO, gave: None }
    }

    /// Lets the page come on.
    fn drive(&mut self, context: &mut Context<'_>) {
        if let Some(gave) = self.gave.take() {
            self.alone += gave.elapsed();
        }
        if self.came.is_none()
            && let Poll::Ready(page) = self.fetch.as_mut().poll(context)
        {
            self.came = Some(page);
        }
    }
}

impl<'a, T: Send + Unpin + 'a> Items<'a, T> {
    pub(crate) fn new<P: Paged<Item = T> + Sync + 'a>(request: P, position: Position) -> Self {
        let limit = request.limit();
        let fetch = move |position: &Position| -> Fetch<'a, T> {
            let (request, position) = (request.clone(), position.clone());
            Box::pin(async move { request.page(&position).await })
        };
        let first = fetch(&position);
        Self {
            fetch: Box::new(fetch),
            by: P::BY,
            operation: P::OPERATION,
            id: P::id,
            limit,
            items: VecDeque::new(),
            seen: None,
            next: Some(Coming::new(position.clone(), false, first)),
            position,
        }
    }

    /// The next item; nothing after the last one.
    ///
    /// # Errors
    ///
    /// Where a page cannot be had.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// Where a page cannot be had. The items before it are lost; [`Items::try_next`] keeps them.
    pub async fn try_collect(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }

    /// Where the stream is: a stream from here gives the items that this one has not given.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position.clone()
    }

    /// Takes a page that came, and asks for the one after it.
    fn take(&mut self, at: Position, beyond: bool, page: Response<Page<T>>) -> Result<(), Error> {
        let seen = seen(&page.items, self.id);
        if seen.is_some() && seen == self.seen {
            return if beyond { Ok(()) } else { Err(self.wrong(&page, Form::SamePage)) };
        }
        let length = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        let end = at.offset.saturating_add(length);
        let short = self.limit.is_some_and(|limit| length < limit);
        let all = page.count.is_some_and(|count| end >= count);
        // Fewer items than were given before, where the caller wants smaller pages now: the rest is in the next one.
        let given = at.given.min(page.items.len());
        let after = Position { offset: end, marker: None, given: at.given - given };
        let last = page.items.last().map(|last| (self.id)(last).map(str::to_owned));
        self.next = match (self.by, last) {
            (By::Single, _) | (_, None) => None,
            _ if short && all => None,
            (By::Offset, _) => Some(after),
            (By::Marker, Some(Some(marker))) => Some(Position { marker: Some(marker), ..after }),
            (By::Marker, Some(None)) if all => None,
            (By::Marker, Some(None)) => return Err(self.wrong(&page, Form::NoMarker)),
        }
        .map(|position| {
            let fetch = (self.fetch)(&position);
            Coming::new(position, all, fetch)
        });
        self.seen = seen;
        self.items = page.value.items.into_iter().skip(given).collect();
        self.position = Position { given, ..at };
        Ok(())
    }

    fn wrong(&self, page: &Response<Page<T>>, form: Form) -> Error {
        Error::Decode(Box::new(DecodeError {
            operation: self.operation,
            status: page.status(),
            request_id: page.request_id().map(str::to_owned),
            what: Undecoded::Form(form),
        }))
    }
}

/// The IDs of a page's items, in short; nothing where there are no items, or items without IDs.
fn seen<T>(items: &[T], id: fn(&T) -> Option<&str>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for item in items {
        id(item)?.hash(&mut hasher);
    }
    (!items.is_empty()).then(|| hasher.finish())
}

impl<'a, T: Send + Unpin + 'a> Stream for Items<'a, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(next) = &mut this.next {
                next.drive(context);
            }
            if let Some(item) = this.items.pop_front() {
                this.position.given += 1;
                if let Some(next) = &mut this.next {
                    next.gave = Some(Instant::now());
                }
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(mut next) = this.next.take() else { return Poll::Ready(None) };
            match next.came.take() {
                None => {
                    this.next = Some(next);
                    return Poll::Pending;
                }
                // The time that ran out was that of the caller, who was busy with the page before.
                Some(Err(Error::Timeout(_))) if next.alone >= BUSY => {
                    let fetch = (this.fetch)(&next.at);
                    this.next = Some(Coming::new(next.at, next.beyond, fetch));
                }
                Some(page) => {
                    let at = next.at.clone();
                    if let Err(error) = page.and_then(|page| this.take(next.at, next.beyond, page)) {
                        this.position = at;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }
}

impl<T> fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("position", &self.position)
            .field("ready", &self.items.len())
            .finish_non_exhaustive()
    }
}
