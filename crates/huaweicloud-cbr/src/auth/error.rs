//! Why a request could not be authorised.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a request could not be authorised, or credentials not be found. It never holds a secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AuthError {
    /// IAM was asked for a token and refuses these credentials, or this project.
    Rejected(IamError),
    /// IAM cannot answer now (a status of 429 or above 499).
    Unavailable(IamError),
    /// IAM was not reached, or its answer did not arrive in time.
    Unreachable(Arc<reqwest::Error>),
    /// What answered is not IAM, or not one that is understood.
    Malformed {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the answer.
        problem: &'static str,
    },
    /// The endpoint of IAM cannot be used.
    InvalidEndpoint {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The credentials lack a part.
    Incomplete {
        /// The part.
        missing: &'static str,
    },
    /// A part of the credentials cannot be sent in a header: it is empty, or has a line break.
    InvalidSecret {
        /// The part.
        what: &'static str,
    },
    /// An environment variable is not set, or empty.
    MissingVariable {
        /// Its name.
        name: &'static str,
    },
    /// An environment variable is not Unicode.
    InvalidVariable {
        /// Its name.
        name: &'static str,
    },
    /// A profile file cannot be read.
    UnreadableProfile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Arc<io::Error>,
    },
    /// A profile file has a mistake.
    InvalidProfile {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, where the mistake is at one.
        line: Option<usize>,
        /// The mistake.
        problem: &'static str,
    },
    /// There are no credentials in any place where they are looked for.
    NoCredentials {
        /// The environment variable that would have the first part of them.
        variable: &'static str,
        /// The profile file that is not there.
        path: PathBuf,
    },
    /// A request whose body is a stream was to be signed; a signature needs all of it.
    StreamingBody,
    /// The clock shows a time that a signature cannot state: before 1970, or after 9999.
    Clock,
}

/// What IAM said when it issued no token.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IamError {
    /// The HTTP status.
    pub status: u16,
    /// The id of the request, for the vendor's support.
    pub request_id: Option<String>,
    /// The code of the error, for example `IAM.0011`.
    pub code: Option<String>,
    /// The message. Where it repeated the password, that is left out.
    pub message: Option<String>,
}

impl AuthError {
    /// Whether the same may succeed a moment later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Unreachable(_))
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(error) => write!(f, "IAM refuses the credentials: {error}"),
            Self::Unavailable(error) => write!(f, "IAM is unavailable: {error}"),
            Self::Unreachable(_) => write!(f, "IAM was not reached"),
            Self::Malformed { status, problem } => {
                write!(f, "the answer of IAM (status {status}) is not understood: {problem}")
            }
            Self::InvalidEndpoint { problem } => write!(f, "the endpoint of IAM {problem}"),
            Self::Incomplete { missing } => write!(f, "the credentials lack {missing}"),
            Self::InvalidSecret { what } => write!(f, "{what} is empty or cannot be sent in a header"),
            Self::MissingVariable { name } => write!(f, "the environment variable {name} is not set"),
            Self::InvalidVariable { name } => write!(f, "the environment variable {name} is not Unicode"),
            Self::UnreadableProfile { path, .. } => write!(f, "cannot read {}", path.display()),
            Self::InvalidProfile { path, line: Some(line), problem } => {
                write!(f, "{}:{line}: {problem}", path.display())
            }
            Self::InvalidProfile { path, line: None, problem } => {
                write!(f, "{}: {problem}", path.display())
            }
            Self::NoCredentials { variable, path } => write!(
                f,
                "no credentials: the environment variable {variable} is not set, and there is no {}",
                path.display()
            ),
            Self::StreamingBody => write!(f, "a request whose body is a stream cannot be signed"),
            Self::Clock => write!(f, "the system's clock is off: a signature needs the time"),
        }
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreachable(source) => Some(&**source),
            Self::UnreadableProfile { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

impl fmt::Display for IamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", {code}")?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        match &self.request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}
