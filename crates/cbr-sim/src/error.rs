//! Errors as the service answers with them: a status, a code of its catalogue, and what is wrong.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};

use crate::codes::{self, Code};
use crate::model::error::ErrorResponse;

/// What a request is refused with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The code in the catalogue.
    pub(crate) code: Cow<'static, str>,
    /// What is wrong, for people.
    pub(crate) message: String,
    /// Methods that the path has, where the method is what is wrong.
    pub(crate) allow: Option<String>,
}

/// What a task failed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
}

impl Error {
    /// An error with the code's own message.
    pub(crate) fn new(code: Code) -> Self {
        Self {
            status: code.status,
            code: Cow::Borrowed(code.code),
            message: code.message.to_owned(),
            allow: None,
        }
    }

    /// An error of which a field is the reason.
    pub(crate) fn about(code: Code, field: impl Display, why: impl Display) -> Self {
        Self { message: format!("{} `{field}` {why}.", code.message), ..Self::new(code) }
    }

    /// A parameter that is wrong.
    pub(crate) fn invalid(field: impl Display, why: impl Display) -> Self {
        Self::about(codes::INVALID, field, why)
    }

    /// As the body of an answer.
    pub(crate) fn body(&self) -> ErrorResponse {
        ErrorResponse {
            error_code: Some(self.code.clone().into_owned()),
            error_msg: Some(self.message.clone()),
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self { code: Cow::Borrowed(code.code), message: code.message.to_owned() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: error.code, message: error.message }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.message)
    }
}

impl std::error::Error for Error {}
