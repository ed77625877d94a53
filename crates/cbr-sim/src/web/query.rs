//! Queries: each value is read as what it is, or refused by its name.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use crate::error::Error;
use crate::time::Time;

/// The pairs of a query.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl<'a> Query<'a> {
    /// Reads a query.
    pub(crate) fn parse(query: &'a str) -> Result<Self, Error> {
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| Ok((decoded(name)?, decoded(value)?)));
        Ok(Self { pairs: pairs.collect::<Result<_, Error>>()? })
    }

    /// All values of a name. SDKs send an empty one for what is not set.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let given = self.pairs.iter().filter(|(known, value)| known == name && !value.is_empty());
        given.map(|(_, value)| value.clone().into_owned()).collect()
    }

    /// The value of a name.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.pairs
            .iter()
            .find(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.clone().into_owned())
    }

    /// A number that is one at least, or another least.
    pub(crate) fn integer(&self, name: &str, least: i64) -> Result<Option<i64>, Error> {
        let Some(text) = self.given(name) else { return Ok(None) };
        let digits = !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && *number >= least);
        let wrong = || Error::invalid(name, format_args!("must be a whole number, {least} or more"));
        number.map(Some).ok_or_else(wrong)
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.given(name) {
            None => Ok(None),
            Some("true" | "True") => Ok(Some(true)),
            Some("false" | "False") => Ok(Some(false)),
            Some(_) => Err(Error::invalid(name, "must be true or false")),
        }
    }

    /// A moment.
    pub(crate) fn time(&self, name: &str) -> Result<Option<Time>, Error> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let wrong = || Error::invalid(name, "must be a time such as 2018-02-01T12:00:00Z");
        Time::parse(&text).map(Some).ok_or_else(wrong)
    }

    /// One of the values that there are.
    pub(crate) fn one_of<T: Copy>(&self, name: &str, known: &[(&str, T)]) -> Result<Option<T>, Error> {
        self.given(name).map(|text| one_of(name, text, known)).transpose()
    }

    /// Some of the values that there are.
    pub(crate) fn some_of<T: Copy>(&self, name: &str, known: &[(&str, T)]) -> Result<Vec<T>, Error> {
        let given = self.pairs.iter().filter(|(its, _)| its == name);
        given.map(|(_, text)| one_of(name, text, known)).collect()
    }

    /// The value of a name, also where it is empty.
    fn given(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_ref())
    }
}

/// What is written with signs of percent, and with plus for blanks.
fn decoded(text: &str) -> Result<Cow<'_, str>, Error> {
    let wrong = || Error::invalid("query", "is not text in UTF-8");
    if text.contains('+') {
        let text = text.replace('+', " ");
        let text = percent_decode(text.as_bytes()).decode_utf8().map_err(|_| wrong())?;
        return Ok(text.into_owned().into());
    }
    percent_decode(text.as_bytes()).decode_utf8().map_err(|_| wrong())
}

fn one_of<T: Copy>(name: &str, text: &str, known: &[(&str, T)]) -> Result<T, Error> {
    let found = known.iter().find(|(its, _)| *its == text).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Error::invalid(name, format_args!("must be one of: {}", known.join(", ")))
    })
}
