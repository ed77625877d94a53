//! Asking IAM for a token: `POST /v3/auth/tokens` with a user's password.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::Full;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Client, Method, Request, Response, StatusCode, Url};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::credentials::{Named, Password};
use super::error::AuthError;
use super::secret::{ExposeSecret, SecretString};
use super::{iam_error, secret, time};

/// How long IAM may take for its whole answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An answer is not read any further: with a catalogue of all services it has a few ten thousand bytes.
const LONGEST_ANSWER: usize = 4 << 20;

/// An IAM, as a place to log in at.
#[derive(Debug)]
pub(super) struct Iam {
    tokens: Url,
    timeout: Duration,
}

/// A user who can log in.
#[derive(Debug)]
pub(super) struct User {
    name: String,
    password: SecretString,
    domain: Named,
    pub(super) project: Option<Named>,
}

/// A token that IAM issued.
#[derive(Debug)]
pub(super) struct Grant {
    pub(super) token: HeaderValue,
    pub(super) lifetime: Duration,
    pub(super) project_id: Option<String>,
}

impl User {
    pub(super) fn new(given: Password) -> Result<Self, AuthError> {
        let Password { user: name, password, domain, project } = given;
        let domain = domain.ok_or(AuthError::Incomplete { missing: "the user's domain" })?;
        Ok(Self { name, password, domain, project })
    }
}

impl Iam {
    /// The IAM at this endpoint, with or without the version (`/v3`) at its end.
    pub(super) fn new(endpoint: &str) -> Result<Self, AuthError> {
        let invalid = |problem| AuthError::InvalidEndpoint { problem };
        let endpoint = endpoint.trim_end_matches('/');
        let base = endpoint.strip_suffix("/v3").unwrap_or(endpoint);
        let tokens: Url = format!("{base}/v3/auth/tokens").parse().map_err(|_| invalid("is no URL"))?;
        if !matches!(tokens.scheme(), "http" | "https") {
            return Err(invalid("is neither http nor https"));
        }
        if !tokens.username().is_empty() || tokens.password().is_some() {
            return Err(invalid("has a user in it"));
        }
        if tokens.query().is_some() || tokens.fragment().is_some() {
            return Err(invalid("has a query or a fragment"));
        }
        Ok(Self { tokens, timeout: TIMEOUT })
    }

    #[cfg(test)]
    pub(super) fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Gets a token. The password is sent to this IAM and, whatever redirects the client follows, to no other
    /// place: a body that can be sent once only is not sent on.
    pub(super) async fn log_in(&self, http: &Client, user: &User) -> Result<Grant, AuthError> {
        let mut request = Request::new(Method::POST, self.tokens.clone());
        *request.timeout_mut() = Some(self.timeout);
        *request.body_mut() = Some(Body::wrap(Full::new(login_body(user)?)));
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=utf8"));

        let response = http.execute(request).await.map_err(unreachable)?;
        let status = response.status();
        let malformed = |problem| AuthError::Malformed { status: status.as_u16(), problem };
        if status.is_redirection() || response.url() != &self.tokens {
            return Err(malformed("a redirect, which is not followed"));
        }
        if !status.is_success() {
            return Err(refusal(response, user).await);
        }
        let token = response.headers().get("x-subject-token").map(|value| secret::header(value.as_bytes()));
        let token = token.flatten().ok_or_else(|| malformed("it has no X-Subject-Token"))?;
        let body = read(response).await?;
        let answer: Answer =
            serde_json::from_slice(&body).map_err(|_| malformed("it is not JSON of a token"))?;
        let lifetime = answer.token.lifetime(SystemTime::now());
        Ok(Grant {
            token,
            lifetime: lifetime.ok_or_else(|| malformed("its expires_at is no time"))?,
            project_id: answer.token.project.and_then(|project| project.id),
        })
    }
}

/// Why there is no token.
async fn refusal(response: Response, user: &User) -> AuthError {
    let status = response.status();
    let headers = response.headers().clone();
    // The status says enough where the body does not arrive.
    let body = read(response).await.unwrap_or_default();
    let error = iam_error::read(status, &headers, &body, user.password.expose_secret());
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        AuthError::Unavailable(error)
    } else if status == StatusCode::UNAUTHORIZED || error.code.is_some() || error.message.is_some() {
        AuthError::Rejected(error)
    } else {
        AuthError::Malformed { status: status.as_u16(), problem: "an error that is not one of IAM" }
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, AuthError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            let status = response.status().as_u16();
            return Err(AuthError::Malformed { status, problem: "it is too long" });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn unreachable(error: reqwest::Error) -> AuthError {
    AuthError::Unreachable(Arc::new(error.without_url()))
}

/// The body of the request, overwritten once it is sent.
fn login_body(user: &User) -> Result<Bytes, AuthError> {
    let password = user.password.expose_secret();
    let login = Login {
        auth: Auth {
            identity: Identity {
                methods: ["password"],
                password: PasswordMethod {
                    user: Identified { name: &user.name, password, domain: &user.domain },
                },
            },
            scope: match &user.project {
                Some(project) => Scope::Project(project),
                None => Scope::Domain(&user.domain),
            },
        },
    };
    // JSON writes a byte as six at most; a buffer that grew would leave copies.
    let mut body = Zeroizing::new(Vec::with_capacity(1024 + 6 * (password.len() + user.name.len())));
    serde_json::to_writer(&mut *body, &login)
        .map_err(|_| AuthError::InvalidSecret { what: "the password" })?;
    Ok(Bytes::from_owner(body))
}

#[derive(Serialize)]
struct Login<'a> {
    auth: Auth<'a>,
}

#[derive(Serialize)]
struct Auth<'a> {
    identity: Identity<'a>,
    scope: Scope<'a>,
}

#[derive(Serialize)]
struct Identity<'a> {
    methods: [&'a str; 1],
    password: PasswordMethod<'a>,
}

#[derive(Serialize)]
struct PasswordMethod<'a> {
    user: Identified<'a>,
}

#[derive(Serialize)]
struct Identified<'a> {
    name: &'a str,
    password: &'a str,
    domain: &'a Named,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Scope<'a> {
    Project(&'a Named),
    Domain(&'a Named),
}

#[derive(Deserialize)]
struct Answer {
    token: TokenBody,
}

#[derive(Deserialize)]
struct TokenBody {
    expires_at: String,
    issued_at: Option<String>,
    project: Option<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: Option<String>,
}

impl TokenBody {
    /// How long the token is good for. Where the clock says that it has expired already, the clock is wrong
    /// if IAM says that it has not: then it is the time between the two that IAM names.
    fn lifetime(&self, now: SystemTime) -> Option<Duration> {
        let expires = time::parse(&self.expires_at)?;
        let now = now.duration_since(UNIX_EPOCH).ok().and_then(|now| i64::try_from(now.as_secs()).ok());
        let issued = self.issued_at.as_deref().and_then(time::parse);
        let seconds = |since: i64| u64::try_from(expires - since).unwrap_or(0);
        let by_clock = now.map(seconds);
        let by_iam = issued.map(seconds);
        Some(Duration::from_secs(match (by_clock, by_iam) {
            (Some(0) | None, Some(whole)) => whole,
            (Some(left), Some(whole)) => left.min(whole),
            (Some(left), None) => left,
            (None, None) => 0,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::credentials::Credentials;
    use super::*;

    #[test]
    fn endpoints() {
        for endpoint in ["http://iam:1", "http://iam:1/", "http://iam:1/v3", "http://iam:1/v3/"] {
            assert_eq!(Iam::new(endpoint).unwrap().tokens.as_str(), "http://iam:1/v3/auth/tokens");
        }
        assert_eq!(Iam::new("https://h/iam").unwrap().tokens.as_str(), "https://h/iam/v3/auth/tokens");
        for endpoint in [
            "",
            "iam.example.com",
            "ftp://iam",
            "http://user@iam",
            "http://:pass@iam",
            "http://iam?x=",
            "http://iam#x",
        ] {
            assert!(matches!(Iam::new(endpoint), Err(AuthError::InvalidEndpoint { .. })), "{endpoint}");
        }
    }

    #[test]
    fn bodies() {
        let user = || Credentials::password("u", "p\"\u{1}密").domain("d");
        let body = |user: Password| {
            String::from_utf8(login_body(&User::new(user).unwrap()).unwrap().to_vec()).unwrap()
        };
        let identity = |domain| {
            format!(
                r#"{{"auth":{{"identity":{{"methods":["password"],"password":{{"user":{{"name":"u","password":"p\"\u0001密","domain":{domain}}}}}}},"scope":"#
            )
        };
        let by_name = identity(r#"{"name":"d"}"#);
        assert_eq!(body(user().project("n")), by_name.clone() + r#"{"project":{"name":"n"}}}}"#);
        assert_eq!(body(user().project_id("i")), by_name.clone() + r#"{"project":{"id":"i"}}}}"#);
        assert_eq!(body(user()), by_name + r#"{"domain":{"name":"d"}}}}"#);
        assert_eq!(body(user().domain_id("i")), identity(r#"{"id":"i"}"#) + r#"{"domain":{"id":"i"}}}}"#);
        let incomplete = User::new(Credentials::password("u", "p")).unwrap_err();
        assert!(matches!(incomplete, AuthError::Incomplete { .. }));
    }

    #[test]
    fn lifetimes() {
        let hour = |hour: &str| format!("2020-01-04T{hour}:00:00.000000Z");
        let lifetime = |issued: Option<&str>, expires: &str, now: Option<&str>| {
            let now = now.and_then(|now| time::parse(&hour(now))).map(|now| now.unsigned_abs());
            let now =
                now.map_or(UNIX_EPOCH - Duration::from_secs(1), |now| UNIX_EPOCH + Duration::from_secs(now));
            let token = TokenBody { expires_at: hour(expires), issued_at: issued.map(hour), project: None };
            token.lifetime(now).map(|time| time.as_secs() / 3600)
        };
        assert_eq!(lifetime(Some("01"), "10", Some("01")), Some(9));
        assert_eq!(lifetime(Some("01"), "10", Some("04")), Some(6), "issued before it was asked for");
        assert_eq!(lifetime(Some("05"), "10", Some("01")), Some(5), "a clock that is late");
        assert_eq!(lifetime(Some("05"), "10", Some("12")), Some(5), "a clock that is early");
        assert_eq!(lifetime(None, "10", Some("01")), Some(9));
        assert_eq!(lifetime(None, "10", Some("12")), Some(0));
        assert_eq!(lifetime(None, "10", None), Some(0));
        assert_eq!(lifetime(Some("05"), "never", Some("12")), None);
    }
}
