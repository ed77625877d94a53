//! Signatures with access keys: `SDK-HMAC-SHA256`.
//!
//! Written from the algorithm's description and tested with what the vendor's own signer makes; it shares nothing with
//! the client's signer, so that neither can hide a mistake of the other.

use std::time::{Duration, SystemTime};

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::canonical;

const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// A clock may be off by this much.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// A request that says that it is signed.
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a str,
    /// As it came, without the query.
    pub(crate) path: &'a str,
    /// As it came.
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// What the header `Authorization` says.
struct Authorization<'a> {
    access: &'a str,
    signed_headers: &'a str,
    signature: &'a str,
}

impl Signed<'_> {
    /// The access key that it says it is signed with.
    pub(crate) fn access(&self) -> Result<&str, &'static str> {
        self.authorization().map(|authorization| authorization.access)
    }

    fn authorization(&self) -> Result<Authorization<'_>, &'static str> {
        let header = self.header("authorization").and_then(|value| std::str::from_utf8(value).ok());
        let rest = header.and_then(|value| value.strip_prefix(ALGORITHM));
        let rest = rest.ok_or("the algorithm is not SDK-HMAC-SHA256")?;
        let (mut access, mut signed_headers, mut signature) = (None, None, None);
        for part in rest.split(',') {
            match part.trim().split_once('=') {
                Some(("Access", value)) => access = Some(value),
                Some(("SignedHeaders", value)) => signed_headers = Some(value),
                Some(("Signature", value)) => signature = Some(value),
                _ => return Err("a part of the header Authorization is unknown"),
            }
        }
        match (access, signed_headers, signature) {
            (Some(access), Some(signed_headers), Some(signature)) => {
                Ok(Authorization { access, signed_headers, signature })
            }
            _ => Err("the header Authorization lacks Access, SignedHeaders or Signature"),
        }
    }

    /// The value of a header.
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers.get(name).map(axum::http::HeaderValue::as_bytes)
    }

    /// Checks that the request is as it was signed with a secret, and not long ago.
    pub(crate) fn verify(&self, secret: &str, now: SystemTime) -> Result<(), &'static str> {
        let date = self.header("x-sdk-date").and_then(|date| std::str::from_utf8(date).ok());
        let date = date.ok_or("there is no X-Sdk-Date")?;
        let at = moment(date).ok_or("X-Sdk-Date is no time")?;
        let off = at.duration_since(now).or_else(|_| now.duration_since(at)).unwrap_or(Duration::MAX);
        if off > TOLERANCE {
            return Err("X-Sdk-Date is more than 15 minutes from now");
        }
        self.matches(secret)
    }

    /// Checks that the request is as it was signed with a secret.
    pub(crate) fn matches(&self, secret: &str) -> Result<(), &'static str> {
        let authorization = self.authorization()?;
        let date = self.header("x-sdk-date").ok_or("there is no X-Sdk-Date")?;
        let signature = unhex(authorization.signature).ok_or("the signature is not 64 hexadecimal digits")?;
        let names: Vec<&str> = authorization.signed_headers.split(';').collect();
        // Signers sort decoded pairs; those that sort the encoded ones send them in that order.
        let sorted = canonical::sorted_query(self.query);
        for query in [sorted.as_str(), self.query] {
            let mut canonical = Vec::new();
            canonical.extend_from_slice(self.method.as_bytes());
            canonical.push(b'\n');
            canonical.extend_from_slice(canonical::path(self.path).as_bytes());
            canonical.push(b'\n');
            canonical.extend_from_slice(query.as_bytes());
            canonical.push(b'\n');
            for name in &names {
                let value = self.header(name).ok_or("a header that is signed is not there")?;
                canonical.extend_from_slice(name.as_bytes());
                canonical.push(b':');
                canonical.extend_from_slice(value.trim_ascii());
                canonical.push(b'\n');
            }
            canonical.push(b'\n');
            canonical.extend_from_slice(authorization.signed_headers.as_bytes());
            canonical.push(b'\n');
            canonical.extend_from_slice(self.content()?.as_bytes());

            let mut mac =
                Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| "the secret cannot be used")?;
            mac.update(ALGORITHM.as_bytes());
            mac.update(b"\n");
            mac.update(date);
            mac.update(b"\n");
            mac.update(hex(&Sha256::digest(&canonical)).as_bytes());
            if mac.verify_slice(&signature).is_ok() {
                return Ok(());
            }
        }
        Err("the signature does not match the request")
    }

    /// What stands for the body.
    fn content(&self) -> Result<String, &'static str> {
        const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
        let hash = hex(&Sha256::digest(self.body));
        match self.header("x-sdk-content-sha256") {
            Some(stated) if !self.body.is_empty() => {
                let json =
                    self.header("content-type").is_some_and(|kind| kind.starts_with(b"application/json"));
                match std::str::from_utf8(stated) {
                    Ok(UNSIGNED) if !json => Ok(UNSIGNED.to_owned()),
                    Ok(stated) if stated == hash => Ok(hash),
                    _ => Err("X-Sdk-Content-Sha256 is not that of the body"),
                }
            }
            _ => Ok(hash),
        }
    }
}

/// The time that `20260101T000000Z` stands for.
fn moment(date: &str) -> Option<SystemTime> {
    let civil: DateTime = date.strip_suffix('Z')?.parse().ok()?;
    let seconds = u64::try_from(TimeZone::UTC.to_timestamp(civil).ok()?.as_second()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    (0..64).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod tests;
