//! When two spellings are near enough to be one name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::vocabulary::opposites::{BEGINNINGS, WORDS};

/// By how many letters at most the lengths of a name and of one that is [`similar`] differ.
pub(crate) fn farthest(name: &str) -> usize {
    // The shorter of the two decides, which allows no more.
    allowed(name.len(), LETTERS)
}

/// How many letters there are to each that may differ in similar names.
const LETTERS: usize = 6;

/// How many letters of a name may differ.
fn allowed(len: usize, per: usize) -> usize {
    (len / per).min(3)
}

/// Whether two names differ so little that one may be a misspelling of the other: only in case, or in one
/// letter of six, two of twelve, three of eighteen.
pub(crate) fn similar(a: &str, b: &str) -> bool {
    near(a, b, LETTERS)
}

/// The same with a step of one letter in `per`, to three letters at most.
pub(crate) fn near(a: &str, b: &str, per: usize) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    // A misspelling keeps most letters: a count of each is compared before the order is.
    let shorter = a.len().min(b.len());
    let allowed = allowed(shorter, per);
    if allowed == 0 || a.len().abs_diff(b.len()) > allowed || letters_apart(a, b) > 2 * allowed as u32 {
        return false;
    }
    if strsim::osa_distance(&a.to_ascii_lowercase(), &b.to_ascii_lowercase()) > allowed {
        return false;
    }
    // Names that differ only in a number are different names.
    let letters = |name: &str| name.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    letters(a) != letters(b) && !opposed(a, b)
}

/// Whether two names differ in one word that is the opposite of the other's: `os-reserve` and `os-unreserve`.
fn opposed(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let mut differ = a.iter().zip(&b).filter(|(a, b)| a != b);
    let (Some((a, b)), None, true) = (differ.next(), differ.next(), a.len() == b.len()) else { return false };
    let either = |(one, other): &(&str, &str)| {
        let opposite = |a: &str, b: &str| {
            a.strip_prefix(one).zip(b.strip_prefix(other)).is_some_and(|(a, b)| a == b && a.len() > 2)
        };
        opposite(a, b) || opposite(b, a)
    };
    let whole = |(one, other): &(&str, &str)| (a == one && b == other) || (b == one && a == other);
    BEGINNINGS.iter().any(either) || WORDS.iter().any(whole)
}

/// The words of a name, in lower case: parted by signs or by capitals.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut starts, mut before) = (true, ' ');
    for c in name.chars() {
        starts |= c.is_ascii_uppercase() && before.is_ascii_lowercase();
        before = c;
        if !c.is_ascii_alphanumeric() {
            starts = true;
        } else if starts {
            words.push(c.to_ascii_lowercase().to_string());
            starts = false;
        } else if let Some(word) = words.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

/// Whether one of two names is the other's plural.
fn differ_in_number(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

/// How many letters one of two names has more often than the other.
fn letters_apart(a: &str, b: &str) -> u32 {
    let mut counts = [0_i8; 32];
    for byte in a.bytes() {
        counts[(byte & 31) as usize] = counts[(byte & 31) as usize].saturating_add(1);
    }
    for byte in b.bytes() {
        counts[(byte & 31) as usize] = counts[(byte & 31) as usize].saturating_sub(1);
    }
    counts.iter().map(|count| u32::from(count.unsigned_abs())).sum()
}

/// A name without the white space that line wrapping left in it.
pub(crate) fn squash(name: &str) -> Cow<'_, str> {
    // Names are ASCII nearly always, and need no look at characters.
    let plain = name.bytes().all(|byte| byte.is_ascii_graphic());
    if !plain && name.contains(char::is_whitespace) {
        Cow::Owned(name.split_whitespace().collect())
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether two tables have so many of their fields in common that they can be of one structure. A name that only
/// one of them has may be another spelling of one that only the other has.
pub(crate) fn alike<S: AsRef<str> + Ord>(a: &BTreeSet<S>, b: &BTreeSet<S>) -> bool {
    const ENOUGH: f64 = 0.7;
    if overlap(a, b) >= ENOUGH {
        return true;
    }
    let mut rest: Vec<&S> = b.difference(a).collect();
    let mut shared = a.intersection(b).count();
    for name in a.difference(b) {
        let near = |other: &&S| {
            let (one, other) = (name.as_ref(), other.as_ref());
            near(one, other, 4) && !differ_in_number(one, other)
        };
        if let Some(at) = rest.iter().position(near) {
            rest.swap_remove(at);
            shared += 1;
        }
    }
    shared as f64 / (a.len() + b.len() - shared) as f64 >= ENOUGH
}

/// The shared part of two sets, from 0 to 1.
pub(crate) fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let shared = a.intersection(b).count();
    shared as f64 / (a.len() + b.len() - shared) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings() {
        for (a, b) in [
            ("OpExtendInfoBackup", "OpExtendInfoBckup"),
            ("PolicyODCreate", "PolicyoODCreate"),
            ("RespBackups", "Respbackups"),
        ] {
            assert!(similar(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("id", "ip"),
            ("Vault", "Fault"),
            ("day_backups", "max_backups"),
            ("server1", "server2"),
            ("VaultCreate", "VaultUpdate"),
            ("AttachServersRequest", "DetachServersRequest"),
            ("associatePublicAddress", "disassociatePublicAddress"),
            ("maxRetentionDays", "minRetentionDays"),
        ] {
            assert!(!similar(a, b), "{a} {b}");
        }
    }
}
