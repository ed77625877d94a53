//! Moments of simulated time, and how the service writes them.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// A moment, in microseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Time(i64);

/// Time goes from year 1 to 9999, as far as dates are written.
const LAST: i64 = 253_402_207_199_999_999;

impl Time {
    /// The moment so many seconds after 1970; the nearest one that can be written, where that is none.
    pub(crate) fn from_seconds(seconds: i64) -> Self {
        Self::from_micros(seconds.saturating_mul(1_000_000))
    }

    /// The moment so many microseconds after 1970; the nearest one that can be written, where that is none.
    pub(crate) fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(-62_135_596_800_000_000, LAST))
    }

    /// Microseconds since 1970.
    pub(crate) fn micros(self) -> i64 {
        self.0
    }

    /// Seconds since 1970.
    pub(crate) fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Date and time of day in UTC.
    pub(crate) fn civil(self) -> DateTime {
        TimeZone::UTC.to_datetime(Timestamp::from_microsecond(self.0).unwrap_or_default())
    }

    /// The moment of a date and time of day in UTC.
    pub(crate) fn from_civil(civil: DateTime) -> Self {
        TimeZone::UTC.to_timestamp(civil).map_or(Self(LAST), |time| Self(time.as_microsecond()))
    }

    /// So many days later.
    pub(crate) fn plus_days(self, days: i64) -> Self {
        Self::from_micros(self.0.saturating_add(days.saturating_mul(86_400_000_000)))
    }

    /// As policies write it: `2020-08-17 08:39:44`.
    pub(crate) fn short(self) -> String {
        self.civil().strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// As IAM writes it: `2020-08-17T08:39:44.000000Z`.
    pub(crate) fn with_zone(self) -> String {
        format!("{self}Z")
    }

    /// A moment as callers write it: `2018-02-01T12:00:00Z`, with or without parts of a second and `Z`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // The documentation has a blank before the hour in some places.
        let text = text.replace("T ", "T");
        if let Ok(time) = text.parse::<Timestamp>() {
            return Some(Self(time.as_microsecond()));
        }
        if !text.contains(['T', ' ']) {
            return None;
        }
        text.parse::<DateTime>().ok().map(Self::from_civil)
    }
}

/// As most of the service writes it: `2020-02-05T10:38:34.209782`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        let (date, time) = (civil.date(), civil.time());
        let mut text = *b"0000-00-00T00:00:00.000000";
        // A year that can be written is positive.
        digits(&mut text[..4], date.year().unsigned_abs().into());
        digits(&mut text[5..7], date.month().unsigned_abs().into());
        digits(&mut text[8..10], date.day().unsigned_abs().into());
        digits(&mut text[11..13], time.hour().unsigned_abs().into());
        digits(&mut text[14..16], time.minute().unsigned_abs().into());
        digits(&mut text[17..19], time.second().unsigned_abs().into());
        digits(&mut text[20..], time.subsec_nanosecond().unsigned_abs() / 1000);
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Writes the last digits of a number.
fn digits(text: &mut [u8], mut number: u32) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self::from_micros(self.0.saturating_add(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)))
    }
}

impl Sub for Time {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        let time = Time::from_micros(1_580_899_114_209_782);
        assert_eq!(time.to_string(), "2020-02-05T10:38:34.209782");
        assert_eq!(time.short(), "2020-02-05 10:38:34");
        assert_eq!(Time::parse("2020-02-05T10:38:34.209782"), Some(time));
        assert_eq!(Time::parse("2020-02-05T10:38:34.209782Z"), Some(time));
        assert_eq!(Time::parse("2020-02-05T 10:38:34Z"), Some(Time::from_seconds(time.seconds())));
        for wrong in ["", "2020-02-05", "soon", "2020-13-05T10:38:34Z", "'; DROP TABLE vaults; --"] {
            assert_eq!(Time::parse(wrong), None, "{wrong}");
        }
        for extreme in [i64::MIN, i64::MAX] {
            assert_eq!(Time::parse(&Time::from_micros(extreme).to_string()).map(|_| ()), Some(()));
        }
    }
}
