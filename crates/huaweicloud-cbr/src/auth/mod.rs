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

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Client, Request};

pub use credentials::{AccessKey, Credentials, Password, Token};
pub use error::{AuthError, IamError};

use credentials::Kind;
use iam::{Iam, User};
use secret::ExposeSecret;
use session::Session;
use sign::Signer;

/// The IAM of the public cloud, which knows the users of all its regions.
pub const DEFAULT_IAM_ENDPOINT: &str = "https://iam.myhuaweicloud.com";

/// The header that has the token.
const TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// Authorises requests with credentials. It is shared by all calls of a client, whatever runs at once.
#[derive(Debug)]
pub(crate) struct Authenticator(Method);

#[derive(Debug)]
enum Method {
    Token { token: HeaderValue, project_id: Option<String> },
    Session(Box<Session>),
    Signer(Box<Signer>),
}

/// What authorised a request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stamp {
    /// A token that the caller gave.
    Given,
    /// The token of this number that IAM issued.
    Issued(u64),
    /// A signature of a time that is this many seconds later than the system's.
    Signed(i64),
}

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
            Method::Token { token, .. } => (token.clone(), Stamp::Given),
            Method::Session(session) => {
                let issued = match session.fresh() {
                    Some(issued) => issued,
                    // A conversation with IAM is large, and rare: the calls that need none have no room for it.
                    None => Box::pin(session.token(http)).await?,
                };
                (issued.token.clone(), Stamp::Issued(issued.number))
            }
            Method::Signer(signer) => {
                return signer.sign(request, SystemTime::now()).map(Stamp::Signed);
            }
        };
        request.headers_mut().insert(TOKEN, token);
        Ok(stamp)
    }

    /// To be called when the service refused a request (401) that had this stamp, with the time that the refusal
    /// was sent. Whether the request is worth repeating, once: there is another token now, or the signature was of
    /// another time than the service's, which is known from now on. A token that the caller gave cannot be renewed.
    ///
    /// # Errors
    ///
    /// Where IAM issues no token.
    pub(crate) async fn renew_after(
        &self,
        http: &Client,
        stamp: Stamp,
        refused: Option<SystemTime>,
    ) -> Result<bool, AuthError> {
        match (&self.0, stamp) {
            (Method::Session(session), Stamp::Issued(number)) => {
                Box::pin(session.renew_after(number, http)).await.map(|()| true)
            }
            (Method::Signer(signer), Stamp::Signed(ahead)) => {
                Ok(refused.is_some_and(|refused| signer.correct(ahead, refused, SystemTime::now())))
            }
            _ => Ok(false),
        }
    }

    /// Whether requests are signed, so that they have to name their project in a header as well.
    pub(crate) fn signs(&self) -> bool {
        matches!(self.0, Method::Signer(_))
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
            Method::Session(session) => Box::pin(session.project_id(http)).await,
            Method::Signer(signer) => Ok(signer.project_id().map(str::to_owned)),
        }
    }
}
