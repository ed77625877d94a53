//! How secrets are kept: never shown, and overwritten when nobody needs them any more.
//!
//! What the HTTP library copies into its own buffers while it sends a request is out of reach.

use bytes::Bytes;
use reqwest::header::HeaderValue;
pub(super) use secrecy::{ExposeSecret, SecretString};
use zeroize::{Zeroize, Zeroizing};

/// Takes a secret over. The string that it came in is overwritten, with whatever its buffer had to spare.
pub(super) fn keep(secret: impl Into<String>) -> SecretString {
    let mut given = secret.into();
    let kept = SecretString::from(given.as_str());
    given.zeroize();
    kept
}

/// A header that is not shown, whose bytes are overwritten when the last request that has it is gone.
/// None where the bytes cannot be a header, or are none.
pub(super) fn header(secret: &[u8]) -> Option<HeaderValue> {
    if secret.is_empty() {
        return None;
    }
    let bytes = Bytes::from_owner(Zeroizing::new(secret.to_vec()));
    let mut value = HeaderValue::from_maybe_shared(bytes).ok()?;
    value.set_sensitive(true);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_nothing() {
        let kept = keep("s3cret");
        assert_eq!(kept.expose_secret(), "s3cret");
        assert!(!format!("{kept:?}").contains("s3cret"));
        assert_eq!(format!("{:?}", header(b"s3cret").unwrap()), "Sensitive");
    }

    #[test]
    fn refuses_what_no_header_can_be() {
        assert!(header(b"").is_none());
        assert!(header(b"token\n").is_none());
    }
}
