//! Lists, item by item.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::Error;

/// A call that answers with one page of a list.
pub(crate) trait Paged: Clone + Send {
    /// What the list is of.
    type Item: Send;

    /// How the page after another one is asked for.
    const BY: By;

    /// How many items the caller wants in a page.
    fn limit(&self) -> Option<i64>;

    /// The page at a position.
    fn page(self, position: &Position) -> impl Future<Output = Result<Page<Self::Item>, Error>> + Send;
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
    /// The ID of the last item.
    pub(crate) last: Option<String>,
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

type Fetch<'a, T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send + 'a>>;
type Fetcher<'a, T> = Box<dyn Fn(&Position) -> Fetch<'a, T> + Send + 'a>;

/// The items of a list, which are asked for page by page: while one page is read, the next one is on its way.
///
/// The list ends with a page that has nothing, whatever the service says of its length, or with a page that is not full
/// where the service says that this was all. An error ends the stream; [`Items::position`] says where it can go on.
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<'a, T> {
    /// Asks for the page at a position.
    fetch: Fetcher<'a, T>,
    by: By,
    limit: Option<i64>,
    items: VecDeque<T>,
    /// Where the page is that `items` are of.
    position: Position,
    /// The page after that one.
    next: Option<Coming<'a, T>>,
}

/// A page that was asked for.
struct Coming<'a, T> {
    at: Position,
    fetch: Fetch<'a, T>,
    /// What came, where it came before it was needed.
    came: Option<Result<Page<T>, Error>>,
}

impl<'a, T> Coming<'a, T> {
    fn new(at: Position, fetch: Fetch<'a, T>) -> Self {
        Self { at, fetch, came: None }
    }

    /// Lets the page come on.
    fn drive(&mut self, context: &mut Context<'_>) {
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
            limit,
            items: VecDeque::new(),
            next: Some(Coming::new(position.clone(), first)),
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
    fn take(&mut self, at: Position, page: Page<T>) {
        let Page { items, count, last } = page;
        let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let end = at.offset.saturating_add(length);
        let short = self.limit.is_some_and(|limit| length < limit);
        let all = count.is_some_and(|count| end >= count);
        let after = match self.by {
            By::Single => None,
            _ if items.is_empty() || (short && all) => None,
            By::Offset => Some(Position { offset: end, ..Position::default() }),
            // Without an ID there is no way to ask for more, and asking for the same page would never end.
            By::Marker => last.filter(|last| at.marker.as_ref() != Some(last)).map(|last| Position {
                offset: end,
                marker: Some(last),
                given: 0,
            }),
        };
        let given = at.given.min(items.len());
        self.items = items.into_iter().skip(given).collect();
        self.position = Position { given, ..at };
        self.next = after.map(|position| {
            let fetch = (self.fetch)(&position);
            Coming::new(position, fetch)
        });
    }
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
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(mut next) = this.next.take() else { return Poll::Ready(None) };
            let Some(page) = next.came.take() else {
                this.next = Some(next);
                return Poll::Pending;
            };
            match page {
                Ok(page) => this.take(next.at, page),
                Err(error) => return Poll::Ready(Some(Err(error))),
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
