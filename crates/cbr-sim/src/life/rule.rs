//! The rules by which policies run: the part of iCalendar's recurrence rules that the service documents.
//!
//! `FREQ` (`DAILY` or `WEEKLY`), `INTERVAL`, `BYDAY`, `BYHOUR` and `BYMINUTE`, in UTC.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::time::Time;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Two runs are this many minutes apart, at least.
const APART: i64 = 60;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    weekly: bool,
    interval: i64,
    /// Nothing where every day is one.
    days: Vec<Weekday>,
    /// Minutes of the day at which it runs, in order.
    minutes: Vec<i64>,
}

impl Rule {
    /// Reads a rule, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (mut freq, mut interval, mut days) = (None, 1, Vec::new());
        let (mut hours, mut minutes) = (None, None);
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) =
                part.split_once('=').ok_or_else(|| format!("has a part without `=`: {part}"))?;
            match name {
                "FREQ" => freq = Some(frequency(value)?),
                "INTERVAL" => interval = numbers(value, 1, 400)?.first().copied().unwrap_or(1),
                "BYDAY" => days = value.split(',').map(weekday).collect::<Result<_, _>>()?,
                "BYHOUR" => hours = Some(numbers(value, 0, 23)?),
                "BYMINUTE" => minutes = Some(numbers(value, 0, 59)?),
                _ => return Err(format!("has a part that is not supported: {name}")),
            }
        }
        let weekly = freq.ok_or("has no FREQ")?;
        if weekly && days.is_empty() {
            return Err("has no BYDAY, without which a weekly rule has no day".to_owned());
        }
        let hours = hours.ok_or("has no BYHOUR")?;
        let minutes = minutes.unwrap_or_else(|| vec![0]);
        let mut times: Vec<i64> =
            hours.iter().flat_map(|hour| minutes.iter().map(move |minute| hour * 60 + minute)).collect();
        times.sort_unstable();
        times.dedup();
        Ok(Self { weekly, interval, days, minutes: times })
    }

    fn on(&self, date: Date, start: Date) -> bool {
        if !self.days.is_empty() && !self.days.contains(&date.weekday()) {
            return false;
        }
        let days = |date: Date| i64::from((date - start).get_days());
        let passed = if self.weekly {
            let monday = i64::from(start.weekday().since(Weekday::Monday));
            (days(date) + monday).div_euclid(7)
        } else {
            days(date)
        };
        passed >= 0 && passed % self.interval == 0
    }

    /// The first run after a moment, of a rule that holds since `start`.
    pub(crate) fn next(&self, start: Time, after: Time) -> Option<Time> {
        let (first, after) = (start.civil().date(), after.max(start));
        let mut date = after.civil().date();
        // The longest interval has a run within these days.
        for _ in 0..=(self.interval + 1) * 7 {
            if self.on(date, first) {
                let midnight = Time::from_civil(date.to_datetime(jiff::civil::Time::midnight()));
                let run =
                    self.minutes.iter().map(|minute| Time::from_seconds(midnight.seconds() + minute * 60));
                if let Some(run) = run.into_iter().find(|run| *run > after) {
                    return Some(run);
                }
            }
            date = date.checked_add(1.day()).ok()?;
        }
        None
    }

    /// The minutes of a week at which it may run.
    fn of_week(&self) -> impl Iterator<Item = i64> {
        let days = (0..7).filter(|day| {
            self.days.is_empty() || self.days.iter().any(|it| i64::from(it.to_monday_zero_offset()) == *day)
        });
        days.flat_map(|day| self.minutes.iter().map(move |minute| day * DAY + minute))
    }
}

/// Whether runs of all rules together are far enough apart.
pub(crate) fn apart(rules: &[Rule]) -> bool {
    let mut runs: Vec<i64> = rules.iter().flat_map(Rule::of_week).collect();
    runs.sort_unstable();
    runs.dedup();
    let around = runs.first().map(|first| first + 7 * DAY);
    runs.iter().copied().chain(around).zip(runs.iter().skip(1).copied().chain(around)).all(|(one, next)| {
        // A single run a week is a week from itself.
        next - one >= APART || one == next
    })
}

fn frequency(value: &str) -> Result<bool, String> {
    match value {
        "DAILY" => Ok(false),
        "WEEKLY" => Ok(true),
        _ => Err(format!("has a FREQ that is neither DAILY nor WEEKLY: {value}")),
    }
}

fn weekday(name: &str) -> Result<Weekday, String> {
    Ok(match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(format!("has a day in BYDAY that is none: {name}")),
    })
}

fn numbers(value: &str, least: i64, most: i64) -> Result<Vec<i64>, String> {
    let number = |text: &str| {
        let digits = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| digits && (least..=most).contains(number))
    };
    value
        .split(',')
        .map(|text| {
            number(text).ok_or_else(|| format!("has a number that is not from {least} to {most}: {text}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(rule: &str, start: &str, count: usize) -> Vec<String> {
        let (rule, start) = (Rule::parse(rule).unwrap(), Time::parse(start).unwrap());
        let mut now = start;
        (0..count)
            .map(|_| {
                now = rule.next(start, now).unwrap();
                now.short()
            })
            .collect()
    }

    #[test]
    fn when_rules_run() {
        // 2026-12-01 is a Tuesday.
        assert_eq!(
            runs("FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=14;BYMINUTE=00", "2026-12-01T14:00:00Z", 3),
            ["2026-12-07 14:00:00", "2026-12-08 14:00:00", "2026-12-14 14:00:00"]
        );
        assert_eq!(
            runs("FREQ=DAILY;INTERVAL=2;BYHOUR=6,18;BYMINUTE=30", "2026-12-01T07:00:00Z", 3),
            ["2026-12-01 18:30:00", "2026-12-03 06:30:00", "2026-12-03 18:30:00"]
        );
        assert_eq!(
            runs("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;BYHOUR=0;BYMINUTE=0", "2026-12-01T00:00:00Z", 2),
            ["2026-12-06 00:00:00", "2026-12-20 00:00:00"]
        );
        assert_eq!(
            runs("FREQ=DAILY;INTERVAL=400;BYHOUR=6", "2026-12-01T07:00:00Z", 1),
            ["2028-01-05 06:00:00"]
        );
    }

    #[test]
    fn rules_that_are_none() {
        for wrong in [
            "",
            "daily",
            "FREQ=HOURLY;BYHOUR=1",
            "FREQ=WEEKLY;BYHOUR=1",
            "FREQ=DAILY",
            "FREQ=DAILY;BYHOUR=24",
            "FREQ=DAILY;BYHOUR=+1",
            "FREQ=DAILY;BYHOUR=1;BYMINUTE=60",
            "FREQ=DAILY;BYHOUR=1;INTERVAL=0",
            "FREQ=DAILY;BYHOUR=1;INTERVAL=99999999999999999999",
            "FREQ=WEEKLY;BYDAY=MX;BYHOUR=1",
            "FREQ=DAILY;BYHOUR=1;COUNT=3",
            "'; DROP TABLE policies; --",
        ] {
            assert!(Rule::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_hour_apart() {
        let check =
            |rules: &[&str]| apart(&rules.iter().map(|rule| Rule::parse(rule).unwrap()).collect::<Vec<_>>());
        assert!(check(&[]));
        assert!(check(&["FREQ=WEEKLY;BYDAY=MO;BYHOUR=14;BYMINUTE=0"]));
        assert!(check(&["FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"]));
        assert!(!check(&["FREQ=DAILY;BYHOUR=1;BYMINUTE=0,59"]));
        assert!(!check(&["FREQ=DAILY;BYHOUR=1;BYMINUTE=30", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0"]));
        assert!(
            !check(&[
                "FREQ=WEEKLY;BYDAY=SU;BYHOUR=23;BYMINUTE=30",
                "FREQ=WEEKLY;BYDAY=MO;BYHOUR=0;BYMINUTE=0"
            ]),
            "around the week"
        );
    }
}
