//! Faults on purpose: what a network and a busy service do to a caller.

use std::fmt;
use std::str::FromStr;

/// Which faults happen, and how often.
///
/// Written as a list such as `500:0.01,429:0.05,reset:0.01`: a kind, and the share of requests that it hits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Faults {
    shares: Vec<(Fault, f64)>,
}

/// What can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An answer with this status. Nothing was done.
    Status(u16),
    /// The connection is reset. Nothing was done.
    Reset,
    /// The connection is reset after the work was done.
    Lost,
    /// The answer takes three seconds longer.
    Slow,
    /// The answer ends in the middle.
    Truncated,
}

/// A list of faults that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is no fault: {why}")]
pub struct FaultsError {
    part: String,
    why: &'static str,
}

impl FromStr for Faults {
    type Err = FaultsError;

    fn from_str(text: &str) -> Result<Self, FaultsError> {
        let mut shares: Vec<(Fault, f64)> = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let wrong = |why| FaultsError { part: part.to_owned(), why };
            let (kind, share) = part.split_once(':').ok_or_else(|| wrong("write it as kind:share"))?;
            let kind = match kind {
                "reset" => Fault::Reset,
                "lost" => Fault::Lost,
                "slow" => Fault::Slow,
                "truncated" => Fault::Truncated,
                _ => match kind.parse() {
                    Ok(status @ 400..=599) => Fault::Status(status),
                    _ => {
                        let why = "the kind is a status from 400 to 599, reset, lost, slow or truncated";
                        return Err(wrong(why));
                    }
                },
            };
            let share: f64 = share.parse().map_err(|_| wrong("the share is a number from 0 to 1"))?;
            if !(0.0..=1.0).contains(&share) {
                return Err(wrong("the share is a number from 0 to 1"));
            }
            shares.push((kind, share));
            if shares.iter().map(|(_, share)| share).sum::<f64>() > 1.0 + 1e-9 {
                return Err(wrong("all shares together are more than 1"));
            }
        }
        Ok(Self { shares })
    }
}

impl Faults {
    /// Whether there are any.
    pub(crate) fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// What happens to the next request.
    pub(crate) fn draw(&self, random: &mut fastrand::Rng) -> Option<Fault> {
        let mut drawn = random.f64();
        for (fault, share) in &self.shares {
            if drawn < *share {
                return Some(*fault);
            }
            drawn -= share;
        }
        None
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::Reset => f.write_str("reset"),
            Self::Lost => f.write_str("lost"),
            Self::Slow => f.write_str("slow"),
            Self::Truncated => f.write_str("truncated"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_kept() {
        let faults: Faults = "500:0.25,reset:0.5".parse().unwrap();
        let mut random = fastrand::Rng::with_seed(1);
        let drawn: Vec<_> = (0..10_000).map(|_| faults.draw(&mut random)).collect();
        let count = |fault| drawn.iter().filter(|drawn| **drawn == fault).count();
        assert!((2300..2700).contains(&count(Some(Fault::Status(500)))));
        assert!((4700..5300).contains(&count(Some(Fault::Reset))));
        assert!((2300..2700).contains(&count(None)));
        let mut again = fastrand::Rng::with_seed(1);
        assert!(drawn.iter().all(|drawn| *drawn == faults.draw(&mut again)), "a seed gives the same faults");
    }

    #[test]
    fn lists_that_are_none() {
        for wrong in ["500", "200:0.1", "burn:0.1", "500:2", "500:-1", "500:NaN", "500:0.6,429:0.6"] {
            assert!(wrong.parse::<Faults>().is_err(), "{wrong}");
        }
        assert!("".parse::<Faults>().unwrap().is_empty());
    }
}
