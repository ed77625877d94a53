//! The client, and how one is made.

use std::borrow::Cow;
use std::fmt;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect;

use crate::auth::{Authenticator, Credentials};
use crate::error::Error;
use crate::observe::{Exchange, Observer};
use crate::region;
use crate::retry::{Budget, RetryPolicy};

/// How the service is called in its addresses.
const SERVICE: &str = "cbr";

/// The environment variable that names the region where nothing else does.
const REGION: &str = "HUAWEICLOUD_SDK_REGION";

/// A client of the service in one region, for one project.
///
/// Clones share connections, token and retry budget, and cost nothing.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    retry: RetryPolicy,
    timeout: Duration,
}

struct Shared {
    http: reqwest::Client,
    endpoint: String,
    authenticator: Authenticator,
    project: Option<String>,
    attempt_timeout: Duration,
    max_answer: usize,
    budget: Budget,
    observer: Option<Observer>,
}

impl Client {
    /// Starts to describe a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The same client, whose calls are repeated otherwise.
    #[must_use]
    pub fn with_retry(&self, policy: RetryPolicy) -> Self {
        Self { retry: policy, ..self.clone() }
    }

    /// The same client, whose calls may take another time, with all repetitions.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self { timeout, ..self.clone() }
    }

    /// The address that requests go to, without a slash at its end.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.shared.endpoint
    }

    /// The project that a call is about, as it or the client names it.
    pub(crate) fn named_project(&self, by_call: Option<String>) -> Option<Cow<'_, str>> {
        by_call.map(Cow::Owned).or_else(|| self.shared.project.as_deref().map(Cow::Borrowed))
    }

    /// The project that the credentials are for, which calls are about where nothing names another.
    pub(crate) async fn project_of_credentials(&self, operation: &'static str) -> Result<String, Error> {
        let known = self.shared.authenticator.project_id(&self.shared.http).await;
        let known = known.map_err(|source| Error::authentication(operation, source))?;
        known.ok_or_else(|| {
            Error::invalid_request(
                "no project is known: name it with ClientBuilder::project_id, or with .project_id(…) of the call",
            )
        })
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn authenticator(&self) -> &Authenticator {
        &self.shared.authenticator
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.shared.budget
    }

    pub(crate) fn observer(&self) -> Option<&Observer> {
        self.shared.observer.as_ref()
    }

    pub(crate) fn retry(&self) -> RetryPolicy {
        self.retry
    }

    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(crate) fn attempt_timeout(&self) -> Duration {
        self.shared.attempt_timeout
    }

    pub(crate) fn max_answer(&self) -> usize {
        self.shared.max_answer
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.shared.endpoint)
            .field("project", &self.shared.project)
            .finish_non_exhaustive()
    }
}

/// What a client is made of.
///
/// ```
/// # fn main() -> Result<(), huaweicloud_cbr::Error> {
/// use std::time::Duration;
///
/// use huaweicloud_cbr::auth::Credentials;
/// use huaweicloud_cbr::{Client, RetryPolicy};
///
/// let client = Client::builder()
///     .region("eu-west-0")
///     .credentials(Credentials::access_key("access key", "secret key"))
///     .project_id("f841e01fd2b14e7fa41b6ae7aa6b0594")
///     .timeout(Duration::from_secs(60))
///     .retry(RetryPolicy::default().max_attempts(5))
///     .build()?;
/// assert_eq!(client.endpoint(), "https://cbr.eu-west-0.prod-cloud-ocb.orange-business.com");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a builder makes a client when `build` is called"]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    iam_endpoint: Option<String>,
    credentials: Option<Credentials>,
    project: Option<String>,
    retry: RetryPolicy,
    timeout: Duration,
    attempt_timeout: Duration,
    connect_timeout: Duration,
    max_answer: usize,
    user_agent: Option<String>,
    proxy: Option<Hidden>,
    observer: Option<Observer>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    certificates: Vec<Certificate>,
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
/// A certificate of an authority.
#[derive(Debug, Clone)]
enum Certificate {
    File(PathBuf),
    Pem(Vec<u8>),
}

/// An address that may have a password.
struct Hidden(String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            region: None,
            endpoint: None,
            iam_endpoint: None,
            credentials: None,
            project: None,
            retry: RetryPolicy::default(),
            timeout: Duration::from_secs(120),
            attempt_timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            max_answer: 64 << 20,
            user_agent: None,
            proxy: None,
            observer: None,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            certificates: Vec::new(),
        }
    }
}

impl ClientBuilder {
    /// The region, which says where the service and IAM are. Where no region and no endpoint is named, the environment
    /// variable `HUAWEICLOUD_SDK_REGION` is.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The service's address, instead of that of the region: a private deployment, or a test's server.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// IAM's address, instead of that of the region. Only user names and passwords need one.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = Some(url.into());
        self
    }

    /// Who calls. Without, the credentials of the environment or of the profile file count; see
    /// [`Credentials::from_default`].
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    /// A token that IAM gave, which is used until it ends.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.credentials(Credentials::token(token))
    }

    /// The project that all calls are about, unless one names another.
    pub fn project_id(mut self, project: impl Into<String>) -> Self {
        self.project = Some(project.into());
        self
    }

    /// How often and when requests are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long a call may take, with all its attempts and the time between them. 2 minutes, if not told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt may take, from the connection to the end of the answer. 1 minute, if not told.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long a connection may take to come about. 10 seconds, if not told.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How many bytes the body of an answer may have, once it is no longer compressed. 64 MiB, if not told; a page of
    /// the longest lists has a few. A success with more is [`Error::TooLarge`].
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }

    /// What the client calls itself, before the name and version of this crate.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// The proxy that all requests go through, instead of those that `HTTPS_PROXY` and its like name.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(Hidden(url.into()));
        self
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    /// A certificate authority to trust beside the usual ones, as PEM.
    pub fn certificate_authority(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.certificates.push(Certificate::Pem(pem.into()));
        self
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    /// A file with certificate authorities to trust beside the usual ones, as PEM.
    pub fn certificate_authority_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.certificates.push(Certificate::File(path.into()));
        self
    }

    /// Calls a function with each answer of the service as it came, whatever its status, and also where the request is
    /// repeated after it: to check answers, or to count them. IAM's answers are not shown. The call goes on when the
    /// function returns, so it should not take long.
    pub fn observe(mut self, look: impl Fn(&Exchange<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer(Arc::new(look)));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a region, an address, a proxy or a certificate is none, or nothing says where the
    /// service is; [`Error::Authentication`] where no credentials are found.
    pub fn build(self) -> Result<Client, Error> {
        let region = self.region.clone().or_else(|| std::env::var(REGION).ok());
        let at = |service: &str| -> Result<Option<String>, Error> {
            let Some(region) = &region else { return Ok(None) };
            region::endpoint(service, region).map(Some).ok_or_else(|| {
                Error::invalid_request(format!("`{}` is no region's name", region.escape_debug()))
            })
        };
        let endpoint = match &self.endpoint {
            Some(url) => address(url)?,
            None => at(SERVICE)?.ok_or_else(|| {
                Error::invalid_request(format!(
                    "nothing says where the service is: name a region with ClientBuilder::region or {REGION}, or an \
                     address with ClientBuilder::endpoint"
                ))
            })?,
        };
        let http = http(&self)?;
        let credentials = match self.credentials {
            Some(credentials) => credentials,
            None => {
                Credentials::from_default().map_err(|source| Error::authentication("(new client)", source))?
            }
        };
        let authenticator =
            Authenticator::new(credentials, self.iam_endpoint.as_deref(), at("iam")?.as_deref());
        let authenticator = authenticator.map_err(|source| Error::authentication("(new client)", source))?;
        Ok(Client {
            shared: Arc::new(Shared {
                http,
                endpoint,
                authenticator,
                project: self.project,
                attempt_timeout: self.attempt_timeout,
                max_answer: self.max_answer,
                budget: Budget::new(),
                observer: self.observer,
            }),
            retry: self.retry,
            timeout: self.timeout,
        })
    }
}

/// An address that requests can go to, without the slash at its end.
fn address(url: &str) -> Result<String, Error> {
    // What is before the `@` may be a password, which no message may have.
    if url.contains('@') {
        return Err(Error::invalid_request(
            "an address has no user name and password: those are credentials",
        ));
    }
    let wrong = |what: &str| Error::invalid_request(format!("the address `{}` {what}", url.escape_debug()));
    let parsed = reqwest::Url::parse(url).map_err(|error| wrong(&format!("is none: {error}")))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(wrong("is neither http nor https"));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(wrong("has more than a host and a path"));
    }
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}

/// The client below: it follows no redirection, since neither token nor signature may go to another host.
fn http(asked: &ClientBuilder) -> Result<reqwest::Client, Error> {
    let own = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let agent = asked.user_agent.as_ref().map_or_else(|| own.to_owned(), |name| format!("{name} {own}"));
    let mut http = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(asked.connect_timeout)
        .user_agent(agent);
    if let Some(Hidden(url)) = &asked.proxy {
        let proxy =
            reqwest::Proxy::all(url).map_err(|_| Error::invalid_request("the proxy's address is none"))?;
        http = http.proxy(proxy);
    }
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    for certificate in &asked.certificates {
        http = trust(http, certificate)?;
    }
    http.build().map_err(|error| {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
        Error::invalid_request(format!("no client can be made: {}{cause}", error.without_url()))
    })
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn trust(http: reqwest::ClientBuilder, certificate: &Certificate) -> Result<reqwest::ClientBuilder, Error> {
    let (pem, place) = match certificate {
        Certificate::Pem(pem) => (pem.clone(), "the certificate".to_owned()),
        Certificate::File(path) => {
            let pem = std::fs::read(path)
                .map_err(|error| Error::invalid_request(format!("{}: {error}", path.display())))?;
            (pem, path.display().to_string())
        }
    };
    let none = || Error::invalid_request(format!("{place}: is no certificate in PEM"));
    let certificates = reqwest::Certificate::from_pem_bundle(&pem).map_err(|_| none())?;
    if certificates.is_empty() {
        return Err(none());
    }
    Ok(certificates.into_iter().fold(http, reqwest::ClientBuilder::add_root_certificate))
}
