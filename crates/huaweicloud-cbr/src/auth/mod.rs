//! STUB
#![allow(missing_docs, unused, clippy::all)]
#[derive(Debug, Clone)]
pub struct Credentials;
impl Credentials {
    pub fn token(t: impl Into<String>) -> Self {
        Self
    }
    pub fn access_key(a: impl Into<String>, b: impl Into<String>) -> Self {
        Self
    }
    pub fn from_default() -> Result<Self, AuthError> {
        Ok(Self)
    }
}
#[derive(Debug)]
pub struct AuthError;
impl std::fmt::Display for AuthError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("stub")
    }
}
impl std::error::Error for AuthError {}
pub(crate) struct Stamp;
pub(crate) struct Authenticator;
impl Authenticator {
    pub(crate) fn new(c: Credentials, iam: Option<String>) -> Self {
        Self
    }
    pub(crate) async fn authorize(
        &self,
        http: &reqwest::Client,
        r: &mut reqwest::Request,
    ) -> Result<Stamp, AuthError> {
        r.headers_mut().insert("x-auth-token", "a token".parse().unwrap());
        Ok(Stamp)
    }
    pub(crate) async fn renew_after(&self, http: &reqwest::Client, s: Stamp) -> Result<bool, AuthError> {
        Ok(false)
    }
    pub(crate) async fn project_id(&self, http: &reqwest::Client) -> Result<Option<String>, AuthError> {
        Ok(None)
    }
}
