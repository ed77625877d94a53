//! The bounds of what callers send: lengths, ranges and counts, each told by the name of its field.

use std::fmt::{self, Display};
use std::ops::RangeInclusive;

use crate::error::Error;

/// Something that a caller sent, and that has bounds.
pub(crate) trait Check {
    /// Finds the first field that is out of bounds.
    fn check(&self, _at: &At<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// A place in a body: a list of names, from the last one outwards.
pub(crate) struct At<'a> {
    outer: Option<&'a At<'a>>,
    name: Name<'a>,
}

enum Name<'a> {
    Root,
    Field(&'a str),
    Item(usize),
}

impl<'a> At<'a> {
    /// The body itself.
    pub(crate) const ROOT: At<'static> = At { outer: None, name: Name::Root };

    /// A field of what is here.
    pub(crate) fn field(&'a self, name: &'a str) -> At<'a> {
        At { outer: Some(self), name: Name::Field(name) }
    }

    /// An item of what is here.
    pub(crate) fn item(&'a self, index: usize) -> At<'a> {
        At { outer: Some(self), name: Name::Item(index) }
    }

    /// What is here is wrong.
    pub(crate) fn wrong(&self, why: impl Display) -> Error {
        Error::invalid(self, why)
    }

    /// Text of so many characters.
    pub(crate) fn text(&self, name: &str, text: &str, length: RangeInclusive<usize>) -> Result<(), Error> {
        let found = text.chars().count();
        if length.contains(&found) {
            return Ok(());
        }
        let (least, most) = (length.start(), length.end());
        Err(self.field(name).wrong(format_args!("must have {least} to {most} characters, and has {found}")))
    }

    /// A number of a range.
    pub(crate) fn number(&self, name: &str, number: i64, range: RangeInclusive<i64>) -> Result<(), Error> {
        if range.contains(&number) {
            return Ok(());
        }
        let (least, most) = (range.start(), range.end());
        Err(self.field(name).wrong(format_args!("must be from {least} to {most}, and is {number}")))
    }

    /// So many items.
    pub(crate) fn items<T>(
        &self,
        name: &str,
        items: &[T],
        count: RangeInclusive<usize>,
    ) -> Result<(), Error> {
        if count.contains(&items.len()) {
            return Ok(());
        }
        let (least, most, found) = (count.start(), count.end(), items.len());
        Err(self.field(name).wrong(format_args!("must have {least} to {most} items, and has {found}")))
    }

    /// So many items that have bounds themselves.
    pub(crate) fn list<T: Check>(
        &self,
        name: &str,
        items: &[T],
        count: RangeInclusive<usize>,
    ) -> Result<(), Error> {
        self.items(name, items, count)?;
        let list = self.field(name);
        items.iter().enumerate().try_for_each(|(index, item)| item.check(&list.item(index)))
    }

    /// Something that has bounds itself.
    pub(crate) fn object<T: Check>(&self, name: &str, object: &T) -> Result<(), Error> {
        object.check(&self.field(name))
    }
}

impl Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = match self.outer {
            Some(outer) if !matches!(outer.name, Name::Root) => {
                outer.fmt(f)?;
                true
            }
            _ => false,
        };
        match self.name {
            Name::Root => f.write_str("body"),
            Name::Field(name) if inner => write!(f, ".{name}"),
            Name::Field(name) => f.write_str(name),
            Name::Item(index) => write!(f, "[{index}]"),
        }
    }
}
