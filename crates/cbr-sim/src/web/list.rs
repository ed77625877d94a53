//! Lists: which part of one is shown, in which order, and how.

use std::cmp::Ordering;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;

use super::query::Query;
use crate::error::Error;
use crate::state::{Kept, Record};

/// A page has no more items than this, and has as many where no limit is given.
const MOST: usize = 1000;

/// Which part of a list is wanted.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    pub(crate) marker: Option<String>,
}

impl Page {
    /// The part that a caller names. Where no limit is given, or a greater one than there is, a page is a full one.
    pub(crate) fn new(limit: Option<i64>, offset: Option<i64>, marker: Option<String>) -> Self {
        let number = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        Self { limit: limit.map_or(MOST, number).min(MOST), offset: offset.map_or(0, number), marker }
    }

    /// The part of a list, and how long the whole list is.
    pub(crate) fn cut<T>(&self, items: Vec<T>, id: impl Fn(&T) -> &str) -> Result<(Vec<T>, usize), Error> {
        let count = items.len();
        let after = match &self.marker {
            Some(marker) => {
                let at = items.iter().position(|item| id(item) == marker);
                at.ok_or_else(|| Error::invalid("marker", "is not the ID of an item of this list"))? + 1
            }
            None => 0,
        };
        let start = after.saturating_add(self.offset);
        Ok((items.into_iter().skip(start).take(self.limit).collect(), count))
    }

    /// The part of a list that is wanted as it is: only what is shown is looked at.
    pub(crate) fn cut_all<'a, R: Record>(
        &self,
        items: impl Iterator<Item = &'a Arc<Kept<R>>>,
    ) -> Vec<Arc<Kept<R>>> {
        items.skip(self.offset).take(self.limit).cloned().collect()
    }
}

/// In which order a list is: keys, and whether each goes down.
#[derive(Debug)]
pub(crate) struct Sort {
    keys: Vec<(String, bool)>,
}

impl Sort {
    /// Reads `sort`: `key[:asc|:desc]`, with commas between.
    pub(crate) fn of(query: &Query, known: &[&str]) -> Result<Self, Error> {
        let Some(text) = query.text("sort") else { return Ok(Self { keys: Vec::new() }) };
        if text.chars().count() > 255 {
            return Err(Error::invalid("sort", "must have no more than 255 characters"));
        }
        let key = |part: &str| {
            let (key, down) = match part.split_once(':') {
                None => (part, true),
                Some((key, "desc")) => (key, true),
                Some((key, "asc")) => (key, false),
                Some(_) => {
                    return Err(Error::invalid("sort", "has a direction that is neither asc nor desc"));
                }
            };
            if known.contains(&key) {
                return Ok((key.to_owned(), down));
            }
            Err(Error::invalid("sort", format_args!("has a key that is none of: {}", known.join(", "))))
        };
        Ok(Self { keys: text.split(',').map(|part| key(part.trim())).collect::<Result<_, _>>()? })
    }

    /// Whether the list is to be left as it is.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Brings a list in order, by the text that each item has for a key.
    pub(crate) fn apply<T>(&self, items: &mut [T], value: impl Fn(&T, &str) -> String) {
        if self.is_empty() {
            return;
        }
        items.sort_by(|one, other| {
            for (key, down) in &self.keys {
                let order = value(one, key).cmp(&value(other, key));
                let order = if *down { order.reverse() } else { order };
                if order != Ordering::Equal {
                    return order;
                }
            }
            Ordering::Equal
        });
    }
}

/// A list in JSON, of items that are JSON already.
pub(crate) fn body<'a>(
    name: &str,
    items: impl Iterator<Item = &'a Bytes> + Clone,
    count: usize,
    page: Option<&Page>,
) -> Response {
    let length: usize = items.clone().map(|item| item.len() + 1).sum();
    let mut json = Vec::with_capacity(length + 128);
    json.extend_from_slice(b"{\"");
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":[");
    for (index, item) in items.enumerate() {
        if index > 0 {
            json.push(b',');
        }
        json.extend_from_slice(item);
    }
    json.extend_from_slice(format!("],\"count\":{count}").as_bytes());
    if let Some(page) = page {
        json.extend_from_slice(format!(",\"limit\":{},\"offset\":{}", page.limit, page.offset).as_bytes());
    }
    json.push(b'}');
    super::bytes(StatusCode::OK, json.into())
}

/// A list in JSON, of records.
pub(crate) fn records<R: Record>(
    name: &str,
    items: &[Arc<Kept<R>>],
    count: usize,
    page: Option<&Page>,
) -> Response {
    body(name, items.iter().map(|item| item.json()), count, page)
}
