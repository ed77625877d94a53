//! Requests signed with an access key: `SDK-HMAC-SHA256`.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::canonical::{self, Canonical};
use super::credentials::AccessKey;
use super::error::AuthError;
use super::secret::{ExposeSecret, SecretString};
use super::{secret, time};

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const BODY_HASH: &str = "x-sdk-content-sha256";

/// A clock that is off by less than this many seconds is not what a signature was refused for.
const TOLERANCE: i64 = 60;

/// An access key that signs requests.
#[derive(Debug)]
pub(super) struct Signer {
    access_key: SecretString,
    secret_key: SecretString,
    security_token: Option<HeaderValue>,
    project_id: Option<(String, HeaderValue)>,
    /// How many seconds the service's clock is ahead of the system's, as far as it is known.
    ahead: AtomicI64,
}

impl Signer {
    pub(super) fn new(key: AccessKey) -> Result<Self, AuthError> {
        let header =
            |value: &str, what| secret::header(value.as_bytes()).ok_or(AuthError::InvalidSecret { what });
        header(key.access_key.expose_secret(), "the access key")?;
        if key.secret_key.expose_secret().is_empty() {
            return Err(AuthError::InvalidSecret { what: "the secret key" });
        }
        let security_token = match &key.security_token {
            Some(token) => Some(header(token.expose_secret(), "the security token")?),
            None => None,
        };
        let project_id = match key.project_id.clone() {
            Some(id) => match HeaderValue::from_str(&id) {
                Ok(value) if !value.is_empty() => Some((id, value)),
                _ => return Err(AuthError::InvalidSecret { what: "the project id" }),
            },
            None => None,
        };
        let AccessKey { access_key, secret_key, .. } = key;
        Ok(Self { access_key, secret_key, security_token, project_id, ahead: AtomicI64::new(0) })
    }

    pub(super) fn project_id(&self) -> Option<&str> {
        self.project_id.as_ref().map(|(id, _)| id.as_str())
    }

    /// Signs a request as it stands. It may have been signed before. Gives how many seconds later than the system's
    /// the time of the signature is.
    pub(super) fn sign(&self, request: &mut Request, now: SystemTime) -> Result<i64, AuthError> {
        let ahead = self.ahead.load(Ordering::Relaxed);
        let by = Duration::from_secs(ahead.unsigned_abs());
        let now = if ahead < 0 { now.checked_sub(by) } else { now.checked_add(by) };
        let date = now.and_then(time::sdk_date).ok_or(AuthError::Clock)?;
        self.sign_at(request, &date).map(|()| ahead)
    }

    /// Learns the service's time from its refusal of a signature that was of a time so many seconds ahead of the
    /// system's. Whether that time was wrong.
    pub(super) fn correct(&self, ahead: i64, refused: SystemTime, now: SystemTime) -> bool {
        let seconds = |by: Duration| i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        let needed = match refused.duration_since(now) {
            Ok(by) => seconds(by),
            Err(error) => -seconds(error.duration()),
        };
        let wrong = needed.saturating_sub(ahead).saturating_abs() >= TOLERANCE;
        if wrong {
            self.ahead.store(needed, Ordering::Relaxed);
        }
        wrong
    }

    fn sign_at(&self, request: &mut Request, date: &str) -> Result<(), AuthError> {
        let body_hash = hash_of_body(request)?;
        let query = canonical::query(request.url());
        request.url_mut().set_query(Some(query.as_str()).filter(|query| !query.is_empty()));

        let headers = request.headers_mut();
        headers.insert("x-sdk-date", HeaderValue::from_str(date).map_err(|_| AuthError::Clock)?);
        if let Some(token) = &self.security_token {
            headers.insert("x-security-token", token.clone());
        }
        if let Some((_, project)) = &self.project_id {
            // A request for another project says so itself.
            headers.entry("x-project-id").or_insert_with(|| project.clone());
        }

        let signed_headers = canonical::signed_headers(request.headers());
        let mut hash = Sha256::new();
        Canonical {
            method: request.method().as_str(),
            url: request.url(),
            headers: request.headers(),
            signed_headers: &signed_headers,
            body_hash: &body_hash,
        }
        .write(&mut |bytes| hash.update(bytes));
        let to_sign = string_to_sign(date, &hash.finalize());
        let authorization = format!(
            "{ALGORITHM} Access={}, SignedHeaders={}, Signature={}",
            self.access_key.expose_secret(),
            signed_headers.join(";"),
            self.signature(&to_sign)
        );
        let authorization = secret::header(authorization.as_bytes())
            .ok_or(AuthError::InvalidSecret { what: "the access key" })?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(())
    }

    /// The key is the secret as it is, none that is derived from it.
    fn signature(&self, to_sign: &str) -> String {
        hex(&hmac(self.secret_key.expose_secret().as_bytes(), to_sign.as_bytes()))
    }
}

/// HMAC-SHA256 (RFC 2104), which has no need of a crate and the crates that it needs.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    const BLOCK: usize = 64;
    let mut block = Zeroizing::new([0; BLOCK]);
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |pad: u8| Zeroizing::new(block.map(|byte| byte ^ pad));
    let inner = Sha256::new().chain_update(*padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(*padded(0x5c)).chain_update(inner).finalize().into()
}

fn string_to_sign(date: &str, canonical_request_hash: &[u8]) -> String {
    format!("{ALGORITHM}\n{date}\n{}", hex(canonical_request_hash))
}

/// The hash of the body, or what the request states as such.
fn hash_of_body(request: &Request) -> Result<Vec<u8>, AuthError> {
    let body = match request.body() {
        Some(body) => body.as_bytes().ok_or(AuthError::StreamingBody)?,
        None => &[],
    };
    Ok(match stated_hash(request.headers()) {
        Some(stated) if !body.is_empty() => stated.to_vec(),
        _ => hex(&Sha256::digest(body)).into_bytes(),
    })
}

/// Where the request has this header, a gateway takes its value for the hash: `UNSIGNED-PAYLOAD`, for one.
fn stated_hash(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get(BODY_HASH).map(|value| value.as_bytes()).filter(|value| !value.is_empty())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
