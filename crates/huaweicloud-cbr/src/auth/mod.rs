//! Authentication: with a token, with a user's password, or with an access key that signs each request.
//!
//! Nothing here knows the service that is called; every service of the family authenticates alike.
//!
//! Secrets are not shown by `Debug`, in errors or by panics, and their memory is overwritten when they are no
//! longer needed.

mod canonical;
mod credentials;
mod error;
mod iam;
mod iam_error;
mod profile;
mod secret;
mod session;
mod sign;
mod sources;
mod time;

#[cfg(test)]
mod tests;

use std::time::SystemTime;

use reqwest::header::HeaderValue;
use reqwest::{Client, Request};

pub use credentials::{AccessKey, Credentials, Password, Token};
pub use error::{AuthError, IamError};

use credentials::Kind;
use iam::{Iam, User};
use session::Session;
use sign::Signer;

/// The IAM of the public cloud, which knows the users of all its regions.
pub const DEFAULT_IAM_ENDPOINT: &str = "https://iam.myhuaweicloud.com";

/// Authorises requests with credentials. It is shared by all calls of a client, whatever runs at once.
#[derive(Debug)]
pub(crate) struct Authenticator(Method);

#[derive(Debug)]
enum Method {
    Token { token: HeaderValue, project_id: Option<String> },
    Session(Box<Session>),
    Signer(Box<Signer>),
}

/// Which token authorised a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp(Option<u64>);

impl Authenticator {
    /// An authenticator with these credentials. A password is sent to the given IAM, or the one that
    /// `HUAWEICLOUD_SDK_IAM_ENDPOINT` names, or the region's, or [`DEFAULT_IAM_ENDPOINT`]. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// Where the credentials are incomplete or no header can have them, or the endpoint is no URL.
    pub(crate) fn new(
        credentials: Credentials,
        iam_endpoint: Option<&str>,
        of_region: Option<&str>,
    ) -> Result<Self, AuthError> {
        Ok(Self(match credentials.0 {
            Kind::Token(Token { token, project_id }) => {
                let token = secret::header(token.expose_secret().as_bytes());
                Method::Token {
                    token: token.ok_or(AuthError::InvalidSecret { what: "the token" })?,
                    project_id,
                }
            }
            Kind::Password(user) => {
                let iam = match iam_endpoint {
                    Some(endpoint) => Iam::new(endpoint)?,
                    None => {
                        let named = sources::iam_endpoint()?;
                        Iam::new(named.as_deref().or(of_region).unwrap_or(DEFAULT_IAM_ENDPOINT))?
                    }
                };
                Method::Session(Box::new(Session::new(iam, User::new(user)?)))
            }
            Kind::AccessKey(key) => Method::Signer(Box::new(Signer::new(key)?)),
        }))
    }

    /// Adds a token to a request, or signs it. A signature covers the URL, the headers and the body as they
    /// are now, so this comes last; the query is rewritten to its canonical form. A request that was authorised
    /// before can be authorised again.
    ///
    /// The client must not follow redirects, because it would pass the token on.
    ///
    /// # Errors
    ///
    /// Where IAM issues no token, or the request cannot be signed.
    pub(crate) async fn authorize(&self, http: &Client, request: &mut Request) -> Result<Stamp, AuthError> {
        let (token, stamp) = match &self.0 {
            Method::Token { token, .. } => (token.clone(), Stamp(None)),
            Method::Session(session) => {
                let issued = session.token(http).await?;
                (issued.token.clone(), Stamp(Some(issued.number)))
            }
            Method::Signer(signer) => {
                signer.sign(request, SystemTime::now())?;
                return Ok(Stamp(None));
            }
        };
        request.headers_mut().insert("x-auth-token", token);
        Ok(stamp)
    }

    /// To be called when the service refused a request (401) that had this stamp. Whether the request is worth
    /// repeating, once, because there is another token now: no other credentials can be renewed.
    ///
    /// # Errors
    ///
    /// Where IAM issues no token.
    pub(crate) async fn renew_after(&self, http: &Client, stamp: Stamp) -> Result<bool, AuthError> {
        match (&self.0, stamp.0) {
            (Method::Session(session), Some(number)) => {
                session.renew_after(number, http).await.map(|()| true)
            }
            _ => Ok(false),
        }
    }

    /// The id of the project that the credentials are for, where they are for one. It is asked for at IAM
    /// where a user's project was given by its name.
    ///
    /// # Errors
    ///
    /// Where IAM was asked, and issued no token.
    pub(crate) async fn project_id(&self, http: &Client) -> Result<Option<String>, AuthError> {
        match &self.0 {
            Method::Token { project_id, .. } => Ok(project_id.clone()),
            Method::Session(session) => session.project_id(http).await,
            Method::Signer(signer) => Ok(signer.project_id().map(str::to_owned)),
        }
    }
}
