use std::fmt;

/// An answer that is not what the API's description says.
#[derive(Debug)]
pub struct DecodeError {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) what: Undecoded,
}

/// What is wrong with an answer.
#[derive(Debug)]
pub(crate) enum Undecoded {
    /// The body is no JSON, or JSON of another form, at a place.
    Json { path: String, source: serde_json::Error },
    /// The answer is of another kind.
    Form(Form),
}

/// An answer that no value can be read from, or none that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    ContentType(String),
    ContentEncoding(String),
    Empty,
    Redirect(Option<String>),
    SamePage,
    NoMarker,
}

impl DecodeError {
    /// The operation's ID.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The ID that the service gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Where in the body the value is that cannot be read, such as `vaults[0].billing.size`; nothing where the body is
    /// no JSON at all.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.what {
            Undecoded::Json { path, .. } => Some(path),
            Undecoded::Form(_) => None,
        }
    }

    pub(crate) fn reason(&self) -> &(dyn std::error::Error + 'static) {
        match &self.what {
            Undecoded::Json { source, .. } => source,
            Undecoded::Form(form) => form,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the answer of status {} cannot be read", self.operation, self.status)?;
        match self.path() {
            Some(path) => write!(f, " at `{path}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.reason())
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ContentType(found) => write!(f, "its content type is {found}, and not JSON"),
            Self::ContentEncoding(found) => {
                write!(
                    f,
                    "it is encoded with {found}, which was not asked for; the feature `gzip` reads gzip"
                )
            }
            Self::Empty => f.write_str("it is empty"),
            Self::Redirect(Some(host)) => {
                write!(f, "it leads to {host}, where the credentials must not go; is the endpoint right?")
            }
            Self::SamePage => f.write_str("it is the page before once more: the service does not go on"),
            Self::NoMarker => f.write_str("its last item has no ID, without which there is no next page"),
            Self::Redirect(None) => f.write_str("it leads elsewhere; is the endpoint right?"),
        }
    }
}

impl std::error::Error for Form {}
