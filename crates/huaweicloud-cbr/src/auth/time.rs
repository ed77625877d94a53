//! The two notations of time that authentication needs. Both are UTC, so a calendar is all there is to it.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: i64 = 24 * 60 * 60;

/// The time as `X-Sdk-Date` has it: `20260102T030405Z`. None before 1970 and after 9999.
pub(super) fn sdk_date(time: SystemTime) -> Option<String> {
    let seconds = i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()?;
    let (year, month, day) = civil_from_days(seconds / DAY);
    let (hour, minute, second) = (seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
    (year <= 9999).then(|| format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"))
}

/// The seconds since 1970 of a time such as `2020-01-04T09:05:22.701000Z`. The fraction is dropped; a time
/// without zone is UTC.
pub(super) fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.trim().split_once(['T', 't', ' '])?;
    let (clock, zone) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => (rest, "Z"),
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let clock = match clock.split_once('.') {
        Some((clock, fraction)) if !fraction.is_empty() && is_decimal(fraction) => clock,
        Some(_) => return None,
        None => clock,
    };
    let [hour, minute, second] = numbers(clock, ':', [2, 2, 2])?;
    let days = days_from_civil(year, month, day);
    // A day that its month does not have comes back as another one; a leap second may be there.
    if civil_from_days(days) != (year, month, day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some(days * DAY + hour * 3600 + minute * 60 + second - offset(zone)?)
}

/// The seconds that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = zone.split_at_checked(1)?;
    let [hours, minutes] = match digits.len() {
        4 => numbers(&format!("{}:{}", digits.get(..2)?, digits.get(2..)?), ':', [2, 2])?,
        _ => numbers(digits, ':', [2, 2])?,
    };
    let ahead = hours * 3600 + minutes * 60;
    (hours <= 23 && minutes <= 59).then_some(if sign == "-" { -ahead } else { ahead })
}

/// As many numbers as there are widths, each with as many digits.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut found = [0; N];
    for (number, width) in found.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width && is_decimal(part))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn is_decimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The days from 1970-01-01 to a date of the Gregorian calendar. A year is counted from March, so that the
/// leap day is its last one.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date, as year, month and day, that is so many days after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn date(seconds: u64) -> String {
        sdk_date(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap()
    }

    #[test]
    fn writes_dates() {
        assert_eq!(date(0), "19700101T000000Z");
        assert_eq!(date(951_782_399), "20000228T235959Z");
        assert_eq!(date(951_782_400), "20000229T000000Z");
        assert_eq!(date(1_709_251_199), "20240229T235959Z");
        assert_eq!(date(4_107_542_400), "21000301T000000Z");
        assert_eq!(date(253_402_300_799), "99991231T235959Z");
    }

    #[test]
    fn has_no_date_for_a_clock_that_is_off() {
        assert_eq!(sdk_date(UNIX_EPOCH - Duration::from_secs(1)), None);
        assert_eq!(sdk_date(UNIX_EPOCH + Duration::from_secs(253_402_300_800)), None);
    }

    #[test]
    fn reads_times() {
        for text in [
            "2020-01-04T09:05:22.701000Z",
            "2020-01-04T09:05:22Z",
            "2020-01-04T09:05:22.701000",
            "2020-01-04T09:05:22",
            "2020-01-04 09:05:22",
            "2020-01-04T09:05:22.7+00:00",
            "2020-01-04T17:05:22+08:00",
            "2020-01-04T17:05:22+0800",
            "2020-01-03T23:05:22-10:00",
        ] {
            assert_eq!(parse(text), Some(1_578_128_722), "{text}");
        }
    }

    #[test]
    fn reads_no_other_thing() {
        for text in [
            "",
            "T",
            "2020-01-04",
            "2020-13-04T09:05:22Z",
            "2021-02-29T09:05:22Z",
            "2020-01-00T09:05:22Z",
            "2020-01-04T24:00:00Z",
            "2020-01-04T09:05:22.Z",
            "2020-01-04T09:05:22.x1Z",
            "2020-01-04T09:05Z",
            "2020-01-04T09:05:22+8",
            "2020-01-04T09:05:22Zulu",
            "2020-01-04T09:05:22+é0",
            "+020-01-04T09:05:22Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_go_there_and_back() {
        for days in (-800_000..3_000_000).step_by(61) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
